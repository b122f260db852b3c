"""The words of sensitivity.html, in both languages."""

from __future__ import annotations

from simulation.analysis.sensitivity.analyse import MOVES, NOISE, UNKNOWN
from simulation.text.bilingual import Pair

TITLE = Pair("{name}：结果取决于哪些参数", "{name}: which numbers the result hangs on")
MOVING = Pair(
    "{of}中，{n}对某个结果的影响超出随机波动，影响最大的是：{most}。",
    "Of {of}, {n} an outcome by more than chance does; most of all {most}.",
)
NONE = Pair(
    "没有任何参数（组）的影响能与随机波动区分开：需要更多的点。",
    "Nothing can be told from noise: more points are needed.",
)
NOT_KNOWN = Pair(
    "没有用不同随机数重复运行的点，无法知道随机波动有多大：请勿据此下结论。",
    "No steps were run with several lucks, so nobody knows what chance does: draw no conclusion.",
)
SPAN = Pair(
    "共 {points}，{numbers}在其范围内变动。",
    "{points}, {numbers} drawn inside their ranges.",
)
FEW = Pair(
    "为了节省时间，在各参数的范围内只走了 {n}：影响大小和区间都较粗略，"
    "只在范围某个角落才起作用的参数可能没有显出来。"
    "加上 --count 8 并用 -o 指定新文件夹，所知更多，时间按比例增加。",
    "To save time, no more than {n} went through the ranges: sizes and intervals are rough, and what matters "
    "only in some corner of them may not show. With --count 8, and -o for a new folder, more is known, in so "
    "much more time.",
)
HOW = {
    "screening": Pair(
        "方法：分组莫里斯筛选。条形为各组参数从所取范围的一端变到另一端时结果变化的平均大小，"
        "细线为 95% 区间；同一轨迹内随机数相同，每条轨迹用不同的随机数运行多次。"
        "红色短线为仅凭随机波动、二十次研究中有一次达到的大小（由这些运行之差得出）。",
        "Grouped Morris screening. A bar is the mean size of the change when a group's numbers go from "
        "end to end of their drawn ranges, the thin line its 95 % interval; draws are common within a "
        "trajectory, and each is run several times with other draws. The red mark is what the bar reaches "
        "by chance alone, for any bar of the picture once in twenty studies, by how these runs differ.",
    ),
    "variance": Pair(
        "方法：由随机点估计的一阶方差份额（RBD-FAST），即每个参数单独的作用；参数之间的交互作用只在"
        "下面合计说明。细线为 95% 区间，红色短线为仅凭随机波动、"
        "二十次研究中有一次达到的最大值（打乱次序得出）。",
        "First-order shares of the variance from random points (RBD-FAST): what each number does alone. What "
        "numbers do only together is said below as one sum. The thin line is the 95 % interval, the red mark "
        "what the largest reaches by chance alone once in twenty studies, by shuffling.",
    ),
}
LEFT_OUT = Pair(
    "{head}：各参数单独的作用合计占方差的 {alone}（95% 区间 {low} 至 {high}），随机波动占 {luck}；"
    "其余 {rest}（{rest_low} 至 {rest_high}）是参数只有同时变动才有的作用。",
    "{head}: one by one, all numbers make {alone} of the variance (95 % interval {low} to {high}), luck "
    "{luck}; the rest, {rest} ({rest_low} to {rest_high}), is what numbers do only together.",
)
LUCK_WITHIN = Pair(
    "{head}：各参数单独的作用合计占方差的 {alone}（95% 区间 {low} 至 {high}）；"
    "其余 {rest}（{rest_low} 至 {rest_high}）是参数只有同时变动才有的作用和随机波动。",
    "{head}: one by one, all numbers make {alone} of the variance (95 % interval {low} to {high}); the rest, "
    "{rest} ({rest_low} to {rest_high}), is what numbers do only together, and luck.",
)
TOO_FEW = Pair(
    "{head}：点数对这么多参数来说太少，无法说明它们只有同时变动才有的作用占多少方差"
    "（单独作用合计的 95% 区间为 {low} 至 {high}）。",
    "{head}: there are too few points for so many numbers to say how much of the variance they make only "
    "together (95 % interval of what they make one by one: {low} to {high}).",
)
LEVEL = Pair("{metric}：{scenario}", "{metric}: {scenario}")
CHANGE = Pair("{metric}：“{scenario}”带来的变化", "{metric}: what “{scenario}” changes")
HEAT = Pair("{metric}：政策 × 假定", "{metric}: policies and assumptions")
HEAT_TEXT = Pair(
    "色块为影响大小与随机波动上限之比：不到 1 的无法与随机波动区分。"
    "某项政策一列中颜色深的假定，决定这项政策的效果是否可信。",
    "Each cell is a size over what chance reaches: below 1 it is not distinguishable from noise. What is "
    "dark in the column of a policy decides how far its effect can be trusted.",
)
HEADS = (
    Pair("参数（组）", "number or group"),
    Pair("个数", "numbers"),
    Pair("影响大小", "size"),
    Pair("95% 区间", "95 %"),
    Pair("随机波动可达", "chance reaches"),
    Pair("份额", "share"),
    Pair("结论", "verdict"),
)
PRINTED = (
    Pair("结果", "outcome"),
    Pair("影响大小", "size"),
    Pair("95% 区间", "95 %"),
    Pair("随机波动可达", "chance"),
    Pair("结论", "verdict"),
    Pair("参数（组）", "number or group"),
)
"""Columns of what the command prints."""
FROM_TO = Pair("{low} 至 {high}", "{low} to {high}")
VERDICT = {
    MOVES: Pair("有影响", "moves it"),
    NOISE: Pair("与随机波动无法区分", "not distinguishable from noise"),
    UNKNOWN: Pair("随机波动未知", "noise unknown"),
}
