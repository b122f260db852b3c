"""Whatever is done to an input, it is accepted, or refused in words; never with a traceback."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz import answers
from tests.fuzz.cases import KINDS

SECONDS = 5.0  # of a processor: another program on the machine is no fault of this one
MANY = {"scenario": 250, "study": 100, "set": 250, "grid": 150, "script": 100, "play": 150, "line": 150}
"""Cases of a kind in the slow part; of others 40."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return answers.place(tmp_path_factory.mktemp("fuzz"))


def answered(place, kind: str, text: str) -> str:
    """What is said of a case, empty where it is accepted; it fails for what is no sentence, or late."""
    began, said = time.process_time(), ""
    try:
        KINDS[kind].answer(place, text)
    except answers.SAID as told:
        said = str(told)
        assert said.strip() and "Traceback" not in said
    assert time.process_time() - began < SECONDS
    return said


def _asks(kind: str, count: int, place) -> None:
    @settings(max_examples=count, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(KINDS[kind].drawn)
    def ask(text: str) -> None:
        answered(place, kind, text)

    ask()


@pytest.mark.parametrize("kind", KINDS)
def test_some_harmed_input_is_answered_in_words(place, kind):
    _asks(kind, 3 if kind in answers.STORED else 6, place)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_much_harmed_input_is_answered_in_words(place, kind):
    _asks(kind, MANY.get(kind, 40), place)


@pytest.mark.slow
def test_the_whole_files_that_are_harmed_are_accepted_as_they_are(place):
    for name, text in answers.stored().items():
        assert answered(place, name, text) == "", name


def test_a_harm_that_nobody_answers_is_seen(place, monkeypatch):
    # given a reader that lets an error of Python through
    monkeypatch.setattr(answers, "read_script", lambda file: {}["lost"])
    with pytest.raises(KeyError):
        answered(place, "script", "{}")


LONG = "x" * 5_000
FOUND = {
    "a baseline of 5,000 letters": (
        "study",
        f"{answers.STUDY_HEAD}baseline: {LONG}\nscenarios: [base.yaml]\n",
    ),
    "a parent of 5,000 letters": ("scenario", f"{answers.BASE}extends: {LONG}\n"),
    "a metric in a file of 5,000 letters": ("scenario", f"{answers.BASE}metrics: ['{LONG}.py:x']\n"),
}
"""Cases that were found, each mended since."""


@pytest.mark.parametrize("case", FOUND)
def test_what_was_found_once_stays_mended(place, case):
    assert "there is no file" in answered(place, *FOUND[case])


def test_a_study_whose_scenarios_lost_their_titles_is_answered_in_words(place):
    text = json.loads(answers.stored()["study.json"])
    for each in text["scenarios"]:
        del each["title"]
    assert "was edited since the study began" in answered(place, "study.json", json.dumps(text))
