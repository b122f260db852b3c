"""Studies: a baseline and the scenarios to hold against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from simulation.scenario.errors import Faults, Spot
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.settings import Scenario, Study
from simulation.scenario.studies.combinations import (
    PACKAGES,
    StudyReader,
    members,
    read_packages,
    read_remedies,
)
from simulation.scenario.studies.sweep import SWEEP, read_sweep
from simulation.scenario.studies.sweep_points import Base, expand
from simulation.scenario.yaml.inheritance import Document, named_files, open_document
from simulation.scenario.yaml.nodes import Block, Items
from simulation.scenario.yaml.values import as_both_languages, as_name, only

_NEEDED = ("study", "title", "baseline")
_COMPARED = ("scenarios", PACKAGES, SWEEP)  # one of them, or more
_EXPERIMENT = "experiment"
_KEYS = ("schema", "why", *_NEEDED, *_COMPARED, _EXPERIMENT, PARAMETER_SETS)


def is_study(path: str | Path) -> bool:
    """Whether a file says of itself that it is a study; False for one that cannot be read."""
    document = open_document(Path(path), Faults())
    return document is not None and "study" in document.root.keys


def load_study(path: str | Path, overrides: Iterable[str] = (), grid: Sequence[str] = ()) -> Study:
    """The study of a file, with all of its scenarios; overrides hold for each of them, see `load`.

    grid: "dotted.path=value,value,…" each, as after `--grid`: scenarios are lived at every combination.

    Raises ScenarioError with all faults of all files.
    """
    faults = Faults()
    document = open_document(Path(path), faults)
    study = _read(document, Path(path).parent, tuple(overrides), grid, faults) if document else None
    faults.stop_if_any()
    assert study is not None  # a reading without faults gives a study
    return study


def _read(
    document: Document, folder: Path, overrides: tuple[str, ...], grid: Sequence[str], faults: Faults
) -> Study | None:
    root = document.root
    if not _is_whole(root, document.file, faults):
        return None
    name = as_name(root.entries["study"], "study", faults)
    title = as_both_languages(root.entries["title"], "title", faults)
    why = as_both_languages(root.entries["why"], "why", faults) if "why" in root.entries else None
    asking = StudyReader(root, folder, overrides, tuple(_for_all(root, faults)))
    bases = list(_scenarios(asking, faults))
    found = [(each.spot, each.scenario) for each in bases]
    remedies = read_remedies(asking, bases[0].scenario if bases else None, faults)
    found += [(each.named.spot, each.scenario) for each in remedies]
    _check_together(found, faults)
    if remedies and not len(faults):
        found += read_packages(remedies, asking, faults)
    sound = not len(faults)
    sweep = read_sweep(root, grid, faults)
    if sweep and remedies:
        faults.add(sweep.spot, f"a study has '{PACKAGES}' or a sweep, not both")
    swept = expand(sweep, bases, overrides, asking.above, faults) if sweep and sound else None
    _check_together(swept.found if swept else [], faults)
    if len(faults) or not found:
        return None
    first, *others = (one for _, one in found)
    study = Study(name or "", title or {}, why, first, tuple(others), members(remedies))
    return swept.put_into(study) if swept else study


def _is_whole(root: Block, file: str, faults: Faults) -> bool:
    """Whether the file is a study with everything that one needs."""
    if "study" not in root.keys:
        faults.add(
            Spot(file),
            "this is no study: it has no 'study'",
            "a file with study, title, baseline and scenarios",
        )
        return False
    only(root, _KEYS, "a study", faults)
    for key in _NEEDED:
        if key not in root.keys:
            faults.add(Spot(file), f"a study needs '{key}'", (*_NEEDED, " or ".join(_COMPARED)))
    if not any(key in root.keys for key in _COMPARED):
        faults.add(Spot(file), f"a study needs {' or '.join(map(repr, _COMPARED))}")
    return all(key in root.entries for key in _NEEDED) and any(key in root.entries for key in _COMPARED)


def _scenarios(asking: StudyReader, faults: Faults) -> Iterator[Base]:
    """The baseline and the others that could be read."""
    root = asking.root
    if isinstance(root.entries["baseline"], Items):
        faults.add(root.entries["baseline"].spot, "baseline is a list, but must be one file")
    for named in named_files(root, "baseline", faults)[:1] + named_files(root, "scenarios", faults):
        scenario = asking.read(named, faults)
        if scenario is not None:
            yield Base(asking.folder / named.text, scenario, named.spot)


def _for_all(root: Block, faults: Faults) -> list[Document]:
    """What a study sets in the experiment of each of its scenarios."""
    own, sets = root.entries.get(_EXPERIMENT), root.entries.get(PARAMETER_SETS)
    if sets and isinstance(own, Block) and PARAMETER_SETS in own.entries:
        faults.add(sets.spot, f"'{PARAMETER_SETS}' stands in 'experiment' too; one place is enough")
    alone = Block({PARAMETER_SETS: sets}, sets.spot, {PARAMETER_SETS: sets.spot}) if sets else None
    return [Document(node.spot.file, Block({_EXPERIMENT: node}, node.spot)) for node in (own, alone) if node]


def _check_together(found: list[tuple[Spot, Scenario]], faults: Faults) -> None:
    """Names differ, and all live through the same days: else runs are no pairs."""
    for at, (spot, one) in enumerate(found):
        if one.name in [other.name for _, other in found[:at]]:
            faults.add(spot, f"two scenarios of the study are called '{one.name}'")
        if one.experiment != found[0][1].experiment:
            faults.add(spot, f"'{one.name}' has another experiment than the baseline '{found[0][1].name}'")
