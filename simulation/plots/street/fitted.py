"""What a log told of numbers: one row per number, its range and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.plots.look import GRID, INK, Figure, axis, layout, panels, plain_texts, slot
from simulation.text.bilingual import Pair

THICK, THIN = 9, 5  # px
ENDS = Pair("范围下限", "low end of its range"), Pair("上限", "high end")


def fitted(names: Sequence[Pair], left: Sequence[tuple[float, float] | None], at: Sequence[float]) -> Figure:
    """One grey row per number for its range; on it what the log leaves, or a hollow mark where it tells
    nothing.

    names: from the top; left: ends of what is left, as shares of the range, None where the log tells nothing;
    at: the value that the scenario has, as a share.
    """
    rows = range(len(names) - 1, -1, -1)
    lines = [_line(row, 0, 1, GRID, THICK) for row in rows]
    lines += [_line(row, *ends, slot(1).stroke, THIN) for row, ends in zip(rows, left, strict=True) if ends]
    told = [ends is not None for ends in left]
    marks = {
        "type": "scatter", "mode": "markers", "x": list(at), "y": list(rows), "hoverinfo": "skip",
        "marker": {
            "size": 9,
            "color": [slot(1).stroke if each else "#FFFFFF" for each in told],
            "line": {"width": 2, "color": [slot(1).stroke if each else INK for each in told]},
        },
    }  # fmt: skip
    return {
        "data": [*lines, marks],
        "layout": layout(
            xaxis=axis(range=[-0.03, 1.03], tickvals=[0, 1], ticktext=list(ENDS)),
            yaxis=axis(
                range=[-0.6, len(names) - 0.4],
                tickvals=list(rows),
                ticktext=plain_texts(names),
                tickfont={"size": 13, "color": INK},
            ),
        ),
        "panels": panels([Pair("", "")], wide=len(names) * 30 + 6, narrow=len(names) * 34, columns=1),
    }


def _line(row: int, low: float, high: float, colour: str, width: int) -> dict:
    look = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    return look | {"x": [low, high], "y": [row, row], "line": {"color": colour, "width": width}}
