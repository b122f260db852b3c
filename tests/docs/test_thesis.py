"""The page that compares the thesis with the program: what it names is there, and nothing is forgotten."""

import re

import pytest

from simulation.interventions import interventions
from simulation.metrics import METRICS
from tests.worlds import ROOT
from tools.handbook.filling import filled

PATH = ROOT / "docs" / "thesis.md"
PAGE = filled(PATH.read_text(encoding="utf-8"), PATH)
IN_CODE = re.findall(r"`([^`]+)`", PAGE)
FILES = [each for each in IN_CODE if each.endswith(".yaml") and " " not in each]
WORDS = sorted({each for each in IN_CODE if re.fullmatch(r"[a-z0-9_]+", each)})


@pytest.mark.parametrize("name", FILES)
def test_each_file_that_the_page_names_is_there(name: str):
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", WORDS)
def test_each_word_in_code_is_a_metric_or_a_policy(name: str):
    assert name in {*METRICS.all(), *interventions.all()}


def test_every_study_stands_on_the_page():
    studies = {path.name for path in (ROOT / "scenarios" / "studies").glob("*.yaml")}
    assert studies <= {name.rpartition("/")[2] for name in FILES}


def test_every_policy_stands_on_the_page():
    assert set(interventions.all()) <= set(WORDS)
