"""The scenarios that come with the program: each runs, says why it is there, and moves what it names."""

from functools import cache

import pytest

from simulation.metrics import METRICS
from simulation.scenario import is_study, load, load_study
from simulation.scenario.studies.implicit_study import implicit_study
from tests.worlds import ROOT, measured, small

FOLDERS = (".", "copies", "equal-yuan", "equal-minutes", "equal-budget", "small-city")
FILES = sorted(path for folder in FOLDERS for path in ROOT.glob(f"scenarios/{folder}/*.yaml"))
STUDIES = sorted(ROOT.glob("scenarios/studies/*.yaml"))
ASIDE = {"lijia", "lijia-today-at-lijia", "classroom", "placebo", "city"}
"""What others are compared with, and what need not move; a street of a city is one of Lijia."""


def named(why: dict[str, str]) -> list[str]:
    """The metrics that a rationale names, by their labels in both languages."""
    return [
        name
        for name, each in METRICS.all().items()
        if all(each.label[language] in why[language] for language in ("en", "zh"))
    ]


@cache
def lived(path: str):
    return measured(small(grids=12, days=120, warmup=20, scenario=path), [1]).iloc[0]


@pytest.mark.slow
def test_every_study_can_be_read_and_says_why():
    for path in STUDIES:
        study = load_study(path)
        assert is_study(path) and study.why and set(study.why) == {"en", "zh"}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_it_says_what_it_is_in_both_languages(path):
    scenario = load(path)
    assert scenario.name == path.stem
    assert set(scenario.title) == {"en", "zh"} and scenario.why and set(scenario.why) == {"en", "zh"}


MOVING = [path for path in FILES if path.stem not in ASIDE]


@pytest.mark.slow
@pytest.mark.parametrize("path", MOVING, ids=[path.stem for path in MOVING])
def test_it_differs_from_its_base_in_the_metric_that_its_rationale_names(path):
    metrics = named(load(path).why)
    assert metrics, "the rationale names no metric by its label"
    base, other = lived("scenarios/lijia.yaml"), lived(str(path.relative_to(ROOT)))
    assert any(base[name] != other[name] for name in metrics)


def test_a_few_scenarios_without_a_study_are_named_in_its_title_and_many_are_counted():
    base, *others = (load(ROOT / f"scenarios/{name}.yaml") for name in ("lijia", "more-workers", "placebo"))
    assert implicit_study([base, *others]).title["en"] == (
        "One more worker in each grid, A policy that only costs against Lijia Street today"
    )
    many = implicit_study([base, *others, *others])
    assert many.title == {"en": "4 scenarios against Lijia Street today", "zh": "4 个情景与李家街道现状比较"}
