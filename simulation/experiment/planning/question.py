"""Whether the question of a scenario says by its name what should move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from simulation.metrics import METRICS, fetch
from simulation.scenario import Scenario

Label = Mapping[str, str]
_ALIKE = 0.8  # of difflib's ratio: a letter or two


def names_no_metric(scenario: Scenario) -> str:
    """A sentence where the question (`why`) of a scenario with policies or shocks names no metric by its
    title in both languages; empty where it names one, and where it asks nothing."""
    why = scenario.why
    if not why or not (scenario.policies or scenario.shocks):
        return ""
    labels = [each.label for each in (*METRICS.all().values(), *map(fetch, scenario.metrics))]
    if any(_named(label, why, "en") and _named(label, why, "zh") for label in labels):
        return ""
    if half := _longest(labels, why, "en"):
        return f"its question (why) names the metric '{half['en']}'; write '{half['zh']}' in its Chinese, too"
    if half := _longest(labels, why, "zh"):
        return f"its question (why) names the metric '{half['zh']}'; write '{half['en']}' in its English, too"
    meant = _meant(why["en"], (each["en"] for each in labels))
    hint = f"; did you mean '{meant}'?" if meant else "; `python run.py schema metrics` lists their titles"
    return f"its question (why) names no metric{hint}"


def _named(label: Label, why: Label, language: str) -> bool:
    return label[language] in why[language]


def _longest(labels: Iterable[Label], why: Label, language: str) -> Label | None:
    """Of the labels that a question names in one language that of the longest title: it may hold others."""
    named = [label for label in labels if _named(label, why, language)]
    return max(named, key=lambda label: len(label[language]), default=None)


def _meant(question: str, titles: Iterable[str]) -> str:
    """The title that looks most like some words of a question, or nothing."""
    words = question.split()
    found = [
        (SequenceMatcher(None, title, " ".join(words[at : at + title.count(" ") + 1])).ratio(), title)
        for title in titles
        for at in range(len(words))
    ]
    alike, title = max(found, default=(0.0, ""))
    return title if alike >= _ALIKE else ""
