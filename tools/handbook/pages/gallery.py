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
from simulation.text.spoken import language
from tools.handbook.markdown import plain, said, side
from tools.handbook.pages.gallery_table import RESIDENTS, SCENARIOS, WEEK_COLUMNS, golden, read, scenarios
from tools.handbook.pages.picture import ceiling, picture


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
    held = (
        said("{n} files compared with", "{n} 个文件，对照为", n=len(study.others))
        if study.others
        else said("sweeps", "扫描")
    )
    head = f"- **{_named(study.title)}** (`scenarios/{study.file}`; {held} `{study.baseline}`)"
    return "  \n  ".join([head, *_asked(study.why)]) + "\n"


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
        f"### {_named(scenario.title)}\n",
        f"`scenarios/{file}`\n",
        *(f"{text}\n" for text in _asked(scenario.why)),
        _made_of(scenario),
        _drawn(file, baseline, drawn),
        _inside(inside),
    ]
    return "\n".join(parts)


def _made_of(scenario: Scenario) -> str:
    """Place, policies and shocks in one line, with links to what they are."""
    policies = dict.fromkeys(each.name for each in scenario.policies)
    shocks = dict.fromkeys(each.name for each in scenario.shocks)
    parts = [said("Place: {name}.", "地方：{name}。", name=scenario.place.name)]
    parts += [
        said("Policies: {names}.", "政策：{names}。", names=_linked("intervention", policies))
        if policies
        else said("No policy.", "没有政策。")
    ]
    parts += (
        [said("Shocks: {names}.", "外部冲击：{names}。", names=_linked("shock", shocks))] if shocks else []
    )
    return said(" ", "").join(parts) + "\n"


def _inside(studies: list[Compared]) -> str:
    """Which studies compare a scenario; empty if none does."""
    if not studies:
        return ""
    files = ", ".join(f"`{each.file}`" for each in studies)
    return said("Studies: {files}.\n", "所属研究：{files}。\n", files=files)


def _linked(kind: str, names: dict[str, None]) -> str:
    return ", ".join(f"[{name}](#{kind}-{name})" for name in names)


def _drawn(file: str, baseline: str | None, drawn: pd.DataFrame) -> str:
    """The picture of a scenario, over that of its baseline; a sentence where it was not run yet."""
    if file not in drawn.index:
        return said("No picture yet: `make gallery` makes it.\n", "还没有图：`make gallery` 生成。\n")
    shown = {"beside": baseline} if baseline is not None and baseline in drawn.index else {}
    weeks = drawn[WEEK_COLUMNS].to_dict("index")
    lines = {name: [*weeks[each].values()] for name, each in (shown | {"own": file}).items()}
    about = said(
        "unsolved needs per 1,000 residents, week by week, in {file}",
        "{file}：每千名居民未解决的需求，逐周",
        file=file,
    )
    beside = said("; grey: `{file}`", "；灰线：`{file}`", file=baseline) if shown else ""
    drawing = picture(lines, ceiling(max(map(max, lines.values()))), about)
    told = said(
        "Unsolved needs per 1,000 residents, weekly means{beside}.",
        "每千名居民未解决的需求，每周平均{beside}。",
        beside=beside,
    )
    return f"{drawing}\n{told}\n"


def made_how() -> str:
    """A paragraph: what was run for the pictures, and whether the model gives other numbers since."""
    drawn = read()
    older = int((drawn["model"] != golden()).sum())
    since = said(
        " Since then the model has changed its numbers: {n} pictures are older.",
        "此后模型的数值有变动，{n} 幅图是旧的。",
        n=older,
    )
    return said(
        "Each picture is **one** run over 52 weeks of a small street of {residents:,} residents at the "
        "place of the scenario, with the same seed in all.{since}\n",
        "每幅图是**一次**运行：情景所在的地方、{residents:,} 名居民的小街道、52 周，"
        "所有图用同一个随机种子。{since}\n",
        residents=RESIDENTS,
        since=since if older else "",
    )


def _named(title: Mapping[str, str]) -> str:
    """A title; the English handbook has the Chinese one behind it."""
    return plain(title["zh"] if language() == "zh" else " · ".join(title.values()))


def _asked(why: Mapping[str, str] | None) -> list[str]:
    """The question of a file, in the language of the handbook."""
    return [plain(side(why))] if why else []
