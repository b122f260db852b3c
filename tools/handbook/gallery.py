"""The gallery: every scenario with its question, its policies and a picture; every study with what it
compares."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd

from simulation.scenario import Scenario, is_study
from simulation.scenario.errors import Errors
from simulation.scenario.yaml.inheritance import named_files, open_document
from simulation.scenario.yaml.values import as_both_languages
from tools.handbook.gallery_table import RESIDENTS, SCENARIOS, WEEK_COLUMNS, golden, read, scenarios
from tools.handbook.markdown import plain
from tools.handbook.picture import ceiling, picture


class Compared(NamedTuple):
    """A study: its file, titles, question, the file of its baseline, and those that are compared with it."""

    file: str
    title: dict[str, str]
    why: dict[str, str]
    baseline: str
    others: tuple[str, ...]


@cache
def studies() -> list[Compared]:
    """Every study of `scenarios/`, by its file."""
    return [_study(path) for path in sorted(SCENARIOS.rglob("*.yaml")) if is_study(path)]


def _study(path: Path) -> Compared:
    errors = Errors()
    document = open_document(path, errors)
    assert document is not None  # it said of itself that it is a study
    root = document.root

    def files(key: str) -> list[str]:
        there = ((path.parent / each.text).resolve() for each in named_files(root, key, errors))
        return [each.relative_to(SCENARIOS).as_posix() for each in there]

    title, why = (as_both_languages(root.entries[key], key, errors) or {} for key in ("title", "why"))
    others = (*files("scenarios"), *files("packages"))
    return Compared(path.relative_to(SCENARIOS).as_posix(), title, why, files("baseline")[0], others)


def compared() -> str:
    """The studies as a list."""
    return "".join(map(_point, studies()))


def _point(study: Compared) -> str:
    held = f"{len(study.others)} files compared with" if study.others else "sweeps"
    head = f"- **{_both(study.title, ' · ')}** (`scenarios/{study.file}`; {held} `{study.baseline}`)"
    return "  \n  ".join([head, *map(plain, study.why.values())]) + "\n"


def cards() -> str:
    """A heading for each folder, and an entry for each scenario in it."""
    drawn = read()
    folders: dict[str, list[str]] = {}
    for file in scenarios():
        folders.setdefault((PurePosixPath("scenarios") / file).parent.as_posix(), []).append(file)
    parts = []
    for folder in sorted(folders):
        parts += [f"## {folder}\n", *(_card(file, scenarios()[file], drawn) for file in folders[folder])]
    return "\n".join(parts)


def _card(file: str, scenario: Scenario, drawn: pd.DataFrame) -> str:
    inside = [each for each in studies() if file in each.others]
    baseline = inside[0].baseline if inside else None
    parts = [
        f"### {_both(scenario.title, ' · ')}\n",
        f"`scenarios/{file}`\n",
        *(f"{plain(text)}\n" for text in (scenario.why or {}).values()),
        _made_of(scenario),
        _drawn(file, baseline, drawn),
        f"Studies: {', '.join(f'`{each.file}`' for each in inside)}.\n" if inside else "",
    ]
    return "\n".join(parts)


def _made_of(scenario: Scenario) -> str:
    """Place, policies and shocks in one line, with links to what they are."""
    policies = dict.fromkeys(each.name for each in scenario.policies)
    shocks = dict.fromkeys(each.name for each in scenario.shocks)
    parts = [f"Place: {scenario.place.name}."]
    parts += [f"Policies: {_linked('intervention', policies)}."] if policies else ["No policy."]
    parts += [f"Shocks: {_linked('shock', shocks)}."] if shocks else []
    return " ".join(parts) + "\n"


def _linked(kind: str, names: dict[str, None]) -> str:
    return ", ".join(f"[{name}](#{kind}-{name})" for name in names)


def _drawn(file: str, baseline: str | None, drawn: pd.DataFrame) -> str:
    """The picture of a scenario, over that of its baseline; a sentence where it was not run yet."""
    if file not in drawn.index:
        return "No picture yet: `make gallery` makes it.\n"
    shown = {"beside": baseline} if baseline is not None and baseline in drawn.index else {}
    weeks = drawn[WEEK_COLUMNS].to_dict("index")
    lines = {name: [*weeks[each].values()] for name, each in (shown | {"own": file}).items()}
    about = f"unsolved needs per 1,000 residents, week by week, in {file}"
    beside = f"; grey: `{baseline}`" if shown else ""
    drawing = picture(lines, ceiling(max(map(max, lines.values()))), about)
    return f"{drawing}\nUnsolved needs per 1,000 residents, weekly means{beside}.\n"


def made_how() -> str:
    """A paragraph: what was run for the pictures, and whether the model gives other numbers since."""
    drawn = read()
    older = int((drawn["model"] != golden()).sum())
    since = f" Since then the model has changed its numbers: {older} pictures are older." if older else ""
    return (
        f"Each picture is **one** run over 52 weeks of a small street of {RESIDENTS:,} residents at the "
        f"place of the scenario, with the same seed in all.{since}\n"
    )


def _both(texts: Mapping[str, str], between: str) -> str:
    return between.join(plain(text) for text in texts.values())
