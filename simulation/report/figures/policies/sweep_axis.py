"""The axis of a sweep and its lines: what the horizontal axis shows, and what separates the lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

from simulation.report.data.results_folder import Folder, title_of
from simulation.scenario.settable import PLUGINS, known_numbers
from simulation.text.bilingual import Pair, same
from simulation.text.quantities import MINUS
from simulation.units import unit_word

CASE = "case"
CASES = Pair("情形", "case")
LETTER = re.compile("[A-Za-z]")
LONGEST = 60  # letters of an axis title that fit a phone
BASELINE = Pair("（现状）", " (today)")
OWN = Pair("（现状，自身取值）", " (today, its own values)")

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class SweepAxis:
    """How the points of a sweep are laid out; the mappings are by name of a scenario, unless they say.

    title: of the axis; at: what stands at each place on it; is_scale: whether places are values of a number;
    is_world: whether the baseline is run at the points too; line: the number of its line, 0 for the
    baseline; names: of the lines by number; x: its place, NaN where the axis does not concern it; said: its
    values in words.
    """

    title: Pair
    at: dict[float, Pair]
    is_scale: bool
    is_world: bool
    line: dict[str, int]
    names: dict[int, Pair]
    x: dict[str, float]
    said: dict[str, Pair]


def sweep_axis(folder: Folder) -> SweepAxis:
    """The layout of a study with a sweep."""
    points = {each["name"]: each for each in folder.study["scenarios"] if "point" in each}
    path, baseline = _across(folder.study["sweep"], points), folder.baseline.id
    values = {name: _value(each, path) for name, each in points.items()}
    listed = folder.study["sweep"].get("cases", ())  # in the order of the study
    places = _places([*listed] or [value for value in values.values() if value is not None])
    is_scale = all(not isinstance(value, str) for value in places)
    others = {each["of"] for each in points.values()} - {baseline}
    line, names = _lines(folder, points, path, bool(others))
    return SweepAxis(
        title=_title(folder.study["sweep"], path),
        at={at: _text(folder.study["sweep"], path, value) for value, at in places.items()},
        is_scale=is_scale,
        is_world=any(each["of"] == baseline for each in points.values()) and bool(others),
        line=line,
        names=names,
        x={name: nan if value is None else places[value] for name, value in values.items()},
        said={name: _said(folder.study["sweep"], each) for name, each in points.items()},
    )


def _across(sweep: Entry, points: Mapping[str, Entry]) -> str:
    """What stands across: named cases, else the path that concerns most points, a number before words, and
    of those the one with most values."""
    if "cases" in sweep:
        return CASE

    def weight(path: str) -> tuple[int, bool, int]:
        found = [each["point"][path] for each in points.values() if path in each["point"]]
        return len(found), not any(isinstance(each, str) for each in found), len(set(found))

    return max(sweep["paths"], key=weight)


def _value(each: Entry, path: str) -> float | str | None:
    return each.get(CASE) if path == CASE else each["point"].get(path)


def _places(values: Any) -> dict[float | str, float]:
    """Where each value stands: a number at itself, words one after another."""
    found = list(dict.fromkeys(values))
    if any(isinstance(each, str) for each in found):
        return {each: float(at) for at, each in enumerate(found)}
    return {each: float(each) for each in sorted(found)}


def _lines(
    folder: Folder, points: Mapping[str, Entry], path: str, has_others: bool
) -> tuple[dict[str, int], dict[int, Pair]]:
    """The number of each scenario's line, and the lines' names: what is swept, and its other values."""
    sweep, numbers, line = folder.study["sweep"], {}, {}
    own = BASELINE if has_others else OWN
    names = {0: folder.baseline.title + own} if has_others or not _moves_people(folder, points) else {}
    for name, each in points.items():
        rest = {key: value for key, value in each["point"].items() if path != CASE and key != path}
        key = (each["of"], tuple(rest.items()))
        if each["of"] == folder.baseline.id and has_others:
            line[name] = 0
            continue
        line[name] = numbers.setdefault(key, len(numbers) + 1)
        title = title_of({"name": each["of"], "title": sweep["of"][each["of"]]})
        said = _said(sweep, {"point": rest})
        alone = len(sweep["of"]) - (folder.baseline.id in sweep["of"] and has_others) == 1
        names[line[name]] = title if not rest else said if alone else title + Pair("：", ": ") + said
    return line, names


def _moves_people(folder: Folder, points: Mapping[str, Entry]) -> bool:
    """Whether no point has the people of the baseline, which then is no line to look along."""
    return all(each.get("baseline") == name for name, each in points.items())


def _title(sweep: Entry, path: str) -> Pair:
    if path == CASE:
        return CASES
    return _called(path) + _unit(sweep["paths"][path])


def _called(path: str) -> Pair:
    """A number of a policy by what it means, if that is short enough for an axis; any other by its path."""
    about, (room, _, rest) = known_numbers().get(path), path.partition(".")
    if about is None or not about.zh or room not in PLUGINS:
        return same(path)
    policy, _, name = rest.partition(".")
    title = PLUGINS[room][policy].title
    means = Pair(about.zh.partition("，")[0], about.meaning.partition(";")[0])
    said = Pair("{p}：{m}，{n}", "{p}: {m}, {n}").fill(p=Pair(title["zh"], title["en"]), m=means, n=name)
    return said if len(said.en) <= LONGEST else same(path)


def _unit(unit: str) -> Pair:
    """The unit of what is turned, in brackets; in Chinese none that has no Chinese, as in an older folder."""
    if unit == "chance" or unit.partition(" ")[0] == "share":
        return Pair("（0–1）", " (0–1)")
    zh, en = (unit_word(unit, language).strip() for language in ("zh", "en"))
    return Pair(f"（{zh}）" if zh and not LETTER.search(zh) else "", f" ({en})" if en else "")


def _text(sweep: Entry, path: str, value: float | str) -> Pair:
    if path == CASE:
        return title_of({"name": value, "title": sweep["cases"][value]})
    return same(value if isinstance(value, str) else f"{value:.12g}".replace("-", MINUS))


def _said(sweep: Entry, each: Entry) -> Pair:
    """The values of a point in words, or the title of its case."""
    if each.get(CASE):
        return _text(sweep, CASE, each[CASE])
    parts = [same(f"{path.rpartition('.')[2]} = ") + _text(sweep, path, value)
             for path, value in each["point"].items()]  # fmt: skip
    return Pair("，".join(part.zh for part in parts), ", ".join(part.en for part in parts))
