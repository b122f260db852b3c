"""A search from its question to its answer: search, re-check, trace, and what is written of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from simulation.analysis.optimise.efficient import efficient, spread
from simulation.analysis.optimise.guesses import FirstGuesses
from simulation.analysis.optimise.levers import Lever, days_to_begin
from simulation.analysis.optimise.packages import Space, in_words, name_of, scenario_of
from simulation.analysis.optimise.racing import Race, study_of
from simulation.analysis.optimise.recheck import Verdict, judge
from simulation.analysis.optimise.search import Tried, search
from simulation.analysis.optimise.task import Asked, for_check, for_search
from simulation.analysis.optimise.tracing import trace
from simulation.analysis.optimise.work import Work, kept
from simulation.analysis.overturn import Overturned, Rivals, overturn
from simulation.experiment import Engine, ExperimentError
from simulation.experiment.execution.progress import say as tell
from simulation.experiment.tracing import Explained
from simulation.scenario import Policy, Scenario
from simulation.text.bilingual import Pair, counted

Say = Callable[[Pair], object]


@dataclass(frozen=True)
class Optimised:
    """What a search found. tried: all packages, in order; front: names of the efficient set; scenarios: those
    that were checked again, by name; package: the best of these, where there is one; why: its trace;
    overturned: what would make another choice the better one, None where that was not asked."""

    asked: Asked
    work: Work
    base: Scenario
    space: Space
    tried: tuple[Tried, ...]
    front: tuple[str, ...]
    scenarios: dict[str, Scenario]
    verdict: Verdict
    overturned: Overturned | None
    why: Explained | None

    @property
    def package(self) -> Scenario | None:
        """The best package with the street's own numbers and experiment."""
        return self.scenarios[self.verdict.best.name] if self.verdict.best else None

    def said(self, name: str) -> list[str]:
        """The policies of a package that was checked, each in a line as a scenario file has it."""
        return in_words(self._added(name), {each.name: each.scaled for each in self.space.levers})

    def titles(self, name: str) -> list[Pair]:
        """What the same policies are called."""
        called = (each.intervention.title for each in self._added(name))
        return [Pair(each["zh"], each["en"]) for each in called]

    def _added(self, name: str) -> tuple[Policy, ...]:
        return self.scenarios[name].policies[len(self.base.policies) :]


def optimise(
    base: Scenario,
    levers: Sequence[Lever],
    asked: Asked,
    folder: Path,
    *,
    processes: int,
    engine: Engine | None = None,
    say: Say = tell,
    traced: bool = True,
) -> Optimised:
    """Search packages of levers for a street, and check the efficient set on fresh seeds and sets.

    Runs are kept in the folder, and the same call goes on there after a stop. Raises ExperimentError (what
    cannot be asked, a folder of another search), StorageError and Interrupted.
    """
    if not levers:
        raise ExperimentError("no scenario of --from has a policy to choose from; name some with --levers")
    space = Space(tuple(levers), days_to_begin(asked.starts, base))
    work = kept(folder, asked, base, levers, processes)
    say(begun(work.trials, work.worlds))
    tried = _searched(for_search(base), space, asked, work, folder / "search", engine, say)
    front = efficient(tried)
    scenarios = {
        name_of(each.point): scenario_of(base, space, each.point) for each in spread(front, asked.checked)
    }
    fresh = for_check(base, work.worlds)
    verdict = _checked(fresh, list(scenarios.values()), asked, folder / "check", engine, say)
    turned = _overturned(base, scenarios, verdict, asked, work, folder / "overturn", engine, say)
    names = tuple(name_of(each.point) for each in front)
    found = Optimised(asked, work, base, space, tuple(tried), names, scenarios, verdict, turned, None)
    if not traced or found.package is None:
        return found
    say(TRACE)
    return replace(found, why=trace(found.package))


def _searched(
    base: Scenario, space: Space, asked: Asked, work: Work, folder: Path, engine: Engine | None, say: Say
) -> list[Tried]:
    race = Race(base, space, asked.goals, asked.signs(), asked.limits(), folder, engine, say)
    return search(
        space.variables,
        race,
        goals=len(asked.goals),
        trials=work.trials,
        size=work.size,
        seed=base.experiment.seed,
        guesses=FirstGuesses(space, asked.budget, work.trials),
        plain=space.plain,
    )


def _checked(
    fresh: Scenario,
    packages: Sequence[Scenario],
    asked: Asked,
    folder: Path,
    engine: Engine | None,
    say: Say,
) -> Verdict:
    residents, goal, sign = fresh.place.residents, asked.goals[0], asked.signs()[0]
    if not packages:
        return judge(pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []])), (), residents, goal, sign)
    worlds = fresh.experiment.replications
    say(check_begun(len(packages), worlds))
    table = study_of(fresh, packages, folder, engine)
    return judge(table, asked.limits(), residents, goal, sign)


def _overturned(
    base: Scenario,
    scenarios: dict[str, Scenario],
    verdict: Verdict,
    asked: Asked,
    work: Work,
    folder: Path,
    engine: Engine | None,
    say: Say,
) -> Overturned | None:
    """What would overturn the choice of the best package against the runner-up and doing nothing."""
    if verdict.best is None or not work.alone:
        return None
    best = scenarios[verdict.best.name]
    titles = {best.name: BEST, base.name: NOTHING}
    others = [base]
    if verdict.second:
        others.insert(0, scenarios[verdict.second.name])
        titles[verdict.second.name] = SECOND
    rivals = Rivals(asked.goals[0], asked.signs()[0], best, tuple(others), titles)
    return overturn(rivals, folder, alone=work.alone, engine=engine, say=say)


def begun(trials: int, worlds: int) -> Pair:
    """How much a search will do."""
    return BEGUN.fill(trials=counted(trials, "个组合", "package"), worlds=counted(worlds, "个情形", "world"))


def check_begun(packages: int, worlds: int) -> Pair:
    """What is checked again, and where."""
    there = counted(packages, "个组合", "package")
    return CHECK.fill(packages=there, worlds=counted(worlds, "个新情形", "fresh world"))


BEGUN = Pair(
    "将尝试 {trials}，最好的在 {worlds}中复核",
    "to be tried: {trials}; the best are checked again in {worlds}",
)
CHECK = Pair("复核：{packages}和维持现状，{worlds}", "re-check: {packages} and doing nothing in {worlds}")
TRACE = Pair("追踪：这一组合为什么有这样的作用", "the trace: why the package does what it does")
BEST = Pair("这一组合", "this package")
SECOND = Pair("次优组合", "the runner-up")
NOTHING = Pair("维持现状", "doing nothing")
