"""What two scenarios differ in: every setting by its dotted path, as values that JSON keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from simulation.levers import Governance, LeverDefaults
from simulation.parameters import described
from simulation.place import Place
from simulation.place.city import NO_CITY, City
from simulation.scenario.sections.campaigns import campaign_path
from simulation.scenario.sections.claims import claim_path
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.sections.strength import STRENGTH
from simulation.scenario.settable import INTERVENTIONS, SHOCKS, section_numbers
from simulation.scenario.settings import EXPERIMENT, DatedShock, GridChoice, Policy, Scenario

Json = Any  # a number, a text, a truth, or a list of these
Settings = Mapping[str, Json]
DIGITS = 12  # of a SHA-256: enough to distinguish two files


@dataclass(frozen=True)
class Difference:
    """A setting that two scenarios do not share; None where one of them does not have it."""

    path: str
    one: Json
    other: Json


@dataclass(frozen=True)
class _Setting:
    path: str
    value: Json
    origin: str = ""  # its path in the origins of a scenario, where that is another


def settings_of(scenario: Scenario) -> dict[str, Json]:
    """Every setting by dotted path, without name, title and why; equal after a way through JSON.

    A policy is `interventions.NAME`, the second of that name `interventions.NAME#2`, so that one more policy
    moves no other; in which order they stand is `interventions` itself. User-defined rules and parameter
    sets are identified by their content, not by their path.
    """
    return {each.path: each.value for each in _settings(scenario)}


def origins_of(scenario: Scenario) -> dict[str, str]:
    """Where each setting was written, "file:line"; those that are defaults are left out."""
    found = {each.path: scenario.origins.get(each.origin or each.path) for each in _settings(scenario)}
    return {path: str(origin) for path, origin in found.items() if origin}


def differences(one: Settings, other: Settings) -> list[Difference]:
    """What two flat maps of settings differ in: in the order of the first, then what only the second has.

    A list of names (`interventions`) differs only where names that both have stand in another order: one
    that is there or not has settings that say so.
    """
    paths = dict.fromkeys((*one, *other))
    found = (Difference(path, one.get(path), other.get(path)) for path in paths)
    return [each for each in found if _differ(each)]


def _differ(found: Difference) -> bool:
    if found.path not in (INTERVENTIONS, SHOCKS):
        return found.one != found.other
    one, other = found.one or [], found.other or []
    return _among(one, other) != _among(other, one)


def _among(names: list[str], others: Collection[str]) -> list[str]:
    return [name for name in names if name in others]


def _settings(scenario: Scenario) -> Iterator[_Setting]:
    yield from _section("place", (scenario.place,))
    yield from _campaigns(scenario.place)
    yield from _section("model", (scenario.lever_defaults, scenario.governance))
    if scenario.city != NO_CITY:
        yield from _section("city", (scenario.city,))
    for group, numbers in scenario.numbers.items():
        for name in described(type(numbers)):
            yield _Setting(f"{group}.{name}", getattr(numbers, name))
    for path, own in scenario.ranges.items():
        yield _Setting(f"{path}.range", [own.low, own.high], path)
    yield _Setting(STRENGTH, scenario.strength)
    yield from _plugins(INTERVENTIONS, [(each.name, _policy(each)) for each in scenario.policies])
    yield from _plugins(SHOCKS, [(each.name, _shock(each)) for each in scenario.shocks])
    yield from _experiment(scenario)
    for rule in scenario.rules:
        yield _Setting(f"rules.{rule.target}", f"{rule.file_name}:{rule.name}, sha256 {rule.digest[:DIGITS]}")
    for each in scenario.user_files[len(scenario.rules) :]:
        yield _Setting(f"own.{each.name}", f"{each.file_name}:{each.name}, sha256 {each.digest[:DIGITS]}")
    for claim in scenario.claims:
        text = f"{claim.value!r} {claim.unit} at {claim.place}"
        yield _Setting(claim_path(claim.metric), text)
    yield _Setting("beyond_range", sorted(scenario.beyond_range))


def _section(
    section: str, parts: tuple[Place | LeverDefaults | Governance | City, ...]
) -> Iterator[_Setting]:
    for part in parts:
        for name in section_numbers(section):
            if name in {each.name for each in fields(part)}:
                yield _Setting(f"{section}.{name}", getattr(part, name))


def _campaigns(place: Place) -> Iterator[_Setting]:
    for each in place.campaigns:
        minutes = campaign_path(each.name)
        yield _Setting(minutes, each.minutes)
        yield _Setting(f"place.campaigns.{each.name}.days", f"{each.start} to {each.end}", minutes)


def _plugins(section: str, found: list[tuple[str, dict[str, Json]]]) -> Iterator[_Setting]:
    """Policies or shocks, each by its name; in `origins` they are named by their position from 1."""
    names = [name for name, _ in found]
    called = [
        f"{name}#{n}" if (n := names[: at + 1].count(name)) > 1 else name for at, name in enumerate(names)
    ]
    yield _Setting(section, called)
    for at, ((name, values), own) in enumerate(zip(found, called, strict=True), start=1):
        for key, value in values.items():
            yield _Setting(f"{section}.{own}.{key}", value, f"{section}.{at}.{name}.{key}")


def _policy(policy: Policy) -> dict[str, Json]:
    own = {name: getattr(policy.intervention, name) for name in described(type(policy.intervention))}
    ends = {"to": policy.end.isoformat()} if policy.end else {}
    return own | {
        "from": policy.start.isoformat(),
        **ends,
        "ramp": policy.ramp,
        "grids": _grids(policy.grids),
    }


def _grids(choice: GridChoice) -> Json:
    return f"{choice.percent!r} %" if choice.percent is not None else list(choice.numbers) or "all"


def _shock(dated: DatedShock) -> dict[str, Json]:
    own = {name: getattr(dated.shock, name) for name in described(type(dated.shock))}
    return own | {"from": dated.start.isoformat(), "estates": f"{dated.percent!r} %"}


def _experiment(scenario: Scenario) -> Iterator[_Setting]:
    for key in ("start", *EXPERIMENT):
        value = getattr(scenario.experiment, key)
        yield _Setting(f"experiment.{key}", value.isoformat() if isinstance(value, date) else value)
    sets = scenario.experiment.parameter_sets
    if sets:
        told = (sets.paths, sets.rows, sets.number, *([sets.luck] if sets.luck else []))
        digest = hashlib.sha256(repr(told).encode()).hexdigest()
        text = f"{len(sets.rows)} sets, sha256 {digest[:DIGITS]}"
        yield _Setting(f"experiment.{PARAMETER_SETS}", text)
