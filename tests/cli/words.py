"""Words that tests of the command line type."""

from tests.worlds import ROOT

SCENARIOS = ROOT / "scenarios"
CLASSROOM = str(SCENARIOS / "classroom.yaml")
SMALL = ["--set", "place.residents=2400", "--set", "place.communities=1"]
SHORT = ["--days", "5", "--set", "experiment.warmup=2", "-j", "1"]
BRIEFLY = ["-n", "2", *SHORT, *SMALL]
"""Two runs of a week on two grids."""


class Ended:
    """How a command ended: exit code, lines of stdout, text of stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.lines, self.err = code, out.splitlines(), err
