"""Advice by budget: what each larger budget buys, and what each further need-day costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from simulation.experiment.comparison.policies.budget_ladder import BUDGET, JOINED, step_within
from simulation.plots.look import VERDICTS
from simulation.report.advice.certainty.redrawn_worlds import sure_of_step
from simulation.report.advice.plain_days import each_today
from simulation.report.data.comparison_rows import Row
from simulation.report.data.measured_money import extra_hours, hours_said
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import inline
from simulation.report.figures.policies.cost_effect import short
from simulation.text.bilingual import Pair, listed, same
from simulation.text.short_numbers import DASH, amount, difference, ends, level, signed
from simulation.text.verdicts import INCONCLUSIVE

HEADS = (
    Pair(
        "全街道每年新增预算（全部花费，含外部资金）",
        "Extra budget a year, whole street (gross, outside money included)",
    ),
    Pair("选择", "Choice"),
    Pair("占用网格员工时（小时/年）", "Workers’ time, hours a year"),
    Pair("{m}差值", "{m}, difference"),
    Pair("比上一行：多花的钱÷多减少的天数", "Against the row above: extra yuan per extra day saved"),
    Pair("{n} 次比较中排第一的次数", "Times first, of {n}"),
    Pair("可靠程度", "How reliable"),
)
BRIEFS = (
    Pair("预算", "Budget"),
    Pair("", ""),
    Pair("工时（小时/年）", "Worker hours a year"),
    Pair("未解决天数", "Unsolved days"),
    Pair("比上一行每多减 1 天", "Per extra day saved"),
    Pair("居首次数（共 {n} 次）", "Times first (of {n})"),
    Pair("可靠程度", "How reliable"),
)
"""The same where a row stands alone in two or three lines, as on a phone."""
FROM = Pair("{b}起", "from {b}")
SAVES = Pair("不增加支出（节省 {b}）", "no extra money (saves {b})")
STEP = Pair("{b}，{s}{tie}", "{b} {s}{tie}")
STEP_TIED = Pair("（{tie}）", " ({tie})")
WITHIN = Pair(
    "50 万元以内：做{s}，模型里{paid} {b}，{m}减少 {part}{sure}{conclusive}{tie}{more}",
    "Within 500,000 yuan: {s}, {paid} {b} in the model, cuts {m} by {part}{sure}{conclusive}{tie}{more}",
)
CONCLUSIVE = Pair("，在作用明确的方案中最多", ", the most of the conclusive effects")
COSTING, SAVING = Pair("花", "costing"), Pair("节省", "saving")
MORE_MONEY = Pair("；钱更多见下表", "; more money: see the table")
TITLE = Pair(
    "在本模型及其假设下，平均作用最大的是：{steps}",
    "In this model, with these assumptions, what does most on average: {steps}",
)
TITLE_OF_CONCLUSIVE = Pair(
    "在本模型及其假设下，作用明确的方案中平均作用最大的是：{steps}",
    "In this model, with these assumptions, of the conclusive effects the largest on average: {steps}",
)
MORE = Pair("；其余 {n} 档见下表", "; {n} more in the table")
SUB = Pair(
    "每一行：预算达到此数时，平均使{m}减少最多的选择。一件需求没有解决，每过一天计 1 天，无人知道的也算；"
    "现状是 {b}{each}，减少最多的一档减少 {part}。括号内为 95% 置信区间。",
    "Each row: what cuts {m} most, on average, once the budget reaches this sum. One need open for one day "
    "counts one, whether or not anybody knows of it; today {b}{each}, of which the last row cuts {part}. "
    "Brackets: 95% confidence intervals.",
)
NOTE = Pair(
    "每一档的改善，至少比上一档多出最大改善的二十分之一。同一批运行既用于选择也用于检验，居首者会显得比实际好。",
    "Each step adds at least a twentieth of the largest effect. Choices are selected and judged by the same "
    "runs, so the first looks better than it is.",
)
FURTHER = Pair(
    "单价那一列，第一行与现状比；几行单价相同，是因为比上一行多的是同一项举措。",
    " In the column of prices the first row is against today; equal prices: the same remedy "
    "is what is added.",
)
SUMS = Pair(
    "† 各项单独推行时作用与成本的相加，没有一起运行过，相互影响不在其中。",
    "† A sum of what each does and costs alone; not run together, so what they do to each other is missing.",
)
TOGETHER = Pair(
    "一起运行过的{s}，差值为 {d}；其各项单独推行的差值相加为 {e}。",
    "{s}, run together, made {d}; the sum of its parts alone says {e}.",
)
TIE = Pair("与{s}不分先后", "tied with {s}")
DEARER = Pair("比{s}贵 {b}，是否更有效还不能判断，可不选", "{b} dearer than {s}, not shown to be better")
LEADS = Pair("领先明确", "its lead is conclusive")
SUMMED = Pair("推算，可能偏大", "a sum, perhaps too large")
LESS_TOGETHER = Pair("推算；{n} 项一起运行只有 {d}", "a sum; all {n} run together made only {d}")
REALLY = Pair("（{n} 项真正一起运行是 {part}）", " ({part} where all {n} really ran together)")
ONLY = Pair(
    "预算内只有它在本次模型里作用明确", "the only conclusive effect within this budget, in this model"
)
LARGER = Pair(
    "{names}的平均差值更大，但这些运行尚不能判断，因此没有列入；多用几套参数、多做几次运行，才可能看清。",
    " The mean difference of {names} is larger, but these runs do not tell it from chance, so it is left "
    "out; more parameter sets and more runs may.",
)
UNPAID = Pair(
    "{n} 次运行中有 {k} 次有社区缺钱、停过部分工作：金额是模型里实际付出的，申请预算时不能照抄。",
    " In {k} of {n} runs some communities ran short and stopped part of the work: costs "
    "are what was paid, not what to apply for.",
)
IN_TITLE = 3


@dataclass(frozen=True)
class Ladder:
    """The table of steps: finding, how to read it, heads, one line per step, what the signs mean, and
    notes."""

    title: Pair
    sub: Pair
    heads: list[Pair]
    lines: list[list[Pair]]
    key: list[Pair]
    note: Pair
    briefs: tuple[Pair, ...] = BRIEFS


def ladder(
    folder: Folder, known: Mapping[str, MetricInfo], compared: Mapping[str, list[Row]]
) -> Ladder | None:
    """The steps of the headline; None where nothing helps conclusively, or there is no such metric. compared:
    rows of the comparison by metric."""
    rows = folder.ladder.to_dict("records")
    if not rows or HEADLINE not in known:
        return None
    info, today = known[HEADLINE], folder.mean(HEADLINE, folder.baseline.id)
    part = _most_of_all(folder, rows[-1], today)
    sums = Pair("", "") if all(row["ran"] for row in rows) else SUMS + _together(folder, info)
    larger = larger_but_inconclusive(rows, compared)
    n = int(rows[0]["pairs"])
    return Ladder(
        _within(folder, info, today, compared, bool(larger)) or _title(folder, rows, bool(larger)),
        SUB.fill(m=inline(info.label), b=info.level(today), each=each_today(info, today), part=part),
        [head.fill(m=info.label, n=n) for head in HEADS],
        [_line(folder, row, info) for row in rows],
        _key(folder, rows),
        NOTE + _same_prices(rows) + _left_out(larger) + Pair("", " ") + sums + _unpaid(folder),
        tuple(brief.fill(n=n) for brief in BRIEFS),
    )


def _most_of_all(folder: Folder, row: dict[Any, Any], today: float) -> Pair:
    """What part of today's the last step cuts; of a sum also what was cut where all its remedies and more
    really ran together, which is less."""
    part = level(-row["effect_difference"] / today, "share") + _dagger(row)
    if row["ran"] or not (found := _run_together(folder, row)):
        return part
    n, whole = found
    return part + REALLY.fill(n=n, part=level(-whole / today, "share"))


def _within(
    folder: Folder, info: MetricInfo, today: float, compared: Mapping[str, list[Row]], conclusive: bool
) -> Pair | None:
    """What to do with the budget of the first question, no surer than redrawn worlds leave it; None where it
    buys nothing. conclusive: whether something does more on average that is not told from chance."""
    row = step_within(folder.ladder, BUDGET)
    if row is None:
        return None
    tie = STEP_TIED.fill(tie=TIE.fill(s=called(folder, row["runner_up"]))) if _tied(row) else Pair("", "")
    more = bool((folder.ladder["budget"] > BUDGET).any())
    return WITHIN.fill(
        s=in_full(folder, row["scenario"]) + _dagger(row),
        paid=COSTING if row["budget"] > 0 else SAVING,
        b=level(abs(row["budget"]), "yuan"),
        m=inline(info.label),
        part=level(-row["effect_difference"] / today, "share"),
        sure=sure_of_step(folder, compared.get(HEADLINE, []), row["scenario"]),
        conclusive=CONCLUSIVE if conclusive else Pair("", ""),
        tie=tie,
        more=MORE_MONEY if more else Pair("", ""),
    )


def _same_prices(rows: list[dict[Any, Any]]) -> Pair:
    """Why two rows may have one price; nothing where none do."""
    known = [round(row["further_price"], 6) for row in rows if isfinite(row["further_price"])]
    return FURTHER if len(set(known)) < len(known) else Pair("", "")


def in_full(folder: Folder, names: str) -> Pair:
    """A scenario by its whole title; a sum by the short titles of its parts."""
    one = next((each for each in folder.scenarios if each.id == names), None)
    return one.name if one else called(folder, names)


def larger_but_inconclusive(
    steps: Iterable[Mapping[Any, Any]], compared: Mapping[str, list[Row]]
) -> list[ShownScenario]:
    """Scenarios whose gain is larger on average than that of each step, but not told from chance; the largest
    first."""
    most = max((-step["effect_difference"] for step in steps), default=0.0)
    rows = [row for row in compared.get(HEADLINE, []) if not row.conclusive and row.gain > most]
    return [row.scenario for row in sorted(rows, key=lambda row: -row.gain)]


def _left_out(larger: list[ShownScenario]) -> Pair:
    return LARGER.fill(names=listed(each.short_name for each in larger)) if larger else Pair("", "")


def _unpaid(folder: Folder) -> Pair:
    """In how many runs a community could not pay; nothing where none lacked money."""
    k, n = unpaid_runs(folder, [each.id for each in folder.scenarios])
    return UNPAID.fill(k=k, n=n) if k else Pair("", "")


def unpaid_runs(folder: Folder, scenarios: list[str]) -> tuple[int, int]:
    """In how many runs of these scenarios a community could not pay, and how many runs there are."""
    of_a_run, events = ["scenario", "replication"], folder.events
    short_of_money = events[(events["kind"] == "money") & events["scenario"].isin(scenarios)]
    runs = folder.runs.loc[folder.runs["scenario"].isin(scenarios), of_a_run]
    return len(short_of_money[of_a_run].drop_duplicates()), len(runs.drop_duplicates())


def _together(folder: Folder, info: MetricInfo) -> Pair:
    """How far the sum is from the whole, where a package of single remedies was run beside them."""
    served = {each.remedies: each for each in folder.scenarios}
    said = Pair("", "")
    for package in folder.scenarios:
        parts = [served.get((one,)) for one in package.remedies]
        if len(parts) > 1 and all(parts):
            whole, summed = _effect(folder, package), sum(_effect(folder, each) for each in parts if each)
            said += Pair("", " ") + TOGETHER.fill(
                s=package.short_name,
                **{k: signed(v, v, v, info.unit) for k, v in (("d", whole), ("e", summed))},
            )
    return said


def _effect(folder: Folder, scenario: ShownScenario) -> float:
    return folder.paired(HEADLINE, folder.baseline.id, scenario.id).mean


def _title(folder: Folder, rows: list[dict[Any, Any]], conclusive: bool) -> Pair:
    title = TITLE_OF_CONCLUSIVE if conclusive else TITLE
    named = rows if len(rows) <= IN_TITLE + 1 else rows[:IN_TITLE]  # one more is said, not counted
    steps = [_named(folder, row) for row in named]
    more = MORE.fill(n=len(rows) - len(named)) if len(rows) > len(named) else Pair("", "")
    joined = Pair("；".join(each.zh for each in steps), "; ".join(each.en for each in steps))
    return title.fill(steps=joined) + more


def _named(folder: Folder, row: dict[Any, Any]) -> Pair:
    """A step in the title: a sum with its sign, and whether something cheaper may do as much."""
    tie = STEP_TIED.fill(tie=TIE.fill(s=called(folder, row["runner_up"]))) if _tied(row) else Pair("", "")
    return STEP.fill(b=_budget(row), s=called(folder, row["scenario"]) + _dagger(row), tie=tie)


def _tied(row: Mapping[Any, Any]) -> bool:
    """Whether something within the budget may do as much."""
    return bool(row["runner_up"]) and row["verdict"] != "better"


def _dagger(row: Mapping[Any, Any]) -> Pair:
    return Pair("", "") if row["ran"] else Pair("†", "†")


def _budget(row: dict[Any, Any]) -> Pair:
    yuan = row["budget"]
    return (FROM if yuan > 0 else SAVES).fill(b=level(abs(yuan), "yuan"))


def called(folder: Folder, names: str) -> Pair:
    """A scenario by its short title, a sum by those of its parts."""
    heads = {each.id: each.short_name for each in folder.scenarios}
    return listed(heads.get(name) or folder.titles[name].quoted() for name in names.split(JOINED))


def _marked(folder: Folder, names: str) -> Pair:
    """The same in as few signs as may be, as a table on a phone has room for: ③＋⑤; what the page does not
    show one by one by its title."""
    marks = {each.id: short(each, folder.scenarios) for each in folder.scenarios[1:]}
    parts = [marks.get(name) or folder.titles[name] for name in names.split(JOINED)]
    return Pair("+".join(each.zh for each in parts), "+".join(each.en for each in parts))


def _key(folder: Folder, rows: list[dict[Any, Any]]) -> list[Pair]:
    """What each sign means, of those that the table uses."""
    said = [row["scenario"] for row in rows] + [row["runner_up"] for row in rows if _tied(row)]
    used = {name for names in said for name in names.split(JOINED)}
    mine = [each for each in folder.scenarios[1:] if each.id in used]
    return [short(each, folder.scenarios) + Pair(" ", " ") + each.title for each in mine]


def _line(folder: Folder, row: dict[Any, Any], info: MetricInfo) -> list[Pair]:
    return [
        _budget(row),
        _marked(folder, row["scenario"]) + _dagger(row),
        hours_said(extra_hours(folder, row["scenario"].split(JOINED))),
        difference(row["effect_difference"], row["low"], row["high"], info.unit),
        _further(row),
        same(str(int(row["first_in"]))),
        _order(folder, row, info),
    ]


def _further(row: dict[Any, Any]) -> Pair:
    numbers = (row["further_price"], row["further_low"], row["further_high"], "yuan")
    if not isfinite(row["further_price"]):
        return DASH if row["budget"] <= 0 else VERDICTS[INCONCLUSIVE].words
    return Pair("{p}（{ends}）", "{p} ({ends})").fill(p=amount(*numbers), ends=ends(*numbers, sign=False))


def _order(folder: Folder, row: dict[Any, Any], info: MetricInfo) -> Pair:
    less = Pair("", "") if row["ran"] else _less_together(folder, row, info)
    if _tied(row):
        tie = _tie(folder, row)
        return tie + Pair("；", "; ") + less if less.en else tie
    if not row["ran"]:  # a lead of what was never run is none
        return less if less.en else SUMMED
    return LEADS if row["runner_up"] else ONLY


def _tie(folder: Folder, row: dict[Any, Any]) -> Pair:
    """That a step may do no more than what it is tied with, and how much dearer it is than a step above."""
    rival, steps = _marked(folder, row["runner_up"]), folder.ladder.set_index("scenario")["budget"]
    more = row["budget"] - steps.get(row["runner_up"], row["budget"])
    return DEARER.fill(s=rival, b=level(more, "yuan")) if more > 0 else TIE.fill(s=rival)


def _less_together(folder: Folder, row: dict[Any, Any], info: MetricInfo) -> Pair:
    """That a package which has all of a sum's remedies did less than the sum; nothing where none did."""
    if not (found := _run_together(folder, row)):
        return Pair("", "")
    n, whole = found
    return LESS_TOGETHER.fill(n=n, d=signed(whole, whole, whole, info.unit))


def _run_together(folder: Folder, row: dict[Any, Any]) -> tuple[int, float] | None:
    """Remedies and effect of a package that has all of a sum's remedies and did less than the sum; None where
    none did."""
    served = {each.id: set(each.remedies) for each in folder.scenarios}
    mine = set().union(*(served.get(name) or {0} for name in row["scenario"].split(JOINED)))
    for package in folder.scenarios[1:]:
        if len(package.remedies) > 1 and mine <= set(package.remedies):
            whole = _effect(folder, package)
            if whole > row["effect_difference"]:
                return len(package.remedies), whole
    return None
