"""overturning.csv and drawn_worlds.csv: which single assumption would overturn a choice, in a sentence.

`simulation.analysis.overturn` makes both; here is what they hold, and how they are read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from simulation.columns import described_table
from simulation.experiment.comparison.assumptions.advised_choice import chosen_said, rival_said
from simulation.experiment.comparison.assumptions.number_words import (
    amount,
    meaning,
    unit_said,
    word_said,
)
from simulation.experiment.comparison.assumptions.redrawn_leads import lead_said, way_of
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import carried, difference

TABLE, DRAWN = "overturning.csv", "drawn_worlds.csv"
TURNS, MAY, STAYS, EVEN = "turns it", "may turn it", "stays", "even"
NUMBER, WORD = "number", "word"
COLUMNS = described_table(
    TABLE,
    "One row per assumption, one other value of it, and a rival: whether the choice among scenarios would be "
    "another one. Differences are those of a small street over a few months; read their signs.",
    {
        "metric": "name of the metric by which is chosen",
        "unit": "its unit",
        "choice": "the scenario that is chosen",
        "rival": "a scenario that could have been chosen instead",
        "input": "the assumption by its dotted path",
        "kind": f"{NUMBER}, or {WORD} of a structural switch",
        "own": "its value in the scenario",
        "tried": "the value that was tried: an end of its range, or another word",
        "difference_own": "choice - rival at its own value [number: as in unit]",
        "difference": "choice - rival at the value that was tried [number: as in unit]",
        "low": "lower end of the interval of that, 95 % for all rows at once [number: as in unit]",
        "high": "its upper end [number: as in unit]",
        "verdict": f"{TURNS}: the rival does more there, beyond chance; {MAY}: it does, within chance; "
        f"{STAYS}: it does not; {EVEN}: choice and rival cannot be ranked at the own value either",
        "switch": "where the sign turns, between own and tried, by a straight line [number]",
        "switch_low": "lower end of its 95 % interval over seeds (Fieller) [number]",
        "switch_high": "its upper end [number]",
        "seeds": "seeds that each value was run with [whole: seeds]",
    },
)
described_table(
    DRAWN,
    "One row per rival: how often the choice does more, where all assumptions differ at once.",
    {
        "metric": "name of the metric by which is chosen",
        "unit": "its unit",
        "choice": "the scenario that is chosen",
        "rival": "a scenario that could have been chosen instead",
        "worlds": "worlds that were drawn from the middle halves of all ranges [whole: worlds]",
        "choice_leads": "worlds in which the choice does more [whole: worlds]",
        "difference": "mean of choice - rival over these worlds [number: as in unit]",
        "smallest": "the smallest of a world [number: as in unit]",
        "largest": "the largest of a world [number: as in unit]",
        "inputs": "assumptions that differ between these worlds [whole: assumptions]",
        "residents": "residents of the small street [whole: residents]",
        "days": "measured days of a run [whole: days]",
        "budget": "within which the choice was made; empty: it is the best by its runs alone [yuan/year]",
        "advised": "what the advice takes within it, as ladder.csv names it; of a sum of remedies that were "
        "not run together, the choice is the part that does most",
        "rival_cost": "extra cost of the rival over the baseline in the study [yuan/year]",
    },
)

NUMBER_TURNS = Pair(
    "有一项假定会推翻选择{choice}的结论：{what}。它{side}约 {at}（95% 区间 {low} 至 {high}；"
    "现取 {own}）时，{rival}更有效。",
    "One assumption would overturn the choice of {choice}: {what}. {side} about {at} (95 % interval {low} to "
    "{high}; assumed: {own}), {rival} does more.",
)
WORD_TURNS = Pair(
    "有一项假定会推翻选择{choice}的结论：{what}。若取“{tried}”而不是“{own}”，{rival}更有效。",
    "One assumption would overturn the choice of {choice}: {what}. If it is “{tried}” rather than “{own}”, "
    "{rival} does more.",
)
BELOW, ABOVE = Pair("低于", "Below"), Pair("高于", "Above")
MORE_TURN = Pair("另有 {n} 项也会推翻它。", "{n} more would overturn it as well.")
NONE = Pair(
    "逐项试过的 {n} 项假定（数值改到合理范围的两端，做法换成另一种），"
    "没有一项{surely}使{choice}的优势反转{but}。",
    "Of the assumptions that were tried alone ({n}; numbers at both ends of their plausible ranges, ways of "
    "working the other way), none {surely}turns the lead of {choice} around{but}.",
)
SURELY = Pair("明确", "conclusively ")
BUT = Pair("；但", "; but "), Pair("；", "; ")
INCONCLUSIVE = Pair(
    "改变其中 {k} 项后{names}，对{rival}的优势尚不能判断（只有 {seeds}）",
    "with {k} of them changed{names} its lead over {rival} is inconclusive ({seeds} are few)",
)
WHICH = Pair("（{names}）", " ({names})")
NEAREST = Pair(
    "最接近的是{what}：取“{tried}”时，对{rival}的优势剩 {part}：{left}。",
    "Nearest comes {what}: with “{tried}”, {part} of the lead over {rival} is left: {left}.",
)
WITHIN = Pair(
    "有 {n} 项可能推翻它，但在随机波动之内：{names}。", "{n} may overturn it, within chance: {names}."
)
EVEN_SAID = Pair(
    "在这个小街道上、这段时间内，它与{rival}本来就分不出先后，没有哪项假定可推翻。",
    "On that small street, over that time, it and {rival} cannot be ranked to begin with, so no assumption "
    "can overturn that.",
)
DRAWN_SAID = Pair(
    "把全部假定（{inputs} 项）同时在各自范围的中间一半内抽取，共 {worlds}，其中 {leads}{unit}。",
    "With all assumptions ({inputs}) drawn at once from the middle halves of their ranges, in {worlds}, it "
    "does more {leads}{unit}.",
)
IN_UNIT = Pair("；单位：{unit}", "; unit: {unit}")
HOW = Pair(
    "（{residents} 名居民的小街道，{days}，各项举措从第一天起就全面实施，{seeds}：只看方向。）",
    "(A small street of {residents} residents, {days}, policies in full force from the first day, {seeds}: "
    "read signs.)",
)


def said(table: pd.DataFrame, drawn: pd.DataFrame, titles: Mapping[str, Pair]) -> Pair:
    """What would overturn the choice, in a few sentences, of both tables as they were read.

    titles: what scenarios are called, as a sentence has them.
    """
    return in_turn(in_lines(table, drawn, titles))


def in_lines(table: pd.DataFrame, drawn: pd.DataFrame, titles: Mapping[str, Pair]) -> list[Pair]:
    """The same with a line for each: what was chosen, its rival, assumptions alone, worlds, how."""
    told = [
        chosen_said(drawn, titles),
        rival_said(drawn, titles),
        single_said(table, drawn, titles),
        _worlds(drawn, titles, way_of(table[table["verdict"] != EVEN])),
        how_said(table, drawn),
    ]
    return [each for each in told if each.en]


def single_said(
    table: pd.DataFrame, drawn: pd.DataFrame, titles: Mapping[str, Pair], in_full: bool = True
) -> Pair:
    """Which assumption alone would overturn the choice, or that none of those tried does; in_full: named
    as a scenario file names it, too, with what comes nearest and with rivals that cannot be ranked."""
    choice = titles[str(drawn["choice"].iloc[0])]
    judged = table[table["verdict"] != EVEN]
    even = [EVEN_SAID.fill(rival=titles[str(name)]) for name in _even(table, drawn)]
    single = [_single(judged, choice, titles, in_full)] if len(judged) else []
    return in_turn([*single, *(even if in_full or not single else [])])


def in_turn(sentences: Iterable[Pair]) -> Pair:
    """Sentences one after another, with a space between them in English; empty ones are left out."""
    there = [each for each in sentences if each.en]
    return Pair("".join(each.zh for each in there), " ".join(each.en for each in there))


def how_said(table: pd.DataFrame, drawn: pd.DataFrame) -> Pair:
    """On which small street, over how many days and with how many seeds this was tried."""
    about = drawn.iloc[0]
    days = counted(int(about["days"]), "天", "day")
    seeds = counted(int(table["seeds"].max()), "个随机种子", "seed")
    return HOW.fill(residents=f"{about['residents']:,.0f}", days=days, seeds=seeds)


def _even(table: pd.DataFrame, drawn: pd.DataFrame) -> list[str]:
    there = set(table.loc[table["verdict"] == EVEN, "rival"])
    return [name for name in drawn["rival"] if name in there]


def _single(judged: pd.DataFrame, choice: Pair, titles: Mapping[str, Pair], in_full: bool) -> Pair:
    """The assumption that turns the choice with the smallest step, or that none does."""
    turning = judged[judged["verdict"] == TURNS]
    count = judged["input"].nunique()
    if len(turning):
        way = turning["difference_own"] / (turning["difference_own"] - turning["difference"])
        nearest = turning.iloc[int(way.to_numpy().argmin())]
        others = turning["input"].nunique() - 1
        more = Pair("", " ") + MORE_TURN.fill(n=others) if others else Pair("", "")
        return _turns(nearest, choice, titles, in_full) + more
    unsure = judged[judged["verdict"] == MAY]["input"].unique()
    but = _but(judged, titles, in_full)
    first = NONE.fill(n=count, choice=choice, but=but, surely=SURELY if len(unsure) else Pair("", ""))
    first += Pair("", " ")
    if len(unsure):
        return first + WITHIN.fill(
            n=len(unsure), names=listed(meaning(str(each), in_full) for each in unsure)
        )
    if not in_full:
        return NONE.fill(n=count, choice=choice, but=but, surely=Pair("", ""))
    left = judged["difference"] / judged["difference_own"]
    nearest = judged.iloc[int(left.to_numpy().argmin())]
    told = {"what": meaning(str(nearest["input"]), in_full), "rival": titles[str(nearest["rival"])]}
    part = {"part": f"{left.min():.0%}", "left": left_said(nearest.to_dict())}
    return first + NEAREST.fill(**told, tried=_value(nearest, "tried"), **part)


def _but(judged: pd.DataFrame, titles: Mapping[str, Pair], in_full: bool) -> Pair:
    """Over which rivals the lead becomes inconclusive, and with how many assumptions changed."""
    rows, said = inconclusive(judged), Pair("", "")
    for at, name in enumerate(rows["rival"].unique()):
        inputs = rows.loc[rows["rival"] == name, "input"].unique()
        named = listed(meaning(str(each), in_full) for each in inputs)
        said += BUT[min(at, 1)] + INCONCLUSIVE.fill(
            k=len(inputs),
            rival=titles[str(name)],
            seeds=counted(int(judged["seeds"].max()), "个随机种子", "seed"),
            names=WHICH.fill(names=named) if in_full else Pair("", ""),
        )
    return said


def inconclusive(table: pd.DataFrame) -> pd.DataFrame:
    """Rows in which the lead keeps its sign and its interval has zero in it."""
    return table[(table["verdict"] == STAYS) & (table["low"] <= 0) & (table["high"] >= 0)]


def left_said(row: Mapping[Any, Any]) -> Pair:
    """The lead at the value that was tried, with its interval."""
    return difference(row["difference"], row["low"], row["high"], str(row.get("unit", "")))


def _turns(row: pd.Series, choice: Pair, titles: Mapping[str, Pair], in_full: bool) -> Pair:
    path = str(row["input"])
    told = {"choice": choice, "what": meaning(path, in_full), "rival": titles[str(row["rival"])]}
    values = {"own": _value(row, "own"), "tried": _value(row, "tried")}
    if row["kind"] == WORD:
        return WORD_TURNS.fill(**told, **values)
    side = ABOVE if float(row["tried"]) > float(row["own"]) else BELOW
    ends = {"at": "switch", "low": "switch_low", "high": "switch_high"}
    return NUMBER_TURNS.fill(
        **told, **values, side=side, **{name: amount(path, row[of]) for name, of in ends.items()}
    )


def _value(row: pd.Series, column: str) -> Pair:
    path = str(row["input"])
    return word_said(path, str(row[column])) if row["kind"] == WORD else amount(path, float(row[column]))


def _worlds(drawn: pd.DataFrame, titles: Mapping[str, Pair], way: float) -> Pair:
    inputs, worlds = (int(drawn[name].iloc[0]) for name in ("inputs", "worlds"))
    about = {"inputs": inputs, "worlds": counted(worlds, "个情形", "world")}
    leads = [lead_said(row, titles[str(row["rival"])], way) for row in drawn.to_dict("records")]
    unit = str(drawn["unit"].iloc[0])
    in_unit = Pair("", "") if carried(unit) or not unit else IN_UNIT.fill(unit=unit_said(unit))
    return DRAWN_SAID.fill(**about, leads=in_a_row(leads), unit=in_unit)


def in_a_row(leads: list[Pair]) -> Pair:
    """Leads over rivals, one after another."""
    return Pair("；".join(each.zh for each in leads), "; ".join(each.en for each in leads))
