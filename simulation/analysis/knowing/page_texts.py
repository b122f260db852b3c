"""The words of knowing.html, in both languages."""

from __future__ import annotations

from simulation.analysis.knowing.value import NOISE, WORTH
from simulation.text.bilingual import Pair

TITLE = Pair("{name}：先弄清什么最值得", "{name}: what is worth finding out first")
MOST = Pair(
    "现在会选“{choice}”，有 {wrong} 的可能不是最好的选择（含随机波动）。最值得先弄清的是 {most}。",
    "Today the choice is “{choice}”, with a chance of {wrong} that it is not the best (luck included). Most "
    "worth finding out first: {most}.",
)
NONE = Pair(
    "现在会选“{choice}”，有 {wrong} 的可能不是最好的选择（含随机波动）。"
    "没有任何一项参数的价值能与随机波动区分开。",
    "Today the choice is “{choice}”, with a chance of {wrong} that it is not the best (luck included). No "
    "number is worth knowing by more than noise.",
)
SPAN = Pair(
    "共 {points}，{arms}可选，{numbers}在其范围内变动；价值单位：{unit}。",
    "{points}, {arms} to choose from, {numbers} drawn inside their ranges; values in {unit}.",
)
VALUES = Pair("弄清之后能多得多少", "What the choice gains by knowing")
VALUES_TEXT = Pair(
    "条形为先弄清该参数（组）再作选择平均能多得的值（部分完全信息的价值），细线为 95% 区间。"
    "由回归估计，每个点的选择不用该点自己的结果（交叉拟合），所以噪声不会被算成价值，"
    "结果是下限。"
    "“全部参数及全部随机”是任何调查都达不到的上限。",
    "A bar is what the choice gains on average if the number or group is known first (value of partial "
    "perfect information), the thin line its 95 % interval. It is found by regression, and no point is "
    "judged by what it taught (cross-fitting): noise earns nothing, and a bar is a lower bound. All numbers "
    "and all luck together are a bound that no survey reaches.",
)
FIND = Pair("怎样弄清", "How to find it out")
FIND_TEXT = Pair(
    "问卷为 docs/your-street.md 中的十个问题，工单为一段时间的工单日志。样本量为达到五分之四价值"
    "所需的户数或件数，按矩匹配计算。",
    "The survey is the ten questions of docs/your-street.md, a log the cases of an office. The sample is as "
    "many households or cases as come to four fifths of the value, by matching moments.",
)
HEADS = (
    Pair("参数（组）", "number or group"), Pair("价值", "value"), Pair("95% 区间", "95 %"),
    Pair("随机波动可达", "chance reaches"), Pair("仍选错的可能", "still wrong"), Pair("结论", "verdict"),
)  # fmt: skip
FIND_HEADS = (
    Pair("参数", "number"), Pair("途径", "way"), Pair("问题", "question"), Pair("样本量", "sample"),
    Pair("样本的价值", "value of the sample"),
)  # fmt: skip
PRINTED = (
    Pair("价值", "is worth"), Pair("95% 区间", "95 %"), Pair("随机波动可达", "chance"),
    Pair("仍选错的可能", "wrong"), Pair("结论", "verdict"), Pair("怎样弄清", "find out by"),
    Pair("参数（组）", "to know"),
)  # fmt: skip
"""Columns of what the command prints."""
FROM_TO = Pair("{low} 至 {high}", "{low} to {high}")
FOUND_OUT = {
    "survey": Pair("入户问卷第 {question} 题，{sample} 户", "question {question}, {sample} households"),
    "log": Pair("工单日志，{sample} 件", "a log of {sample} cases"),
}
UNIT = Pair("价值单位：{unit}", "values in {unit}")
WAY = {"survey": Pair("入户问卷（户）", "survey, households"), "log": Pair("工单日志（件）", "log, cases")}
VERDICT = {
    WORTH: Pair("值得弄清", "worth knowing"),
    NOISE: Pair("与随机波动无法区分", "not distinguishable from noise"),
}
