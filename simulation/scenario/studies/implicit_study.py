"""A study of scenarios that no study file names."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.scenario.settings import Scenario, Study
from simulation.text.bilingual import spaced

NAMED = 3  # scenarios whose names make that of the study; more are counted in its title


def implicit_study(scenarios: Sequence[Scenario]) -> Study:
    """The study of some scenarios, of which the first is the baseline; one alone is compared with nothing.

    Raises ValueError without any.
    """
    if not scenarios:
        raise ValueError("there is no scenario to run; give one, or a list with the baseline first")
    baseline, *others = scenarios
    named = f"-and-{'-'.join(each.name for each in others[:NAMED])}" if others else ""
    title = {language: _title(scenarios, language) for language in baseline.title}
    return Study(baseline.name + named, title, None, baseline, tuple(others))


def _title(scenarios: Sequence[Scenario], language: str) -> str:
    """What scenarios are called together: the others, or how many there are, then the baseline."""
    baseline, *others = (each.title[language] for each in scenarios)
    few = len(others) <= NAMED
    if not others:
        return baseline
    if language == "zh":
        return spaced(f"{'、'.join(others) if few else f'{len(others)} 个情景'}与{baseline}比较")
    return f"{', '.join(others) if few else f'{len(others)} scenarios'} against {baseline}"
