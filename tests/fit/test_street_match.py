"""What a log tells of the model: checked where the answer is known, and the street that comes of it."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from simulation.columns import description
from simulation.fit.page_texts import MATCHED as WORDS_OF_FIGURES
from simulation.fit.street.log import MATCHED, log_of, match_figures, readable
from simulation.fit.street.match import PATHS, matched, ranges
from simulation.fit.street.scenario_file import PARAMETER_SETS, Head, street_text, write_sets
from simulation.scenario import load
from simulation.text.bilingual import Pair
from simulation.text.fit_words import CONTRADICTED, FITTED, NUMBER, PRIOR_ONLY, Told, source_of, told_by
from tests.worlds import ROOT

NUMBERS = len(PATHS)
WHY = Pair("依据 log.csv：“误差”是 69%。", 'Fitted to "log.csv": it errs 69 % as much.')
RHYTHM = {"holidays": "US", "request_days": "120 120 110 100 100 80 70"}


def shown_by(unit: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Figures of which the first three follow the first three numbers, the others being noise."""
    noise = rng.normal(0, 0.2, (*unit.shape[:-1], len(MATCHED)))
    noise[..., :3] += 3 * unit[..., :3]
    return noise


def study(seed: int, true: np.ndarray):
    rng = np.random.default_rng(seed)
    unit = rng.random((160, NUMBERS))
    return matched(unit, shown_by(unit, rng), shown_by(true, rng), ranges())


def test_numbers_that_leave_a_trace_are_fitted_and_others_are_said_to_be_assumed():
    found = study(1, np.full(NUMBERS, 0.5)).numbers
    assert found["verdict"].tolist() == [FITTED] * 3 + [PRIOR_ONLY] * (NUMBERS - 3)
    assert (found["spread_left"][:3] < 0.6).all() and (found["spread_left"][3:] > 0.7).all()
    assert (found["low"] <= found["middle"]).all() and (found["middle"] <= found["high"]).all()


def test_a_log_that_would_need_more_than_the_range_contradicts_it():
    true = np.full(NUMBERS, 0.5)
    true[0] = 1.6
    found = study(2, true)
    assert found.numbers["verdict"][0] == CONTRADICTED
    assert found.out_of_reach == [MATCHED[0]]


def test_ranks_of_the_truth_among_the_draws_are_even():
    # given sixty studies whose truth is drawn from the ranges (simulation-based calibration)
    rng = np.random.default_rng(4)
    inside = np.zeros(NUMBERS)
    low = ranges()
    for seed in range(60):
        true = rng.random(NUMBERS)
        sets = study(100 + seed, true).sets.to_numpy()
        values = np.array([low.loc[path].to_numpy() for path in PATHS])
        by_ratio = (values[:, 0] > 0) & (values[:, 1] >= 4 * values[:, 0])
        safe = np.where(by_ratio, values[:, 0], 1)
        at = np.where(
            by_ratio,
            safe * (np.where(by_ratio, values[:, 1], 1) / safe) ** true,
            values[:, 0] + (values[:, 1] - values[:, 0]) * true,
        )
        inside += (sets < at).mean(axis=0) * (1 - (sets < at).mean(axis=0)) > 0.05 * 0.95
    # then nine in ten lie in the middle nine tenths, of those that leave a trace and of those that do not
    assert (np.abs(inside / 60 - 0.9) < 0.12).all()


def test_the_page_has_a_name_for_each_number_and_figure():
    assert list(NUMBER) == list(PATHS) and list(WORDS_OF_FIGURES) == list(MATCHED)


def test_tables_have_the_columns_that_are_described():
    found = study(1, np.full(NUMBERS, 0.5))
    assert list(found.numbers) == list(description("numbers.csv").columns)
    assert list(found.matched) == list(description("matched.csv").columns)


