"""What is said about a bad scenario, word by word."""

import pytest

from simulation.parameters import described, rooms
from simulation.scenario import ScenarioError, load

HEAD = """schema: 1
name: bad
title: {en: Bad, zh: 坏}
experiment: {start: 2025-01-01}
"""  # four lines: what a case adds starts in line 5


@pytest.fixture
def say(tmp_path, monkeypatch):
    """Writes a file bad.yaml and gives back all that is said about it."""
    monkeypatch.chdir(tmp_path)

    def said(text, *overrides):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "bad.yaml").write_bytes(content)
        with pytest.raises(ScenarioError) as caught:
            load("bad.yaml", overrides)
        return str(caught.value)

    return said


KEYS = (
    "beyond_range, claims, experiment, extends, interventions, metrics, model, name, parameters, place, "
    "rules, schema, shocks, strength, title, why"
)

CASES = {
    "an unknown intervention": (
        "interventions:\n  - stafing: {from: 2025-01-01}\n",
        "bad.yaml:6:5: there is no intervention 'stafing'",
        "  did you mean 'staffing'?",
    ),
    "an unknown key": (
        "experimnt: {days: 3}\n",
        "bad.yaml:5:1: a scenario has no key 'experimnt'",
        f"  allowed: {KEYS}",
        "  did you mean 'experiment'?",
    ),
    "a strength above one": (
        "strength: 1.2\n",
        "bad.yaml:5:11: strength is 1.2, but a share lies between 0 and 1",
    ),
    "a strength that is no number": (
        "strength: half\n",
        "bad.yaml:5:11: strength is 'half', which is not a number",
        "  allowed: a number in share",
    ),
    "rules as a list": (
        "rules: [mine.py]\n",
        "bad.yaml:5:8: rules is a list, but must be a map of keys and values",
        "  allowed: lines of `key: value`, with an English colon and a space after it",
    ),
    "a key that stands twice": (
        "model: {workers: 2}\nmodel: {workers: 3}\n",
        "bad.yaml:6:1: 'model' stands here twice, first in line 5",
    ),
    "a truth value for a number": (
        "model: {workers: true}\n",
        "bad.yaml:5:18: model.workers is 'true', which is not a number",
        "  allowed: a number in workers/grid",
    ),
    "a text for a number": (
        'model: {workers: "3"}\n',
        'bad.yaml:5:18: model.workers is the text "3", which is not a number',
        "  allowed: a number in workers/grid",
    ),
    "no number at all": (
        "model: {workers: .nan}\n",
        "bad.yaml:5:18: model.workers is '.nan', which is not a number",
        "  allowed: a number in workers/grid",
    ),
    "an endless number": (
        "model: {workers: 1e999}\n",
        "bad.yaml:5:18: model.workers is '1e999', which is too large",
    ),
    "a wrong unit": (
        "model: {workers: 2 worker/gird}\n",
        "bad.yaml:5:18: model.workers is in 'worker/gird', which does not turn into 'workers/grid'",
        "  allowed: workers/grid",
        "  did you mean 'workers/grid'?",
    ),
    "a number outside its range": (
        "model:\n  workers: {value: 30, low: 1, high: 4, source: me}\n",
        "bad.yaml:6:12: model.workers is 30 workers/grid, outside its range",
        "  allowed: 1 to 4 workers/grid; or name model.workers under beyond_range",
    ),
    "a policy's number outside its range": (
        "interventions:\n  - staffing: {add: 9, from: 2025-01-01}\n",
        "bad.yaml:6:21: interventions.staffing.add is 9 worker/grid, outside its range",
        "  allowed: -2 to 4 worker/grid; or name interventions.staffing.add under beyond_range",
    ),
    "a share above one, allowed or not": (
        "beyond_range: [model.audit]\nmodel: {audit: 130 %}\n",
        "bad.yaml:6:16: model.audit is 1.3, but a share lies between 0 and 1",
    ),
    "a range without a source": (
        "model:\n  workers: {value: 3, low: 1, high: 9}\n",
        "bad.yaml:6:12: model.workers has a range without 'source'",
        "  allowed: low, high and source together",
    ),
    "a range that is turned round": (
        "model:\n  workers: {value: 3, low: 5, high: 1, source: me}\n",
        "bad.yaml:6:12: model.workers has a range from 5 to 1",
        "  allowed: low not above high",
    ),
    "an unknown word": (
        "model: {help_strategy: cooperativ}\n",
        "bad.yaml:5:24: model.help_strategy cannot be 'cooperativ'",
        "  allowed: community_first, cooperative, district_first, none, random",
        "  did you mean 'cooperative'?",
    ),
    "an unknown parameter": (
        "parameters: {residents.will_18_30: 0.6}\n",
        "bad.yaml:5:14: residents has no parameter 'will_18_30'",
        "  did you mean 'will_18_29'?",
    ),
    "a number of the place among the parameters": (
        "parameters: {place.residents: 90000}\n",
        "bad.yaml:5:14: 'place.residents' is no parameter: it is set as 'residents' under 'place:'",
    ),
    "parameters by room": (
        "parameters: {residents: {will_18_29: 0.6}}\n",
        "bad.yaml:5:14: 'residents' is a parameter group; write each parameter as 'residents.name: value'",
    ),
    "a parameter in the wrong room": (
        "parameters: {resident.will_18_29: 0.6}\n",
        "bad.yaml:5:14: there is no parameter 'resident.will_18_29'",
        "  allowed: residents.will_18_29",
        "  did you mean 'residents.will_18_29'?",
    ),
    "an unknown number beyond its range": (
        "beyond_range: [model.worker]\n",
        "bad.yaml:5:16: beyond_range: there is no number 'model.worker'",
        "  did you mean 'model.workers'?",
    ),
    "duty hours that overlap": (
        "model: {shift_windows: 08:30-12:00;11:00-18:00}\n",
        "bad.yaml:5:24: model.shift_windows cannot be '08:30-12:00;11:00-18:00'",
        "  allowed: windows in order, 08:30-12:00;13:30-18:00",
    ),
    "a season that starts on no day": (
        "place: {heating_start: 02-30}\n",
        "bad.yaml:5:24: place.heating_start cannot be '02-30'",
        "  allowed: MM-DD, or none",
    ),
    "holidays of no country": (
        "place: {holidays: XX}\n",
        "bad.yaml:5:19: place.holidays cannot be 'XX'",
        "  allowed: two letters of a country whose holidays are known, such as CN; or none",
    ),
    "ages that are more than everybody": (
        "place: {age_share_60plus: 0.3}\n",
        "bad.yaml:5:27: the age shares of the place sum to 1.05, not to 1",
    ),
    "a campaign without an end": (
        "place:\n  campaigns:\n    - {name: flood, minutes: 20, start: 07-01}\n",
        "bad.yaml:7:7: a campaign has no 'end'",
        "  allowed: end, minutes, name, start",
    ),
    "a date that is none": (
        "interventions:\n  - placebo: {from: 2025-02-30}\n",
        "bad.yaml:6:21: placebo.from is '2025-02-30', which is not a date",
        "  allowed: YYYY-MM-DD, from 1950 to 2099",
    ),
    "a date written another way": (
        "interventions:\n  - placebo: {from: 20250101}\n",
        "bad.yaml:6:21: placebo.from is '20250101', which is not a date",
        "  allowed: YYYY-MM-DD, from 1950 to 2099",
    ),
    "an end before the start": (
        "interventions:\n  - placebo: {from: 2025-03-01, to: 2025-02-01}\n",
        "bad.yaml:6:37: placebo ends on 2025-02-01, before it starts on 2025-03-01",
    ),
    "a policy without a start": (
        "interventions:\n  - placebo: {ramp: 3 days}\n",
        "bad.yaml:6:5: placebo has no 'from': the day on which it starts",
        "  allowed: from: YYYY-MM-DD",
    ),
    "a policy after the last day": (
        "interventions:\n  - placebo: {from: 2026-01-01}\n",
        "bad.yaml:6:21: placebo never acts: it starts on 2026-01-01, after the last day, 2025-12-31",
    ),
    "a policy before the first day": (
        "interventions:\n  - placebo: {from: 2023-01-01, to: 2024-01-01}\n",
        "bad.yaml:6:37: placebo never acts: it ends on 2024-01-01, before the first day, 2024-07-05",
    ),
    "a ramp that goes back": (
        "interventions:\n  - placebo: {from: 2025-01-01, ramp: -3}\n",
        "bad.yaml:6:39: placebo.ramp is -3 days",
        "  allowed: whole numbers from 0 to 36500",
    ),
    "a grid that does not exist": (
        "interventions:\n  - placebo: {from: 2025-01-01, grids: [1, 79-81]}\n",
        "bad.yaml:6:44: placebo.grids names grid 81",
        "  allowed: 1 to 80",
    ),
    "grids that are no choice": (
        "interventions:\n  - placebo: {from: 2025-01-01, grids: some}\n",
        "bad.yaml:6:40: placebo.grids cannot be 'some'",
        "  allowed: all, a list of numbers and ranges [1, 5-8], or a share 30 %",
    ),
    "an unknown shock": (
        "shocks:\n  - epidemc: {from: 2025-01-01}\n",
        "bad.yaml:6:5: there is no shock 'epidemc'",
        "  allowed: employer_closes, epidemic, fiscal_cut, heating_failure, winter_storm",
        "  did you mean 'epidemic'?",
    ),
    "a shock in grids, which a model draws": (
        "shocks:\n  - winter_storm: {from: 2025-01-01, grids: [3]}\n",
        "bad.yaml:6:38: winter_storm has no key 'grids'",
        "  allowed: absence, emerg_mult, estates, fall, from, hold, need_mult, orders",
    ),
    "estates by number": (
        "shocks:\n  - winter_storm: {from: 2025-01-01, estates: 3}\n",
        "bad.yaml:6:47: winter_storm.estates cannot be '3'",
        "  allowed: all, or a share 30 %",
    ),
    "a shock that is over before the first day": (
        "shocks:\n  - winter_storm: {from: 2024-01-01}\n",
        "bad.yaml:6:26: winter_storm never strikes: it comes on 2024-01-01, over by 2024-01-07, "
        "before the first day",
    ),
    "a shock without a day": (
        "shocks:\n  - winter_storm: {}\n",
        "bad.yaml:6:5: winter_storm has no 'from': the day on which it strikes",
        "  allowed: from: YYYY-MM-DD",
    ),
    "a number of a shock beyond its range": (
        "shocks:\n  - epidemic: {from: 2025-01-01, epi_need_mult: 9}\n",
        "bad.yaml:6:49: shocks.epidemic.epi_need_mult is 9 multiplier, outside its range",
        "  allowed: 1.3 to 4 multiplier; or name shocks.epidemic.epi_need_mult under beyond_range",
    ),
    "two policies in one": (
        "interventions:\n  - placebo: {from: 2025-01-01}\n    staffing: {from: 2025-01-01}\n",
        "bad.yaml:6:5: a policy is one name with its settings, but here are 2 names",
    ),
    "policies that are no list": (
        "interventions: {placebo: {from: 2025-01-01}}\n",
        "bad.yaml:5:16: interventions is a map, but must be a list",
        "  allowed: lines that begin with `- `, or [one, two]",
    ),
    "a key without a value": (
        "interventions:\n",
        "bad.yaml:5:1: 'interventions' has no value",
    ),
    "a file that is not there": (
        "extends: bads.yaml\n",
        "bad.yaml:5:10: there is no file 'bads.yaml'",
        "  allowed: bad.yaml",
        "  did you mean 'bad.yaml'?",
    ),
    "a file that extends itself": (
        "extends: bad.yaml\n",
        "bad.yaml:5:10: extends goes in a circle: bad.yaml -> bad.yaml",
    ),
    "an alias": (
        "why: &one {en: a, zh: 甲}\n",
        "bad.yaml:5:6: anchors and aliases (& and *) are not read here",
    ),
    "a tab": (
        "model:\n\tworkers: 2\n",
        "bad.yaml:6:1: a tab; indent with spaces",
    ),
    "a bracket that is never closed": (
        "model: {workers: 2\n",
        "bad.yaml:6:1: this is not YAML: expected ',' or '}', but got '<stream end>'",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_with_its_place_and_what_is_allowed(say, case):
    added, *lines = CASES[case]
    assert _short(say(HEAD + added)) == lines


def _short(said):
    """The lines of what was said without long lists of names, which grow with the model."""
    return [line for line in said.splitlines() if "…" not in line]


def test_a_long_list_of_names_is_cut_to_those_that_look_alike(say):
    allowed = say(HEAD + "parameters: {residents.will_18_30: 0.6}\n").splitlines()[1]
    names, total = allowed.removeprefix("  allowed: ").split(" … ")
    assert "will_18_29" in names.split(", ")
    assert len(names.split(", ")) == 16
    assert total == f"({len(described(rooms()['residents']))} in all)"


WHOLE_FILES = {
    "an empty file": (b"", "bad.yaml: the file is empty"),
    "only a comment": (b"# why\n", "bad.yaml: the file is empty"),
    "a list": (b"- 1\n", "bad.yaml:1:1: a scenario is a map of keys and values, not a list"),
    "another encoding": ("schema: 1\nname: 李".encode("gbk"), "bad.yaml:2:7: byte 0xc0 is no UTF-8 text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "bad.yaml:1:1: byte 0x89 is no UTF-8 text"),
    "a binary file": (b"schema: \0\1", "bad.yaml:1:9: character U+0000 does not belong in a text file"),
    "an older YAML": (b"%YAML 1.1\n---\na: no\n", "bad.yaml:1:1: a YAML directive (%) is not read here"),
    "brackets without end": (b"[" * 2000, "bad.yaml: nested too deeply"),
    "a large file": (b"#" * 1_000_001, "bad.yaml: larger than 1 MB, so hardly a scenario"),
}


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_file_that_is_no_scenario_is_told_in_one_sentence(say, case):
    content, sentence = WHOLE_FILES[case]
    assert say(content) == sentence


def test_a_file_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"^nowhere\.yaml: there is no such file$"):
        load("nowhere.yaml")


def test_a_folder_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(ScenarioError, match=r"^folder: this is a folder, not a file$"):
        load("folder")


def test_what_is_missing_is_told_all_at_once(say):
    assert say("place: {residents: 96000}\n").splitlines() == [
        "bad.yaml: no 'schema': which edition of the format is this?",
        "  allowed: schema: 1",
        "bad.yaml: a scenario needs its own 'name'",
        "bad.yaml: a scenario needs its own 'title'",
        "bad.yaml: no 'experiment.start': the first measured day",
        "  allowed: start: YYYY-MM-DD",
    ]


def test_headings_are_checked(say):
    text = "schema: 2\nname: my street\ntitle: {en: Street}\nexperiment: {start: 2025-01-01, days: 1.5}\n"
    assert say(text).splitlines() == [
        "bad.yaml:1:9: schema 2 is not known",
        "  allowed: schema: 1",
        "bad.yaml:2:7: name cannot be 'my street'",
        "  allowed: letters, digits, hyphens and, inside, dots, at most 60",
        "bad.yaml:3:8: title has no 'zh'",
        "  allowed: both en and zh",
        "bad.yaml:4:39: experiment.days is 1.5 days",
        "  allowed: whole numbers from 1 to 36500",
    ]


def test_all_faults_of_a_file_and_of_its_parents_come_in_one_go(say, tmp_path):
    # given a parent with a fault, and a file with two
    (tmp_path / "parent.yaml").write_text("schema: 1\nmodel: {workers: many}\n")
    said = say(HEAD + "extends: parent.yaml\nplace: {residnets: 5}\ninterventions: [sweep]\n")
    # then each has its line
    assert [line for line in said.splitlines() if line.startswith(("bad", "parent"))] == [
        "parent.yaml:2:18: model.workers is 'many', which is not a number",
        "bad.yaml:6:9: place has no key 'residnets'",
        "bad.yaml:7:17: a policy is a single value, but must be a map of keys and values",
    ]


def test_files_that_extend_each_other_are_told_where_the_circle_closes(say, tmp_path):
    (tmp_path / "other.yaml").write_text("schema: 1\nextends: bad.yaml\n")
    said = say(HEAD + "extends: other.yaml\n")
    assert said == "other.yaml:2:10: extends goes in a circle: bad.yaml -> other.yaml -> bad.yaml"


def test_a_run_beyond_the_calendar_is_told(say):
    said = say(HEAD.replace("2025-01-01", "2004-02-01"))
    assert said.splitlines() == [
        "bad.yaml:4:21: the experiment runs from 2003-08-05 to 2005-01-30, warm-up included",
        "  allowed: days from 2004-01-01 to 2033-12-31",
    ]


RANGE = "place:\n  residents: {value: 96000, low: 60000, high: 100000, source: chosen}\n"

SET = {
    "model.wrokers=3": (
        "--set: model has no key 'wrokers'",
        "  did you mean 'workers'?",
    ),
    "model.workers=many": (
        "--set: model.workers is 'many', which is not a number",
        "  allowed: a number in workers/grid",
    ),
    "place.residents=5": (
        "--set: place.residents is 5 residents, outside its range",
        "  allowed: 60000 to 100000 residents; or name place.residents under beyond_range",
    ),
    "experiment.dayz=3": (
        "--set: experiment has no key 'dayz'",
        "  allowed: days, parameter_sets, replications, seed, start, warmup",
        "  did you mean 'days'?",
    ),
    "workers=3": (
        "--set: 'workers=3' is not a dotted path, '=' and a value",
        "  allowed: model.workers",
        "  did you mean 'model.workers'?",
    ),
    "model.workers": (
        "--set: 'model.workers' is not a dotted path, '=' and a value",
        "  allowed: model.workers=3",
    ),
    "shocks.epidemic.hold=2": (
        "--set: the scenario has no shock 'epidemic'",
        "  allowed: none: it has no shocks",
    ),
    "interventions.staffing.add=2": (
        "--set: the scenario has no policy 'staffing'",
        "  allowed: none: it has no policies",
    ),
}


@pytest.mark.parametrize("pair", SET)
def test_what_is_set_on_the_command_line_is_checked_like_a_file(say, pair):
    assert _short(say(HEAD + RANGE, pair)) == list(SET[pair])
