"""Packages: all combinations of some scenarios, each a scenario that extends them in their order.

A scenario that other files name is a remedy; a package is what one gets from several remedies at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from simulation.scenario.errors import Errors, Location, ScenarioError
from simulation.scenario.load import read_joined, read_scenario
from simulation.scenario.settings import Scenario
from simulation.scenario.yaml.inheritance import Document, Named, named_files, shown
from simulation.scenario.yaml.nodes import Block, Node, Text

PACKAGES = "packages"
FEWEST, MOST = 2, 8  # eight remedies are 256 scenarios


@dataclass(frozen=True)
class StudyReader:
    """What the study says of all its scenarios: where it lies, what was set, what stands above each file."""

    root: Block
    folder: Path
    overrides: tuple[str, ...]
    above: tuple[Document, ...]

    def read(self, named: Named, errors: Errors) -> Scenario | None:
        """The scenario of a file that the study names, or None after noting errors."""
        apart = Errors()
        scenario = read_scenario(self.folder / named.text, self.overrides, apart, named.location, self.above)
        take_over(apart, errors)
        return scenario


@dataclass(frozen=True)
class Remedy:
    """A scenario that packages are made of, the file that holds it, and its number in the list."""

    named: Named
    scenario: Scenario
    number: int


def take_over(apart: Errors, errors: Errors) -> None:
    """Add the errors of a separate reading."""
    try:
        apart.stop_if_any()
    except ScenarioError as error:
        errors.extend(error.errors)


def read_remedies(reader: StudyReader, baseline: Scenario | None, errors: Errors) -> list[Remedy]:
    """The scenarios under `packages:` that could be read; what is wrong with them is noted."""
    if PACKAGES not in reader.root.entries:
        return []
    named = named_files(reader.root, PACKAGES, errors)
    if not FEWEST <= len(named) <= MOST:
        location = reader.root.entries[PACKAGES].location
        errors.add(location, f"packages are made of {FEWEST} to {MOST} scenario files, not of {len(named)}")
        return []
    found = [(each, reader.read(each, errors)) for each in named]
    remedies = [Remedy(each, one, at) for at, (each, one) in enumerate(found, start=1) if one]
    for each in remedies if baseline else ():
        _check_base(each, reader, baseline, errors)
    return remedies


def _check_base(remedy: Remedy, reader: StudyReader, baseline: Scenario | None, errors: Errors) -> None:
    """A remedy is the baseline and something more: else a package of two is no sum of anything."""
    assert baseline is not None
    one, location = remedy.scenario, remedy.named.location
    (base,) = named_files(reader.root, "baseline", errors)[:1]
    if shown(reader.folder / base.text) not in one.files:
        errors.add(
            location, f"'{one.name}' does not extend the baseline '{base.text}', as each of packages must"
        )
    elif (one.place.name, one.place.residents) != (baseline.place.name, baseline.place.residents):
        errors.add(
            location,
            f"'{one.name}' is at the place '{one.place.name}', the baseline at '{baseline.place.name}'",
        )
    elif one.strength != baseline.strength:
        said = f"'{one.name}' has the strength {one.strength:g}"
        errors.add(location, f"{said}, which its packages would give to all in them")


def read_packages(
    remedies: list[Remedy], reader: StudyReader, errors: Errors
) -> Iterator[tuple[Location, Scenario]]:
    """Every package of two or more remedies, the small ones first, the whole last."""
    location = reader.root.keys[PACKAGES]
    for some in _joined(remedies):
        apart = Errors()
        heading = Document(location.file, _heading(some, len(remedies), location))
        paths = [reader.folder / each.named.text for each in some]
        package = read_joined(paths, heading, reader.overrides, apart, location, reader.above)
        take_over(apart, errors)
        if package is not None:
            yield location, package


def members(remedies: list[Remedy]) -> dict[str, tuple[str, ...]]:
    """The remedies in each package, by its name; a remedy alone is the package of itself."""
    alone = {each.scenario.name: (each.scenario.name,) for each in remedies}
    return alone | {_name(some): tuple(each.scenario.name for each in some) for some in _joined(remedies)}


def _joined(remedies: list[Remedy]) -> Iterator[tuple[Remedy, ...]]:
    for size in range(2, len(remedies) + 1):
        yield from combinations(remedies, size)


def _name(some: tuple[Remedy, ...]) -> str:
    return f"package-{'-'.join(str(each.number) for each in some)}"


def _heading(some: tuple[Remedy, ...], of: int, location: Location) -> Block:
    """Name and titles that no file gives: by the numbers of the list, and by the remedies' titles."""
    titles = [each.scenario.title for each in some]
    en, zh = (joint.join(title[key] for title in titles) for key, joint in (("en", " + "), ("zh", "＋")))
    if len(some) == of:
        en, zh = f"All {of} together", f"全部 {of} 项并举"
    title = _block({"en": Text(en, False, location), "zh": Text(zh, False, location)}, location)
    return _block({"name": Text(_name(some), False, location), "title": title}, location)


def _block(entries: dict[str, Node], location: Location) -> Block:
    return Block(entries, location, dict.fromkeys(entries, location))
