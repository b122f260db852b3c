"""Studies: a baseline and the scenarios to compare with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from simulation.scenario.errors import Errors, Location, ScenarioError
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.settings import Scenario, Study
from simulation.scenario.studies.combinations import (
    PACKAGES,
    Remedy,
    StudyReader,
    members,
    read_packages,
    read_remedies,
)
from simulation.scenario.studies.points import Sweep
from simulation.scenario.studies.sweep import SWEEP, read_sweep
from simulation.scenario.studies.sweep_points import Base, Swept, expand
from simulation.scenario.yaml.inheritance import Document, named_files, open_document
from simulation.scenario.yaml.nodes import Block, Items
from simulation.scenario.yaml.values import as_both_languages, as_name, only
from simulation.shipped import as_shipped

_NEEDED = ("study", "title", "baseline")
_COMPARED = ("scenarios", PACKAGES, SWEEP)  # one of them, or more
_EXPERIMENT = "experiment"
_KEYS = ("schema", "why", *_NEEDED, *_COMPARED, _EXPERIMENT, PARAMETER_SETS)


def is_study(path: str | Path) -> bool:
    """Whether a file says of itself that it is a study; False for one that cannot be read."""
    try:
        document = open_document(Path(path), Errors())
    except ScenarioError:
        return False
    return document is not None and "study" in document.root.keys


def load_study(
    path: str | Path,
    overrides: Iterable[str] = (),
    grid: Sequence[str] = (),
    design: Path | str | None = None,
) -> Study:
    """The study of a file, with all of its scenarios; overrides hold for each of them, see `load`.

    grid: "dotted.path=value,value,…" each, as after `--grid`: scenarios are run at every combination. design:
    a CSV table of points instead, one column per dotted path, as after `--design`.

    Raises ScenarioError with all errors of all files.
    """
    errors = Errors()
    file = as_shipped(path)
    document = open_document(file, errors)
    asked = tuple(overrides), grid, design
    study = _read(document, file.parent, *asked, errors) if document else None
    errors.stop_if_any()
    assert study is not None  # a reading without errors gives a study
    return study


def _read(
    document: Document,
    folder: Path,
    overrides: tuple[str, ...],
    grid: Sequence[str],
    design: Path | str | None,
    errors: Errors,
) -> Study | None:
    root = document.root
    if not _is_whole(root, document.file, errors):
        return None
    name, title, why = _heading(root, errors)
    reader = StudyReader(root, folder, overrides, tuple(_for_all(root, errors)))
    bases = list(_scenarios(reader, errors))
    remedies = read_remedies(reader, bases[0].scenario if bases else None, errors)
    found = _compared(bases, remedies, reader, errors)
    readable = not len(errors)
    sweep = read_sweep(root, grid, errors, design)
    if sweep and remedies:
        errors.add(sweep.location, f"a study has '{PACKAGES}' or a sweep, not both")
    swept = _swept(sweep, bases, reader, errors) if sweep and readable else None
    if len(errors) or not found:
        return None
    study = Study(name, title, why, found[0], tuple(found[1:]), members(remedies))
    return swept.put_into(study) if swept else study


def _heading(root: Block, errors: Errors) -> tuple[str, Mapping[str, str], Mapping[str, str] | None]:
    """Name, title, and the question if there is one; empty where it could not be read."""
    entries = root.entries
    name = as_name(entries["study"], "study", errors)
    title = as_both_languages(entries["title"], "title", errors)
    why = as_both_languages(entries["why"], "why", errors) if "why" in entries else None
    return name or "", title or {}, why


def _compared(
    bases: list[Base], remedies: list[Remedy], reader: StudyReader, errors: Errors
) -> list[Scenario]:
    """All scenarios before any sweep, the baseline first; packages only of remedies without a fault."""
    found = [(each.location, each.scenario) for each in bases]
    found += [(each.named.location, each.scenario) for each in remedies]
    _check_together(found, errors)
    if remedies and not len(errors):
        found += read_packages(remedies, reader, errors)
    return [scenario for _, scenario in found]


def _swept(sweep: Sweep, bases: list[Base], reader: StudyReader, errors: Errors) -> Swept:
    """The scenarios at every point of a sweep."""
    swept = expand(sweep, bases, reader.overrides, reader.above, errors)
    _check_together(swept.found, errors)
    return swept


def _is_whole(root: Block, file: str, errors: Errors) -> bool:
    """Whether the file is a study with everything that one needs."""
    if "study" not in root.keys:
        errors.add(
            Location(file),
            "this is no study: it has no 'study'",
            "a file with study, title, baseline and scenarios",
        )
        return False
    only(root, _KEYS, "a study", errors)
    for key in _NEEDED:
        if key not in root.keys:
            errors.add(Location(file), f"a study needs '{key}'", (*_NEEDED, " or ".join(_COMPARED)))
    if not any(key in root.keys for key in _COMPARED):
        errors.add(Location(file), f"a study needs {' or '.join(map(repr, _COMPARED))}")
    return all(key in root.entries for key in _NEEDED) and any(key in root.entries for key in _COMPARED)


def _scenarios(reader: StudyReader, errors: Errors) -> Iterator[Base]:
    """The baseline and the others that could be read."""
    root = reader.root
    if isinstance(root.entries["baseline"], Items):
        errors.add(root.entries["baseline"].location, "baseline is a list, but must be one file")
    empty = root.entries.get("scenarios")
    if isinstance(empty, Items) and not empty.items:
        errors.add(empty.location, "scenarios is an empty list", "one file or more")
    for named in named_files(root, "baseline", errors)[:1] + named_files(root, "scenarios", errors):
        scenario = reader.read(named, errors)
        if scenario is not None:
            yield Base(reader.folder / named.text, scenario, named.location)


def _for_all(root: Block, errors: Errors) -> list[Document]:
    """What a study sets in the experiment of each of its scenarios."""
    own, sets = root.entries.get(_EXPERIMENT), root.entries.get(PARAMETER_SETS)
    if sets and isinstance(own, Block) and PARAMETER_SETS in own.entries:
        errors.add(sets.location, f"'{PARAMETER_SETS}' stands in 'experiment' too; one place is enough")
    alone = Block({PARAMETER_SETS: sets}, sets.location, {PARAMETER_SETS: sets.location}) if sets else None
    return [
        Document(node.location.file, Block({_EXPERIMENT: node}, node.location))
        for node in (own, alone)
        if node
    ]


def _check_together(found: list[tuple[Location, Scenario]], errors: Errors) -> None:
    """Names differ, and all run the same days: otherwise runs are no pairs."""
    names: set[str] = set()
    for location, one in found:
        if one.name in names:
            errors.add(location, f"two scenarios of the study are called '{one.name}'")
        names.add(one.name)
        if one.experiment != found[0][1].experiment:
            errors.add(
                location, f"'{one.name}' has another experiment than the baseline '{found[0][1].name}'"
            )
