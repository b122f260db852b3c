"""From the name of a file to a scenario, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from simulation import agents
from simulation.levers import Governance, LeverDefaults
from simulation.place import Place
from simulation.place.city import City
from simulation.population import check_target, user_rule
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.claims import claim_path, read_claims
from simulation.scenario.sections.dated_entries import Entry, ValidationContext, read_entries
from simulation.scenario.sections.experiment import PARAMETER_SETS, merge_experiment, read_experiment
from simulation.scenario.sections.layers import Layers
from simulation.scenario.sections.overrides import Overrides, Placed
from simulation.scenario.sections.parameter_sets import read_parameter_sets
from simulation.scenario.sections.policies import check_conflicts, read_policy
from simulation.scenario.sections.shocks import read_shock
from simulation.scenario.sections.strength import STRENGTH, read_strength
from simulation.scenario.sections.user_defined.plugins import METRICS, read_user_metrics
from simulation.scenario.sections.user_defined.rules import STREET, read_user_rules
from simulation.scenario.settable import INTERVENTIONS, SHOCKS, known_numbers, parameter_groups
from simulation.scenario.settings import (
    DatedShock,
    ExperimentSettings,
    Origin,
    Policy,
    Scenario,
    count_grids,
)
from simulation.scenario.yaml.inheritance import Chain, Document
from simulation.scenario.yaml.nodes import Block, Node
from simulation.scenario.yaml.values import as_both_languages, as_items, as_name, as_text
from simulation.shipped import as_shipped


def load(
    path: str | Path, overrides: Iterable[str] = (), rules: Mapping[str, str | Callable | type] | None = None
) -> Scenario:
    """The scenario of a file.

    overrides: "dotted.path=value" each, as after `--set`; they win over all files and are checked in the same
    way. rules: user-defined rules by what they replace: {"Resident.joining_chance": "my_rules.py:keen"}, with
    the path relative to the working folder, or a function or class defined in a file. Raises ScenarioError
    with all errors, RuleError for a rule that cannot be used.
    """
    errors = Errors()
    scenario = read_scenario(as_shipped(path), tuple(overrides), errors)
    errors.stop_if_any()
    assert scenario is not None  # a reading without errors gives a scenario
    return _with_rules(scenario, rules or {})


def _with_rules(scenario: Scenario, rules: Mapping[str, str | Callable | type]) -> Scenario:
    """The scenario with more user-defined rules."""
    own = {each.target: each for each in scenario.rules}
    for target, given in rules.items():
        if target != STREET:
            check_target(target, agents.kinds().values())
        own[target] = user_rule(target, given)
    return replace(scenario, rules=tuple(own[target] for target in sorted(own)))


def read_scenario(
    path: Path,
    overrides: Iterable[str],
    errors: Errors,
    at: Location | None = None,
    above: Iterable[Document] = (),
) -> Scenario | None:
    """The scenario of a file, or None after noting errors.

    at: where another file names this one; above: what that file sets for it.
    """
    chain = Chain(errors)
    chain.follow(path, at=at)
    return _read(chain, above, overrides, errors)


def read_joined(
    paths: Iterable[Path],
    heading: Document,
    overrides: Iterable[str | Placed],
    errors: Errors,
    at: Location,
    above: Iterable[Document] = (),
) -> Scenario | None:
    """The scenario that extends several files, or None after noting errors.

    heading: what a file of its own would say of it, name and titles.
    """
    chain = Chain(errors)
    for path in paths:
        chain.follow(path, at=at)
    chain.documents.append(heading)
    return _read(chain, above, overrides, errors)


def _read(
    chain: Chain, above: Iterable[Document], overrides: Iterable[str | Placed], errors: Errors
) -> Scenario | None:
    reading = _Reading(chain, above, Overrides(overrides, errors), errors)
    return None if len(errors) else reading.scenario()


class _Reading:
    """The parts of a scenario, each read from all of its documents."""

    def __init__(self, chain: Chain, above: Iterable[Document], overrides: Overrides, errors: Errors) -> None:
        self.errors = errors
        self.documents = [*chain.documents, *above, overrides.document]
        self.own = chain.documents[-1].root if chain.documents else Block({}, Location(""))
        self.heading = self._heading() if chain.complete else {}
        self.layers = self._layers()
        self.beyond = self._beyond()
        self.nodes = merge_experiment(self.documents, errors)
        own = Location(chain.documents[-1].file) if chain.documents else Location("")
        self.experiment = read_experiment(self.nodes, own, errors) if chain.complete else None
        grids = self._checked_grids() if chain.complete else None
        self.experiment = self._with_sets(self.experiment)
        self.rules = read_user_rules(chain.documents, errors)
        self.metrics = read_user_metrics(chain.documents, errors)
        self.strength = read_strength(self.documents, errors)
        self.claims = read_claims(chain.documents, errors)
        around = ValidationContext(grids, self.experiment, self.beyond)
        self.found = self._policies(overrides, around)
        self.struck = self._shocks(overrides, around)

    def _heading(self) -> dict[str, Node]:
        """Name, title and why: a file's own, never inherited."""
        for key in ("name", "title"):
            if key not in self.own.keys:
                self.errors.add(Location(self.own.location.file), f"a scenario needs its own '{key}'")
        return {key: self.own.entries[key] for key in ("name", "title", "why") if key in self.own.entries}

    def _layers(self) -> Layers:
        layers = Layers(self.errors)
        for document in self.documents:
            layers.add(document)
        return layers

    def _beyond(self) -> dict[str, Location]:
        """Numbers that may lie beyond their range, named in any of the documents."""
        nodes = [node for each in self.documents if (node := each.root.entries.get("beyond_range"))]
        lists = [items for node in nodes if (items := as_items(node, "beyond_range", self.errors))]
        named = [
            (as_text(item, "an entry of beyond_range", self.errors), item.location)
            for each in lists
            for item in each.items
        ]
        known = known_numbers().keys() | self.layers.all().keys()
        for path, location in named:
            if path is not None and path not in known:
                self.errors.add(location, f"beyond_range: there is no number '{path}'", known, path)
        return {path: location for path, location in named if path is not None}

    def _checked_grids(self) -> int | None:
        """The number of grids, once all numbers are sound."""
        self.layers.check(self.beyond)
        return (
            None
            if len(self.errors)
            else count_grids(self.layers.make_place(), self.layers.make("model", Governance))
        )

    def _with_sets(self, experiment: ExperimentSettings | None) -> ExperimentSettings | None:
        """The experiment with the parameter sets that it names."""
        node = self.nodes.get(PARAMETER_SETS)
        sets = read_parameter_sets(node, self.layers, self.beyond, self.errors) if node else None
        return replace(experiment, parameter_sets=sets) if experiment else None

    def _policies(self, overrides: Overrides, around: ValidationContext) -> list[tuple[Entry, Policy]]:
        entries = self._entries(INTERVENTIONS, overrides)
        found = [(each, one) for each in entries if (one := read_policy(each, around, self.errors))]
        check_conflicts(found, self.errors)
        return found

    def _shocks(self, overrides: Overrides, around: ValidationContext) -> list[tuple[Entry, DatedShock]]:
        entries = self._entries(SHOCKS, overrides)
        return [(each, one) for each in entries if (one := read_shock(each, around, self.errors))]

    def _entries(self, section: str, overrides: Overrides) -> list[Entry]:
        """What the documents list, the farthest ancestor's first."""
        listed = [entry for each in self.documents for entry in read_entries(each, section, self.errors)]
        return overrides.on(section, listed)

    def scenario(self) -> Scenario:
        """Everything together; only for a reading without errors."""
        assert self.experiment is not None
        place, governance = self.layers.make_place(), self.layers.make("model", Governance)
        return Scenario(
            name=as_name(self.heading["name"], "name", self.errors) or "",
            title=self._text("title") or {},
            why=self._text("why"),
            place=place,
            lever_defaults=self._lever_defaults(place, governance),
            governance=governance,
            numbers={group: self.layers.make(group, cls) for group, cls in parameter_groups().items()},
            policies=tuple(policy for _, policy in self.found),
            experiment=self.experiment,
            city=self.layers.make("city", City),
            shocks=tuple(shock for _, shock in self.struck),
            strength=float(self.strength.value) if self.strength else 1.0,
            beyond_range=tuple(sorted(self.beyond)),
            rules=tuple(rule for rule, _ in self.rules.values()),
            metrics=tuple(metric for metric, _ in self.metrics.values()),
            claims=tuple(claim for claim, _ in self.claims),
            ranges={path: each.range for path, each in self.layers.all().items() if each.range},
            origins=self._origins(),
            files=tuple(each.file for each in self.documents[:-1]),
        )

    def _lever_defaults(self, place: Place, governance: Governance) -> LeverDefaults:
        """The default levels of levers; pay follows the place unless the model gives it in yuan."""
        lever_defaults = self.layers.make("model", LeverDefaults)
        given = "model.pay" in self.layers.settings
        return (
            lever_defaults if given else replace(lever_defaults, pay=place.pay_worker * governance.pay_ratio)
        )

    def _text(self, key: str) -> dict[str, str] | None:
        return as_both_languages(self.heading[key], key, self.errors) if key in self.heading else None

    def _origins(self) -> dict[str, Origin]:
        """Where each value was written, by dotted path; policies and shocks are numbered from 1."""
        locations = {path: each.location for path, each in self.layers.all().items()}
        locations |= {path: node.location for path, node in self.heading.items()} | self.beyond
        locations |= {f"rules.{target}": node.location for target, (_, node) in self.rules.items()}
        locations |= {f"{METRICS}.{name}": location for name, (_, location) in self.metrics.items()}
        locations |= {STRENGTH: self.strength.location} if self.strength else {}
        locations |= {claim_path(claim.metric): location for claim, location in self.claims}
        locations |= {f"experiment.{key}": node.location for key, node in self.nodes.items()}
        for found in (self.found, self.struck):
            for at, (entry, _) in enumerate(found, start=1):
                path = f"{entry.section}.{at}.{entry.name}"
                locations[path] = entry.location
                locations |= {f"{path}.{key}": node.location for key, node in entry.block.entries.items()}
        return {path: Origin(location.file, location.line) for path, location in locations.items()}
