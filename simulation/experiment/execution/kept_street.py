"""A street that is kept by its recipe: scenario, seed and date in a small file, simulated again when opened.

The file holds nothing that is run, so one from a stranger is no more than a scenario is. A digest of
its state tells whether the street that is reached is the one that was saved.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.warm_up import run_until
from simulation.experiment.planning.study_file import without_origins
from simulation.experiment.storage.files.json_files import ANY, Day, Matching, Whole, read_json
from simulation.experiment.storage.provenance import changed_packages, made_with, program
from simulation.experiment.storage.run_store import write_json
from simulation.model import Street
from simulation.records.needs import NEED_COLUMNS
from simulation.scenario import Scenario, ScenarioError, load, resolve
from simulation.user_files import UserFileError
from simulation.user_files.borders import within

SCHEMA = 1
_FORM = {
    "schema": Whole(SCHEMA, SCHEMA),
    "scenario": str,
    "seed": Whole(),
    "day": Whole(),
    "date": Day(),
    "program": {ANY: str},
    "made_with": str,
    "state": Matching(re.compile("[0-9a-f]{64}"), "a digest of 64 letters"),
}


def save_street(street: Street, path: Path | str) -> None:
    """Write down how to come to a street as it stands this morning: a JSON file of some kilobytes.

    Raises ExperimentError where it has user-defined files or rules, which such a file does not carry, and
    StorageError where the file cannot be written.
    """
    scenario = street.world.scenario
    if scenario.user_files or street.user_kinds:
        raise ExperimentError(
            "a street with user-defined rules, policies, shocks or metrics cannot be saved: its file would "
            "not hold them; street.branch() copies it in this process, and a study keeps such files"
        )
    if street.world.streets.count > 1:
        raise ExperimentError("streets side by side cannot be saved together; save each by itself")
    write_json(Path(path), _recipe(street, scenario))


def _recipe(street: Street, scenario: Scenario) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "scenario": without_origins(resolve(scenario)),
        "seed": street.world.luck.seed,
        "day": street.day,
        "date": street.world.calendar.date(street.day).isoformat(),
        "program": program(),
        "made_with": made_with(),
        "state": state_of(street),
    }


def load_street(path: Path | str) -> Street:
    """The street that a file keeps, simulated again to the morning on which it was saved; that takes as long
    as it took then.

    Raises ExperimentError where the file cannot be read or names user-defined files, and where another state
    is reached than was saved, with what may be the cause.
    """
    path = Path(path)
    try:
        kept = read_json(path, _FORM)
    except FileNotFoundError:
        raise ExperimentError(f"{path}: there is no such file") from None
    scenario = _scenario_of(path, kept["scenario"])
    street = _begun(path, scenario, kept)
    run_until(street, kept["day"])
    if state_of(street) != kept["state"]:
        raise ExperimentError(f"{path}: another street is reached than was saved: {_cause(kept)}")
    return street


def _scenario_of(path: Path, text: str) -> Scenario:
    """The scenario of a kept street; nothing that it names is run or read."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kept.yaml"
        file.write_text(text, "utf-8", errors="replace")
        try:
            with within(Path(folder)):
                found = load(file)
        except (ScenarioError, UserFileError) as error:
            said = str(error).replace(f"{file}", f"{path}, scenario")
            raise ExperimentError(f"{path} holds no scenario that can be run: {said}") from error
    return found


def _begun(path: Path, scenario: Scenario, kept: dict[str, Any]) -> Street:
    """The street on its first day. Raises ExperimentError where the file asks for what no street has."""
    days = scenario.experiment.warmup + scenario.experiment.days
    if kept["day"] > days:
        raise ExperimentError(f"{path}: day is {kept['day']}, but the scenario has {days} days")
    if scenario.city.several:
        raise ExperimentError(f"{path}: the scenario is a city, but must be a single street")
    return Street(scenario, kept["seed"])


def _cause(kept: dict[str, Any]) -> str:
    """Why the same days may have led elsewhere."""
    if packages := changed_packages(kept["program"]):
        return f"the program was changed since (in {', '.join(packages)}); open it with the program of then"
    if kept["made_with"] != made_with():
        return f"it was saved by {kept['made_with']}, and this is {made_with()}"
    return "the file was edited, or damaged"


def state_of(street: Street) -> str:
    """SHA-256 of a street as it stands: the day, its agents, cases, money and all that was written down."""
    whole = sha256()
    for part in _parts(street):
        whole.update(part if isinstance(part, bytes) else repr(part).encode())
        whole.update(b"\0")
    return whole.hexdigest()


def _parts(street: Street) -> Iterator[bytes | object]:
    """Everything that is digested, in an order of its own."""
    world, service = street.world, street.world.service.cases
    yield street.day
    for kind, population in sorted(street.populations.items(), key=lambda each: each[0].__name__):
        yield kind.__name__
        yield from _columns(population.columns)
    yield from _columns({name: service[name] for name in service.dtype.names or ()})
    yield from _columns({name: world.records.needs[name] for name in NEED_COLUMNS})
    yield from _columns({"balance": world.treasury.balance, "running": world.treasury.running})
    yield from (ledger.table().to_csv() for ledger in world.treasury.ledgers)
    for log in world.logs:
        yield from (log.daily, log.months, log.events)


def _columns(columns: Mapping[str, Any]) -> Iterator[bytes | str]:
    for name in sorted(columns):
        yield name
        yield np.ascontiguousarray(columns[name]).tobytes()
