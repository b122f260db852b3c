"""The section of fit.html on months, days and hours, in both languages."""

from __future__ import annotations

from calendar import month_name

import numpy as np
import pandas as pd

from simulation.fit.office.rhythm import Rhythm
from simulation.pages import Cells, Section, drawn, short
from simulation.plots.look import slot
from simulation.text.bilingual import Pair

_HEAD = Pair("什么时候来", "When cases come")
_TEXT = Pair(
    "居民诉求在各月、各日、各时段的分布，不含工作人员发现的事项和极端日，数值以平均为 1。"
    "{season}street.yaml 中的街道照此安排。",
    "How residents' cases lie over months, days and hours, without those that staff found and without "
    "storms; against a mean of 1. {season} The street of street.yaml has it so.",
)
_SEASON = Pair(
    "逐年重复的月份差异与水平的缓慢变动已分开。",
    "What comes back each year is parted from a level that wanders.",
)
_NO_SEASON = Pair(
    "工单不足两年，分不清季节与变动：月份差异仍为假定。",
    "A log of less than two years cannot tell seasons from change: seasons stay assumed.",
)
_NO_HOURS = Pair("工单没有足够的时刻：时段仍为假定。", "It has too few times of day: hours stay assumed.")
_HEADS = (
    Pair("何时", "when"), Pair("平均为 1", "mean 1"), Pair("90% 区间", "90 %"), Pair("件数", "cases"),
)  # fmt: skip
_DAYS = (
    Pair("周一", "Monday"), Pair("周二", "Tuesday"), Pair("周三", "Wednesday"), Pair("周四", "Thursday"),
    Pair("周五", "Friday"), Pair("周六", "Saturday"), Pair("周日和节假日", "Sunday and holidays"),
)  # fmt: skip
_MONTHS = tuple(Pair(f"{number} 月", name) for number, name in enumerate(month_name) if number)
_AXES = Pair("时", "hour of the day"), Pair("平均为 1", "mean 1")
_HOURS = (
    ("request_hours", Pair("工作日", "working days")),
    ("request_hours_off", Pair("双休日和节假日", "days off")),
)


def rhythm_section(rhythm: Rhythm) -> Section:
    """Hours as a figure where the log has them, months and days as a table."""
    table = rhythm.table(np.random.default_rng(0))
    season = _SEASON if rhythm.season else _NO_SEASON
    text = Pair(_TEXT.zh.format(season=season.zh), _TEXT.en.format(season=season.en))
    named = [("need_months", _MONTHS), ("request_days", _DAYS)]
    rows: Cells = [row for part, names in named for row in _rows(table[table["part"] == part], names)]
    data = [_line(table[table["part"] == part], name, n) for n, (part, name) in enumerate(_HOURS, 1)]
    known = [line for line in data if line["x"]]
    if not known:
        text = Pair(text.zh + _NO_HOURS.zh, f"{text.en} {_NO_HOURS.en}")
    figure = drawn(known, *_AXES) if known else None
    return Section(_HEAD, text, figure, _HEADS, rows)


def _rows(part: pd.DataFrame, names: tuple[Pair, ...]) -> Cells:
    return [
        [
            names[int(row["number"]) - 1],
            short(row["share"]),
            f"{short(row['low'])} – {short(row['high'])}",
            f"{row['cases']:,}",
        ]
        for _, row in part.iterrows()
    ]


def _line(part: pd.DataFrame, name: Pair, colour: int) -> dict:
    look = {"mode": "lines", "line": {"color": slot(colour).stroke, "shape": "hvh"}}
    return {
        "type": "scatter",
        "x": part["number"].tolist(),
        "y": part["share"].tolist(),
        "name": name,
        **look,
    }
