"""Pictures of the page: each has a finding for a title, units and how to read, a figure, and its table.

A picture has variants, one for each choice the reader has (a metric, the scenario in focus); figures and
tables that variants share are stored once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulation.plots.look import Figure
from simulation.report.tables.table import Table
from simulation.text.bilingual import Pair

CHOICES = ("metric", "focus", "kind", "view", "year")
"""What a reader may choose of a picture. The last three are of one picture each, with a list of its own."""


@dataclass(frozen=True)
class Variant:
    """What one choice shows: texts, and which figure and table."""

    label: Pair
    title: Pair
    sub: Pair
    note: Pair
    alt: Pair
    figure: str
    table: str

    def as_dict(self) -> dict[str, Any]:
        """For the page's JSON."""
        return dict(vars(self))


@dataclass
class Picture:
    """A picture with its variants by choice; `by` names the choice, one of `CHOICES`: most often
    "metric" or "focus".

    key: name and stroke of each of its lines, or fill of its areas, where these are not the scenarios of the
    page; with an id where one belongs to a scenario that a reader may leave out. weeks: first day and label
    of each week that a slider goes through; then rows of the tables are made by the page.
    """

    id: str
    by: str
    first: str
    variants: dict[str, Variant] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    key: list[dict[str, Any]] = field(default_factory=list)
    weeks: list[dict[str, Any]] = field(default_factory=list)

    @property
    def shown(self) -> Variant:
        """The variant that is there before any choice."""
        return self.variants[self.first]

    def as_dict(self) -> dict[str, Any]:
        """For the page's JSON."""
        variants = {key: variant.as_dict() for key, variant in self.variants.items()}
        own = {name: value for name in ("key", "weeks") if (value := getattr(self, name))}
        return {"by": self.by, "variants": variants, "figures": self.figures, "tables": self.tables} | own
