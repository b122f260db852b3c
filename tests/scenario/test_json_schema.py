"""JSON Schema of scenario and study files: it takes what the program takes, and says what is wrong."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from simulation.interventions import interventions
from simulation.scenario import ScenarioError, is_study, load, load_study
from simulation.scenario.json_schema import KINDS, json_schema, schema_file, schema_text
from simulation.scenario.settable import known_numbers
from simulation.scenario.studies import study, sweep
from simulation.scenario.yaml.inheritance import KEYS
from simulation.shocks import shocks
from tests.worlds import ROOT
from tools.json_schemas import line_of

SCENARIOS = ROOT / "scenarios"
SHIPPED = sorted(SCENARIOS.rglob("*.yaml"))
HEAD = "schema: 1\nname: a\ntitle: {en: A, zh: 甲}\n"
STUDY = f"schema: 1\nstudy: a\ntitle: {{en: A, zh: 甲}}\nbaseline: {SCENARIOS}/classroom.yaml\n"


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(kind))


def read(text: str) -> Any:
    """A file as editors read it: YAML 1.2, where a date is a text."""
    return plain(YAML(typ="safe").load(text))


def plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): plain(each) for key, each in node.items()}
    if isinstance(node, list):
        return [plain(each) for each in node]
    return node.isoformat() if isinstance(node, date) else node


def kind_of(file: Path) -> str:
    return "study" if is_study(file) else "scenario"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_of_its_draft_and_the_shipped_file_is_up_to_date(kind):
    Draft202012Validator.check_schema(json_schema(kind))
    shipped = (SCENARIOS / schema_file(kind)).read_text("utf-8")
    assert shipped == schema_text(kind), "python -m tools.json_schemas makes it again"


def test_every_shipped_file_is_sound_and_names_its_schema():
    assert len(SHIPPED) > 100
    for file in SHIPPED:
        text = file.read_text("utf-8")
        wrong = [error.message for error in validator(kind_of(file)).iter_errors(read(text))]
        assert not wrong, (file, wrong[:2])
        assert text.startswith(line_of(file)), f"{file}: python -m tools.json_schemas writes its first line"
        schema = text.partition("\n")[0].partition("$schema=")[2]
        assert (file.parent / schema).resolve() == SCENARIOS / schema_file(kind_of(file))


def test_all_keys_are_those_that_the_program_reads():
    assert set(json_schema("scenario")["properties"]) == set(KEYS)
    of_study = json_schema("study")["properties"]
    assert set(of_study) == set(study._KEYS)
    assert set(of_study["sweep"]["properties"]) == set(sweep.FORMS)


def test_every_number_policy_and_shock_is_in_it_with_its_meaning():
    sections = json_schema("scenario")["properties"]
    found = {}
    for name in ("place", "model", "city"):
        found |= {f"{name}.{key}": each for key, each in sections[name]["properties"].items()}
    found |= sections["parameters"]["properties"]
    for section, plugins in (("interventions", interventions), ("shocks", shocks)):
        listed = sections[section]["items"]["properties"]
        assert set(listed) == set(plugins.all())
        for plugin, each in listed.items():
            found |= {f"{section}.{plugin}.{key}": about for key, about in each["properties"].items()}
    for path, about in known_numbers().items():
        assert found[path]["description"].startswith(about.meaning), path
        assert found[path]["default"] == about.default, path


SOUND = {
    "numbers with units, ranges and sources": (
        "extends: {here}/classroom.yaml\nmodel: {{workers: 1 worker/grid, audit: 30 %}}\n"
        "parameters: {{residents.will_18_29: {{value: .5, low: .4, high: .6, source: me}}}}\n"
    ),
    "policies with dates and grids": (
        "extends: {here}/classroom.yaml\ninterventions:\n"
        "  - staffing: {{add: 1, from: 2025-01-01, to: 2025-02-01, ramp: 9 days, grids: [1, 2-3]}}\n"
        "  - staffing: {{from: 2025-01-01, grids: 30 %}}\nstrength: 50 %\n"
    ),
    "a number beyond its range that says so": (
        "extends: {here}/classroom.yaml\nbeyond_range: [model.workers]\nmodel: {{workers: 100}}\n"
    ),
    "a name that is a number": "name: 7\nextends: [{here}/classroom.yaml]\nexperiment: {{days: 2 weeks}}\n",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_the_program_takes_is_sound(text, tmp_path):
    head = HEAD.replace("name: a\n", "") if text.startswith("name") else HEAD
    whole = head + text.format(here=SCENARIOS)
    (tmp_path / "mine.yaml").write_text(whole, encoding="utf-8")
    load(tmp_path / "mine.yaml")
    assert not list(validator("scenario").iter_errors(read(whole)))


WRONG = {
    "an unknown key": "experimnt: {{days: 3}}\n",
    "an unknown number": "model: {{wokers: 3}}\n",
    "an unknown parameter": "parameters: {{residents.wil_18_29: 0.5}}\n",
    "a number that is a word": "model: {{workers: many}}\n",
    "a number that is true": "model: {{workers: true}}\n",
    "a share above one": "model: {{audit: 1.3}}\n",
    "a word that is not allowed": "model: {{help: far}}\n",
    "a range without a source": "model: {{workers: {{value: 2, low: 1, high: 3}}}}\n",
    "a title in one language": "why: {{en: A}}\n",
    "an unknown policy": "interventions: [{{stafing: {{from: 2025-01-01}}}}]\n",
    "a policy without a date": "interventions: [{{staffing: {{add: 1}}}}]\n",
    "an unknown setting of a policy": "interventions: [{{staffing: {{ad: 1, from: 2025-01-01}}}}]\n",
    "two policies in one entry": (
        "interventions: [{{staffing: {{from: 2025-01-01}}, placebo: {{from: 2025-01-01}}}}]\n"
    ),
    "policies that are no list": "interventions: {{staffing: {{from: 2025-01-01}}}}\n",
    "a date that is none": "interventions: [{{staffing: {{from: January}}}}]\n",
    "a share of grids above nothing": "interventions: [{{staffing: {{from: 2025-01-01, grids: most}}}}]\n",
    "half a day": "experiment: {{days: 0.5}}\n",
    "no days": "experiment: {{days: 0}}\n",
    "a rule that is unknown": "rules: {{Resident.wiling_share: my.py:keen}}\n",
    "a rule that is no file": "rules: {{Resident.willing_share: keen}}\n",
    "a metric that is no file": "metrics: [need_days]\n",
    "a claim without its source": "claims: [{{metric: need_days, value: 3, unit: days, place: here}}]\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_the_schema_refuses_the_program_refuses_too(text, tmp_path):
    whole = f"{HEAD}extends: {SCENARIOS}/classroom.yaml\n" + text.format()
    (tmp_path / "mine.yaml").write_text(whole, encoding="utf-8")
    with pytest.raises(ScenarioError):
        load(tmp_path / "mine.yaml")
    assert list(validator("scenario").iter_errors(read(whole)))


@pytest.mark.parametrize("lost", ["schema", "name", "title"])
def test_what_every_scenario_needs_is_missed(lost):
    told = read(f"{HEAD}extends: x.yaml\n")
    assert not list(validator("scenario").iter_errors(told))
    assert list(validator("scenario").iter_errors({key: each for key, each in told.items() if key != lost}))


WRONG_STUDIES = {
    "nothing to compare": "",
    "an unknown key": "scenario: [a.yaml]\n",
    "packages of one": "packages: [a.yaml]\n",
    "a sweep of nothing": "sweep: {}\n",
    "a grid of nothing": "sweep: {grid: {}}\n",
    "a grid and cases": "sweep: {grid: {strength: [1]}, cases: {low: {strength: 0.1}}}\n",
    "an experiment that is a number": "scenarios: [a.yaml]\nexperiment: 3\n",
}


@pytest.mark.parametrize("text", WRONG_STUDIES.values(), ids=WRONG_STUDIES)
def test_what_the_schema_of_studies_refuses_the_program_refuses_too(text, tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY + text, encoding="utf-8")
    with pytest.raises(ScenarioError):
        load_study(tmp_path / "study.yaml")
    assert list(validator("study").iter_errors(read(STUDY + text)))


def test_a_schema_is_json_that_says_its_draft():
    assert json.loads(schema_text("study"))["$schema"].endswith("draft/2020-12/schema")
