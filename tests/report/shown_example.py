"""The picture that the how-to shows, as a part of the program for as long as a test needs it."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

from simulation.report.figures import SECTIONS
from tests.worlds import ROOT

HOW_TO = ROOT / "docs" / "howto" / "plug-ins.md"
_FILE = re.compile(r"^```python\n# (simulation/(?:plots|report)/\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def add_picture(folder: Path, monkeypatch, slip: tuple[str, str] = ("\0", "")) -> None:
    """Write the two files of the picture below a folder, and register its section until the test ends.
    slip: a part of the text, and what stands there instead."""
    monkeypatch.setattr(SECTIONS, "_found", SECTIONS.all())
    before = set(sys.modules)
    for name, text in _FILE.findall(HOW_TO.read_text("utf-8")):
        file = folder / name
        file.parent.mkdir(parents=True)
        file.write_text(text.replace(*slip), encoding="utf-8")
        module = name.removesuffix(".py").replace("/", ".")
        home = importlib.import_module(module.rpartition(".")[0])
        monkeypatch.setattr(home, "__path__", [*home.__path__, str(file.parent)])
        importlib.import_module(module)
    for module in {each for each in sys.modules if each.endswith(".helpers")} - before:
        del sys.modules[module]
