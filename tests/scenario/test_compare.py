"""`diff`: one line per difference, with the place where each value was written."""

import json
from dataclasses import replace

import pytest

from simulation import cli
from simulation.scenario import differences, load, load_study, settings_of
from simulation.scenario.compare import Difference
from tests.worlds import ROOT

LIBRARY = ROOT / "scenarios"
HEAD = "schema: 1\nname: {name}\ntitle: {{en: A, zh: 甲}}\nextends: {parent}\n"


@pytest.fixture
def write(tmp_path):
    def written(name, text=""):
        path = tmp_path / f"{name}.yaml"
        path.write_text(HEAD.format(name=name, parent=LIBRARY / "classroom.yaml") + text, encoding="utf-8")
        return path

    return written


def diff(capsys, *files):
    with pytest.raises(SystemExit) as end:
        cli.main(["diff", *map(str, files)])
    said = capsys.readouterr()
    return end.value.code, said.out.splitlines(), said.err


def test_a_number_that_differs_is_one_line_with_both_origins(capsys, write):
    one, other = write("one"), write("other", "parameters:\n  residents.will_18_29: 0.6\n")
    was = load(one).numbers["residents"].will_18_29
    line = f"residents.will_18_29: {was} (default) | 0.6 ({other}:6)"
    assert diff(capsys, one, other) == (0, [line], "")


def test_what_only_one_of_them_has_says_which(capsys, write):
    policy = "interventions:\n  - staffing: {from: 2025-03-01, add: 1, to: 2025-04-01, grids: [1-3]}\n"
    one, other = write("one"), write("other", policy)
    code, lines, _ = diff(capsys, one, other)
    assert code == 0
    assert f"only in B: interventions.staffing.from: 2025-03-01 ({other}:6)" in lines
    assert f"only in B: interventions.staffing.grids: [1, 2, 3] ({other}:6)" in lines
    assert all(line.startswith("only in B: interventions.staffing.") for line in lines)
    assert all(line.startswith("only in A: ") for line in diff(capsys, other, one)[1])


def test_one_more_policy_in_front_moves_no_other(write):
    staff, points = "  - staffing: {from: 2025-03-01}\n", "  - volunteer_points: {from: 2025-02-01}\n"
    one = settings_of(load(write("one", f"interventions:\n{staff}")))
    other = settings_of(load(write("other", f"interventions:\n{points}{staff}")))
    found = differences(one, other)
    assert found and all(each.path.startswith("interventions.volunteer_points.") for each in found)


def test_the_second_policy_of_a_name_has_a_number_and_another_order_is_a_difference(capsys, write):
    early, late = (f"  - staffing: {{from: 2025-0{month}-01}}\n" for month in (2, 3))
    points = "  - volunteer_points: {from: 2025-02-01}\n"
    one = settings_of(load(write("one", f"interventions:\n{early}{points}{late}")))
    other = settings_of(load(write("other", f"interventions:\n{points}{early}{late}")))
    assert one["interventions.staffing#2.from"] == "2025-03-01"
    names = ["volunteer_points", "staffing", "staffing#2"]
    assert differences(one, other) == [Difference("interventions", one["interventions"], names)]


def test_scenarios_that_differ_in_name_and_title_alone_do_not_differ(capsys, write):
    assert diff(capsys, write("one"), write("other")) == (0, [], "no differences\n")


def test_faults_of_both_files_are_told_at_once(capsys, write):
    files = write("one", "place: {no: 1}\n"), write("other", "model: {nor: 1}\n")
    code, lines, err = diff(capsys, *files)
    assert (code, lines) == (2, []) and "one.yaml:5" in err and "other.yaml:5" in err


def all_scenarios():
    study = load_study(LIBRARY / "studies" / "shocks.yaml")
    return [load(path) for path in sorted(LIBRARY.glob("*.yaml"))] + list(study.scenarios)


@pytest.mark.slow
def test_settings_survive_json_and_tell_apart_what_is_not_equal():
    # given every scenario of the library
    found = [(each, settings_of(each)) for each in all_scenarios()]
    nameless = {"name": "", "title": {}, "why": None}
    for scenario, settings in found:
        assert json.loads(json.dumps(settings)) == settings
        # then two are told apart exactly where a run of one is not a run of the other
        for another, theirs in found:
            same = replace(scenario, **nameless) == replace(another, **nameless)
            assert same == (not differences(settings, theirs)), (scenario.name, another.name)


def test_rules_of_ones_own_and_parameter_sets_are_told_by_what_is_in_them(tmp_path, write):
    rule = tmp_path / "mine.py"
    changed = []
    for number in (0.6, 0.61):
        rule.write_text(f"def keen(self, *_, **__):\n    return {number}\n", encoding="utf-8")
        own = "rules:\n  Resident.joining_chance: mine.py:keen\n"
        sets = tmp_path / "sets.csv"
        sets.write_text(f"residents.will_18_29\n{number}\n", encoding="utf-8")
        experiment = "experiment:\n  parameter_sets: sets.csv\n"
        changed.append(settings_of(load(write("own", own + experiment))))
    found = [each.path for each in differences(*changed)]
    assert found == ["experiment.parameter_sets", "rules.Resident.joining_chance"]
