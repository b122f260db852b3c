"""Which assumptions would change the advice, each with the value at which it turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.codes import YEAR
from simulation.experiment.comparison.assumptions.advised_choice import advice_of, chosen_said, rival_said
from simulation.experiment.comparison.assumptions.number_words import amount, meaning, word_said
from simulation.experiment.comparison.assumptions.overturning import (
    MAY,
    STAYS,
    TURNS,
    WORD,
    how_said,
    in_turn,
)
from simulation.report.advice.ladder import unpaid_runs
from simulation.report.advice.question_words import NOT_KNOWN
from simulation.report.data.results_folder import Folder
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair, counted
from simulation.text.short_numbers import DASH

HEADS = (
    Pair("假定", "Assumption"),
    Pair("现取", "Assumed"),
    Pair("在此转折（95% 区间）", "Turns at (95% interval)"),
    Pair("转折后更有效的", "Does more then"),
)
CHOICE = Pair("选择是{s}。", "The choice is {s}.")
TRIED = Pair(
    "逐项改变了 {n}（数值改到合理范围的两端，做法换成另一种），以下是最接近推翻它的。",
    "{n} changed one by one (numbers to both ends of their plausible ranges, ways of working to the other "
    "way); these come nearest to overturning it.",
)
LEFT = Pair("不转折：取“{to}”时，优势剩 {part}", "does not turn: with “{to}”, {part} of the lead is left")
NOT_ASKED = NOT_KNOWN + Pair(
    "这一项没有算，请技术人员补算后再定。", "this was not computed; ask the technicians before deciding."
)
WEAK = Pair("已知弱点：{list}。", " Known weak points: {list}.")
ASSUMED = Pair("多数参数是假定", "most parameters are assumptions")
SHORT = Pair("有的社区经费没有到位", "some communities lacked money")
SUMS = Pair("带†的组合是相加的，没有一起运行过", "combinations marked † are sums, not run together")
ONE_YEAR, LESS = Pair("只模拟了一年", "one year only"), Pair("模拟不到一年", "less than a year")
BEYOND = Pair("{to}（{ends}）", "{to} ({ends})")
ENDS = Pair("{low} 至 {high}", "{low} to {high}")
CHANCE = Pair("{to}，在随机波动之内", "{to}, within chance")
AT_MOST = 5


@dataclass(frozen=True)
class TurningPoints:
    """What would overturn the choice: in words, and as lines of a table, none where nothing that was tried
    would; whether any was tried."""

    said: Pair
    heads: tuple[Pair, ...]
    lines: list[list[Pair]]
    asked: bool = True


def turning_points(folder: Folder) -> TurningPoints | None:
    """At most five assumptions, the nearest first; None where no scenario helps: there is no choice then."""
    titles = {each.id: each.short_name for each in folder.scenarios}
    table, drawn = folder.overturning, folder.drawn_worlds
    if table.empty or drawn.empty:
        return (
            None if folder.ladder.empty else TurningPoints(NOT_ASKED + _weak(folder), HEADS, [], asked=False)
        )
    known = folder_titles(folder) | titles
    nearest = pd.concat([_nearest(table[table["verdict"] == verdict]) for verdict in (TURNS, MAY, STAYS)])
    found = nearest.drop_duplicates("input")[:AT_MOST]
    named = CHOICE.fill(s=known[str(drawn["choice"].iloc[0])])
    choice = chosen_said(drawn, known) if advice_of(drawn) else named
    tried = TRIED.fill(n=counted(table["input"].nunique(), "项假定", "assumption was", "assumptions were"))
    said = in_turn([choice, rival_said(drawn, known), tried])
    lines = [_line(row, known) for row in found.to_dict("records")]
    weak = Pair("", "") if folder.ladder.empty else _weak(folder)
    return TurningPoints(said + how_said(table, drawn) + weak, HEADS, lines)


def _weak(folder: Folder) -> Pair:
    """Where the advice may be off, as far as the folder shows."""
    days = int(folder.study.get("days") or YEAR)
    found = {
        ASSUMED: True,
        SHORT: unpaid_runs(folder, [each.id for each in folder.scenarios])[0] > 0,
        SUMS: not folder.ladder["ran"].all(),
        ONE_YEAR: YEAR <= days < 2 * YEAR,
        LESS: days < YEAR,
    }
    return WEAK.fill(list=joined("；", "; ", [words for words, holds in found.items() if holds]))


def folder_titles(folder: Folder) -> dict[str, Pair]:
    """Titles of all scenarios that were run, as a sentence has them."""
    return {name: title.quoted() for name, title in folder.titles.items()}


def _nearest(table: pd.DataFrame) -> pd.DataFrame:
    """One row per assumption: the one with the smallest step to the turn first, or the least lead left."""
    way = table["difference_own"] / (table["difference_own"] - table["difference"])
    left = table["difference"] / table["difference_own"]
    order = way.where(table["verdict"] != STAYS, left)
    return table.assign(order=order).sort_values("order", kind="stable").drop_duplicates("input")


def _line(row: Mapping[Any, Any], titles: Mapping[str, Pair]) -> list[Pair]:
    path, rival = str(row["input"]), titles[str(row["rival"])]
    own, tried = (_value(row, path, name) for name in ("own", "tried"))
    if row["verdict"] == STAYS:
        left = f"{row['difference'] / row['difference_own']:.0%}"
        return [meaning(path), own, LEFT.fill(to=tried, part=left), DASH]
    to = tried if row["kind"] == WORD else _switch(row, path)
    return [meaning(path), own, to if row["verdict"] == TURNS else CHANCE.fill(to=to), rival]


def _value(row: Mapping[Any, Any], path: str, name: str) -> Pair:
    return word_said(path, str(row[name])) if row["kind"] == WORD else amount(path, float(row[name]))


def _switch(row: Mapping[Any, Any], path: str) -> Pair:
    """Where the sign turns, with its interval; within chance the value alone."""
    to, low, high = (amount(path, float(row[name])) for name in ("switch", "switch_low", "switch_high"))
    return BEYOND.fill(to=to, ends=ENDS.fill(low=low, high=high)) if row["verdict"] == TURNS else to
