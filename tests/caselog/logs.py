"""The logs that tests read, and small ones written on the spot."""

from pathlib import Path

from tests.worlds import ROOT

LOGS = ROOT / "tests" / "data" / "logs"
HEADINGS = "case_id,opened,closed,type,precinct,channel"
GOOD = "1,2011-07-04T07:53,2011-07-06T20:45,Street Light Outages,2110,Self Service"


def written(folder: Path, *lines: str, name: str = "log.csv", encoding: str = "utf-8") -> Path:
    """A log of these lines."""
    path = folder / name
    path.write_bytes("\n".join([*lines, ""]).encode(encoding))
    return path
