"""What the page calls a metric, and its unit, by what is known of the metrics of its folder."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from simulation.metrics import Metric
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair, same
from simulation.text.quantities import IN_PERCENT
from simulation.text.short_numbers import before_a_word, carried, level
from simulation.units import unit_word

HEADLINE = "need_days"
# modules of the metrics, as a reader asks
THEMES = (
    "needs",
    "service",
    "promptness",
    "handling",
    "workers",
    "people",
    "resources",
    "foresight",
    "money",
)

POINTS = Pair("个百分点", "percentage points")
SHARE = Pair("百分比", "per cent")
SHARE_OF_ONE = Pair("比例，0 至 1", "share, 0 to 1")
LOAD = Pair("比值，1 即 100%", "ratio, 1 is 100%")


@dataclass(frozen=True)
class MetricInfo:
    """A metric of the page; `better` is higher, lower or none, `role` outcome, input or context."""

    id: str
    label: Pair
    unit: str
    better: str
    role: str

    @property
    def unit_words(self) -> Pair:
        """The unit of a level, in words; nothing for a bare number."""
        return (
            SHARE
            if self.unit in IN_PERCENT
            else Pair(*(unit_word(self.unit, language).strip() for language in ("zh", "en")))
        )

    @property
    def file_unit(self) -> Pair:
        """The unit of a number as files hold it: shares are from 0 to 1 there, a load of 1 is 100 %."""
        return {"share": SHARE_OF_ONE, "load": LOAD}.get(self.unit, self.unit_words)

    @property
    def difference_words(self) -> Pair:
        """The unit of a difference, in words: shares and loads differ by percentage points."""
        return POINTS if self.unit in IN_PERCENT else self.unit_words

    def level(self, value: float) -> Pair:
        """A level with its unit, said once: 24.6%, or 1,864 days per 1,000 residents and year."""
        said, words = level(value, self.unit), self.unit_words
        if carried(self.unit) or not words.en:
            return said
        return before_a_word(said) + Pair(words.zh, f" {words.en}")


def metric_infos(folder: Folder) -> dict[str, MetricInfo]:
    """Every metric of a folder by id: the headline, then theme by theme, else in the order of the files."""
    rows = folder.comparison.drop_duplicates("metric").set_index("metric")
    units = folder.runs.drop_duplicates("metric").set_index("metric")["unit"]
    names = sorted(
        dict.fromkeys([*rows.index, *units.index]), key=lambda name: _order(name, folder.metrics.get(name))
    )
    return {
        name: _info(
            name,
            rows.loc[name] if name in rows.index else None,
            units.get(name, ""),
            folder.metrics.get(name),
        )
        for name in names
    }


def _order(name: str, about: Metric | None) -> tuple[bool, int]:
    theme = about.value.__module__.rpartition(".")[2] if about else ""
    return name != HEADLINE, THEMES.index(theme) if theme in THEMES else len(THEMES)


def _info(name: str, row: pd.Series | None, unit: str, about: Metric | None) -> MetricInfo:
    called = label(name, about)
    if row is not None:
        return MetricInfo(name, called, row["unit"], row["better"] or "none", row["role"] or "outcome")
    if about is not None:
        return MetricInfo(name, called, unit, about.better, about.role)
    return MetricInfo(name, called, unit, "none", "context")


def label(name: str, about: Metric | None) -> Pair:
    """A metric's name in both languages; a metric that this version does not know keeps its id."""
    plain = name.replace("_", " ")
    said = Pair(about.label.get("zh", plain), about.label.get("en", plain)) if about else same(plain)
    return Pair(said.zh, said.en[:1].upper() + said.en[1:])
