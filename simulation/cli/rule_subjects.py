"""What a user-defined rule is about: what it answers, and the metrics that it was written to move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulation.population.rules.guard import SHARES
from simulation.text.bilingual import Pair

if TYPE_CHECKING:
    from simulation.scenario import Scenario

ANSWER = "answer:"
"""What stands before the name of a rule among the values of a run."""
SUBJECTS = {
    "resident.volunteering": ("volunteer_hours",),
    "resident.incentives": ("volunteer_hours",),
    "resident.company": ("volunteer_hours",),
    "resident.council": ("council_projects", "young_decided_share"),
    "resident.trust": ("trust_mean",),
    "resident.satisfaction": ("satisfaction_all", "satisfaction_callers"),
    "resident.channels": ("silence_share", "on_record_share", "hotline_share"),
    "resident.needs": ("needs_per_grid_day",),
    "resident.composition": ("need_days",),
    "party_member": ("members_acting_share", "hours_in_service_member"),
    "grid_worker.staying": ("burnout_share", "quit_rate", "overtime_hours"),
    "grid_worker.handling": ("resolution_general_median", "return_rate"),
    "grid_worker.workday": ("utilisation", "forms_share"),
    "enterprise.business": ("firms_open_share",),
    "enterprise.sharing": ("resource_hours_net",),
    "enterprise.giving": ("firms_giving_share",),
    "social_organization": ("solved_by_autonomy_share",),
}
"""The metrics that come first for a rule, by the module of `simulation.agents` in which it is written."""
ORDER = {"outcome": 0, "context": 1, "input": 2}
"""Of all others outcomes come first; what is spent follows from them."""


def subjects(targets: Iterable[str]) -> list[str]:
    """The metrics that come first for rules of these names, in order; their answers come before."""
    targets = list(targets)
    found = [name for each in targets for name in SUBJECTS.get(_module(each), ())]
    return [*(ANSWER + each for each in targets), *dict.fromkeys(found)]


def _rule(target: str):
    """The rule of agents that is replaced; None for a whole kind of agents, or a rule of the street."""
    from simulation import agents

    kind, _, name = target.partition(".")
    return getattr(agents.kinds().get(kind), name, None)


def _module(target: str) -> str:
    return getattr(_rule(target), "__module__", "").removeprefix("simulation.agents.")


def answers(scenario: Scenario, seed: int, targets: Iterable[str]) -> dict[str, float]:
    """What the rules of these names answer, on the average of all whom they are asked, before the first day.
    Rules that are asked with more than `self`, and those that answer several numbers, are left out."""
    from simulation.model import Street

    rules = {each: rule for each in targets if (rule := _rule(each)) and rule.__code__.co_argcount == 1}
    street, found = Street(scenario, seed) if rules else None, dict[str, float]()
    for target, rule in rules.items():
        given = _asked(street, target).evaluate(rule)
        if given.ndim == 1 and given.size:
            found[ANSWER + target] = float(given.mean())
    return found


def _asked(street, target: str):
    """Those who follow a rule."""
    kind = target.partition(".")[0]
    groups = (street.residents, street.members, street.workers, street.firms, street.groups)
    return next(each for each in groups if each.kind.__name__ == kind)


def label_of(answer: str) -> Pair:
    """What the answer of a rule is called: by what the rule says of itself."""
    from inspect import getdoc

    from simulation.text.spoken.meanings import meaning_in_chinese

    whole = " ".join((getdoc(_rule(answer.removeprefix(ANSWER))) or "").partition("\n\n")[0].split())
    chinese = meaning_in_chinese(whole) or whole
    en, zh = (_first(each) for each in (whole, chinese))
    return Pair(f"规则的返回值，全体平均（{zh}）", f"answer of the rule, on average: {en}")


def unit_of(answer: str) -> str:
    """The unit of what a rule answers."""
    return "share" if answer.endswith(SHARES) else "ratio"


def _first(text: str) -> str:
    """The first sentence without the code of the rule and its stop."""
    sentence = text.replace("。", ". ").partition(". ")[0].rstrip(".")
    return sentence.partition(": ")[2] or sentence.partition("：")[2] or sentence
