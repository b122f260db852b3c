"""A scenario as one file that needs no other: every value, and where it came from."""

from __future__ import annotations

import json as json_text
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from simulation.parameters import described
from simulation.place import Campaign
from simulation.place.city import NO_CITY
from simulation.scenario.sections.campaigns import campaign_path
from simulation.scenario.sections.claims import claim_path
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.sections.strength import STRENGTH
from simulation.scenario.settable import section_numbers
from simulation.scenario.settings import EXPERIMENT, Claim, DatedShock, GridChoice, Policy, Scenario
from simulation.user_files import UserObject, home_of

SETS_TABLE = "parameter_sets.csv"
_WIDE = 10_000  # a value and its origin stay on one line


def resolve(scenario: Scenario, json: bool = False, with_copies: bool = False) -> str:
    """The whole scenario as text: YAML with `# from file:line` at each value, or JSON with a key `origins`.

    with_copies: for a text that lies in a results folder beside copies of the user files and the table of
    parameter sets, both of which are then named without folders.
    Loading the YAML gives an equal scenario.
    """
    tree = _Resolved(scenario, with_copies).tree()
    if json:
        origins = {path: str(origin) for path, origin in scenario.origins.items()}
        return json_text.dumps({**tree, "origins": origins}, ensure_ascii=False, indent=2, default=str)
    yaml = YAML()
    yaml.width = _WIDE
    yaml.allow_unicode = True
    yaml.representer.ignore_aliases = lambda data: True  # a date that two policies share is written twice
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


