"""From the points of a sweep to scenarios, each with the baseline that it is compared with.

What changes a policy changes the scenarios that have it, and they are compared with the one baseline. What
changes the world (place, model, parameters; a shock that the baseline has too) changes the baseline with
them, so that each scenario is compared with the baseline of its own point.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from simulation.scenario.errors import Errors, Location
from simulation.scenario.load import read_joined
from simulation.scenario.sections.overrides import Placed
from simulation.scenario.sections.strength import STRENGTH
from simulation.scenario.settable import INTERVENTIONS, SHOCKS
from simulation.scenario.settings import Scenario, Study
from simulation.scenario.studies.combinations import take_over
from simulation.scenario.studies.points import Point, Sweep
from simulation.scenario.studies.sweep import DESIGN_OPTION, GRID, read_sweep
from simulation.scenario.studies.sweep_paths import shown, unit_of
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Block, Node, Text
from simulation.scenario.yaml.values import LONGEST_NAME


@dataclass(frozen=True)
class Base:
    """A scenario that a study names: the file that holds it, how it was read, and where it is named."""

    path: Path
    scenario: Scenario
    location: Location


@dataclass
class Swept:
    """What a sweep makes of the scenarios of a study; the mappings are those of `Study`."""

    sweep: dict[str, Any]
    found: list[tuple[Location, Scenario]] = field(default_factory=list)
    points: dict[str, dict[str, Any]] = field(default_factory=dict)
    baselines: dict[str, str] = field(default_factory=dict)

    def put_into(self, study: Study) -> Study:
        """The study with these scenarios instead of its own."""
        first, *others = (one for _, one in self.found)
        return replace(
            study,
            baseline=first,
            scenarios=tuple(others),
            sweep=self.sweep,
            points=self.points,
            baselines=self.baselines,
        )


def sweep_over(
    study: Study,
    files: Sequence[Path],
    grid: Sequence[str],
    overrides: Iterable[str],
    design: Path | str | None = None,
) -> Study:
    """A study of scenario files, the baseline first, at every point of a grid or of a design; see
    `load_study`."""
    errors, location = Errors(), Location(DESIGN_OPTION if design else GRID)
    bases = [Base(*pair, location) for pair in zip(files, (study.baseline, *study.scenarios), strict=True)]
    sweep = read_sweep(Block({}, location), grid, errors, design)
    swept = expand(sweep, bases, tuple(overrides), (), errors) if sweep else None
    errors.stop_if_any()
    return swept.put_into(study) if swept else study


def expand(
    sweep: Sweep,
    bases: Sequence[Base],
    overrides: tuple[str, ...],
    above: tuple[Document, ...],
    errors: Errors,
) -> Swept:
    """The scenarios of a sweep, the baseline with its own values first; errors of any are noted.

    bases: all scenarios of the study as they are, the baseline first. A baseline that stands alone is swept
    itself, and compared with its own values.
    """
    return _Expansion(sweep, list(bases), overrides, above, errors).all()


class _Expansion:
    """One sweep over the scenarios of one study."""

    def __init__(
        self,
        sweep: Sweep,
        bases: list[Base],
        overrides: tuple[str, ...],
        above: tuple[Document, ...],
        errors: Errors,
    ) -> None:
        self.sweep, self.bases, self.errors = sweep, bases, errors
        self.overrides, self.above = overrides, above
        self.alone = len(bases) == 1
        self.worlds = {path for path in sweep.paths if self._changes_world(path)}
        self.short = _short(sweep.paths)
        self.points_of = {id(base): self._points(base) for base in self.bases}
        self.labels = {key: Counter(map(self._label, each)) for key, each in self.points_of.items()}
        self.numbers = {each.key: at for at, each in enumerate(self.points_of[id(self.bases[0])], start=1)}
        cases = {each.case: dict(each.title or {"en": each.case, "zh": each.case})
                 for each in sweep.points if each.case}  # fmt: skip
        about = {"paths": {path: unit_of(path) for path in sweep.paths}, "of": {}}
        self.made = Swept(about | ({"cases": cases} if cases else {}))

    def _changes_world(self, path: str) -> bool:
        section = path.partition(".")[0]
        if section == SHOCKS:
            return not self.alone and _has(self.bases[0].scenario, path)
        return section != INTERVENTIONS and path != STRENGTH

    def all(self) -> Swept:
        """Every scenario of the study, in the order of its files and of the points."""
        points = [(base, self.points_of[id(base)]) for base in self.bases]
        self._check_paths()
        if self._is_small(1 + len(points[0][1]) + sum(len(each) or 1 for _, each in points[1:])):
            self.made.found.append((self.bases[0].location, self.bases[0].scenario))
            for base, each in points:
                self._run_points(base, each)
        return self.made

    def _turned(self, base: Base) -> set[str]:
        """The paths that change something in a scenario."""
        if base is self.bases[0] and not self.alone:
            return self.worlds
        return self.worlds | {path for path in self.sweep.paths if _has(base.scenario, path)}

    def _points(self, base: Base) -> list[Point]:
        """The points at which a scenario is run; none where nothing in it changes."""
        turned = self._turned(base)
        parts = {each.key: each for each in (point.only(turned) for point in self.sweep.points)}
        if base is self.bases[0] and not self.alone:
            return [each for each in parts.values() if each.values]
        return list(parts.values()) if any(each.values for each in parts.values()) else []

    def _check_paths(self) -> None:
        """A path that changes nothing anywhere is a mistake."""
        turned = set().union(*map(self._turned, self.bases))
        swept = self.bases if self.alone else self.bases[1:]
        for path, location in self.sweep.paths.items():
            if path not in turned:
                section, name = path.split(".")[0], path.split(".")[1:2]
                some = [each for base in swept for each in _listed(base.scenario, section)]
                what = "policies" if path == STRENGTH else f"'{name[0]}'"
                said = f"'{path}' changes no scenario of the sweep: none has {what}"
                self.errors.add(location, said, some or f"none: they have no {section}", *name)

    def _is_small(self, asked: int) -> bool:
        most = self.sweep.most
        if asked > most:
            said = f"the sweep asks for {asked:,} scenarios"
            self.errors.add(self.sweep.location, said, f"at most {most:,}")
        return asked <= most

    def _run_points(self, base: Base, points: list[Point]) -> None:
        """A scenario at its points, or as it is where it has none."""
        if not points and base is not self.bases[0]:
            self.made.found.append((base.location, base.scenario))
        for number, point in enumerate(points, start=1):
            self.made.sweep["of"][base.scenario.name] = dict(base.scenario.title)
            one = self._read(base, point, self._name(base, point, number))
            if one is not None:
                self._add(base, point, one)

    def _add(self, base: Base, point: Point, one: Scenario) -> None:
        self.made.found.append((self.sweep.location, one))
        about = {"of": base.scenario.name, "point": point.said}
        self.made.points[one.name] = about | ({"case": point.case} if point.case else {})
        own = self._own_baseline(base, point, one)
        if own != self.bases[0].scenario.name:
            self.made.baselines[one.name] = own

    def _own_baseline(self, base: Base, point: Point, one: Scenario) -> str:
        """The scenario that one is compared with: itself where nothing has the same people."""
        first = self.bases[0]
        if base is first:
            same = _people(one) == _people(first.scenario)
            return first.scenario.name if same else one.name
        world = point.only(self.worlds)
        if not world.values:
            return first.scenario.name
        return self._name(first, world, self.numbers[world.key])

    def _read(self, base: Base, point: Point, name: str) -> Scenario | None:
        location, apart = self.sweep.location, Errors()
        heading = Document(location.file, _heading(name, self._title(base, point), location))
        values = [Placed(path, value.node) for path, value in point.values.items()]
        one = read_joined([base.path], heading, (*self.overrides, *values), apart, base.location, self.above)
        take_over(apart, self.errors)
        return one

    def _name(self, base: Base, point: Point, number: int) -> str:
        """A name that says the values, or the number of the point where that is too long or not enough."""
        name = f"{base.scenario.name}.{self._label(point)}"
        if len(name) <= LONGEST_NAME and self.labels[id(base)][self._label(point)] == 1:
            return name
        return f"{base.scenario.name[: LONGEST_NAME - 12].rstrip('.-')}.point-{number}"

    def _label(self, point: Point) -> str:
        parts = (f"{self.short[path]}-{_slug(shown(said))}" for path, said in point.said.items())
        return point.case or ".".join(parts).replace("_", "-")

    def _title(self, base: Base, point: Point) -> dict[str, str]:
        said = [f"{self.short[path]} = {_minus(shown(value))}" for path, value in point.said.items()]
        own = point.title or ({"en": point.case, "zh": point.case} if point.case else {})
        texts = {"en": own.get("en") or ", ".join(said), "zh": own.get("zh") or "，".join(said)}
        joint = {"en": ": ", "zh": "："}
        return {key: f"{base.scenario.title[key]}{joint[key]}{texts[key]}" for key in texts}


def _short(paths: Iterable[str]) -> dict[str, str]:
    """The last word of each path, or the whole of one that shares it with another."""
    ends = {path: path.rpartition(".")[2] for path in paths}
    count = Counter(ends.values())
    return {path: end if count[end] == 1 else path.replace(".", "-") for path, end in ends.items()}


def _minus(text: str) -> str:
    """A negative number as people write it."""
    return re.sub(r"^-(?=[\d.])", "\N{MINUS SIGN}", text)


def _slug(text: str) -> str:
    """A value as a part of a name."""
    text = re.sub(r"^-(?=\d)", "minus-", text)
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.") or "other"


def _has(scenario: Scenario, path: str) -> bool:
    """Whether a scenario has the policy or the shock of a path; for strength: any policy."""
    if path == STRENGTH:
        return bool(scenario.policies)
    section, _, inner = path.partition(".")
    return inner.partition(".")[0] in _listed(scenario, section)


def _listed(scenario: Scenario, section: str) -> Iterator[str]:
    """The names of the policies or of the shocks of a scenario."""
    dated = {INTERVENTIONS: scenario.policies, SHOCKS: scenario.shocks}.get(section, ())
    yield from (each.name for each in dated)


def _people(scenario: Scenario) -> tuple[str, float]:
    return scenario.place.name, scenario.place.residents


def _heading(name: str, title: dict[str, str], location: Location) -> Block:
    """What no file says of the scenario: its name and titles."""
    titles = _block({key: Text(text, False, location) for key, text in title.items()}, location)
    return _block({"name": Text(name, False, location), "title": titles}, location)


def _block(entries: dict[str, Node], location: Location) -> Block:
    return Block(dict(entries), location, dict.fromkeys(entries, location))
