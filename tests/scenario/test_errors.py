"""What is said about a value of a bad scenario, word by word."""

import pytest

from simulation.parameters import declared_groups, described
from tests.scenario.files import HEAD

KEYS = (
    "beyond_range, city, claims, experiment, extends, interventions, metrics, model, name, parameters, "
    "place, rules, schema, shocks, strength, title, why"
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
    "parameters by group": (
        "parameters: {residents: {will_18_29: 0.6}}\n",
        "bad.yaml:5:14: 'residents' is a parameter group; write each parameter as 'residents.name: value'",
    ),
    "a parameter in the wrong group": (
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
    "days of a week without its Sunday": (
        "place: {request_days: 3 3 3 3 3 1}\n",
        "bad.yaml:5:23: place.request_days cannot be '3 3 3 3 3 1'",
        "  allowed: 7 numbers from 0 to 1,000,000 with spaces between, Monday to Sunday, not all 0; or model",
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
    "rules without their files": (
        "rules:\n  Resident.willing_share:\n  Resident.joining_chance: mine.py:mine\n",
        "bad.yaml:6:3: 'Resident.willing_share' has no value",
        "bad.yaml:7:28: there is no file 'mine.py'",
    ),
    "a rule that is not indented": (
        "rules:\nResident.willing_share: mine.py:mine\n",
        "bad.yaml:5:1: 'rules' has no value; put two spaces before Resident.willing_share, "
        "so that it belongs to it",
        "bad.yaml:6:1: a scenario has no key 'Resident.willing_share'",
        "  allowed: beyond_range, city, claims, experiment, extends, interventions, metrics, model, name, "
        "parameters, place, rules, schema, shocks, strength, title, why",
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
        "bad.yaml:6:1: this is not YAML: a comma , or the closing } is missing before this place, or a "
        "quoted text ends too early",
    ),
    "a list that is never closed": (
        "rules: [a\n",
        "bad.yaml:6:1: this is not YAML: a comma , or the closing ] is missing before this place, or a "
        "quoted text ends too early",
    ),
    "a colon that is missing": (
        "model\n  workers: 2\n",
        "bad.yaml:5:1: this is not YAML: a colon and a space are missing behind the first word, as in "
        "`key: value`",
    ),
    "a quote that is missing": (
        "why: {en: 'a, zh: 甲}\n",
        "bad.yaml:5:11: this is not YAML: a quoted text begins here and does not end",
    ),
    "a line in no column": (
        "model:\n    workers: 2\n  days: 3\n",
        "bad.yaml:7:3: this is not YAML: the line begins in another column than those it belongs to, or a "
        "quoted text ends too early",
    ),
    "two colons": (
        "extends: a: b\n",
        "bad.yaml:5:11: this is not YAML: one colon too many: the line above lacks its own, or a text with a "
        "colon lacks its quotes",
    ),
    "a value that is missing": (
        "why: [a, , b]\n",
        "bad.yaml:5:10: this is not YAML: a value is missing here",
    ),
    "a sign that begins no value": (
        "why: @a\n",
        "bad.yaml:5:6: this is not YAML: no value begins with @; write it in quotes",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_with_its_place_and_what_is_allowed(say, case):
    added, *lines = CASES[case]
    assert _short(say(HEAD + added)) == lines


def test_a_file_in_another_folder_is_proposed_by_the_path_that_works(say, tmp_path):
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "right.yaml").write_text("schema: 1\n", "utf-8")
    assert "did you mean 'base/right.yaml'?" in say(HEAD + "extends: base/rihgt.yaml\n")


def _short(said):
    """The lines of what was said without long lists of names, which grow with the model."""
    return [line for line in said.splitlines() if "…" not in line]


def test_a_long_list_of_names_is_cut_to_those_that_look_alike(say):
    allowed = say(HEAD + "parameters: {residents.will_18_30: 0.6}\n").splitlines()[1]
    names, total = allowed.removeprefix("  allowed: ").split(" … ")
    assert "will_18_29" in names.split(", ")
    assert len(names.split(", ")) == 17
    assert total == f"({len(described(declared_groups()['residents']))} in all)"


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
