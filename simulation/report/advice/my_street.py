"""My street: totals of every scenario for another street, by its people, its budget and what a worker costs.

The page's script scales them as a reader types; here they stand for the simulated street. Money of posts goes
with people and with the cost of a worker, other money and hours with people alone. Effects are those of the
simulated street for each thousand residents, and are not adjusted to another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulation.experiment.comparison.policies.budget_ladder import (
    BUDGET,
    JOINED,
    Choice,
    leads,
    step_within,
    worth_a_step,
)
from simulation.report.advice.choices import all_choices, remedies_of, run_together
from simulation.report.advice.ladder import called
from simulation.report.advice.money.public_money import but
from simulation.report.data.comparison_rows import Row
from simulation.report.data.measured_money import POSTS, extra_hours, residents, yuan_a_worker
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.payers import Bill, Bills
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import before_a_word, level

EXAMPLE = Pair(
    "例如 6 万人的街道：{s}每年 {b}（{wage}），约减少 {d}天{ends}；按人口折算，没有按您的街道的情况调整。",
    "For example, with 60,000 residents: {s} costs {b} a year ({wage}), with about {d} days fewer{ends}; "
    "scaled by residents, not adjusted to your street.",
)
ENDS = Pair("（{low} 至 {high}）", " ({low} to {high})")
NO_WAGE = Pair("与网格员工资无关", "whatever a worker costs")
OF_WAGE = Pair("按一名网格员一年 {w} 元", "with a worker at {w} yuan a year")
NO_EXAMPLE = Pair(
    "填入人口、预算和用工成本即可折算；每千人的效果不变，没有按您的街道的情况调整。",
    "Fill in people, budget and wages; effects for each thousand residents stay as they are, not adjusted to "
    "your street.",
)
SMALLER = 60_000  # residents of the example
BOXES = {
    "people": Pair("居民（人）", "Residents"),
    "budget": Pair(
        "每年新增预算（元；全部花费，含外部资金）",
        "Extra budget (yuan a year; gross, outside money included)",
    ),
    "wage": Pair(
        "一名网格员的成本（元；全年，含社保，不是月薪）",
        "Cost of a worker (yuan; a year, with insurance, not a month’s pay)",
    ),
    "hours": Pair("每年可用的网格员工时（小时）", "Workers’ time to spare (hours a year)"),
}
TITLE = Pair("换成我的街道：填入人口、预算和用工成本", "For my street: fill in people, budget and wages")
SUB = Pair(
    "总额按填入的数字折算：岗位费随人口和用工成本变，其他费用和工时随人口变。"
    "效果仍是模拟街道的每千人效果乘以人口，"
    "没有按您的街道的情况调整；要调整，请用本街道的工单拟合。",
    "Totals follow what you fill in: money of posts goes with people and with the cost of a worker, other "
    "money "
    "and hours with people. Effects are those of the simulated street for each thousand residents, not "
    "adjusted "
    "to yours; for that, fit the model to a log of your own.",
)
SAMPLE = Pair(
    "已填的用工成本 {w} 元：模拟街道一年付出的工资和社保÷在岗网格员人数。",
    " The cost of a worker that is filled in, {w} yuan: what the simulated street pays in a year for wages "
    "and insurance, by worker in post.",
)
OUTSIDE_BOX = Pair(
    "外部资金另算：预算只算财政和党建资金",
    "Outside money comes on top: the budget is public and party money",
)
WITHIN = Pair(
    "预算和工时之内，作用最大的是{s}{tie}：每年 {b}{public}，需求未解决天数每年约减少 {d}天"
    "（模拟街道的效果；95% 置信区间 {ends}）。{instead}{but}",
    "Within budget and hours, the largest effect is that of {s}{tie}: {b} a year{public}, and about "
    "{d}need-days fewer a year (the simulated street’s effect; 95% confidence interval {ends}).{instead}"
    "{but}",
)
TIE = Pair("（与{t}不分先后，后者每年 {c}）", " (tied with {t}, which costs {c} a year)")
PUBLIC = Pair("，其中财政和党建资金 {p}", ", of which public and party money {p}")
INSTEAD = Pair(
    "{n} 项真正一起运行，只减少 {d}天，以后者为准。",
    " All {n}, really run together, made {d}days fewer: use the latter.",
)
NOTHING = Pair(
    "{b}以内（工时也够）没有作用明确的举措。",
    "Within {b}, and the hours, no remedy has a conclusive effect.",
)
CHEAPEST = Pair(
    "作用明确的举措中，花费最少的是{s}：每年 {c}{public}。",
    " The cheapest with a conclusive effect is {s}: {c} a year{public}.",
)
ASK = Pair(
    "请填入大于零的数，如 60000、60,000 或 6 万。",
    "Please fill in a number above zero, such as 60000, 60,000 or 6 万.",
)
SUMMED = Pair(
    "（†各项相加，没有一起运行过，可能偏大）", " († a sum of its parts, not run together, perhaps too large)"
)
MONTH = Pair(
    "{n} 元像是月薪。按 12 个月是 {year} 元，另加单位社保（比例各地不同，如按 35% 计，共 {insured} 元）。"
    "请改填全年成本后再看结果。",
    "{n} looks like a month’s pay. Twelve months make {year} yuan, plus insurance, whose rate depends on the "
    "place (at 35%: {insured} in all). Enter the cost of a year to see results.",
)
FILL = Pair(
    "填入 {insured} 元（12 个月，另按 35% 计社保；35% 是假定，请按本地比例改）",
    "Fill in {insured} (twelve months, and insurance at 35%, which is assumed: change it to your rate)",
)
WAITS = {
    "wage": Pair("待填全年用工成本", "needs a worker’s cost of a year"),
    "odd": Pair("待核对上面的数", "needs a look at the numbers above"),
    "read": Pair("待填数", "needs a number"),
}
"""Why a cell is empty."""
UNTOUCHED = Pair(
    "不受它影响的方案中，预算和工时之内作用最大的是{s}：每年 {b}，约减少 {d}天。{but}",
    "Of what does not depend on it, the largest effect within budget and hours is that of {s}: {b} a year, "
    "about {d}days fewer.{but}",
)
CHECK = Pair("核对后才给出结果。", " Results follow once it is corrected.")
QUOTE = Pair(
    "平台等费用未必随人口减少，小街道请按实际报价。各数四舍五入，相加可能差在末位。",
    "A platform may not cost less in a smaller street: use a real quote. Numbers are rounded, so sums may "
    "differ in the last digit.",
)
LIKELY = {"people": (1000,), "budget": (10_000,), "wage": (20_000, 500_000)}
ODD = {
    "people": Pair(
        "居民只有 {n} 人？请核对单位，六万人填 60000 或 6 万。",
        "Only {n} residents? Please check; sixty thousand is 60000 or 6 万.",
    ),
    "budget": Pair(
        "每年新增预算只有 {n} 元？请核对单位，五十万元填 500000 或 50 万。",
        "Only {n} yuan a year of extra budget? Please check; half a million is 500000 or 50 万.",
    ),
    "wage": Pair(
        "一名网格员一年 {n} 元？这里填全年的成本，含社保，不是月薪；一般在 2 万元至 50 万元之间。",
        "{n} yuan a year for a worker? This is the cost of a whole year with insurance, not a month’s pay; "
        "20,000 to 500,000 yuan is usual.",
    ),
}
FILLED = Pair(
    "按居民 {p} 人、每年新增预算 {b} 元{wage}、{hours}计算。",
    "For {p} residents and an extra budget of {b} yuan a year{wage}; {hours}.",
)
WAGE = Pair("、一名网格员一年成本 {w} 元", ", with a worker at {w} yuan a year")
HOURS = Pair("每年可用工时 {h} 小时", "{h} hours of workers’ time to spare a year")
NO_HOURS = Pair("可用工时不限", "no limit on workers’ time")
NO_LIMIT = Pair("不填＝不限", "empty: no limit")
WORDS = {
    "within": WITHIN,
    "tie": TIE,
    "summed": SUMMED,
    "public": PUBLIC,
    "instead": INSTEAD,
    "untouched": UNTOUCHED,
    "check": CHECK,
    "nothing": NOTHING,
    "cheapest": CHEAPEST,
    "ask": ASK,
    "odd": ODD,
    "month": MONTH,
    "fill": FILL,
    "waits": WAITS,
    "filled": FILLED,
    "wage": WAGE,
    "hours": HOURS,
    "no_hours": NO_HOURS,
    "no_limit": NO_LIMIT,
}
HEADS = (
    Pair("方案", "Scenario"),
    Pair("每年新增成本", "Cost a year"),
    Pair("每名居民每年", "Per resident"),
    Pair("占用网格员工时（小时/年）", "Hours a year"),
    Pair("需求未解决天数增减（天/年）", "Need-days a year"),
    Pair("判断", "Verdict"),
)
ROUND = 1000.0  # need-days count for so many residents
HARDLY = 0.005  # of a cost: a smaller part of it for posts is chance


@dataclass(frozen=True)
class MyStreet:
    """What the script scales: defaults of the boxes, and of each scenario and choice numbers by head."""

    data: dict[str, Any]
    lines: list[tuple[str, Pair, Row]]
    title: Pair = TITLE
    sub: Pair = SUB
    note: Pair = QUOTE
    outside: Pair = OUTSIDE_BOX
    heads: tuple[Pair, ...] = HEADS

    @property
    def boxes(self) -> dict[str, Pair]:
        """The boxes by what they hold."""
        return BOXES


def my_street(folder: Folder, rows: Mapping[str, list[Row]]) -> MyStreet | None:
    """None where people, money or the headline are not known."""
    people = residents(folder)
    headline = [row for row in rows.get(HEADLINE, []) if math.isfinite(row.difference)]
    if folder.ledger.empty or not math.isfinite(people) or not headline:
        return None
    bills = Bills(folder)
    wage = _known(round(yuan_a_worker(folder), -2))
    choices = all_choices(folder)
    data = {
        "people": round(people),
        "budget": BUDGET,
        "wage": wage,
        "scenarios": {row.scenario.id: _line(folder, bills, row, people) for row in headline},
        "choices": [
            _choice(folder, bills, one, choices, people) | {"but": but(folder, rows, one.name.split(JOINED))}
            for one in choices
        ],
        "worth": worth_a_step(choices) / ROUND,
        "likely": LIKELY | {"wage": _likely_wage(wage)},
        "words": WORDS,
    }
    sub = SUB + Pair("", " ") + TEXT["frail"] if any(row.frail for row in headline) else SUB
    sub += SAMPLE.fill(w=f"{wage:,.0f}") if wage else Pair("", "")
    lines = [(row.scenario.id, row.scenario.title, row) for row in headline]
    strict = TEXT["strict"] + Pair("", " ") if any(row.strict for row in headline) else Pair("", "")
    return MyStreet(data, lines, sub=sub, note=strict + QUOTE)


def example(folder: Folder) -> Pair:
    """What does most within the budget, where it was run, in a street of another size; else how to see one's
    own. Nothing where money or people are not known."""
    people, step = residents(folder), step_within(folder.ladder, BUDGET)
    if folder.ledger.empty or not math.isfinite(people):
        return Pair("", "")
    if step is None or not step["ran"]:
        return NO_EXAMPLE
    by_head = _by_head(Bills(folder).together([step["scenario"]]), people)
    days, high, low = (_days(-step[name]) for name in ("effect_difference", "low", "high"))
    return EXAMPLE.fill(
        s=called(folder, step["scenario"]),
        b=level((by_head["posts"] + by_head["other"]) * SMALLER, "yuan"),
        wage=OF_WAGE.fill(w=f"{round(yuan_a_worker(folder), -2):,.0f}") if by_head["posts"] else NO_WAGE,
        d=before_a_word(days),
        ends=ENDS.fill(low=low, high=high),
    )


def _days(by_thousand: float) -> Pair:
    """Need-days of the smaller street, to three digits."""
    return level(float(f"{by_thousand * SMALLER / ROUND:.3g}"), "")


def _line(folder: Folder, bills: Bills, row: Row, people: float) -> dict[str, Any]:
    hours = extra_hours(folder, [row.scenario.id])
    days = [_known(each / ROUND) for each in (row.difference, row.low, row.high)]
    return _by_head(bills.bill(row.scenario), people) | {
        "hours": _known(hours / people),
        "days": days,
        "mark": row.mark.en,
    }


def _by_head(bill: Bill, people: float) -> dict[str, float]:
    """Yuan by head for posts, for all else, and, of both, from outside."""
    posts = bill.payers[POSTS] if abs(bill.payers[POSTS]) > HARDLY * abs(bill.gross) else 0.0
    parts = {"posts": posts, "other": bill.gross - posts, "outside": bill.outside}
    return {kind: yuan / people for kind, yuan in parts.items()}


def _choice(
    folder: Folder, bills: Bills, one: Choice, choices: list[Choice], people: float
) -> dict[str, Any]:
    """Something that the ladder chooses among: which of them are its steps hangs on money, and that on what
    is filled in. Money and hours of a sum are those of its parts; behind: places of those that spare less on
    average and may spare as much."""
    parts, hours = one.name.split(JOINED), extra_hours(folder, one.name.split(JOINED))
    low, high = one.ends
    less = [(place, each) for place, each in enumerate(choices) if each.gain < one.gain]
    return _by_head(bills.together(parts), people) | {
        "name": called(folder, one.name),
        "ran": one.ran,
        "hours": _known(hours / people) or 0.0,
        "days": [-days / ROUND for days in (one.gain, high, low)],
        "behind": [place for place, each in less if leads(one, each)[0] <= 0],
        "instead": _instead(folder, one, choices),
    }


def _instead(folder: Folder, one: Choice, choices: list[Choice]) -> dict[str, float] | None:
    """What a run of all of a sum's remedies and more made, where that is less than the sum."""
    found = run_together(folder, one, choices)
    return found and {"n": remedies_of(folder, found), "days": -found.gain / ROUND}


def _likely_wage(wage: float | None) -> tuple[float, float]:
    """What a worker may cost; the simulated street's own cost is no mistake."""
    low, high = LIKELY["wage"]
    return (low if wage is None else min(low, wage)), high


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
