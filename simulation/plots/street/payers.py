"""Who pays for a policy: one stacked bar per scenario, to the right what is spent more than in the
baseline, to the left what is spent less."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, SECOND, SPACE, Figure, grid_axis, layout, panels, plain_texts
from simulation.plots.street.bar_rows import Fill, ends, heights, named_rows, pieces, texts_at
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import ticks

BESIDE = 1.85  # of the width of all bars: room for the sums, also on paper
THICK = 0.46  # of a row: above the bar there is room for two lines on a phone


FILLS = {
    "posts": Fill("#3A4048"),
    "fiscal": Fill("#6F8595"),
    "party": Fill("#B8C4CC"),
    "market": Fill("#14507A", hatched=True),
    "gifts": Fill("#4695FB", hatched=True, shape="\\"),
    "hours": Fill("#B4530A", hatched=True),
}
"""Public money grey, money from outside blue and hatched; workers' time, which nobody pays anew, orange."""


def payers(rows: pd.DataFrame, totals: pd.DataFrame) -> Figure:
    """A picture of extra yuan a year by payer.

    rows: row (0 on top), payer (of `FILLS`), yuan, hover (Pair). totals: row, scenario, name (Pair), and text
    (Pair): what it comes to, written beside the bar.
    """
    count = len(totals)
    bars = [
        pieces(rows[rows["payer"] == each], "yuan", fill, count, THICK)
        for each, fill in FILLS.items()
        if each in set(rows["payer"])
    ]
    right = ends(rows, "yuan", totals, 1).tolist()
    low, high = float(ends(rows, "yuan", totals, -1).min()), max(right)
    apart = pd.Series([same(SPACE) + text for text in totals["text"].tolist()], totals.index)
    beside = texts_at(right, heights(totals, count), plain_texts(apart), "middle right", SECOND)
    return {
        "data": [*bars, beside | {"meta": {"only": "wide"}}, *_above(totals, low, count)],
        "layout": _layout(low, high, totals),
        "panels": panels(
            [Pair("", "")],
            wide=count * 25 + 34,
            narrow=count * 74 + 20,
            narrow_x=_range(low, high, 0.06),
            columns=1,
            overlap=True,
            row_of=totals["scenario"].tolist()[::-1],
        ),
    }


def _above(totals: pd.DataFrame, low: float, count: int) -> list[dict[str, Any]]:
    """Names and sums above the bars, where there is no room beside them."""
    lines = [
        Pair("{name}<br><b>{text}</b>", "{name}<br><b>{text}</b>").fill(
            name=row["name"].for_plotly(), text=row["text"].for_plotly()
        )
        for row in totals.to_dict("records")
    ]
    above = [height + THICK / 2 for height in heights(totals, count)]
    return [texts_at([low] * count, above, lines, "top right", INK) | {"meta": {"only": "narrow"}}]


def _range(low: float, high: float, room: float) -> list[float]:
    """The axis of bars from `low` to `high`, with room to their right, as a part of their width."""
    width = max(high - low, 1.0)
    return [low - 0.02 * width, high + room * width]


def _layout(low: float, high: float, totals: pd.DataFrame) -> dict[str, Any]:
    places, texts = ticks(low, high or 1.0, "yuan", signs=True, most=3)
    return layout(
        barmode="relative",
        xaxis=grid_axis(
            range=_range(low, high, BESIDE),
            tickvals=places,
            ticktext=texts,
            zeroline=True,
            zerolinecolor=INK,
        ),
        yaxis=named_rows(totals),
        margin={"l": 8, "r": 8, "t": 8, "b": 34},
    )
