"""A package: levers with doses and first days; its point in the space of a search, and its scenario."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from simulation.analysis.optimise.levers import Lever
from simulation.analysis.optimise.search import Point, Variable
from simulation.scenario import Policy, Scenario

DOSE, START = "dose", "start"


@dataclass(frozen=True)
class Space:
    """What may be chosen: levers, and the days on which each may begin.

    A lever has a step of its own: whole numbers, of which those up to 0 leave it alone, as many as there are
    doses, so that half of what is drawn blindly does; and, where there are several days, a first day.
    """

    levers: tuple[Lever, ...]
    starts: tuple[date, ...]

    @property
    def variables(self) -> list[Variable]:
        """As a search takes them."""
        last, steps = len(self.starts) - 1, [len(each.doses) for each in self.levers]
        doses = [
            Variable(f"{each.name}.{DOSE}", 1 - most, most, True)
            for each, most in zip(self.levers, steps, strict=True)
        ]
        return doses + [Variable(f"{each.name}.{START}", 0, last, True) for each in self.levers if last]

    def point(self, doses: dict[str, int]) -> dict[str, float]:
        """The point of a package that begins at once. doses: by lever, its step from 1."""
        values: dict[str, float] = {each.name: 0 for each in self.variables}
        return values | {f"{name}.{DOSE}": step for name, step in doses.items()}

    def plain(self, point: Point) -> dict[str, float]:
        """The point with one value for what is the same: a lever that is left alone has no first day."""
        found = self.point({})
        for each in self.levers:
            if (step := point[f"{each.name}.{DOSE}"]) > 0:
                found[f"{each.name}.{DOSE}"] = step
                if (key := f"{each.name}.{START}") in found:
                    found[key] = point[key]
        return found

    def policies(self, point: Point) -> tuple[Policy, ...]:
        """What a point turns, in the order of the levers."""
        return tuple(
            each.at(int(step), self.starts[int(point.get(f"{each.name}.{START}", 0))])
            for each in self.levers
            if (step := point[f"{each.name}.{DOSE}"]) > 0
        )

    def steps(self, point: Point) -> dict[str, int]:
        """The step of each lever that a point turns."""
        found = {each.name: int(point[f"{each.name}.{DOSE}"]) for each in self.levers}
        return {name: step for name, step in found.items() if step > 0}


def name_of(point: Point) -> str:
    """A name that no other point has, and the same point always."""
    return "package-" + sha256(json.dumps(sorted(point.items())).encode()).hexdigest()[:10]


def scenario_of(base: Scenario, space: Space, point: Point) -> Scenario:
    """The base with the policies of a point, under the point's own name."""
    plain = space.plain(point)
    title = {"en": "A package found by search", "zh": "搜索得到的举措组合"}
    return replace(
        base, name=name_of(plain), title=title, why=None, policies=base.policies + space.policies(plain)
    )


def in_words(policies: Sequence[Policy], scaled: dict[str, tuple[str, ...]]) -> list[str]:
    """Each policy of a package with the numbers that were chosen, as a scenario file writes them."""
    return [
        f"{each.name}: {{{', '.join([*_numbers(each, scaled[each.name]), f'from: {each.start}'])}}}"
        for each in policies
    ]


def _numbers(policy: Policy, names: tuple[str, ...]) -> list[str]:
    return [f"{name}: {_short(getattr(policy.intervention, name))}" for name in names]


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
