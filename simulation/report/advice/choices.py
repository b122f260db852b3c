"""All that a budget may choose among, what they share, and what was really run of what they add up to."""

from __future__ import annotations

from itertools import combinations

from simulation.experiment.comparison.assumptions.turns import turns_of
from simulation.experiment.comparison.compare import values_by_scenario
from simulation.experiment.comparison.policies.budget_ladder import JOINED, NEEDED, Choice, choices_of
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder


def all_choices(folder: Folder) -> list[Choice]:
    """What ladder.csv takes its steps from, packages that the page does not show one by one included; none
    where there is no step. Sums that count a policy twice, since two of their parts have it, are left out."""
    if folder.ladder.empty:
        return []
    table = folder.comparison
    better = table.loc[(table["metric"] == HEADLINE) & (table["verdict"] == "better"), "scenario"]
    needed = folder.runs[folder.runs["metric"].isin(NEEDED)]
    found = choices_of(
        folder.study, values_by_scenario(folder.study, needed), list(better), turns_of(folder.study)
    )
    return [each for each in found if each.ran or not shared_policies(folder, each.name)]


def shared_policies(folder: Folder, names: str) -> set[str]:
    """Policies that two or more parts of a sum have."""
    listed = {each["name"]: each.get("policies", []) for each in folder.study["scenarios"]}
    parts = [{policy["name"] for policy in listed[name]} for name in names.split(JOINED)]
    return set().union(*(one & other for one, other in combinations(parts, 2)))


def run_together(folder: Folder, choice: Choice, choices: list[Choice]) -> Choice | None:
    """Of a sum: what was run as one, has all of its remedies, and still spared less than the sum says; the
    one that spared most. None where there is none, and of what was run."""
    served = {each["name"]: frozenset(each.get("remedies", ())) - {0} for each in folder.study["scenarios"]}
    mine = frozenset().union(*(served[name] for name in choice.name.split(JOINED)))
    if choice.ran:
        return None
    less = [each for each in choices if each.ran and mine <= served[each.name] and each.gain < choice.gain]
    return max(less, key=lambda each: each.gain, default=None)


def remedies_of(folder: Folder, choice: Choice) -> int:
    """How many remedies a choice that was run has."""
    listed = {each["name"]: each.get("remedies", ()) for each in folder.study["scenarios"]}
    return len(listed[choice.name])
