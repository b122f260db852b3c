"""Files with one mistake, as students write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulation.cli import exit_code
from tests.worlds import ROOT

RULE = "rules: {Resident.willing_share: mine.py:mine}"


def rule(*lines: str) -> str:
    """A function that shall be a rule."""
    return "def mine(self):\n" + "".join(f"    {line}\n" for line in lines)


def write(folder: Path, text: str, line: str) -> None:
    """A file `mine.py` of one's own, and a scenario of two grids with a line that names it."""
    (folder / "mine.py").write_text(text, encoding="utf-8")
    (folder / "mine.yaml").write_text(
        "schema: 1\nname: mine\ntitle: {en: Mine, zh: 我的}\n"
        f"extends: {ROOT / 'scenarios/classroom.yaml'}\n"
        "place: {residents: 2400, communities: 1}\n"
        f"{line}\nexperiment: {{warmup: 1 day, days: 8 days, replications: 2}}\n",
        encoding="utf-8",
    )


def tell(folder: Path, text: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch) -> str:
    """What the front door says of such a scenario when it shall run."""
    write(folder, text, line)
    monkeypatch.chdir(folder)
    code = exit_code(["run", "mine.yaml", "-o", "out"])
    told = capsys.readouterr()
    assert code == 2
    assert not (folder / "out").exists()
    assert "Traceback" not in told.out + told.err
    assert not re.search(r"[a-z]Error\b", told.err), told.err
    return told.err.strip()
