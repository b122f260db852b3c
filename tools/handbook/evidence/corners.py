"""Where the sign of a remedy turns: the table of corners that `benchmarks/policies/regimes.py` wrote."""

from __future__ import annotations

import pandas as pd

from simulation.text.bilingual import Pair, listed, same
from simulation.text.spoken import spoken
from tools.handbook.markdown import ROOT, heads, said, table

FILE = ROOT / "docs" / "regimes-corners.csv"
HEADLINE = "need_days"
USUAL, ALL = "usual", "all turned"
NOT_RUN = Pair("未运行", "not run")
FEW = 5
"""Settings of one sign that a sentence names; of more it says how many there are."""
WAY = {
    "helps": Pair("减少", "fewer"),
    "harms": Pair("增加", "more"),
    "neither": Pair("尚不能判断", "inconclusive"),
}
SAID = {
    "helps": Pair("需求未解决天数减少", "has fewer need-days"),
    "harms": Pair("增加", "has more"),
    "neither": Pair("尚不能判断", "is inconclusive"),
}


CHINESE = {
    "all that": "以上全部", "as it is": "现状", "dear": "昂贵", "good already": "原本就好",
    "heard already": "已有表达渠道", "joined already": "已打通", "little work": "工作少",
    "no gate": "没有准入把关",
    "no projects": "没有项目", "one worker": "一名网格员", "organised already": "已有组织",
    "paid in time": "按时支付", "paid late": "延迟支付", "poor": "贫困", "posts refilled": "空缺很快补上",
    "refusals": "拒绝多", "rich": "富裕", "sent right": "派得准", "sent wrong": "常误派",
    "shared already": "已共享", "slow contractors": "承包人慢", "slow newcomers": "新人上手慢",
    "strong": "作用强",
    "strong levers": "政策变量作用强", "weak": "作用弱", "weak levers": "政策变量作用弱",
}  # fmt: skip
"""What the names of corners are made of."""


def need_days() -> str:
    """One row per remedy and corner: need-days as mechanisms usually work, with all switches turned, and
    which single switches change what is said."""
    rows = (
        (str(remedy), spoken(named(str(corner))), *_cells(mine))
        for (remedy, corner), mine in _found().groupby(["remedy", "corner"], sort=False)
    )
    columns = heads(
        "remedy|corner|need-days as usual|all switches turned|single switches that change it",
        "举措|极端设定|通常机制下的需求未解决天数|所有开关切换后|单独切换就改变结论的开关",
    )
    return table(columns, rows)


def turns() -> str:
    """One sentence per remedy: in which corners, and under which switches, its sign is which."""
    return "\n".join(f"- {_sentence(remedy, mine)}" for remedy, mine in _found().groupby("remedy"))


def _found() -> pd.DataFrame:
    found = pd.read_csv(FILE)
    return found[found["metric"] == HEADLINE].sort_values("remedy", kind="stable")


def _cells(mine: pd.DataFrame) -> list[str]:
    rows = {str(row["switch"]): row for _, row in mine.iterrows()}
    single = {switch: row["says"] for switch, row in rows.items() if switch not in (USUAL, ALL)}
    usual = rows[USUAL]["says"] if USUAL in rows else ""
    changed = [f"`{switch}` {spoken(WAY[says])}" for switch, says in single.items() if says != usual]
    not_run = spoken(NOT_RUN)
    told = ", ".join(changed) or (said("none", "无") if single else not_run)
    return [*(_change(rows[name]) if name in rows else not_run for name in (USUAL, ALL)), told]


def _change(row: pd.Series) -> str:
    span = said("{low:.1f} to {high:.1f}", "{low:.1f} 至 {high:.1f}", low=-row["high"], high=-row["low"])
    return f"{-row['gain']:+.1f} ({span}) {spoken(WAY[row['says']])}"


def _sentence(remedy: object, mine: pd.DataFrame) -> str:
    by_sign = {says: mine[mine["says"] == says] for says in SAID}
    there = {says: rows for says, rows in by_sign.items() if len(rows)}
    if len(there) == 1:
        (only,) = there
        return said(
            "Remedy {n} {what} wherever it was run.",
            "举措 {n}：凡运行过的设定下，{what}。",
            n=remedy,
            what=SAID[only],
        )
    parts = (
        said("{what} {where}", "{where}{what}", what=SAID[says], where=_where(rows))
        for says, rows in there.items()
    )
    whole = said("; ", "；").join(parts)
    return said("Remedy {n} {whole}.", "举措 {n}：{whole}。", n=remedy, whole=whole)


def _where(rows: pd.DataFrame) -> str:
    if len(rows) > FEW:
        return said("in {n} settings", "在 {n} 种设定下", n=len(rows))
    places = [_place(corner, switch) for corner, switch in zip(rows["corner"], rows["switch"], strict=True)]
    return said("in {places}", "在{places}下", places=listed(places))


def named(corner: str) -> Pair:
    """A corner in both languages."""
    return Pair("，".join(CHINESE.get(part, part) for part in corner.split(", ")), corner)


def _place(corner: str, switch: str) -> Pair:
    place = named(corner).quoted()
    if switch == USUAL:
        return place
    turned = Pair("所有开关切换", "all switches") if switch == ALL else same(f"`{switch}`")
    return Pair("{place}加{turned}", "{place} with {turned}").fill(place=place, turned=turned)
