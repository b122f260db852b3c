"""Which runs are simulated side by side: seeds of one scenario, as one population of several streets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched, chain, pairwise, zip_longest

from simulation.experiment.runs import Run
from simulation.scenario import Scenario
from simulation.scenario.sections.user_defined.rules import STREET
from simulation.user_files import home_of, line_that_counts

MOST_PEOPLE = 500_000  # at once: more gain little and fill a small machine
MOST_OF_CITY = 1_000_000  # of a city at once, whose streets are there in any case: more gain nothing
MOST_STREETS = 40
AS_MANY = 140_000  # residents who cost as much as a day does without them, measured
LONG = 6e8  # residents times days, about a minute of a process: what is shorter is shown at its end alone


def batches(runs: Sequence[Run], processes: int) -> list[list[int]]:
    """Places of the runs, those together that are simulated side by side, in the order in which they begin.

    In long work first one seed in every scenario, then all others in groups as large as may be, but so many
    that no process is without one. Over parameter sets those of one set are together.
    """
    if any(run.parameter_set for run in runs):
        return _by_set(runs, processes)
    scenarios = {id(run.scenario): run.scenario for run in runs}
    order = {each: number for number, each in enumerate(scenarios)}
    most = min(map(at_once, scenarios.values()))
    seeds = list(dict.fromkeys(run.seed for run in runs))
    groups = _groups(seeds, -(-processes // len(order)), most, _is_long(runs, processes))
    group_of = {seed: number for number, group in enumerate(groups) for seed in group}
    found: dict[tuple[int, int], list[int]] = {}
    for place, run in enumerate(runs):
        found.setdefault((group_of[run.seed], order[id(run.scenario)]), []).append(place)
    return [found[key] for key in sorted(found)]


def _by_set(runs: Sequence[Run], processes: int) -> list[list[int]]:
    """The runs of a set and scenario together; each process keeps to a set, for its scenarios go on from a
    warm-up that it has simulated. In long work all processes do the first set: so there is soon something to
    show."""
    found: dict[int, dict[int, list[int]]] = {}
    for place, run in enumerate(runs):
        found.setdefault(run.parameter_set, {}).setdefault(id(run.scenario), []).append(place)
    most = min(at_once(run.scenario) for run in runs)
    sets = [[list(part) for each in of.values() for part in batched(each, most)] for of in found.values()]
    first = 1 if _is_long(runs, processes) else 0
    rounds = chain.from_iterable(zip_longest(*some) for some in batched(sets[first:], processes))
    others = (part for each in rounds for part in each if part is not None)
    return [*chain.from_iterable(sets[:first]), *others]


def _groups(seeds: list[int], at_a_time: int, most: int, long: bool) -> list[list[int]]:
    """Seeds in groups: in long work first as many alone as run at a time, so that there is soon something to
    show; then the others in as many groups, or twice, three times as many, as even as can be."""
    first = at_a_time if long else 0
    return [*([seed] for seed in seeds[:first]), *_even(seeds[first:], at_a_time, most)]


def _even(seeds: list[int], at_a_time: int, most: int) -> list[list[int]]:
    rounds = -(-len(seeds) // (most * at_a_time))
    count = min(rounds * at_a_time, len(seeds))
    edges = [len(seeds) * nth // max(count, 1) for nth in range(count + 1)]
    return [seeds[low:high] for low, high in pairwise(edges)]


def _is_long(runs: Sequence[Run], processes: int) -> bool:
    settings = [(run.scenario.place.residents, run.scenario.experiment) for run in runs]
    return sum(people * (each.warmup + each.days) for people, each in settings) > LONG * processes


def day_of(scenario: Scenario) -> float:
    """What a day of a run alone costs, in parts of one that nobody lives through."""
    return 1 + scenario.place.residents / AS_MANY


def work(scenario: Scenario, streets: int) -> float:
    """What a run costs of several side by side, against one alone: what a day costs whoever lives there is
    shared."""
    own = scenario.place.residents / AS_MANY
    return (1 / streets + own) / day_of(scenario)


def at_once(scenario: Scenario) -> int:
    """How many seeds of a scenario are simulated side by side at most; a city is simulated by itself."""
    return 1 if scenario.city.several else _in_one_array(scenario, MOST_PEOPLE)


def streets_at_once(scenario: Scenario) -> int:
    """How many streets of a city are simulated side by side at most."""
    return _in_one_array(scenario, MOST_OF_CITY)


def _in_one_array(scenario: Scenario, people: int) -> int:
    if why_alone(scenario):
        return 1
    return max(1, min(people // round(scenario.place.residents), MOST_STREETS))


def why_alone(scenario: Scenario) -> str:
    """What in a scenario would know that other streets stand beside its own, in words; empty where nothing
    does."""
    for rule in scenario.rules:
        if rule.target == STREET:
            return f"{rule.file} has a street with agents of its own"
        if line := line_that_counts(rule.text):
            return f"{rule.file}:{line} asks for numbers of places or agents"
    for dated in scenario.shocks:
        if home := home_of(dated.shock, dated.name):
            return f"{home.file} has a shock, which is told of all streets at once"
    return ""
