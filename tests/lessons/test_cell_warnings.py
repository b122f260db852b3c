"""A warning about a cell is one sentence without a file; others are not shown."""

from __future__ import annotations

import warnings

import pytest

from lessons.cell_errors import CELL
from lessons.cell_warnings import tell_warnings


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "第 2 行：divide 对其中一些数没有值"), ("en", "Line 2: divide has no value for some")],
)
def test_a_warning_about_a_cell_has_its_line_and_no_file(language, told, capsys, monkeypatch):
    monkeypatch.setattr(warnings, "showwarning", None)  # put back at the end
    tell_warnings(language)
    said = RuntimeWarning("invalid value encountered in scalar divide")
    warnings.showwarning(said, RuntimeWarning, f"/tmp/marimo_1/{CELL}Pvdt_.py", 2)
    warnings.showwarning(UserWarning("Module x not importable"), UserWarning, "/a/library.py", 3)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(told)
