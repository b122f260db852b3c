"""Place, model and parameters, laid over each other: what stands in a later file wins, number by number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from math import isclose
from typing import TypeVar

from simulation.parameters import Parameter, described
from simulation.place import Campaign, Place
from simulation.scenario.errors import Errors, Location
from simulation.scenario.sections.campaigns import MINUTES, campaign_path, read_campaigns
from simulation.scenario.sections.numbers import Setting, check_range, read_setting
from simulation.scenario.settable import PLUGINS, SECTIONS, known_numbers, parameter_groups, section_numbers
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Block, Node
from simulation.scenario.yaml.values import as_block

_CAMPAIGNS = "campaigns"

T = TypeVar("T")


class Layers:
    """The settings of a scenario's documents, by dotted path."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        self.settings: dict[str, Setting] = {}
        self.campaigns: list[tuple[Campaign, Setting]] = []

    def add(self, document: Document) -> None:
        """Lay the numbers of a document over those that are there."""
        for section in SECTIONS:
            self._section(section, self._block(document, section))
        self._parameters(self._block(document, "parameters"))

    def _block(self, document: Document, key: str) -> Block:
        node = document.root.entries.get(key)
        block = None if node is None else as_block(node, key, self.errors)
        return block or Block({}, Location(document.file))

    def _section(self, section: str, block: Block) -> None:
        numbers = section_numbers(section)
        for name, location in block.keys.items():
            if section == "place" and name == _CAMPAIGNS:
                self._campaigns(block.entries.get(name))
            elif name in numbers:
                self._put(f"{section}.{name}", numbers[name], block.entries.get(name))
            else:
                extra = (_CAMPAIGNS,) if section == "place" else ()
                self.errors.add(location, f"{section} has no key '{name}'", [*numbers, *extra], name)

    def _campaigns(self, node: Node | None) -> None:
        if node is not None:
            self.campaigns = read_campaigns(node, self.errors)

    def _parameters(self, block: Block) -> None:
        for path, location in block.keys.items():
            if self.is_parameter(path, location):
                self._put(path, known_numbers()[path], block.entries.get(path))

    def is_parameter(self, path: str, location: Location) -> bool:
        """Whether a dotted path is one of a parameter; what is wrong with it is noted."""
        if path in known_numbers() and path.partition(".")[0] in parameter_groups():
            return True
        self._no_parameter(path, location)
        return False

    def _no_parameter(self, path: str, location: Location) -> None:
        """Say what is wrong with the path of a parameter."""
        group, _, name = path.partition(".")
        if group in SECTIONS:
            self.errors.add(location, f"'{path}' is no parameter: it is set as '{name}' under '{group}:'")
        elif group not in parameter_groups():
            self.errors.add(location, f"there is no parameter '{path}'", _similar(path), path)
        elif not name:
            self.errors.add(
                location, f"'{group}' is a parameter group; write each parameter as '{group}.name: value'"
            )
        else:
            self.errors.add(
                location, f"{group} has no parameter '{name}'", described(parameter_groups()[group]), name
            )

    def _put(self, path: str, about: Parameter, node: Node | None) -> None:
        setting = None if node is None else read_setting(node, path, about, self.errors)
        if setting is None:
            return
        before = self.settings.pop(path, None)  # so that the last one stands last
        self.settings[path] = replace(setting, range=setting.range or (before.range if before else None))

    def check(self, beyond: Collection[str]) -> None:
        """Note what lies outside its range."""
        known = known_numbers()
        for path, setting in self.settings.items():
            check_range(path, setting, known[path], beyond, self.errors)
        for campaign, minutes in self.campaigns:
            check_range(campaign_path(campaign.name), minutes, MINUTES, beyond, self.errors)
        self._check_ages()
        self._check_counted(beyond)

    def _check_ages(self) -> None:
        """Shares of ages are shares of one whole."""
        place = self.make_place()
        shares = [name for name in section_numbers("place") if name.startswith("age_share_")]
        total = sum(getattr(place, name) for name in shares)
        locations = [
            each.location for path, each in self.settings.items() if path.removeprefix("place.") in shares
        ]
        if locations and not isclose(total, 1, abs_tol=1e-6):
            self.errors.add(locations[-1], f"the age shares of the place sum to {total:.6g}, not to 1")

    def _check_counted(self, beyond: Collection[str]) -> None:
        """There is no half street, and no place without residents, whatever its range."""
        known = known_numbers()
        for path, setting in self.settings.items():
            if known[path].counted and (
                float(setting.value) % 1 or (path in beyond and float(setting.value) < 1)
            ):
                said = f"{path} is {setting.value:.12g}, but {known[path].unit} are counted"
                self.errors.add(setting.location, said, "a whole number from 1")

    def make(self, section: str, cls: type[T], **more: object) -> T:
        """The settings class of a parameter group, or a part of a section, with what was set."""
        values = {name: self.settings.get(f"{section}.{name}") for name in cls.__dataclass_fields__}  # type: ignore[attr-defined]
        return cls(**{name: setting.value for name, setting in values.items() if setting}, **more)

    def make_place(self) -> Place:
        """The place, with its campaigns."""
        return self.make("place", Place, campaigns=tuple(campaign for campaign, _ in self.campaigns))

    def all(self) -> dict[str, Setting]:
        """Every setting by dotted path, those of campaigns too."""
        return self.settings | {campaign_path(campaign.name): minutes for campaign, minutes in self.campaigns}


def _similar(path: str) -> list[str]:
    """Paths to offer instead of one whose parameter group does not exist: with the same last name, else
    all."""
    paths = [each for each in known_numbers() if each.partition(".")[0] not in PLUGINS]
    return [each for each in paths if each.endswith("." + path.rpartition(".")[2])] or paths
