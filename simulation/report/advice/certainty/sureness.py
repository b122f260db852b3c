"""How sure the effect of each scenario is: luck and assumptions as two bars on one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.experiment.comparison.policies.budget_ladder import BUDGET, JOINED, step_within
from simulation.plots.look import VERDICTS, slot
from simulation.report.advice.certainty.against_rivals import against_rivals
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline, names
from simulation.report.summary.sign_held import ends_of_sets
from simulation.report.wording.markup import joined
from simulation.report.wording.strings import TEXT
from simulation.statistics.student_t import t_quantile
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import end, signed

TRIED = Pair("换用 {n} 套参数（{pairs}），", "With {n} parameter sets ({pairs}), ")
PAIRS_EACH = Pair("每套 {k} 对运行", "{k} pairs of runs each")
PAIRS_IN_ALL = Pair("共 {k} 对运行", "{k} pairs of runs in all")
BETTER_IN_ALL = Pair("{s}都改善", "better in all: {s}")
WORSE_IN_ALL = Pair("{s}都变差", "worse in all: {s}")
TURNS = Pair("{s}的方向随参数改变", "sign depends on the set: {s}")
ALSO_BETTER = Pair("{s}也都改善", "and so are {s}")
REST = Pair("{s}尚不能判断", "inconclusive: {s}")
ALL_UNSURE = Pair("各方案都尚不能判断", "all scenarios are inconclusive")
ALONE = Pair(
    "本次只变动随机因素，没有换用别的假设，所以换了假设会怎样还不知道",
    "Only chance varied: what other assumptions would do, the results do not say",
)
STABLE = Pair(
    "只说明在模型里换 {n} 套假定结果仍稳，不说明在真实街道一定有效。",
    "This says that the result is stable in the model under {n} sets of assumptions, not that it will work "
    "in a real street. ",
)
SUB = Pair(
    "{m}的差值（{unit}，越低越好），同一尺度，竖线为零。粗条：各套参数的平均差值，从最小到最大，"
    "这是假设的影响；"
    "细线：同一套参数下重复运行的 95% 范围，这是随机波动。期间：{years}。",
    "Difference in {m} ({unit}; lower is better), one scale, vertical line: zero. Thick: from the smallest "
    "to "
    "the largest mean of a parameter set, what assumptions do; thin: 95% range of chance within a set. "
    "{years}.",
)
SUB_ALONE = Pair(
    "{m}的差值（{unit}，越低越好），同一尺度，竖线为零。横条：95% 置信区间，只含随机波动。期间：{years}。",
    "Difference in {m} ({unit}; lower is better), one scale, vertical line: zero. Bar: 95% confidence "
    "interval, chance alone. {years}.",
)
HELD = Pair(
    "{n} 套参数中 {k} 套方向一致；差值 {a} 至 {b}", "same direction in {k} of {n} sets; difference {a} to {b}"
)
OPEN = Pair(
    "{n} 套同向（{a} 至 {b}），区间也不含零（95% 区间 {low} 至 {high}），"
    "但同时比较多项，按更严的标准还不能判断",
    "same sign in all {n} ({a} to {b}), and the 95% interval ({low} to {high}) leaves out zero; with many "
    "compared at once the stricter test is not met",
)
LUCK = Pair("只有随机波动的区间：{a} 至 {b}", "interval of chance alone: {a} to {b}")
FEW = Pair("配对数不足，不给区间", "too few pairs for an interval")
LEFT, WIDTH = 4.0, 92.0  # per cent of the drawing


@dataclass(frozen=True)
class Bars:
    """A scenario's row; places are per cent of the drawing's width, None where a bar is not known."""

    id: str
    title: Pair
    value: Pair
    verdict: Pair
    css: str
    stroke: str
    dot: float
    luck: tuple[float, float] | None
    assumptions: tuple[float, float] | None
    words: Pair


@dataclass(frozen=True)
class Sureness:
    """The table: its finding, how to read it, one row per scenario, and where zero stands; rivals: how the
    choice stands beside its rivals, where worlds were drawn anew."""

    title: Pair
    sub: Pair
    rows: list[Bars]
    zero: float
    rivals: Pair | None = None


@dataclass(frozen=True)
class Reach:
    """Ends of what is drawn of one scenario, in the unit of the headline."""

    row: Row
    luck: tuple[float, float] | None
    assumptions: tuple[float, float] | None
    held: Pair
    in_all: bool

    @property
    def ends(self) -> list[float]:
        """All places that the scale must have room for."""
        return [0.0, self.row.difference, *(self.luck or ()), *(self.assumptions or ())]


def sureness(folder: Folder, rows: Mapping[str, list[Row]], period: Pair) -> Sureness | None:
    """The headline's rows; None where nothing was compared."""
    found = [_reach(folder, row) for row in rows.get(HEADLINE, []) if math.isfinite(row.difference)]
    if not found:
        return None
    low = min(min(each.ends) for each in found)
    high = max(max(each.ends) for each in found)
    info, tried = found[0].row.info, any(each.assumptions for each in found)
    words = {"m": inline(info.label), "unit": info.unit_words, "years": period}
    return Sureness(
        _title(folder, found),
        _stable(folder) + (SUB if tried else SUB_ALONE).fill(**words) + _strict(found),
        [_bars(each, low, high) for each in found],
        _place(0.0, low, high),
        against_rivals(folder),
    )


