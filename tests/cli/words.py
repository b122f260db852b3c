"""Words that tests of the command line type."""

from tests.worlds import ROOT

SCENARIOS = ROOT / "scenarios"
CLASSROOM = str(SCENARIOS / "classroom.yaml")
BRIEFLY = ["-n", "2", "--days", "5", "--set", "experiment.warmup=2", "-j", "1"]


class Ended:
    """How a command ended: exit code, lines of stdout, text of stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.lines, self.err = code, out.splitlines(), err
