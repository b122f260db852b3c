"""What a manager's options would do with the weeks to come, as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

import simulation.fit.options_texts as words
from simulation.fit.weeks.options import AS_TODAY, Option
from simulation.fit.weeks.storm import StormOption
from simulation.pages import Cells, Section, page
from simulation.text.bilingual import Pair


@dataclass(frozen=True)
class Assumed:
    """What options rest on. hands: whether any has more hands; storms: what is known of each storm."""

    hands: bool = True
    storms: Sequence[Pair] = ()

    @classmethod
    def of(cls, options: Sequence[Option | StormOption]) -> Assumed:
        """What these options assume."""
        storms = [each for each in options if isinstance(each, StormOption)]
        hands = len(storms) < len(options) or any(each.hands for each in storms)
        return cls(hands, [each.said() for each in storms])

    def sentences(self) -> list[Pair]:
        """That in sentences."""
        storms = [*self.storms, words.STORM] if self.storms else []
        return [words.ASSUMES, *storms] if self.hands else storms


def options_page(table: pd.DataFrame, name: str, assumed: Assumed, lang: str = "en") -> str:
    """The table options.csv as a page: a section a figure. name: of the log."""
    title = (words.TITLE_STORM if assumed.storms else words.TITLE).fill(name=name)
    weeks = table["week"].unique()
    span = words.SPAN if assumed.hands else words.SPAN_STORM
    meaning = words.MEANING | ({"opened": words.OPENED_STORM} if assumed.storms else {})
    sections = [
        _section(str(figure), meaning[str(figure)], rows)
        for figure, rows in table.groupby("figure", sort=False)
    ]
    first, *rest = assumed.sentences()
    facts = [*rest, span.fill(weeks=str(len(weeks)), first=str(weeks[0]))]
    return page(title, first, facts, sections, True, lang)


def _section(figure: str, meaning: Pair, rows: pd.DataFrame) -> Section:
    cells: Cells = [[_name(row["option"]), row["week"], *_numbers(row)] for _, row in rows.iterrows()]
    return Section(words.FIGURE[figure], meaning, None, words.HEADS, cells)


def _name(option: str) -> Pair | str:
    return words.TODAY.each(lambda said: said + option[len(AS_TODAY) :]) if _is_today(option) else option


def _is_today(option: str) -> bool:
    return option == AS_TODAY or option.startswith(f"{AS_TODAY} (")


def _numbers(row: pd.Series) -> list[Pair | str]:
    change = "–" if _is_today(row["option"]) else _between(row, "change", "change_", "+,.0f")
    return [_between(row, "forecast", "", ",.0f"), change]


def _between(row: pd.Series, middle: str, ends: str, form: str) -> str:
    return f"{row[middle]:{form}} ({row[f'{ends}low_90']:{form}} … {row[f'{ends}high_90']:{form}})"