def _stable(folder: Folder) -> Pair:
    """What a sign that held in all sets is worth; nothing where luck alone varied."""
    sets = folder.assumptions["sets"].max() if len(folder.assumptions) else 0
    return STABLE.fill(n=int(sets)) if sets > 1 else Pair("", "")


def _reach(folder: Folder, row: Row) -> Reach:
    table = folder.assumptions
    mine = table[(table["scenario"] == row.scenario.id) & (table["metric"] == row.info.id)]
    for known in mine[mine["sets"] > 1].to_dict("records"):
        return _over_sets(row, known)
    if not row.enough:
        return Reach(row, None, None, FEW, False)
    a, b = (signed(each, row.low, row.high, row.info.unit) for each in (row.low, row.high))
    return Reach(row, (row.low, row.high), None, LUCK.fill(a=a, b=b), False)


def _over_sets(row: Row, known: Mapping[Any, Any]) -> Reach:
    low, high = float(known["smallest"]), float(known["largest"])
    a, b = ends_of_sets(low, high, row.info.unit)
    held, sets = int(known["sign_held"]), int(known["sets"])
    said = HELD.fill(k=held, n=sets, a=a, b=b)
    if held == sets and row.strict:
        values = (row.difference, row.low, row.high)
        ends = {name: end(getattr(row, name), values, row.info.unit) for name in ("low", "high")}
        said = OPEN.fill(n=sets, a=a, b=b, **ends)
    return Reach(row, luck_of(row.difference, known), (low, high), said, held == sets)


def luck_of(mean: float, known: Mapping[Any, Any]) -> tuple[float, float] | None:
    """The 95 % interval that luck alone gives a mean over so many pairs; None where no set has two pairs.

    known: pairs, sets and sd_luck, as in assumptions.csv."""
    df = int(known["pairs"]) - int(known["sets"])
    sd = float(known["sd_luck"])
    if df < 1 or not np.isfinite(sd):
        return None
    half = t_quantile(LEVEL, df) * sd / math.sqrt(int(known["pairs"]))
    return mean - half, mean + half


def _title(folder: Folder, found: list[Reach]) -> Pair:
    tried = [each for each in found if each.assumptions]
    if not tried:
        return ALONE
    known = folder.assumptions.sort_values("sets").iloc[-1]
    sets, pairs = int(known["sets"]), int(known["pairs"])
    each_has = pairs // sets if pairs % sets == 0 else None
    started = TRIED.fill(
        n=sets, pairs=PAIRS_EACH.fill(k=each_has) if each_has else PAIRS_IN_ALL.fill(k=pairs)
    )
    return started + _verdicts(folder, tried, found)


def _verdicts(folder: Folder, tried: list[Reach], every: list[Reach]) -> Pair:
    """What the sets say of the conclusive effects, the choice within the budget first, and what is not."""
    firm = [each for each in tried if each.in_all]
    better = [each for each in firm if each.row.verdict == "better"]
    step = step_within(folder.ladder, BUDGET)
    chosen = step["scenario"].split(JOINED) if step else []
    first = [each for each in better if each.row.scenario.id in chosen] or better
    groups = {
        BETTER_IN_ALL: first,
        ALSO_BETTER: [each for each in better if each not in first],
        WORSE_IN_ALL: [each for each in firm if each.row.verdict == "worse"],
        TURNS: [each for each in tried if each.row.conclusive and not each.in_all],
    }
    said = [words.fill(s=names(one.row.scenario for one in some)) for words, some in groups.items() if some]
    told = [each.row.scenario for some in groups.values() for each in some]
    left = [each.row.scenario for each in every if each.row.scenario not in told]
    if not said:
        return ALL_UNSURE
    return joined("；", "; ", said + ([REST.fill(s=names(left))] if left else []))


def _strict(found: list[Reach]) -> Pair:
    """What is strict, where no row says so itself, and what is frail."""
    said = TEXT["strict"] if any(each.row.strict and not each.in_all for each in found) else Pair("", "")
    return said + (Pair("", " ") + TEXT["frail"] if any(each.row.frail for each in found) else Pair("", ""))


def _bars(each: Reach, low: float, high: float) -> Bars:
    row = each.row

    def span(ends: tuple[float, float] | None) -> tuple[float, float] | None:
        return None if ends is None else (_place(ends[0], low, high), _place(ends[1], low, high))

    enough = row.pairs >= FEWEST_PAIRS
    return Bars(
        row.scenario.id,
        row.scenario.title,
        signed(row.difference, row.low, row.high, row.info.unit) + row.mark,
        VERDICTS[row.verdict].words if enough else FEW,
        VERDICTS[row.verdict].css,
        slot(row.scenario.place).stroke,
        _place(row.difference, low, high),
        span(each.luck),
        span(each.assumptions),
        each.held,
    )


def _place(value: float, low: float, high: float) -> float:
    return round(LEFT + WIDTH * (value - low) / ((high - low) or 1.0), 2)
