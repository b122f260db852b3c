"""Taking part by age: one panel per age group on one scale, one line per scenario, month by month."""

from __future__ import annotations

from math import ceil, isfinite
from typing import Any

import pandas as pd

from simulation.plots.look import (
    SECOND,
    SPACE,
    Figure,
    axis,
    band,
    grid_axis,
    layout,
    line_style,
    numbered,
    panels,
    slot,
)
from simulation.plots.street.days import month_name
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import level, ticks

MOST_MONTHS = 4  # named below a panel
FEW_MONTHS = 6  # of so few each is a dot, too
GAP_Y = 76  # px on a phone: two lines of the axis, and the title of the next panel
ROOM = 3  # of twelve months, to the right of the last: for its number


def participation(rows: pd.DataFrame, titles: dict[str, Pair], top: float) -> Figure:
    """A picture of the share of each age group that takes part in a month.

    rows: age_group, scenario, name (Pair), place (see `slot`), at (month from 0), month (its first day),
    mean, low, high (shares; NaN: no band). titles: name of each age group, in the order of the panels. top:
    highest share that the axis must hold.
    """
    data = [
        trace
        for panel, group in enumerate(titles)
        for _, line in rows[rows["age_group"] == group].groupby("place", sort=True)
        for trace in _traces(panel, line)
    ]
    return {
        "data": data,
        "layout": _layout(rows, list(titles), top),
        "panels": panels(
            list(titles.values()), wide=200, narrow=120, columns=5, gap=0.025, gap_y=GAP_Y, shared_y=True
        ),
    }


def _traces(panel: int, line: pd.DataFrame) -> list[dict[str, Any]]:
    where = {"type": "scatter", "xaxis": numbered("x", panel), "yaxis": numbered("y", panel)}
    first = line.iloc[0]
    edges = band(line["at"], line["low"], line["high"], first["scenario"], first["place"])
    return [trace | where for trace in [*edges, _line(line), _last(line.iloc[-1])]]


def _line(line: pd.DataFrame) -> dict[str, Any]:
    first = line.iloc[0]
    return {
        "mode": "lines+markers" if len(line) <= FEW_MONTHS else "lines",
        "x": line["at"].tolist(),
        "y": line["mean"].round(5).tolist(),
        "line": line_style(first["place"], 2.2),
        "marker": {"size": 5, "color": slot(first["place"]).stroke},
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in line.itertuples()],
        "meta": {"scenario": first["scenario"], "kind": "line"},
    }


def _hover(row: Any) -> Pair:
    said = Pair("：{month} {share}{ends}", ": {share} in {month}{ends}")
    between = Pair("（中间 80%：{low} 至 {high}）", " (middle 80%: {low} to {high})")
    ends = between.fill(low=level(row.low, "share"), high=level(row.high, "share"))
    return row.name.for_plotly() + said.fill(
        month=_whole_month(row.month),
        share=level(row.mean, "share"),
        ends=ends if isfinite(row.low) else "",
    )


def _whole_month(month: pd.Timestamp) -> Pair:
    return Pair(f"{month.year} 年 {month.month} 月", f"{month:%b} {month.year}")


def _last(row: Any) -> dict[str, Any]:
    """The share of the last month, beside the end of its line."""
    return {
        "mode": "text",
        "x": [int(row["at"])],
        "y": [round(float(row["mean"]), 5)],
        "text": [same(SPACE) + level(row["mean"], "share")],
        "textposition": "bottom right" if row["place"] == 0 else "top right",
        "textfont": {"size": 11.5, "color": slot(row["place"]).text},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "meta": {"scenario": row["scenario"], "kind": "label"},
    }


def _layout(rows: pd.DataFrame, groups: list[str], top: float) -> dict[str, Any]:
    months = rows.drop_duplicates("at").sort_values("at")
    places, texts = ticks(0, top * 1.12, "share", most=4)
    axes: dict[str, Any] = {}
    for panel in range(len(groups)):
        axes[numbered("xaxis", panel)] = _time_axis(months, numbered("y", panel))
        axes[numbered("yaxis", panel)] = grid_axis(
            range=[0, top * 1.12],
            tickvals=places,
            ticktext=texts,
            anchor=numbered("x", panel),
        )
    return layout(**axes, margin={"l": 8, "r": 12, "t": 30, "b": 44})


def _time_axis(months: pd.DataFrame, anchor: str) -> dict[str, Any]:
    """At most four months are named, and where a new year begins its number."""
    every = ceil(len(months) / MOST_MONTHS)
    named = months.iloc[::every]
    return axis(
        range=[-0.4, len(months) - 1 + max(0.4, len(months) / 12 * ROOM)],
        tickvals=named["at"].tolist(),
        ticktext=[
            month_name(month.date(), at == 0 or month.year > named["month"].iloc[at - 1].year)
            for at, month in enumerate(named["month"])
        ],
        anchor=anchor,
        tickfont={"size": 11.5, "color": SECOND},
        ticklabelstandoff=5,  # clear of the 0 of the other axis
    )
