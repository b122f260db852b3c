"""What the page asks in the place of a street office, and the sentences that answer."""

from __future__ import annotations

from simulation.report.wording.markup import rich
from simulation.text.bilingual import Pair

ASKED = {
    "budget": Pair("每年有 50 万元，做什么？", "What would 500,000 yuan a year buy?"),
    "payers": Pair("谁出钱，出多少，哪年出？", "Who would pay, how much, in which year?"),
    "sure": Pair("有多大把握，什么会推翻它？", "How sure is that, and what would overturn it?"),
    "posts": Pair("只是不增加编制：", "Only without new posts: "),
    "overtime": Pair("只是不加班：", "Only without more overtime: "),
    "neither": Pair("不增加编制、不加班，做什么？", "What, with neither new posts nor more overtime?"),
    "soon": Pair("今年能不能见效？", "Results within this year?"),
    "old": Pair("对老年人有什么用？", "What does it do for older people?"),
    "tenants": Pair("对租户有什么用？", "What does it do for tenants?"),
    "shifts": Pair("对白天上班、倒班的人有什么用？", "And for those at work by day, or on shifts?"),
    "worse": Pair("什么会变差，谁受影响？", "What gets worse, and for whom?"),
    "say": Pair("怎样跟居民说？", "How to say it to residents?"),
    "mine": Pair("换成我的街道，数字怎么变？", "What would it be in my street?"),
}
NOT_KNOWN = rich("<b>尚不知道：</b>", "<b>Not known:</b> ")
NO_METRIC = NOT_KNOWN + Pair("本次研究没有记录这一项。", "this study did not record it.")
NO_PAYER = NOT_KNOWN + Pair(
    "没有作用明确的方案，或没有记账。", "nothing helps conclusively, or no ledger was kept."
)
NOTHING_TO_SAY = NOT_KNOWN + Pair(
    "50 万元以内没有作用明确的举措，还没有可说的。",
    "within 500,000 yuan none has a conclusive effect, so there is nothing to say yet.",
)
NOTHING_HELPS = NOT_KNOWN + Pair(
    "没有方案对{m}的改善已有判断。", "no scenario’s effect on {m} is conclusive."
)
EFFECT = Pair("{m} {d}", "{m} {d}")
EACH = Pair("每人每年从 {a} 天降到 {b} 天{fewer}。", " From {a} days a resident and year to {b}{fewer}.")
FASTER = Pair("{m}由 {b}缩短 {d}。", "{m}: {d} shorter, of {b} today.")
IN_ALL = Pair("，全街道每年少 {n}天", ", and {n} days a year fewer in the whole street")
PAID = Pair(
    "{b}是模型里实付的钱，不是该申请的数，不能直接写进预算。",
    " {b} is what was paid in the model, not what to apply for: do not put it in a request.",
)
UNPAID = Pair(
    "{n} 次运行中有 {k} 次有社区缺钱、停过部分工作（现状 {m} 次中有 {today} 次），所以实付数偏小；"
    "该申请多少没有算。",
    "In {k} of {n} runs some communities ran short and stopped part of the work (today’s in {today} of {m}), "
    "so less was paid than was needed; the sum to apply for was not computed.",
)
ONLY = rich("<b>{asked}</b>{said}", "<b>{asked}</b>{said}")
TOO_DEAR = rich(
    "50 万元不够：作用已有判断的方案中，最便宜的是<b>{s}</b>，每年 {b}。",
    "It is not enough: the cheapest conclusive choice is <b>{s}</b>, {b} a year.",
)
CHEAPER = Pair(
    "{s}{b}在此预算内，平均差值也更大，但这些运行尚不能判断。",
    " {s}{b} lies within it, and its mean difference is larger, but these runs do not tell it from chance.",
)
SUM = Pair("各项没有一起试过，合计为推算", "a sum of single remedies, not run together")
TIED = Pair("与{t}的先后尚不能判断", "whether it beats {t} is inconclusive")
BEST = rich("<b>{s}</b>{b}：{said}。", "<b>{s}</b>{b}: {said}.")
AS_ABOVE = rich("<b>{s}</b>，{b}，{m} {d}。", "<b>{s}</b>, {b}, {m} {d}.")
A_YEAR = Pair("每年 {b}", "{b} a year")
SAVED_A_YEAR = Pair("每年节省 {b}", "saving {b} a year")
PRICED = Pair("（每年 {b}{h}）", " ({b}{h} a year)")
SAVING = Pair("（每年节省 {b}{h}）", " (saves {b}{h} a year)")
TAKES = Pair("、网格员工时 {h}小时", " and {h} workers’ hours")
TAKES_THOUGH = Pair("，占用网格员工时 {h}小时", " but takes {h} workers’ hours")
FREES = Pair("，省出网格员工时 {h}小时", ", freeing {h} workers’ hours")
WITHIN = Pair("50 万元以内，", "within 500,000 yuan, ")
WHATEVER = Pair("不计预算，一起运行过的方案中最多的是", " Whatever it costs, of those really run most with ")
WHATEVER_SUM = Pair("不计预算，按相加推算，最多的是", " Whatever it costs, by adding up most with ")
BUT_OVERTIME = Pair("但{names}会增加加班。", " But {names} raise overtime.")
NONE_WITHIN = Pair("50 万元以内，没有作用明确的举措。", "within 500,000 yuan none has a conclusive effect.")
UNSURE_HELP = Pair("{names}对{m}的作用尚不能判断。", " The effect of {names} on {m} is inconclusive.")
POSTS_SAME = Pair("在岗人数增加不到 1% 的方案中，", "Of those with less than 1% more workers in posts: ")
OVERTIME_SAME = Pair("加班没有明确增加的方案中，", "Of those whose overtime does not conclusively rise: ")
NEITHER_SAME = Pair(
    "在岗人数增加不到 1%、加班没有明确增加的方案中，",
    "Of those with less than 1% more workers in posts, whose overtime does not conclusively rise: ",
)
ITS_OVERTIME = Pair("它的加班差值为 {d}，{v}。", " Its overtime: {d}, {v}.")
MORE_OVERTIME = Pair("加班明确增加的有{names}。", " Overtime rises with {names}.")
LESS_OVERTIME = Pair("加班明确减少的有{names}。", " It falls with {names}.")
NONE_LEFT = NOT_KNOWN + Pair(
    "满足条件的方案中，没有一个对{m}的改善已有判断。",
    "of the scenarios that meet this, none has a conclusive effect on {m}.",
)
HELD = Pair("{n} 套合理参数中 {k} 套方向一致", "same direction in {k} of {n} plausible sets")
FIRST_IN = Pair("{n} 对运行中 {k} 对居首", "first in {k} of {n} pairs")
LUCK = Pair("只试了随机波动，没有换用别的假设", "chance alone was tried, no other assumptions")
YEAR_ONE = NOT_KNOWN + rich(
    "今年剩下的日子没有算，哪个月开始见效也没有算；只有 {when}合计：<b>{s}</b>，{effect}。",
    "what is left of this year was not computed, nor in which month it shows; only {when} in all: "
    "<b>{s}</b>, {effect}.",
)
STARTS = Pair("模型里它从 {first}起推行。", " In the model it is in force from {first}.")
STARTS_SLOWLY = Pair(
    "模型里它从 {first}起推行，{full}起全部到位。",
    " In the model it begins on {first} and is in full force from {full}.",
)
NO_YEAR_ONE = NOT_KNOWN + Pair(
    "第一年内，没有方案对{m}的改善已有判断。", "within the first year no effect on {m} is conclusive."
)
LATER = Pair("以后各年没有运行，不知道。", " Later years were not run.")
LATE_START = Pair(
    "研究期不从年初开始，按开始后十二个月算。", " Counted from the start of the study, twelve months."
)
PART_YEAR = Pair("只测量了 {days} 天，不到一年。", " Only {days} days were measured, less than a year.")
GROUP = Pair(
    "{who}的需求，每千件有 {x} 件始终无人知道。", "Of 1,000 needs of {who}, nobody ever hears of {x}. "
)
GROUP_ONLY = Pair("等得多久没有按人群算。", " How long each group waits was not computed.")
GROUP_CUT = rich("<b>{s}</b>减到约 {y} 件{few}", "<b>{s}</b> cuts that to about {y}{few}")
GROUP_MOST = rich("最多的是<b>{s}</b>{b}，到约 {y} 件", "most, <b>{s}</b>{b}, to about {y}")
HARDLY_FEWER = Pair("（每千件只少 {k} 件，几乎没有变化）", " ({k} in 1,000 fewer, hardly a change)")
FEWER_THAN_ONE = Pair("（减少不到 1 件）", " (less than one fewer)")
GROUP_UNSURE = NOT_KNOWN + Pair(
    "{who}有 {x} 的需求始终无人知道，各方案能否降低它尚不能判断。",
    "nobody hears of {x} of the needs of {who}; whether any scenario lowers that is inconclusive.",
)
GROUP_WITHIN = Pair("50 万元以内，", "Within 500,000 yuan, ")
GROUP_NONE_WITHIN = Pair("50 万元以内没有作用明确的举措", "Within 500,000 yuan none has a conclusive effect")
RAISES = Pair("；{names}反而使它升高", "; {names} raises it")
TENANTS = NOT_KNOWN + Pair(
    "结果没有把租户与自住户分开。", "the results do not separate tenants from those who own their home."
)
SHIFTS = Pair("倒班没有单独记录。", " Shift work was not recorded apart.")
