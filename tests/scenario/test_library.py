"""The scenarios that come with the program: each runs, says why it is there, and moves what it names; what
arises is the same in all of one place."""

from pathlib import Path
from zlib import crc32

import pandas as pd
import pytest

from simulation.metrics import METRICS
from simulation.scenario import Scenario, is_study, load, load_study
from simulation.scenario.studies.implicit_study import implicit_study
from tests.worlds import ROOT, Seen, measured, small

FOLDERS = (".", "copies", "equal-yuan", "equal-minutes", "equal-budget", "small-city")
FILES = sorted(path for folder in FOLDERS for path in ROOT.glob(f"scenarios/{folder}/*.yaml"))
LIJIA = ROOT / "scenarios" / "lijia.yaml"
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


def lived(path: Path, days: int = 60) -> pd.Series:
    """What arose in a scenario, and the metrics that it names; all, where others are compared with it."""
    world = small(grids=12, days=days, warmup=20, scenario=str(path.relative_to(ROOT)))
    only = () if path == LIJIA else tuple(named(load(path).why))
    return measured(world, [1], true_needs, only).iloc[0]


def true_needs(street: Seen) -> dict[str, float]:
    """What arose, whose, where, as a checksum of each column; of firms' troubles only what, for they fall on
    weak firms."""
    table = street.records.needs
    own = (table["return_of"] < 0) & (table["duplicate_of"] < 0)
    found = {name: table[name][own] for name in ("id", "category", "cls", "arose")}
    person = table["person"][own & (table["firm"] < 0)]
    found |= {"person": person, "building": street.residents.building[person]}
    return {f"need: {name}": crc32(column.tobytes()) for name, column in found.items()}


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


LATE = {"community-fund", "funding-party"}
"""What moves the shares of channels, which pay nothing in the first months."""
MOVING = [path for path in FILES if path.stem not in ASIDE]


@pytest.mark.slow
@pytest.mark.parametrize("path", MOVING, ids=[path.stem for path in MOVING])
def test_it_differs_from_its_base_in_the_metric_that_its_rationale_names(path):
    metrics = named(load(path).why)
    assert metrics, "the rationale names no metric by its label"
    days = 120 if path.stem in LATE else 60
    base, other = lived(LIJIA, days)[metrics], lived(path, days)[metrics]
    assert not base.equals(other)  # what is NaN in both is the same


AT_LIJIA = [*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("scenarios/copies/*-at-lijia*.yaml")]


def is_calm_lijia(scenario: Scenario) -> bool:
    """Whether it is at Lijia and without shocks, which add needs (tests/shocks/test_shocks.py)."""
    return scenario.place.name == "lijia" and not scenario.shocks


@pytest.mark.slow
def test_the_needs_are_the_same_under_every_policy_and_every_model_on_a_place():
    """The headline counts the same needs in every scenario: who, what, where, when."""
    calm = [path for path in AT_LIJIA if path.stem != "classroom" and is_calm_lijia(load(path))]
    assert len(calm) >= 30
    needs = pd.DataFrame({path.stem: lived(path).filter(like="need: ") for path in calm})
    assert len(needs) == 6
    others = needs.ne(needs["lijia"], axis=0)
    assert others.columns[others.any()].tolist() == []


def test_a_few_scenarios_without_a_study_are_named_in_its_title_and_many_are_counted():
    base, *others = (load(ROOT / f"scenarios/{name}.yaml") for name in ("lijia", "more-workers", "placebo"))
    assert implicit_study([base, *others]).title["en"] == (
        "One more worker in each grid, A policy that only costs against Lijia Street today"
    )
    many = implicit_study([base, *others, *others])
    assert many.title == {"en": "4 scenarios against Lijia Street today", "zh": "4 个情景与李家街道现状比较"}
