"""Figures of the report, each with a finding for a title and its table.

A figure may be a section of its own behind the first ten. It is found by itself, and says where it stands:

    @section("helpers", place=50, title=Pair("谁来帮忙", "Who helps"), metrics=("volunteer_hours",))
    def helpers(folder, known): ...

Sections stand in the order of their places. A figure asks by name for what it needs: `folder`, `rows`
(differences by metric) or `known` (what each metric is called); it returns None where the folder lacks it.
It is not asked at all where the folder lacks one of the `metrics` that it declares.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from simulation.close_names import did_you_mean
from simulation.experiment.errors import StorageError
from simulation.metrics import METRICS
from simulation.plugins.registry import PluginError, Registry
from simulation.report.data.results_folder import UnreadableFolder
from simulation.report.figures.figure import Picture
from simulation.report.figures.picture_checks import lacks
from simulation.text.bilingual import Pair
from simulation.user_files import DeclarationError, failure, line_in

ASKED = ("folder", "rows", "known")
NO_WORDS = Pair("", "")
Draw = TypeVar("Draw", bound=Callable[..., Picture | None])


@dataclass(frozen=True)
class Section:
    """A section of the page with one picture. aside: words at the right of its title; metrics: those without
    which there is nothing to draw."""

    name: str
    place: int
    title: Pair
    aside: Pair
    draw: Callable[..., Picture | None]
    metrics: tuple[str, ...] = ()

    def picture(self, part: object) -> Picture | None:
        """The picture of a part of the page, drawn from what the figure asks for; PluginError names its file
        where it cannot be drawn, or is none that the page can show. None where the folder lacks what it
        needs."""
        if self.metrics and not set(self.metrics) <= set(getattr(part, "known", ())):
            return None
        asked = {name: getattr(part, name) for name in inspect.signature(self.draw).parameters}
        try:
            picture = self.draw(**asked)
        except (UnreadableFolder, StorageError):  # the folder is at fault, and they say so
            raise
        except Exception as error:  # of a plug-in, which may raise anything
            self._refuse(f"cannot be drawn: {failure(error)}", error)
        if picture is None:
            return None
        if not isinstance(picture, Picture):
            self._refuse(f"returned {picture!r:.60}; return a Picture, or None for nothing")
        if missing := next(lacks(picture, self.name), ""):
            self._refuse(missing)
        return picture

    def _refuse(self, what: str, error: Exception | None = None) -> NoReturn:
        code = inspect.unwrap(self.draw).__code__
        first = code.co_firstlineno
        line = line_in(code.co_filename, error, first) if error else first
        raise PluginError(f"{code.co_filename}:{line}: the section '{self.name}' {what}") from error


SECTIONS: Registry[Section] = Registry("section", "simulation.report.figures")


def section(
    name: str, *, place: int, title: Pair, aside: Pair = NO_WORDS, metrics: Sequence[str] = ()
) -> Callable[[Draw], Draw]:
    """Register a figure as a section of the page; the id of its picture is `name`. metrics: names of those
    that it shows; it has no section in a report that lacks one of them.

    Raises DeclarationError for a title in one language, a place that is no number, a metric that there is
    not, and a figure that asks for what there is not.
    """
    if not isinstance(title, Pair):
        form = 'title=Pair("中文", "English")'
        raise DeclarationError(f"the section '{name}' needs its title in both languages; write {form}")
    if not isinstance(place, int | float):
        raise DeclarationError(
            f"the section '{name}' has the place {place!r}; write a number, as in place=50"
        )
    if wrong := _wrong_metric(metrics):
        raise DeclarationError(f"the section '{name}' {wrong}")

    def register(draw: Draw) -> Draw:
        unknown = [each for each in inspect.signature(draw).parameters if each not in ASKED]
        if unknown:
            meant = did_you_mean(unknown[0], ASKED)
            raise DeclarationError(
                f"the section '{name}' asks for '{unknown[0]}'; there are {', '.join(ASKED)}{meant}"
            )
        SECTIONS.add(name)(Section(name, place, title, aside, draw, tuple(metrics)))
        return draw

    return register


def _wrong_metric(names: Sequence[str]) -> str:
    """What is wrong with the metrics of a section, as the end of a sentence; empty where all exist."""
    if isinstance(names, str):
        return f'has metrics="{names}"; write them in brackets, with a comma: metrics=("{names}",)'
    unknown = next((each for each in names if each not in METRICS), None)
    if unknown is None:
        return ""
    meant = did_you_mean(unknown, METRICS)
    return f"shows the metric '{unknown}', which there is not{meant}"


def sections() -> list[Section]:
    """All sections that are found by themselves, in the order of their places."""
    return sorted(SECTIONS.all().values(), key=lambda each: (each.place, each.name))