class _Resolved:
    """Builds the tree of a resolved scenario, a comment at each value."""

    def __init__(self, scenario: Scenario, with_copies: bool) -> None:
        self.scenario = scenario
        self.with_copies = with_copies

    def tree(self) -> CommentedMap:
        """All sections in the order of a scenario file."""
        world = self.scenario
        tree = CommentedMap(schema=1)
        self._put(tree, "name", world.name, "name")
        for key, text in (("title", world.title), ("why", world.why)):
            if text:
                self._put(tree, key, _flow(text), key)
        tree["place"] = self._place()
        tree["model"] = self._section("model", (world.lever_defaults, world.governance))
        if world.city != NO_CITY:
            tree["city"] = self._section("city", (world.city,))
        tree["parameters"] = self._parameters()
        self._put(tree, STRENGTH, world.strength, STRENGTH)
        tree["interventions"] = CommentedSeq(
            self._policy(at, each) for at, each in enumerate(world.policies, start=1)
        )
        if world.shocks:
            tree["shocks"] = CommentedSeq(self._shock(at, each) for at, each in enumerate(world.shocks, 1))
        tree["experiment"] = self._experiment()
        if world.rules:
            tree["rules"] = self._rules()
        if world.metrics:
            tree["metrics"] = CommentedSeq(map(self._place_of, world.metrics))
        if world.claims:
            tree["claims"] = CommentedSeq(map(self._claim, world.claims))
        if world.beyond_range:
            tree["beyond_range"] = list(world.beyond_range)
        return tree

    def _put(self, tree: CommentedMap, key: str, value: Any, path: str) -> None:
        """A value and, on its line, where it came from."""
        tree[key] = value
        origin = self.scenario.origins.get(path)
        tree.yaml_add_eol_comment(f"from {origin}" if origin else "default", key)

    def _number(self, tree: CommentedMap, key: str, value: object, path: str) -> None:
        """A value; where a place or model gave it a range of its own, with that range."""
        own = self.scenario.ranges.get(path)
        form = own and _flow({"value": value, "low": own.low, "high": own.high, "source": own.source})
        self._put(tree, key, form or value, path)

    def _section(self, section: str, parts: tuple[object, ...]) -> CommentedMap:
        tree = CommentedMap()
        for part in parts:
            for name in section_numbers(section):
                if name in type(part).__dataclass_fields__:  # type: ignore[attr-defined]
                    self._number(tree, name, getattr(part, name), f"{section}.{name}")
        return tree

    def _place(self) -> CommentedMap:
        tree = self._section("place", (self.scenario.place,))
        tree["campaigns"] = CommentedSeq(self._campaign(each) for each in self.scenario.place.campaigns)
        return tree

    def _campaign(self, campaign: Campaign) -> CommentedMap:
        tree = CommentedMap(name=campaign.name)
        self._number(tree, "minutes", campaign.minutes, campaign_path(campaign.name))
        tree.update(start=campaign.start, end=campaign.end)
        return tree

    def _parameters(self) -> CommentedMap:
        tree = CommentedMap()
        for group, numbers in self.scenario.numbers.items():
            for name in described(type(numbers)):
                if f"{group}.{name}" in self.scenario.from_sets:  # written here, it would win over the sets
                    continue
                self._number(tree, f"{group}.{name}", getattr(numbers, name), f"{group}.{name}")
        return tree

    def _policy(self, at: int, policy: Policy) -> CommentedMap:
        """One policy, all of its settings and dates."""
        settings, prefix = CommentedMap(), f"interventions.{at}.{policy.name}"
        for name in described(type(policy.intervention)):
            self._put(settings, name, getattr(policy.intervention, name), f"{prefix}.{name}")
        self._put(settings, "from", policy.start, f"{prefix}.from")
        if policy.end:
            self._put(settings, "to", policy.end, f"{prefix}.to")
        self._put(settings, "ramp", policy.ramp, f"{prefix}.ramp")
        self._put(settings, "grids", _grids(policy.grids), f"{prefix}.grids")
        return CommentedMap({self._called(policy.intervention, policy.name): settings})

    def _shock(self, at: int, dated: DatedShock) -> CommentedMap:
        """One shock, all of its settings, its date, and how many estates it strikes."""
        settings, prefix = CommentedMap(), f"shocks.{at}.{dated.name}"
        for name in described(type(dated.shock)):
            self._put(settings, name, getattr(dated.shock, name), f"{prefix}.{name}")
        self._put(settings, "from", dated.start, f"{prefix}.from")
        self._put(settings, "estates", f"{dated.percent!r} %", f"{prefix}.estates")
        return CommentedMap({self._called(dated.shock, dated.name): settings})

    def _claim(self, claim: Claim) -> CommentedMap:
        """What a city reports, with the place that it is of and its source."""
        tree = CommentedMap()
        self._put(tree, "metric", claim.metric, claim_path(claim.metric))
        tree.update(value=claim.value, unit=claim.unit, place=claim.place, source=claim.source)
        if claim.about:
            tree["about"] = _flow(claim.about)
        return tree

    def _rules(self) -> CommentedMap:
        """User-defined rules; without a folder to start from, paths are absolute."""
        tree = CommentedMap()
        for each in self.scenario.rules:
            self._put(tree, each.target, self._place_of(each), f"rules.{each.target}")
        return tree

    def _called(self, plugin: object, name: str) -> str:
        """The name of a policy or shock, with its file where it is user-defined."""
        own = home_of(plugin, name)
        return self._place_of(own) if own else name

    def _place_of(self, own: UserObject) -> str:
        return f"{own.file_name if self.with_copies else _whole(own.file)}:{own.name}"

    def _experiment(self) -> CommentedMap:
        tree = CommentedMap()
        for key in ("start", *EXPERIMENT):
            self._put(tree, key, getattr(self.scenario.experiment, key), f"experiment.{key}")
        sets = self.scenario.experiment.parameter_sets
        if sets:
            file = f"../{SETS_TABLE}" if self.with_copies else str(replace(sets, file=_whole(sets.file)))
            self._put(tree, PARAMETER_SETS, file, f"experiment.{PARAMETER_SETS}")
        return tree


def _whole(file: str) -> str:
    return Path(file).absolute().as_posix()


def _flow(mapping: Mapping[str, object]) -> CommentedMap:
    """A map on one line."""
    tree = CommentedMap(mapping)
    tree.fa.set_flow_style()
    return tree


def _grids(choice: GridChoice) -> object:
    if choice.percent is not None:
        return f"{choice.percent!r} %"
    if not choice.numbers:
        return "all"
    tree = CommentedSeq(_ranges(choice.numbers))
    tree.fa.set_flow_style()
    return tree


def _ranges(numbers: tuple[int, ...]) -> list[int | str]:
    """Sorted numbers as a file would write them: 1, "5-8"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [first if first == last else f"{first}-{last}" for first, last in runs]
