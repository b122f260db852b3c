"""Which numbers there are to set, by the dotted path under which a file names them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from simulation.interventions import interventions
from simulation.levers import Governance, LeverDefaults
from simulation.parameters import Parameter, declared_groups, described
from simulation.place import Place
from simulation.place.city import City
from simulation.plugins.registry import Registry, import_all
from simulation.shocks import shocks

INTERVENTIONS, SHOCKS = "interventions", "shocks"
PLUGINS: dict[str, Registry[Any]] = {INTERVENTIONS: interventions, SHOCKS: shocks}
"""What a scenario can list, by the key under which it lists them."""
SECTIONS: dict[str, tuple[type, ...]] = {
    "place": (Place,),
    "model": (LeverDefaults, Governance),
    "city": (City,),
}
DECLARING = ("simulation.agents", "simulation.platform", "simulation.service.numbers", "simulation.treasury")
"""Packages whose files declare the other parameter groups; of the service one file, as the rest computes."""


@cache
def parameter_groups() -> dict[str, type]:
    """Parameter groups whose numbers a scenario sets under `parameters:`, by name."""
    for package in DECLARING:
        import_all(package)
    of_sections = {cls for classes in SECTIONS.values() for cls in classes}
    return {name: cls for name, cls in declared_groups().items() if cls not in of_sections}


@cache
def section_numbers(section: str) -> dict[str, Parameter]:
    """Numbers and words of `place:` or `model:` by name."""
    return {name: about for cls in SECTIONS[section] for name, about in _settable(cls).items()}


def _settable(cls: type) -> dict[str, Parameter]:
    """The declared numbers of a class; a field of plain text is a word without a list of allowed ones."""
    texts = {each.name: Parameter(each.name, each.default, "choice", 0, 0, each.name, "the file")
             for each in fields(cls) if isinstance(each.default, str)}  # fmt: skip
    return texts | described(cls)


def known_numbers() -> dict[str, Parameter]:
    """Every number that a scenario can set, by dotted path; of policies and shocks:
    `interventions.policy.name`, `shocks.shock.name`. User-defined ones are known once read."""
    own = {section: found for section, plugins in PLUGINS.items() if (found := plugins.user_defined)}
    return numbers_of_the_program() | _of_plugins(own) if own else numbers_of_the_program()


@cache
def numbers_of_the_program() -> dict[str, Parameter]:
    """The same without those of user-defined policies and shocks."""
    found = {
        f"{section}.{name}": about for section in SECTIONS for name, about in section_numbers(section).items()
    }
    for group, cls in parameter_groups().items():
        found |= {f"{group}.{name}": about for name, about in described(cls).items()}
    return found | _of_plugins({section: plugins.all() for section, plugins in PLUGINS.items()})


def _of_plugins(plugins: dict[str, dict[str, type]]) -> dict[str, Parameter]:
    """The numbers of some policies and shocks, by section and name."""
    return {
        plugin_path(section, plugin, name): about
        for section, each in plugins.items()
        for plugin, cls in each.items()
        for name, about in described(cls).items()
    }


def plugin_path(section: str, plugin: str, name: str) -> str:
    """The dotted path of a setting of a policy or shock."""
    return f"{section}.{plugin}.{name}"