def test_figures_of_a_log_by_hand():
    # given two weeks from a Monday: 20 cases on working days, 4 on days off, 6 of all found by staff
    monday = pd.Timestamp("2025-01-06")
    working = [monday + pd.Timedelta(days=d, hours=9) for d in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)] * 2
    off = [monday + pd.Timedelta(days=d, hours=9) for d in (5, 6, 12, 13)]
    log = pd.DataFrame(
        {"opened": working + off, "staff": [True] * 6 + [False] * 18, "hours": 10.0, "limit": 24.0}
    )
    far = monday + pd.Timedelta(days=63)
    told = dict(zip(MATCHED, readable(match_figures(log, 1000, monday, far)), strict=True))
    assert told["per_1000_month"] == pytest.approx(24.5 / (63 / (365 / 12)))
    assert told["staff_share"] == pytest.approx(0.25)
    assert told["median_hours"] == pytest.approx(10)
    assert told["closed_in_7_days"] == pytest.approx(0.998) and told["on_time"] == pytest.approx(0.998)
    # and as many in a season of half as many needs as usual are twice as many in a usual one
    half = dict(zip(MATCHED, readable(match_figures(log, 1000, monday, far, 0.5)), strict=True))
    assert half["per_1000_month"] == pytest.approx(2 * told["per_1000_month"])


def test_the_log_of_a_street_is_what_its_books_say(classroom_year):
    log, cases = log_of(classroom_year.records), classroom_year.records.cases()
    assert len(log) == len(cases["id"]) and (log["opened"].dt.year == 2025).all()
    closed = ~np.isnan(cases["reported_closed"])
    assert (np.isfinite(log["hours"]) == closed).all()
    assert log["staff"].sum() == (cases["channel"] == 5).sum()


@pytest.fixture(scope="module")
def classroom_year():
    from simulation.model import Street

    street = Street(
        load(ROOT / "scenarios/classroom.yaml", ["experiment.days=40", "experiment.warmup=20"]), 7
    )
    street.run_model()
    return street


def test_the_fitted_street_is_a_scenario_that_is_read(tmp_path):
    found = study(1, np.full(NUMBERS, 0.5))
    base = ROOT / "scenarios/lijia.yaml"
    text = street_text(
        Head("fitted-street", base.as_posix(), "log.csv", WHY, load(base)), 50_000, found, RHYTHM
    )
    text = text.replace("# experiment:", "experiment:").replace("#   parameter_sets", "  parameter_sets")
    (tmp_path / "street.yaml").write_text(text, encoding="utf-8")
    write_sets(found, tmp_path / PARAMETER_SETS)
    street = load(tmp_path / "street.yaml")
    assert street.place.residents == 50_000
    assert {key: getattr(street.place, key) for key in RHYTHM} == RHYTHM
    middle = found.numbers.set_index("number")["middle"]
    assert cast(Any, street.numbers["residents"]).need_rate_true == pytest.approx(
        middle["residents.need_rate_true"], rel=1e-3
    )
    assert street.experiment.parameter_sets
    assert len(street.experiment.parameter_sets.rows) == len(found.sets)
    # and it says of each number what the log told, and changes none of which it tells nothing
    told = {path: told_by(street.ranges[path].source) for path in PATHS}
    assert {path: each and each.verdict for path, each in told.items()} == dict(
        zip(PATHS, found.numbers["verdict"], strict=True)
    )
    residents: Any = street.numbers["residents"]
    assert residents.alpha_hotline == cast(Any, load(base).numbers["residents"]).alpha_hotline
    assert street.why and dict(street.why) == {"zh": WHY.zh, "en": WHY.en}


@pytest.mark.parametrize(
    "told", [Told(FITTED, "a: b to c.csv", -0.5, 1e-05), Told(PRIOR_ONLY, "x"), Told(CONTRADICTED, "x")]
)
def test_what_a_source_says_is_read_again(told):
    assert told_by(source_of(told)) == told and told_by("assumed") is None
