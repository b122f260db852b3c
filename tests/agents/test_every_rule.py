"""Every rule answers within its range, for one agent and for all alike, whatever its states and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from inspect import isfunction, signature
from typing import Any, get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.agents import kinds
from simulation.agents.grid_worker import WorkerNumbers
from simulation.agents.party_member import MemberNumbers
from simulation.agents.resident import ResidentNumbers
from simulation.agents.resident.incentives import Rewards
from simulation.agents.social_organization import OrganizationNumbers
from simulation.levers import LEVERS, LeverDefaults, Levers
from simulation.parameters import described
from simulation.platform import PlatformNumbers
from simulation.population import ArrayAgent, Population
from simulation.service.numbers import ServiceNumbers

LAST = [kind for kind in kinds().values() if not any(kind in each.__mro__[1:] for each in kinds().values())]
GROUPS: dict[type[ArrayAgent], dict[str, type]] = {
    kind: {name: cls for name, cls in get_type_hints(kind).items() if is_dataclass(cls)}
    for kind in LAST  # a party member has the rules of a resident
}
"""The parameter groups that the rules of each kind read, by the name under which they do."""


# every rule, whatever the state and the numbers

GRIDS, CROWD = 3, 4
MINUTES, LEVEL, SIGNED = (0, 600), (0, 1), (-1, 1)
INPUTS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("share", "strength", "share_giving", "course", "form_load", "joined"), LEVEL),
    **dict.fromkeys(("programme",), LEVEL),
    **dict.fromkeys(("conflict", "appraisal", "branch", "help_hours", "colleagues"), SIGNED),
    **dict.fromkeys(("patrol", "tasks"), MINUTES),
    **dict.fromkeys(("load", "hurry"), (-1, 2)),
    "sharing": (0.25, 4),
    "posts": (0, 8),
    "pool": (0, 2000),
    **dict.fromkeys(
        ("severity", "at_work", "emergency", "imposed", "satisfaction", "believed", "perceived"), LEVEL
    ),
    **dict.fromkeys(("solved", "courtesy", "explained", "neighbours", "demand", "resources"), LEVEL),
    **dict.fromkeys(("old_factor", "new_factor"), (0.25, 2)),
    **dict.fromkeys(("forms", "window"), MINUTES),
    **dict.fromkeys(("street", "own"), (-4, 4)),
    "business": LEVEL,
    "routine": LEVEL,
    "weather": (-0.2, 0),
    "tax_price": (0.5, 1),
    "lateness": (0, 100),
    "overtime": (0, 4),
    "rest_day": LEVEL,
}
ANSWERS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("trust_step", "trust_drift"), SIGNED),
    **dict.fromkeys(
        ("form_minutes", "window_minutes", "desk_minutes", "case_minutes", "demanded_minutes"), (0, 10_000)
    ),
    "council_tilt": (-2, 2),
    **dict.fromkeys(("cash_pull", "incentive", "company_effect"), (-4, 4)),
    "need_weight": (0, 2.5),
    "perceived": (0, 1.45),  # the weights of R3 need not sum to 1
    "promised_expectation": (-1, 2),
    "courtesy": (0, 1.3),
    "free_hours": (0, 80),
    "skill_time": (0.3, 1),
    "usual_gift": (1, 1e10),
    "members_next": (0, 2e5),
    "trouble_weight": (0, 8),
    "staff_hours_lent": (0, 20),
    "weak_months_next": (0, 255),
}
"""What a rule may answer, where that is not a chance or a level between 0 and 1."""


def rules(kind: type) -> dict[str, Callable]:
    """The rules of a kind of agent: its public methods."""
    own = [base for base in kind.__mro__ if issubclass(base, ArrayAgent) and base is not ArrayAgent]
    return {n: f for base in own for n, f in vars(base).items() if isfunction(f) and not n.startswith("_")}


ALL_RULES = [(kind, name) for kind in GROUPS for name in rules(kind)]


def any_numbers(draw: st.DrawFn, cls: type) -> Any:
    """A settings class with every number at a low, usual or high end of its range."""
    corners = draw(st.lists(st.integers(0, 2), min_size=3, max_size=3))
    known = described(cls)
    ends = {n: (k.low, k.default, k.high)[corners[at % 3]] for at, (n, k) in enumerate(known.items())}
    return cls(**{each.name: ends[each.name] for each in fields(cls) if each.name in ends})


@st.composite
def crowds(draw: st.DrawFn, kind: type[ArrayAgent]) -> Population[Any]:
    """Agents in any state inside its declared range."""
    groups = {name: any_numbers(draw, cls) for name, cls in GROUPS[kind].items()}
    crowd = Population(None, kind, CROWD, **groups)
    for name, field in kind.fields().items():
        high = GRIDS - 1 if name == "grid" else min(field.high, 2**31 - 1)
        level = draw(st.lists(st.floats(0, 1), min_size=CROWD, max_size=CROWD))
        values = np.array([field.low + part * (high - field.low) for part in level])
        crowd.columns[name][:] = values >= 0.5 if field.dtype == bool else values.astype(field.dtype)
    return crowd


def any_input(draw: st.DrawFn, name: str) -> Any:
    if name == "levers":
        at = draw(st.floats(0, 1))
        return Levers(LeverDefaults(**{n: d.low + at * (d.high - d.low) for n, d in LEVERS.items()}), GRIDS)
    if name == "rewards":
        parts = ((0, 1), (-0.6, 1.6), (0, 1.5), (0, 1))
        return Rewards(*(np.array([draw(st.floats(*part)) for _ in range(GRIDS)]) for part in parts))
    return np.array(draw(st.lists(st.floats(*INPUTS[name]), min_size=CROWD, max_size=CROWD)))


@pytest.mark.parametrize("kind, name", ALL_RULES, ids=[f"{k.__name__}.{n}" for k, n in ALL_RULES])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_rule_answers_in_its_range_for_one_and_for_all_alike(kind, name, data):
    rule = rules(kind)[name]
    names = list(signature(rule).parameters)[1:]
    crowd = data.draw(crowds(kind))
    inputs = [data.draw(st.composite(any_input)(each)) for each in names]
    together = crowd.evaluate(rule, *inputs)
    alone = [
        rule(crowd[at], *(each[at] if isinstance(each, np.ndarray) else each for each in inputs))
        for at in range(CROWD)
    ]
    low, high = ANSWERS.get(name, LEVEL)
    # states are of single precision: hours of a month keep their fourth decimal, no more
    assert np.allclose(together, np.array(alone), rtol=1e-3, atol=1e-4)
    assert (together >= low - 1e-6).all() and (together <= high + 1e-6).all()


@pytest.mark.parametrize(
    "cls",
    [ServiceNumbers, OrganizationNumbers, WorkerNumbers, ResidentNumbers, MemberNumbers, PlatformNumbers],
)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_chances_of_all_groups_stay_chances_at_all_ends_of_their_ranges(cls, data):
    n = data.draw(st.composite(any_numbers)(cls))
    level, other, third = (np.array([data.draw(st.floats(0, 1))]) for _ in range(3))
    answers = {
        ServiceNumbers: lambda: [
            n.wrong_chance(level, other > 0.5),
            n.false_closing_chance(level, other, third),
            n.found_false_chance(level, other),
            n.refusal_chance(level, other > 0.5),
            n.attendance(8 * level, other, 0.2),
            n.uncounted_cut(level),
        ],
        OrganizationNumbers: lambda: [
            n.founding_chance(30_000 * level, 200 * other, 500 * third),
            n.settled_share(1000 * level),
        ],
        WorkerNumbers: lambda: [
            n.visit_chance(24 * level, other),
            n.told_chance(level),
            np.array([n.forgetting_chance()]),
            n.finding_chance(24 * level),
            n.on_spot_chance(level, other),
            n.form_load(level, 0, level),
        ],
        ResidentNumbers: lambda: [
            n.log_share(level),
            n.points_known(level, other),
            n.points_habit(level, other),
        ],
        MemberNumbers: lambda: [n.branch_strength(level, other, third)],
        PlatformNumbers: lambda: [
            n.joined(level),
            n.adoption(365 * level),
            n.completeness(level, other, third),
            n.recall(level),
            n.foreseen_chance(level, other),
            n.prevented_chance(level),
            n.wait_factor(level),
        ],
    }[cls]()
    assert all(((each >= 0) & (each <= 1)).all() for each in answers)
