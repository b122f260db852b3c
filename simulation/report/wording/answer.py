"""Sentences of the answer: what to start with, what else moves, who is left out."""

from __future__ import annotations

from simulation.report.wording.markup import rich
from simulation.text.bilingual import Pair

GLOSS = rich(
    "<span class=iv>（一件需求拖一天计 1 天）</span>",
    " <span class=iv>(one need open for one day counts one)</span>",
)
IT = Pair("它", "It")
LEADS = rich(
    "<b>在本模型及其假设下，{s}的作用最大。</b>它",
    "<b>In this model, with these assumptions, {s} does most.</b> It",
)
ALONE_IT = rich("<b>在本模型及其假设下，{s}</b>", "<b>In this model, with these assumptions, {s}</b>")
"""How the first sentence begins, where one of several scenarios leads and where there is one alone."""
CUTS = rich(
    "使{m}减少 <b>{d}</b> <span class=iv>（{ends}）</span>，降幅 {part}，现状为 {b}。",
    " cuts {m} by <b>{d}</b> <span class=iv>({ends})</span>, or {part}; today it is {b}.",
)
RAISES = rich(
    "使{m}增加 <b>{d}</b> <span class=iv>（{ends}）</span>，增幅 {part}，现状为 {b}。",
    " raises {m} by <b>{d}</b> <span class=iv>({ends})</span>, or {part}; today it is {b}.",
)
HELD = rich(
    "换用 {n} 套合理参数试算，<b>{k} 套方向一致</b>，差值从 {a} 到 {b}。",
    " The sign held in <b>{k} of {n}</b> plausible parameter sets, size from {a} to {b}.",
)
LUCK_ALONE = rich(
    "<b>本次只变动了随机因素，没有换用其他参数检验，不能作为推行建议。</b>",
    " <b>Only luck varied; other assumptions were not tried, so this is no recommendation.</b>",
)
TIED = rich(
    "<b>{s1}与{s2}都改善{m}，先后尚不能判断：</b>{d1} 与 {d2}，现状为 {b}。",
    "<b>{s1} and {s2} both improve {m}; which does more is inconclusive:</b> {d1} and {d2}; today it is {b}.",
)
NOTHING = rich(
    "<b>各方案对{m}的作用都尚不能判断。</b>现状为 {b}。",
    "<b>No scenario has a conclusive effect on {m}.</b> Today it is {b}.",
)
NOTHING_ONE = rich(
    "<b>{s}对{m}的作用尚不能判断。</b>现状为 {b}。",
    "<b>The effect of {s} on {m} is inconclusive.</b> Today it is {b}.",
)
HARM = rich(
    "<b>没有一个方案对{m}的改善已有判断。</b>{finding}。",
    "<b>No scenario conclusively improves {m}.</b> {finding}.",
)
ALONE = rich(
    "<b>{m}为 {b}</b>。只有一个方案，没有比较。",
    "<b>{m}: {b}</b>. With one scenario there is nothing to compare.",
)
NO_PAIR = rich(
    "<b>{m}为 {b}</b>。研究还没有运行完，没有一对运行两边都已完成，所以还不能比较；接着做：{c}。",
    "<b>{m}: {b}</b>. The study is unfinished: of no pair of runs both sides are done, so nothing can be "
    "compared yet; to go on: {c}.",
)
FEW = rich(
    "<b>每个方案只有 {n}，不足以给出区间和判断。</b>至少需要 {least} 对，还差 {more} 对。",
    "<b>With {n} a scenario there is no interval and no verdict.</b> "
    "At least {least} are needed, {more} more.",
)
ABSENT = rich(
    "<b>本次研究没有记录需求未解决天数</b>，所以不说哪一项作用最大；各项指标见下表。",
    "<b>Unsolved need-days were not recorded in this study</b>, so it names no scenario that does most; "
    "see the table of all metrics.",
)
COST = Pair("成本比现状多 {c}（{ends}）{price}。", " It costs {c} more than today ({ends}){price}.")
SAVED = Pair("成本比现状少 {c}（{ends}）{price}。", " It costs {c} less than today ({ends}){price}.")
PRICED = Pair("，需求未解决天数每减少 1 天，成本 {p}", ": {p} per need-day avoided")
UNPRICED = Pair("，单位成本尚不能判断", "; its unit cost is inconclusive")
NO_COST = Pair("成本没有记录。", " Its cost was not recorded.")
AFTER_A_LEAD = (
    rich(
        "另有 <b>{n} 项</b>指标因{s}改善，变化最大的是{list}。",
        "{s} also improves <b>{n} other metrics</b>, most of all {list}.",
    ),
    rich("{s}还改善{list}。", "{s} also improves {list}."),
    rich("没有其他指标因{s}改善。", "{s} improves no other metric conclusively."),
)
"""What else improves, of several metrics, of one and of none; ON_ITS_OWN where no sentence went before."""
ON_ITS_OWN = (
    rich(
        "{s}使 <b>{n} 项</b>指标改善，变化最大的是{list}。",
        "{s} improves <b>{n} metrics</b>, most of all {list}.",
    ),
    rich("{s}改善{list}。", "{s} improves {list}."),
    rich("没有一项指标因{s}改善。", "{s} improves no metric conclusively."),
)
BUT = rich(
    "<span class=but><b>但有 {n} 个指标变差：</b>{list}。</span>",
    " <span class=but><b>But {n} metrics get worse:</b> {list}.</span>",
)
BUT_ONE = rich(
    "<span class=but><b>但有一个指标变差：</b>{list}。</span>",
    " <span class=but><b>But one metric gets worse:</b> {list}.</span>",
)
NO_BUT = rich("没有指标变差。", " No metric gets conclusively worse.")
INCONCLUSIVE = rich(
    "<b>{names}对{m}的作用尚不能判断</b>。",
    "<b>The effect of {names} on {m} is inconclusive</b>.",
)
UNCHANGED = rich("{names}使{m}在每一对运行中都不变。", " With {names}, {m} is the same in every pair.")
ALL_BETTER = rich("各方案都改善{m}。", "Every scenario improves {m}.")
SOME_WORSE = rich(
    "{n} 个方案中有 {k} 个改善{m}；使它变差的是{names}。",
    "For {m}, better: {k} of {n} scenarios; worse: {names}.",
)
OTHERS = Pair("另外 {n} 项（见全部指标）", "{n} more (see all metrics)")
SILENT = Pair("现状下 {x} 的需求起初无人提出", "Today {x} of needs go unreported at first")
STILL = Pair("，采用{s}后为 {y}。", "; with {s}, {y}.")
