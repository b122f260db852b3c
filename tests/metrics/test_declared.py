"""What a metric may declare, and what it may return: one number, else its file and line are told."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from hashlib import sha256
from types import SimpleNamespace

import numpy as np
import pytest

from simulation.metrics import METRICS, Metric, describe, evaluate, known_metrics, metric, number_of
from simulation.metrics.problems import LABELS, Problem, problems
from simulation.user_files import DeclarationError, UserFileError, UserObject

GOOD = {"unit": "share", "better": "none", "role": "context", "en": "a", "zh": "甲"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"better": "hihger"}, '\'stray\': better is \'hihger\'; write "higher" or "lower" or "none"'),
        ({"better": "hihger"}, "did you mean 'higher'"),
        ({"role": "outcom"}, '\'stray\': role is \'outcom\'; write "outcome" or "input" or "context"'),
        ({"better": "outcome"}, "better is 'outcome'"),
        ({"role": "lower"}, "role is 'lower'"),
        ({"problem": -1}, "problem is -1; write a number from 1 to 6, or leave it out"),
        ({"unit": "furlong"}, "furlong"),
    ],
)
def test_a_wrong_word_of_a_declaration_is_told_with_what_is_allowed(wrong, said):
    with pytest.raises(DeclarationError) as told:
        metric("stray", **GOOD | wrong)
    assert said in str(told.value) and "stray" not in METRICS


def returns(what):
    def value(records):
        return what

    return Metric("mine", "share", "none", "context", {}, "", value)


@pytest.mark.parametrize("what", [2, 2.0, True, np.float32(0.5), np.array(3), np.nan, np.uint8(7)])
def test_one_number_is_a_number_of_whatever_kind(what):
    found = number_of(returns(what), None)
    assert type(found) is float and (found == float(what) or np.isnan(what))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (None, "returned nothing"),
        (np.zeros(3), "returned an array of shape (3,)"),
        (np.zeros(1), "returned an array of shape (1,)"),
        ([1.0, 2.0], "returned an array of shape (2,)"),
        ("0.5", "returned '0.5'"),
        (1j, "returned 1j"),
    ],
)
def test_what_is_no_number_is_told_with_file_and_line(what, said):
    line = returns.__code__.co_firstlineno + 1
    with pytest.raises(UserFileError) as told:
        number_of(returns(what), None)
    assert f"test_declared.py:{line}: the metric 'mine' {said}; end every way through" in str(told.value)


def test_a_metric_that_fails_is_told_with_the_line_that_fails():
    def value(records):
        worth = 1
        return worth / 0

    with pytest.raises(UserFileError) as told:
        number_of(replace(returns(1), value=value), None)
    line = value.__code__.co_firstlineno + 2
    assert f"test_declared.py:{line}: the metric 'mine' failed: " in str(told.value)


def test_what_a_file_of_a_user_says_of_its_own_fault_is_passed_on():
    def value(records):
        raise UserFileError("mine.py:3: as it was told")

    with pytest.raises(UserFileError, match=r"^mine\.py:3: as it was told$"):
        number_of(replace(returns(1), value=value), None)


def test_metrics_that_a_folder_describes_stand_beside_the_programs_and_cannot_be_counted_again(monkeypatch):
    monkeypatch.setattr(METRICS, "user_defined", {})
    told = {
        name: getattr(returns(1), name) for name in ("name", "unit", "better", "role", "label", "meaning")
    }
    known = known_metrics([told | {"better": "higher", "file": "mine.py"}])
    assert set(known) == {*METRICS, "mine"} and known["mine"].better == "higher"
    assert "mine" not in METRICS and set(known_metrics()) == set(METRICS)
    with pytest.raises(UserFileError, match="read from results"):
        known["mine"].value(None)


OWN = '''from simulation.metrics import metric

@metric("mine", unit="h", better="lower", role="outcome", en="a", zh="甲")
def mine(records):
    """What it is."""
    return 1
'''


def test_a_metric_of_a_file_is_described_as_a_folder_keeps_it(monkeypatch):
    monkeypatch.setattr(METRICS, "user_defined", {})
    about = describe(UserObject("mine", OWN, "somewhere/mine.py"))
    assert about == {
        "name": "mine", "unit": "h", "better": "lower", "role": "outcome", "label": {"en": "a", "zh": "甲"},
        "meaning": "What it is.", "file": "mine.py", "sha256": sha256(OWN.encode()).hexdigest(),
    }  # fmt: skip
    assert "mine" not in METRICS.all() and known_metrics([about])["mine"].meaning == "What it is."


def test_all_metrics_of_a_run_are_counted_each_with_its_unit(monkeypatch):
    known = {"b": returns(2), "a": replace(returns(0.5), name="other", unit="h")}
    monkeypatch.setattr("simulation.metrics.METRICS", SimpleNamespace(all=lambda: known))
    monkeypatch.setattr("simulation.metrics.ClosedRecords", lambda records: records)
    table = evaluate(None)
    assert list(table) == ["metric", "value", "unit"]
    assert table.to_numpy().tolist() == [["mine", 2.0, "share"], ["other", 0.5, "h"]]


def test_a_problem_has_its_outcomes_its_one_input_and_its_label():
    made = [
        replace(returns(1), name=f"{role}{number}{at}", role=role, problem=number)
        for number in LABELS
        for role, count in (("outcome", 2), ("input", 1), ("context", 2))
        for at in range(count)
    ]
    first, *_, last = problems([*made, returns(1)])
    assert first == Problem(1, LABELS[1], ("outcome10", "outcome11"), "input10")
    assert last == Problem(6, LABELS[6], ("outcome60", "outcome61"), "input60")


def test_a_metric_cannot_be_changed_afterwards():
    with pytest.raises(FrozenInstanceError):
        METRICS["need_days"].better = "higher"
