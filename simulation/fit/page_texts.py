"""The words of fit.html, in both languages."""

from __future__ import annotations

from simulation.text.bilingual import Pair

BY = {
    "all": Pair("全部", "all cases"), "type": Pair("诉求类型", "types"),
    "unit": Pair("承办单位", "units"), "week": Pair("周", "weeks"),
}  # fmt: skip
FIGURE = {
    "cases": Pair("件数", "number of cases"),
    "median_hours": Pair("办结时间中位数（小时）", "median hours to closing"),
    "p90_hours": Pair("九成办结所需小时", "hours within which nine in ten close"),
    "closed_in_7_days": Pair("七日内办结比例", "share closed in 7 days"),
    "on_time": Pair("按期办结比例", "share closed on time"),
}
MATCHED = {
    "per_1000_month": Pair("每千人每月件数", "cases per 1,000 residents and month"),
    "staff_share": Pair("工作人员发现的比例", "share found by staff"),
    **{name: FIGURE[name] for name in ("median_hours", "p90_hours", "closed_in_7_days", "on_time")},
}
TITLE = Pair("{name}：校准与检验", "{name}: the fit, held to what came")
BETTER = Pair(
    "对未用于校准的月份，本模型的误差是最好的简单照搬法的 {ratio}，{of} 项比较中有 {wins} 项更准。",
    "On months that it did not see, the fit errs {ratio} as much as the best naive copy; it is nearer in "
    "{wins} of "
    "{of} comparisons.",
)
NO_BETTER = Pair(
    "对未用于校准的月份，本模型不如简单照搬（误差是其 {ratio}，{of} 项中 {wins} 项更准）：请勿用它作预测。",
    "On months that it did not see, the fit is no better than a naive copy (it errs {ratio} as much; "
    "nearer in "
    "{wins} of {of}): do not forecast with it.",
)
SPAN = Pair(
    "共 {cases} 件。校准只用 {first} 以来的工单在 {cut} 当日已知的情况，检验用其后至 {end} 的工单。",
    "{cases} cases. Fitted to what was known on {cut} of cases since {first}, held to those after it, "
    "until {end}.",
)
WEEKS = Pair("每周件数：预测与实际", "Cases a week, forecast and seen")
WEEKS_TEXT = Pair(
    "色带为 90% 区间（是否加宽见下表）；校准时没有用到这些周。",
    "The band is the interval of 90 %, as in the table below; the fit has not seen these weeks.",
)
SCORES = Pair("逐项检验", "Held to it, figure by figure")
SCORES_TEXT = Pair(
    "误差为 CRPS（连续分级概率评分）：件数和小时按对数刻度，比例按原值，越小越好。"
    "区间应覆盖约 50% 和 90% 的组。",
    "Distance is the CRPS, of counts and hours in logarithms, of shares as they are; less is better. "
    "Intervals "
    "should hold about 50 % and 90 % of the groups.",
)
LEARNT = Pair(
    "区间按更早几个截止日的预测漏掉多少而加宽，括号内为模型自身的区间；没有括号的，此前的误差太少，无从学起。",
    "Intervals are widened by what forecasts from earlier cuts missed; in brackets the model's own. Where "
    "there are no brackets, earlier errors were too few to learn from.",
)
NOT_LEARNT = Pair(
    "工单太短，没有更早的截止日可学，区间是模型自身的，往往偏窄。",
    "The log is too short for earlier cuts to learn from: intervals are the model's own, and often too "
    "narrow.",
)
SCORES_HEADS = (
    Pair("指标", "figure"), Pair("组数", "groups"), Pair("50% 区间覆盖", "held by 50 %"),
    Pair("90% 区间覆盖", "held by 90 %"), Pair("本模型误差", "the fit's distance"),
    Pair("照搬全部", "copy of all"), Pair("照搬上月", "copy of last month"),
    Pair("照搬去年同期", "copy of a year before"),
)  # fmt: skip
STREET = Pair("模拟街道与工单", "The simulated street beside the log")
ALL_REACHED = Pair("各项都在街道模型可达的范围内。", "The street can come to all figures of the log.")
OUT_OF_REACH = Pair(
    "街道模型达不到：{figures}。", "Whatever its numbers, the street does not come to: {figures}."
)
STREET_HEADS = (
    Pair("指标", "figure"), Pair("工单", "log"), Pair("街道（中位）", "street, median"),
    Pair("街道（90%）", "street, 90 %"), Pair("可达范围", "reach"),
)  # fmt: skip
TOLD = Pair("工单能说明什么", "What the log tells of the model")
TOLD_TEXT = Pair(
    "灰线为原来的范围，蓝线为校准后的 90% 区间。“工单无法说明”的参数仍是假定值。"
    "没有说出口的需求从不出现在工单里："
    "要了解，只能入户问（docs/your-street.md 有十个问题）。",
    "Grey is the range before, blue the interval of 90 % that is left. What is prior only stays assumed. "
    "Needs that "
    "nobody voices are never in a log: to know of them, ask households (docs/your-street.md has ten "
    "questions).",
)
TOLD_HEADS = (
    Pair("参数", "number"),
    Pair("名称", "its path"),
    Pair("结论", "verdict"),
    Pair("原范围", "its range"),
    Pair("中位数", "median"),
    Pair("90% 区间", "90 %"),
)
SURVEY = Pair("入户问卷要问多少户", "How many households to ask")
SURVEY_TEXT = Pair(
    "工单说明不了的参数，问多少户可使其不确定性（标准差）减半：按二项、泊松或指数分布计算，"
    "原有标准差取其范围的均匀分布，设计效应假定为 {effect}，能回答的户数比例为假定。",
    "Households to ask until the standard deviation of a number that the log leaves open is half of what it "
    "is over its range: binomial, Poisson or exponential arithmetic, with an assumed design effect of "
    "{effect} and assumed shares of households that have an answer.",
)
SURVEY_HEADS = (
    Pair("问题", "question"), Pair("参数", "number"), Pair("原范围", "its range"),
    Pair("能回答的户", "who can answer"), Pair("要问的户数", "households"),
)  # fmt: skip
SURVEYED = {
    "residents.need_rate_true": Pair("全部需求，含没有说出口的", "all needs, the unvoiced too"),
    "residents.notice_delay_common": Pair("公共问题多少天被发现", "days until a shared need is noticed"),
    "residents.selfhelp_success": Pair("自己解决的成功率", "chance that one settles it oneself"),
    "residents.worker_log_share": Pair("当面反映的登记比例", "share of what is told in person put on record"),
    "residents.need_expiry": Pair("未说出口的需求持续多少天", "days that an unvoiced need lives"),
}
READING = Pair("读取", "Reading")
READING_TEXT = Pair("识别的列：{columns}。{notes}", "Columns: {columns}. {notes}")
READING_HEADS = (Pair("问题", "fault"), Pair("处理", "treatment"), Pair("行数", "rows"))
SHARED = Pair("可共享的模拟工单", "A log that may be shared")
SHARED_TEXT = Pair(
    "shareable_log.csv（及 OCEL 2.0 格式的 shareable_log.ocel.json）由模型抽取，没有一行是真实工单；"
    "与最近真实工单的距离中位数为 {shared}（真实工单之间为 {real}），"
    "各项完全相同的占 {same}。除此之外不作任何隐私保证。",
    "shareable_log.csv, and shareable_log.ocel.json in the form OCEL 2.0, are drawn from the fit; no row is "
    "real. Its rows lie {shared} from the "
    "nearest real one "
    "(real rows among themselves: {real}), and {same} agree with one in all. No privacy is claimed beyond "
    "that.",
)
SCENARIO_WHY = Pair("依据 {log} 校准。{verdict}", "Fitted to {log}. {verdict}")
