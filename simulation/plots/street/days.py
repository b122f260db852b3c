"""Day by day: weekly means with bands, one panel per series, and below when each policy is in force."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from math import ceil
from typing import Any, NamedTuple

import pandas as pd

from simulation.codes import DAY, WEEK
from simulation.plots.look import (
    SECOND,
    THIRD,
    Figure,
    band,
    grid_axis,
    hidden,
    layout,
    line_style,
    numbered,
    panels,
    seen,
)
from simulation.text.aligned import width
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import ticks

WEEK_MS = WEEK * DAY * 60_000
MIDDLE = timedelta(3)  # of a week, from its first day
BEIGE = "#F3ECDD"
STRIP = "#A9AEB5"
NO_POLICY = Pair("没有政策", "no policy")
MOST_MONTHS = 12
PHONE_ROOM = 46  # letters above a strip that is as long as the period; a Chinese one takes two
LEAST_ROOM = 12
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Strip(NamedTuple):
    """A policy, or a shock: what it is called, and the days on which it is in force."""

    name: Pair
    hover: Pair
    first: date
    full: date
    last: date


def days(
    rows: pd.DataFrame,
    titles: dict[str, Pair],
    period: tuple[date, date],
    policies: dict[str, list[Strip]],
    shocks: dict[str, list[Strip]],
    below: Pair | None,
) -> Figure:
    """A picture of daily series over time.

    rows: series, scenario, name (Pair), place (see `slot`), week (from 0), mean, low, high (NaN: no band).
    titles: name of each series, in the order of the panels; period: first and last day.
    policies, shocks: of each scenario, cut to the period; below: heading of the policies, None without them.
    """
    data = [
        trace
        for panel, series in enumerate(titles)
        for trace in _panel(panel, rows[rows["series"] == series], period[0])
    ]
    heads = list(titles.values())
    if below:
        where = {"xaxis": numbered("x", len(heads)), "yaxis": numbered("y", len(heads))}
        data += [
            trace | where for name, strips in policies.items() for trace in _strips(name, strips, period)
        ]
        heads.append(below)
    own: dict[str, Any] = {"strips": {name: max(1, len(each)) for name, each in policies.items()}}
    return {
        "data": data,
        "layout": _layout(rows, titles, period, shocks, below is not None),
        "panels": panels(
            heads,
            wide=110,
            paper=98,
            narrow=110,
            columns=1,
            gap_y=30,
            period=[each.isoformat() for each in period],
            **(own if below else {}),
        ),
    }


def _panel(panel: int, rows: pd.DataFrame, start: date) -> list[dict[str, Any]]:
    where = {
        "type": "scatter",
        "connectgaps": True,
        "x0": (start + MIDDLE).isoformat(),
        "dx": WEEK_MS,
        "xaxis": numbered("x", panel),
        "yaxis": numbered("y", panel),
    }
    return [trace | where for _, line in rows.groupby("place", sort=True) for trace in _traces(line)]


def _traces(line: pd.DataFrame) -> list[dict[str, Any]]:
    first = line.iloc[0]
    return [*band(None, line["low"], line["high"], first["scenario"], first["place"]), _line(line)]


def _line(line: pd.DataFrame) -> dict[str, Any]:
    first = line.iloc[0]
    name, shown = first["name"].for_plotly(), "%{y:,.3~r}"
    return {
        "mode": "lines",
        "y": seen(line["mean"]),
        "line": line_style(first["place"], 2.2),
        "hovertemplate": Pair(
            f"{name.zh}：{shown}<br>%{{x|%Y-%m-%d}} 前后各三天的平均<extra></extra>",
            f"{name.en}: {shown}<br>mean of %{{x|%Y-%m-%d}} and three days each side<extra></extra>",
        ),
        "meta": {"scenario": first["scenario"], "kind": "line"},
    }


def _strips(scenario: str, strips: list[Strip], period: tuple[date, date]) -> list[dict[str, Any]]:
    """A wedge while a policy rises, then a bar; its name above. Rows go down from 0.

    Without a policy a word says so, which also keeps the axis of time: none is drawn where nothing stands.
    """
    meta = {"scenario": scenario, "kind": "focus"}
    if not strips:
        nothing = Strip(NO_POLICY, NO_POLICY, period[0], period[0], period[1])
        return [
            _name(-0.95, nothing, NO_POLICY, period) | {"type": "scatter", "hoverinfo": "skip", "meta": meta}
        ]
    return [
        {"type": "scatter", "hoverinfo": "skip"} | trace
        for row, strip in enumerate(strips)
        for trace in [
            _wedge(-row - 0.92, strip, period) | {"meta": meta},
            _name(-row - 0.55, strip, strip.name, period) | {"meta": meta | {"only": "wide"}},
            _name(-row - 0.55, strip, _brief(strip, period), period) | {"meta": meta | {"only": "narrow"}},
        ]
    ]


def _wedge(floor: float, strip: Strip, period: tuple[date, date]) -> dict[str, Any]:
    corners = [(strip.first, 0.0), (min(strip.full, strip.last), 0.3), (strip.last, 0.3), (strip.last, 0.0)]
    return {
        "mode": "lines",
        "x": [_inside(day, period) for day, _ in corners],
        "y": [round(floor + high, 2) for _, high in corners],
        "fill": "toself",
        "fillcolor": STRIP,
        "line": {"color": STRIP, "width": 1},
    }


def _brief(strip: Strip, period: tuple[date, date]) -> Pair:
    """The name, as much of it as a phone has room for on its side."""
    long = strip.last - period[0] if _is_late(strip, period) else period[1] - strip.first
    room = max(LEAST_ROOM, int(PHONE_ROOM * (long / (period[1] - period[0]))))
    return strip.name.each(lambda text: _cut(text, room))


def _cut(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    ends = accumulate(width(letter) for letter in text)
    return text[: sum(end < room for end in ends)].rstrip() + "…"


def _is_late(strip: Strip, period: tuple[date, date]) -> bool:
    return strip.first - period[0] > (period[1] - period[0]) * 0.6


def _name(y: float, strip: Strip, said: Pair, period: tuple[date, date]) -> dict[str, Any]:
    """Where a policy begins late, its name ends where the policy ends."""
    late = _is_late(strip, period)
    return {
        "mode": "text",
        "x": [_inside(strip.last if late else strip.first, period)],
        "y": [y],
        "text": [said.for_plotly()],
        "textposition": "top left" if late else "top right",
        "textfont": {"size": 12, "color": SECOND},
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [strip.hover.for_plotly()],
    }


def _inside(day: date, period: tuple[date, date]) -> str:
    return min(max(day, period[0]), period[1]).isoformat()


def _layout(
    rows: pd.DataFrame,
    titles: dict[str, Pair],
    period: tuple[date, date],
    shocks: dict[str, list[Strip]],
    strips: bool,
) -> dict[str, Any]:
    axes: dict[str, Any] = {}
    for panel, series in enumerate(titles):
        top = float(rows.loc[rows["series"] == series, ["mean", "high"]].max().max()) * 1.06 or 1.0
        places, texts = ticks(0, top, "", most=5)
        axes[numbered("xaxis", panel)] = _months(period, panel, shown=not strips and panel == len(titles) - 1)
        axes[numbered("yaxis", panel)] = grid_axis(
            range=[0, top],
            tickvals=places,
            ticktext=texts,
            anchor=numbered("x", panel),
        )
    if strips:
        axes[numbered("xaxis", len(titles))] = _months(period, len(titles), shown=True)
        axes[numbered("yaxis", len(titles))] = hidden(range=[-1, 0], anchor=numbered("x", len(titles)))
    struck = [(name, each) for name, spans in shocks.items() for each in spans]
    return layout(
        **axes,
        shapes=[_beige(name, each, period) for name, each in struck],
        annotations=[_above(name, each, period) for name, each in struck],
        margin={"l": 8, "r": 12, "t": 48 if struck else 30, "b": 40},
    )


def _months(period: tuple[date, date], panel: int, shown: bool) -> dict[str, Any]:
    """The axis of time: ticks on the first of months, at most twelve."""
    firsts = [
        date(month // 12, month % 12 + 1, 1)
        for month in range(period[0].year * 12 + period[0].month - 1, period[1].year * 12 + period[1].month)
    ]
    inside = [day for day in firsts if day >= period[0]]
    every = ceil(len(inside) / MOST_MONTHS) or 1
    kept = [day for day in inside if (day.month - 1) % every == 0]
    return grid_axis(
        type="date",
        range=[each.isoformat() for each in period],
        tickvals=[day.isoformat() for day in kept],
        ticktext=[month_name(day, place == 0 or day.month == 1) for place, day in enumerate(kept)],
        tickformat=Pair("%-m 月 %-d 日", "%-d %b"),
        showticklabels=shown,
        anchor=numbered("y", panel),
        ticklabelstandoff=5,  # clear of the 0 of the other axis
    )


def month_name(day: date, year: bool) -> Pair:
    """A month on an axis of time; year: with the year below it."""
    return Pair(
        f"{day.month} 月" + (f"<br>{day.year} 年" if year else ""),
        MONTHS[day.month - 1] + (f"<br>{day.year}" if year else ""),
    )


def _beige(scenario: str, shock: Strip, period: tuple[date, date]) -> dict[str, Any]:
    return {
        "type": "rect",
        "name": scenario,
        "xref": "x",
        "yref": "paper",
        "x0": _inside(shock.first, period),
        "x1": _inside(shock.last, period),
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": BEIGE,
        "line": {"width": 0},
    }


def _above(scenario: str, shock: Strip, period: tuple[date, date]) -> dict[str, Any]:
    return {
        "name": scenario,
        "text": shock.name.for_plotly(),
        "showarrow": False,
        "xref": "x",
        "yref": "paper",
        "x": _inside(shock.first, period),
        "y": 1,
        "until": _inside(shock.last, period),
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 24,
        "font": {"size": 12, "color": THIRD},
    }
