"""What a manager's options would do with the weeks to come, as a page."""

from __future__ import annotations

import pandas as pd

import simulation.fit.options_texts as words
from simulation.fit.weeks.options import AS_TODAY
from simulation.pages import Cells, Section, page
from simulation.text.bilingual import Pair


def options_page(table: pd.DataFrame, name: str, lang: str = "en") -> str:
    """The table options.csv as a page: a section a figure. name: of the log."""
    title = words.TITLE.fill(name=name)
    weeks = table["week"].unique()
    span = words.SPAN.fill(weeks=str(len(weeks)), first=str(weeks[0]))
    sections = [_section(str(figure), rows) for figure, rows in table.groupby("figure", sort=False)]
    return page(title, words.ASSUMES, [span], sections, True, lang)


def _section(figure: str, rows: pd.DataFrame) -> Section:
    cells: Cells = [
        [words.TODAY if row["option"] == AS_TODAY else row["option"], row["week"], *_numbers(row)]
        for _, row in rows.iterrows()
    ]
    return Section(words.FIGURE[figure], words.MEANING[figure], None, words.HEADS, cells)


def _numbers(row: pd.Series) -> list[Pair | str]:
    change = "–" if row["option"] == AS_TODAY else _between(row, "change", "change_", "+,.0f")
    return [_between(row, "forecast", "", ",.0f"), change]


def _between(row: pd.Series, middle: str, ends: str, form: str) -> str:
    return f"{row[middle]:{form}} ({row[f'{ends}low_90']:{form}} … {row[f'{ends}high_90']:{form}})"
