"""What looking for a pattern gives: a sentence, a verdict, a small table and its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.express as px
import plotly.graph_objects as go


@dataclass(frozen=True)
class Finding:
    """text: the figures in a line; appears: whether they have the expected shape; table: tidy; x, y, by: its
    columns along the picture's axes and, where lines or bars are several, what tells them apart."""

    text: str
    appears: bool
    table: pd.DataFrame
    x: str
    y: str
    by: str | None = None

    def picture(self, title: str) -> go.Figure:
        """Lines over numbers, bars over words."""
        draw = px.line if pd.api.types.is_numeric_dtype(self.table[self.x]) else px.bar
        more = {"markers": True} if draw is px.line else {"barmode": "group"}
        figure = draw(self.table, x=self.x, y=self.y, color=self.by, title=title, **more)
        return figure.update_layout(template="simple_white", height=380, width=760)


Pattern = Callable[[int], Finding]
PATTERNS: dict[str, Pattern] = {}


def pattern(name: str) -> Callable[[Pattern], Pattern]:
    """Enter a pattern under its number and name; it is called with the number of seeds."""

    def enter(look: Pattern) -> Pattern:
        PATTERNS[name] = look
        return look

    return enter
