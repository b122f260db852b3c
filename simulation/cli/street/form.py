"""A form with all questions, to be filled in and handed back: YAML, or a sheet of Excel."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from simulation.cli.street.answer import shown_range
from simulation.cli.street.questions import questions
from simulation.cli.user_errors import UsageError
from simulation.close_names import did_you_mean

NAME = "name"
_NAME_TEXT = {"en": "What is the street called?", "zh": "街道叫什么名字？"}
_HEADINGS = {
    "en": ("key", "question", "answer", "allowed; leave empty what is not known"),
    "zh": ("key", "问题", "回答", "可填范围；不知道就留空"),
}
_ANSWER = 2  # the column of the answers


def lines_of_form(tongue: str) -> list[tuple[str, str, str]]:
    """Key, question and what is allowed, the name of the street first."""
    asked = [
        (each.name, each.zh if tongue == "zh" else each.en, shown_range(each, {}, tongue))
        for each in questions()
    ]
    return [(NAME, _NAME_TEXT[tongue], ""), *asked]


def write_form(path: Path, tongue: str) -> None:
    """Write an empty form, a sheet if the name ends with .xlsx. Raises UsageError where a file is there
    already."""
    if path.exists():
        raise UsageError(f"{path} exists already and is not overwritten; name another file")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        _write_sheet(path, tongue)
    else:
        asked = lines_of_form(tongue)
        lines = [f"# {text} {allowed}".rstrip() + f"\n{key}:\n" for key, text, allowed in asked]
        path.write_text("\n".join(lines), encoding="utf-8")


def _write_sheet(path: Path, tongue: str) -> None:
    _need_openpyxl(path)
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.append(_HEADINGS[tongue])
    for key, text, allowed in lines_of_form(tongue):
        sheet.append((key, text, None, allowed))
    for column, width in zip("ABCD", (16, 52, 18, 44), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(path)


def read_form(path: Path) -> Mapping[str, object]:
    """What a form says, by key. Raises UsageError for a file that is none, and for keys that no question
    has."""
    said = _read_sheet(path) if path.suffix == ".xlsx" else _read_yaml(path)
    known = [key for key, _, _ in lines_of_form("en")]
    for key in said:
        if key not in known:
            allowed = f"allowed: {', '.join(known)}{did_you_mean(key, known)}"
            raise UsageError(f"{path}: there is no question '{key}'; {allowed}")
    return said


def _read_yaml(path: Path) -> dict[str, object]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no form that can be read; each line is 'key: number', in UTF-8") from error
    if not isinstance(found, dict):
        raise UsageError(f"{path}: no form that can be read; each line is 'key: number'")
    return {str(key): value for key, value in found.items()}


def _read_sheet(path: Path) -> dict[str, object]:
    _need_openpyxl(path)
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            sheet = load_workbook(file, data_only=True).worksheets[0]
            rows = list(sheet.iter_rows(min_row=2, values_only=True))
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise UsageError(f"{path}: no sheet that can be read; write a new form with --form") from error
    return {str(row[0]).strip(): row[_ANSWER] for row in rows if len(row) > _ANSWER and row[0] is not None}


def _need_openpyxl(path: Path) -> None:
    if find_spec("openpyxl") is None:
        raise UsageError(
            f"{path}: a sheet needs openpyxl, which is not installed: pip install -e '.[office]', or take a "
            "form that ends with .yaml"
        )
