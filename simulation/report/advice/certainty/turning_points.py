"""Which assumptions would change the advice, each with the value at which it turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.codes import YEAR
from simulation.experiment.comparison.assumptions.advised_choice import advice_of, chosen_said
from simulation.experiment.comparison.assumptions.number_words import amount, meaning, word_said
from simulation.experiment.comparison.assumptions.overturning import (
    EVEN,
    MAY,
    STAYS,
    TURNS,
    WORD,
    how_said,
    in_turn,
    inconclusive,
    left_said,
)
from simulation.report.advice.ladder import unpaid_runs
from simulation.report.advice.money.data_platform import IN_NAMES, platform_in
from simulation.report.advice.question_words import NOT_KNOWN
from simulation.report.data.results_folder import Folder
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair, counted, listed

HEADS = (Pair("假定", "Assumption"), Pair("现取", "Assumed"), Pair("改取", "Changed to"))
LEAD_LEFT = Pair(
    "改后对{r}的优势还剩（95% 区间，因同时看多行已放宽）",
    "Lead over {r} left then (95% interval, widened because several rows are read together)",
)
TODAY, EACH_RIVAL = Pair("现状", "today"), Pair("所列方案", "the one named")
CHOICE = Pair("选择是{s}。", "The choice is {s}.")
TRIED = Pair(
    "逐项改变了 {n}（数值改到合理范围的两端，做法换成另一种），以下是最接近推翻它的。",
    "{n} changed one by one (numbers to both ends of their plausible ranges, ways of working to the other "
    "way); these come nearest to overturning it.",
)
NUMBERS = Pair("{k} 项数值（与优势最相关的）", "numbers that go most with the lead ({k})")
WORDS = Pair("{k} 项做法（可换的全部）", "ways of working, all there are ({k})")
FEW = Pair(
    "{inputs} 项假定中只单独试了这些：{kinds}；其余只在 {worlds} 个情形里一起重抽{own}。",
    "Of {inputs} assumptions only these were tried alone: {kinds}; the rest were only drawn together, in "
    "{worlds} worlds{own}.",
)
OWN = Pair(
    "，数据平台本身的费用和效果也没有单独试", "; the cost and the effect of the data platform among them"
)
ONLY_TODAY = Pair(
    "与{even}在小街道上本来分不出先后，所以下表只比{rest}。",
    "Against {even} the small street cannot rank it, so the table compares with {rest} only.",
)
LESSER = Pair(
    "另 {k} 项影响更小，优势至少剩 {part}：{names}。",
    "{k} more change less, {part} of the lead left or more: {names}.",
)
NO_LESS = Pair("另 {k} 项没有使优势减少：{names}。", "{k} more leave all of the lead: {names}.")
ALL_OF_IT = 0.995  # of a lead, which is written in whole per cent
TITLE = {
    TURNS: Pair(
        "试过的 {n} 项中 {k} 项会使方向反转，最先的是{what}", "{k} of {n} turn the sign, first: {what}"
    ),
    MAY: Pair(
        "试过的 {n} 项中 {k} 项可能使方向反转，但在随机波动之内；最先的是{what}",
        "{k} of {n} may turn the sign, within chance; first: {what}",
    ),
    STAYS: Pair(
        "试过的 {n} 项都不使方向反转{but}；影响最大的是{what}",
        "none of {n} turns the sign{but}; most depends on: {what}",
    ),
}
BUT = Pair(
    "，但改变其中 {k} 项后，优势尚不能判断",
    ", but with {k} of them changed the lead is inconclusive",
)
LEFT = Pair("{part}：{d}{unsure}", "{part}: {d}{unsure}")
INCONCLUSIVE = Pair("，尚不能判断", ", inconclusive")
OVER = Pair("（对{r}）", " (over {r})")
DOES_MORE = Pair("反转：{r}更有效{at}", "turned: {r} does more{at}")
FROM = Pair("，转折在 {to}", ", from {to}")
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
CHANCE = Pair("，在随机波动之内", ", within chance")
AT_MOST = 5


@dataclass(frozen=True)
class TurningPoints:
    """What would overturn the choice: in words, as lines of a table, and as a finding, none where no lead was
    tried; what changes less than these lines; whether any was tried."""

    said: Pair
    heads: tuple[Pair, ...]
    lines: list[list[Pair]]
    asked: bool = True
    title: Pair | None = None
    rest: Pair | None = None


def turning_points(folder: Folder) -> TurningPoints | None:
    """At most five assumptions, the nearest first; None where no scenario helps: there is no choice then."""
    titles = {each.id: each.short_name for each in folder.scenarios}
    table, drawn = folder.overturning, folder.drawn_worlds
    if table.empty or drawn.empty:
        return (
            None if folder.ladder.empty else TurningPoints(NOT_ASKED + _weak(folder), HEADS, [], asked=False)
        )
    known = folder_titles(folder) | titles | {folder.baseline.id: TODAY}
    nearest = pd.concat([_nearest(table[table["verdict"] == verdict]) for verdict in (TURNS, MAY, STAYS)])
    every = nearest.drop_duplicates("input")
    found, rest = every[:AT_MOST], every[AT_MOST:]
    named = CHOICE.fill(s=known[str(drawn["choice"].iloc[0])])
    choice = chosen_said(drawn, known) if advice_of(drawn) else named
    tried = TRIED.fill(n=counted(table["input"].nunique(), "项假定", "assumption was", "assumptions were"))
    said = in_turn([choice, _only(table, known), tried])
    few = Pair("", " ") + _few(folder, table, drawn)
    weak = Pair("", "") if folder.ladder.empty else _weak(folder)
    rivals = list(dict.fromkeys(found["rival"]))
    lines = [_line(row, known, len(rivals) > 1) for row in found.to_dict("records")]
    head = LEAD_LEFT.fill(r=known[str(rivals[0])] if len(rivals) == 1 else EACH_RIVAL)
    return TurningPoints(
        in_turn([said, how_said(table, drawn)]) + few + weak,
        (*HEADS, head),
        lines,
        title=_title(table, every),
        rest=_rest(rest),
    )


def _title(table: pd.DataFrame, every: pd.DataFrame) -> Pair | None:
    """The finding: how many turn the sign, or else how many leave an inconclusive lead. every:
    one row for each assumption, the nearest first."""
    if every.empty:
        return None
    kind = str(every["verdict"].iloc[0])
    unsure = inconclusive(table)["input"].nunique()
    return TITLE[kind].fill(
        n=len(every),
        k=int((every["verdict"] == kind).sum()),
        what=_briefly(str(every["input"].iloc[0])),
        but=BUT.fill(k=unsure) if unsure else Pair("", ""),
    )


def _only(table: pd.DataFrame, titles: Mapping[str, Pair]) -> Pair:
    """That rivals which cannot be ranked are not in the table; nothing where all are, or none."""
    even = {str(name) for name in table.loc[table["verdict"] == EVEN, "rival"]}
    rest = [str(name) for name in table["rival"].unique() if str(name) not in even]
    if not even or not rest:
        return Pair("", "")
    return ONLY_TODAY.fill(
        even=listed(titles[name] for name in sorted(even)), rest=listed(titles[name] for name in rest)
    )


def _few(folder: Folder, table: pd.DataFrame, drawn: pd.DataFrame) -> Pair:
    """Why these assumptions and no others."""
    words = table.loc[table["kind"] == WORD, "input"].nunique()
    numbers = table["input"].nunique() - words
    kinds = [said.fill(k=k) for said, k in ((NUMBERS, numbers), (WORDS, words)) if k]
    tried = table["input"].str.contains(IN_NAMES).any()
    own = platform_in(folder, str(drawn["choice"].iloc[0])) and not tried
    about = {name: f"{drawn[name].iloc[0]:,.0f}" for name in ("inputs", "worlds")}
    return FEW.fill(kinds=joined("、", " and ", kinds), own=OWN if own else Pair("", ""), **about)


def _rest(rows: pd.DataFrame) -> Pair | None:
    """What changes less than the lines of the table; None where nothing is left, or it may turn the sign."""
    stays = rows[rows["verdict"] == STAYS]
    if stays.empty:
        return None
    left = (stays["difference"] / stays["difference_own"]).min()
    names = [_briefly(str(name)) for name in stays["input"]]
    said = LESSER if left < ALL_OF_IT else NO_LESS
    return said.fill(k=len(names), part=f"{left:.0%}", names=joined("；", "; ", names))


def _briefly(path: str) -> Pair:
    """What a number means, without the values that a way of working may have."""
    said = meaning(path, with_path=False)
    return Pair(said.zh.partition("：")[0], said.en.partition(":")[0])


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


def _line(row: Mapping[Any, Any], titles: Mapping[str, Pair], several: bool) -> list[Pair]:
    """several: whether rows of the table are of more than one rival, so that each says which."""
    path, rival = str(row["input"]), titles[str(row["rival"])]
    own, tried = (_value(row, path, name) for name in ("own", "tried"))
    over = OVER.fill(r=rival) if several else Pair("", "")
    said = _left(row) + over if row["verdict"] == STAYS else _turned(row, path, rival)
    return [_briefly(path), own, tried, said]


def _left(row: Mapping[Any, Any]) -> Pair:
    """How much of the lead is left, with its interval, and whether that has zero in it."""
    unsure = row["low"] <= 0 <= row["high"]
    part = f"{row['difference'] / row['difference_own']:.0%}"
    return LEFT.fill(part=part, d=left_said(row), unsure=INCONCLUSIVE if unsure else Pair("", ""))


def _turned(row: Mapping[Any, Any], path: str, rival: Pair) -> Pair:
    at = Pair("", "") if row["kind"] == WORD else FROM.fill(to=_switch(row, path))
    chance = CHANCE if row["verdict"] == MAY else Pair("", "")
    return DOES_MORE.fill(r=rival, at=at) + chance


def _value(row: Mapping[Any, Any], path: str, name: str) -> Pair:
    return word_said(path, str(row[name])) if row["kind"] == WORD else amount(path, float(row[name]))


def _switch(row: Mapping[Any, Any], path: str) -> Pair:
    """Where the sign turns, with its interval; within chance the value alone."""
    to, low, high = (amount(path, float(row[name])) for name in ("switch", "switch_low", "switch_high"))
    return BEYOND.fill(to=to, ends=ENDS.fill(low=low, high=high)) if row["verdict"] == TURNS else to
