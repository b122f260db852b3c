"""Parameter sets: a table of other numbers, one set per replication, the same on both sides of a pair."""

import json
import pickle
import re
import shlex
import shutil

import pandas as pd
import pytest

from simulation.experiment import run_study
from simulation.experiment.execution.batches import batches
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.runs import Shard, plan
from simulation.experiment.storage.run_store import read_table
from simulation.report import build
from simulation.scenario import (
    ScenarioError,
    differences,
    implicit_study,
    load,
    load_study,
    resolve,
    settings_of,
)
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")

SHIPPED = ROOT / "scenarios" / "parameter-sets" / "plausible.csv"
TABLE = """# for people
set,workers.burn_days,residents.beta_busy
4,80,0.8

9,2160 hours,0.9
11,1e2,1
"""
BASE = """schema: 1
name: base
title: {en: Base, zh: 基准}
experiment: {start: 2025-01-01, warmup: 0, days: 2, replications: 5}
"""
ALONE = ("experiment.parameter_sets=sets.csv:2", "experiment.replications=1")
OTHER = BASE.replace("name: base", "name: other") + "parameters: {residents.beta_busy: 1.5}\n"
STUDY = """schema: 1
study: pairs
title: {en: Pairs, zh: 配对}
baseline: base.yaml
scenarios: [other.yaml]
parameter_sets: sets.csv
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A study of two scenarios over three sets, in the working folder."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "base.yaml": BASE,
        "other.yaml": OTHER,
        "study.yaml": STUDY,
        "sets.csv": TABLE,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def numbers(scenario):
    return scenario.numbers["workers"].burn_days, scenario.numbers["residents"].beta_busy


# --- what is read


def test_a_study_names_the_sets_of_all_its_scenarios(desk):
    study = load_study("study.yaml")
    for each in (study.baseline, *study.scenarios):
        sets = each.experiment.parameter_sets
        assert sets.paths == ("workers.burn_days", "residents.beta_busy")
        assert sets.rows == ((80, 0.8), (90, 0.9), (100, 1))
        assert pickle.loads(pickle.dumps(each)) == each


def test_a_scenario_names_sets_and_the_command_line_wins(desk):
    (desk / "below").mkdir()
    (desk / "below" / "one.csv").write_text("workers.burn_days\n70\n")
    (desk / "base.yaml").write_text(BASE.replace("days: 2", "days: 2, parameter_sets: below/one.csv"))
    assert load("base.yaml").experiment.parameter_sets.rows == ((70,),)
    assert load("base.yaml", ["experiment.parameter_sets=sets.csv"]).experiment.parameter_sets.rows[0] == (
        80,
        0.8,
    )


def test_one_set_can_be_taken_alone(desk):
    sets = load("base.yaml", ["experiment.parameter_sets=sets.csv:3"]).experiment.parameter_sets
    assert sets.rows == ((100, 1),) and str(sets) == "sets.csv:3"


def test_a_number_that_a_file_of_the_scenario_sets_is_its_own(desk):
    other = load_study("study.yaml").scenarios[0]
    assert [numbers(other.in_replication(r)) for r in range(3)] == [(80, 1.5), (80, 1.5), (90, 1.5)]


def test_what_resolve_prints_can_be_loaded_again_with_its_sets(desk):
    for scenario in (load_study("study.yaml").baseline, *load_study("study.yaml").scenarios):
        (desk / "below").mkdir(exist_ok=True)
        (desk / "below" / "again.yaml").write_text(resolve(scenario), encoding="utf-8")
        again = load("below/again.yaml")
        assert again == scenario and again.from_sets == scenario.from_sets


# --- what is said about a bad table

HEADER = "workers.burn_days,residents.beta_busy\n"
FAULTS = {
    "an unknown parameter": (
        "workers.burn_dais\n80\n",
        ["sets.csv:1:1: workers has no parameter 'burn_dais'", "  did you mean 'burn_days'?"],
    ),
    "a lever": (
        "workers.burn_days,model.workers\n80,2\n",
        ["sets.csv:1:19: 'model.workers' is no parameter: it is set as 'workers' under 'model:'"],
    ),
    "a value outside of its range": (
        HEADER + "80,9\n",
        [
            "sets.csv:2:4: residents.beta_busy is 9 log odds, outside its range",
            "  allowed: 0.3 to 1.6 log odds; or name residents.beta_busy under beyond_range",
        ],
    ),
    "a value that is no number": (
        HEADER + "80,0.8\nmany,1\n",
        ["sets.csv:3:1: workers.burn_days is 'many', which is not a number", "  allowed: a number in days"],
    ),
    "a word that is none of those allowed": (
        "workers.burn_days,service.refused\n80,bounces\n90,bounced\n",
        [
            "sets.csv:3:4: service.refused cannot be 'bounced'",
            "  allowed: bounces, solved_by_grid",
            "  did you mean 'bounces'?",
        ],
    ),
    "a number where a word belongs": (
        "service.refused\n1\n",
        ["sets.csv:2:1: service.refused cannot be '1'", "  allowed: bounces, solved_by_grid"],
    ),
    "a value that is not there": (HEADER + "80,\n", ["sets.csv:2:4: residents.beta_busy is an empty text"]),
    "a row that is too short": (
        HEADER + "80\n",
        ["sets.csv:2:1: this set has 1 values, but the header 2"],
    ),
    "a column that stands twice": (
        "workers.burn_days,workers.burn_days\n80,90\n",
        ["sets.csv:1:19: 'workers.burn_days' stands here twice"],
    ),
    "luck that is no whole number": (
        "luck,workers.burn_days\n1.5,80\n",
        ["sets.csv:2:1: luck is 1.5 number", "  allowed: whole numbers from 0 to 1000000"],
    ),
    "no set": (
        "# nothing\n" + HEADER,
        [
            "sets.csv: there is no parameter set in this file",
            "  allowed: a row of dotted paths, then a row of values for each set",
        ],
    ),
}


def said(call, *arguments):
    """All that is said about a bad file, without long lists of names."""
    with pytest.raises(ScenarioError) as caught:
        call(*arguments)
    return [line for line in str(caught.value).splitlines() if "…" not in line]


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_of_a_table_is_named_once_with_its_place(desk, case):
    text, lines = FAULTS[case]
    (desk / "sets.csv").write_text(text)
    assert said(load_study, "study.yaml") == lines


def test_a_table_that_is_not_there_is_told_where_it_is_named(desk):
    (desk / "study.yaml").write_text(STUDY.replace("sets.csv", "setts.csv"))
    assert said(load_study, "study.yaml") == [
        "study.yaml:6:17: there is no file 'setts.csv'",
        "  allowed: sets.csv",
        "  did you mean 'sets.csv'?",
    ]


def test_a_set_that_is_not_there_is_told(desk):
    assert said(load, "base.yaml", ["experiment.parameter_sets=sets.csv:4"]) == [
        "--set: there is no set 4 in 'sets.csv'",
        "  allowed: 1 to 3",
    ]


def test_a_table_in_another_encoding_is_told(desk):
    (desk / "sets.csv").write_bytes("# 参数\n".encode("gbk"))
    assert said(load_study, "study.yaml")[0].startswith("sets.csv: cannot be read as a table: ")


def test_a_set_holds_words_of_structural_switches_and_the_folder_keeps_them(desk):
    (desk / "sets.csv").write_text("workers.burn_days,service.refused\n80,bounces\n90,solved_by_grid\n")
    run_study(load_study("study.yaml"), "out", 1, recipe=Recipe(show_numbers, nothing, whole, load))
    again = load("out/scenarios/base.yaml")
    found = [again.in_replication(r).numbers["service"].refused for r in (1, 2)]
    assert found == ["bounces", "solved_by_grid"]


def test_beyond_range_lets_a_set_lie_outside(desk):
    (desk / "sets.csv").write_text(HEADER + "80,9\n")
    (desk / "base.yaml").write_text(BASE + "beyond_range: [residents.beta_busy]\n")
    assert load("base.yaml", ["experiment.parameter_sets=sets.csv"]).experiment.parameter_sets


# --- what a study makes of them


def test_two_replications_in_a_row_share_a_set_in_every_scenario_of_a_pair_and_sets_take_turns(desk):
    # given a study of nine replications over three sets
    runs = plan(load_study("study.yaml", ["experiment.replications=9"]))
    # then both runs of a pair have one seed and one set, and a number that no file sets is the same
    for r, number in enumerate((1, 1, 2, 2, 3, 3, 1, 1, 2)):
        base, other = (run for run in runs if run.replication == r)
        assert base.seed - runs[0].seed == other.seed - runs[0].seed == r
        assert base.parameter_set == other.parameter_set == number
        assert numbers(base.scenario) == ((80, 0.8), (90, 0.9), (100, 1))[number - 1]
        assert numbers(other.scenario)[0] == numbers(base.scenario)[0]


def test_sets_with_one_number_of_luck_share_a_seed(desk):
    # given three sets of which two share their luck, and five replications
    (desk / "sets.csv").write_text("luck,workers.burn_days\n0,80\n0,90\n2,100\n")
    study = load_study("study.yaml")
    runs = [run for run in plan(study) if run.scenario.name == "base"]
    # then the seeds are the first one and what the rows say, and none of these when the rows come again
    assert [run.seed - 7 for run in runs] == [0, 0, 2, 3, 3]
    assert [run.scenario.numbers["workers"].burn_days for run in runs] == [80, 90, 100, 80, 90]


def test_replications_of_one_set_have_one_scenario_so_that_they_can_go_side_by_side(desk):
    runs = [run for run in plan(load_study("study.yaml")) if run.scenario.name == "base"]
    assert runs[0].scenario is runs[1].scenario and runs[0].scenario is not runs[2].scenario


def test_one_set_taken_alone_has_the_seed_that_is_asked_for(desk):
    (desk / "sets.csv").write_text("luck,workers.burn_days\n5,80\n6,90\n")
    (run,) = plan(implicit_study([load("base.yaml", [*ALONE, "experiment.seed=3"])]))
    assert run.seed == 3


def test_luck_is_part_of_what_scenarios_must_share_and_is_kept(desk):
    (desk / "sets.csv").write_text("luck,workers.burn_days\n5,80\n6,90\n")
    lucky = load("base.yaml", ["experiment.parameter_sets=sets.csv"])
    run_study(load_study("study.yaml"), "out", 1, recipe=Recipe(show_numbers, nothing, whole, load))
    kept = (desk / "out" / "parameter_sets.csv").read_text()
    assert kept == "set,luck,workers.burn_days\n1,5,80.0\n2,6,90.0\n"
    assert load("out/scenarios/base.yaml") == lucky
    (desk / "sets.csv").write_text("workers.burn_days\n80\n90\n")
    plain = load("base.yaml", ["experiment.parameter_sets=sets.csv"])
    assert plain != lucky
    assert [each.path for each in differences(settings_of(plain), settings_of(lucky))] == [
        "experiment.parameter_sets"
    ]


def test_the_set_of_a_replication_does_not_change_when_more_are_asked_for_or_parts_are_done(desk):
    few, many = (plan(load_study("study.yaml", [f"experiment.replications={n}"])) for n in (5, 11))
    said = [[(run.replication, run.seed, run.parameter_set) for run in runs] for runs in (few, many)]
    assert said[0] == said[1][: len(few)]
    parts = [run for number in (1, 2, 3) for run in Shard(number, 3).of(many)]
    assert [(run.replication, run.seed, run.parameter_set) for run in parts] == said[1]


def test_runs_of_one_scenario_and_set_stand_side_by_side_and_others_do_not(desk):
    runs = plan(load_study("study.yaml"))
    found = [[(runs[at].scenario.name, runs[at].replication) for at in places] for places in batches(runs, 1)]
    assert found == [
        [(name, r) for r in pair] for pair in ((0, 1), (2, 3), (4,)) for name in ("base", "other")
    ]


def test_without_sets_a_run_has_the_numbers_of_its_scenario(desk):
    scenario = load("base.yaml")
    assert scenario.in_replication(3) is scenario and scenario.from_sets == ()


def test_scenarios_with_other_sets_are_refused(desk):
    (desk / "study.yaml").write_text(STUDY.replace("parameter_sets: sets.csv\n", ""))
    (desk / "other.yaml").write_text(OTHER.replace("days: 2", "days: 2, parameter_sets: sets.csv"))
    assert said(load_study, "study.yaml") == [
        "study.yaml:5:13: 'other' has another experiment than the baseline 'base'"
    ]


def show_numbers(scenario, seed):
    values = [*map(float, numbers(scenario)), float(seed)]
    return {"runs": pd.DataFrame({"metric": ["days", "busy", "seed"], "value": values, "unit": "number"})}


def break_second(scenario, seed):
    if seed == 9:
        raise ValueError("no luck")
    return show_numbers(scenario, seed)


def nothing(scenario):
    pass


def whole(scenario):
    return resolve(scenario, with_copies=True)


def test_the_results_folder_keeps_the_sets_and_can_be_run_again(desk):
    # given a study that was run
    run_study(load_study("study.yaml"), "out", 1, recipe=Recipe(show_numbers, nothing, whole, load))
    # then the folder says which set each number belongs to, and where they came from
    assert (desk / "out" / "parameter_sets.csv").read_text().splitlines() == [
        "set,workers.burn_days,residents.beta_busy",
        "1,80.0,0.8",
        "2,90.0,0.9",
        "3,100.0,1.0",
    ]
    study = json.loads((desk / "out" / "study.json").read_text("utf-8"))
    assert study["parameter_sets"] == {"file": "sets.csv", "sets": 3, "seeds": 2}
    runs = read_table(desk / "out" / "runs.csv")
    lived = runs[(runs.scenario == "base") & (runs.metric == "days")].value.tolist()
    assert lived == [80, 80, 90, 90, 100]
    # and its scenarios find the sets, wherever the folder is
    shutil.move("out", "elsewhere")
    assert load("elsewhere/scenarios/other.yaml") == load_study("study.yaml").scenarios[0]


def test_a_run_that_failed_is_repeated_with_its_set(desk):
    run_study(load_study("study.yaml"), "out", 1, recipe=Recipe(break_second, nothing, whole, load))
    line = json.loads((desk / "out" / "failures.jsonl").read_text("utf-8").splitlines()[0])
    words = shlex.split(line["command"])
    again = load(words[3], [words[-1]])
    assert words[-1] == "experiment.parameter_sets=out/parameter_sets.csv:2"
    assert numbers(again.in_replication(0)) == (90, 0.9)


# --- what the report says of them


def sentences(desk):
    run_study(load_study("study.yaml"), "out", 1, recipe=Recipe(show_numbers, nothing, whole, load))
    html = build([desk / "out"], desk / "report.html").read_text("utf-8")
    return re.sub(r"<[^>]+>", "", html)


def test_the_report_says_that_intervals_hold_luck_and_parameters(desk):
    text = sentences(desk)
    assert (
        "各次重复依次使用 sets.csv 的 3 套参数中的 3 套，相邻两次重复用同一套，同一对运行用同一套；" in text
    )
    assert (
        "Replications use 3 of the 3 parameter sets of sets.csv in turn, two in a row and both runs of a pair"
        in text
    )
    assert "3 parameter sets" in text and "defaults only" not in text and "仅默认" not in text


def test_the_report_says_that_one_set_leaves_luck_alone(desk):
    (desk / "study.yaml").write_text(STUDY.replace("sets.csv", "sets.csv:2"))
    text = sentences(desk)
    assert "All runs use one parameter set, of sets.csv:2: intervals show random variation only" in text
    assert "所有运行都使用 sets.csv:2 中的同一套参数" in text


def test_the_report_without_sets_says_defaults_only(desk):
    (desk / "study.yaml").write_text(STUDY.replace("parameter_sets: sets.csv\n", ""))
    assert "how runs differ under one set of default parameters" in sentences(desk)


# --- what is shipped


def test_the_shipped_sets_say_how_they_were_made_and_fit_the_street():
    head = SHIPPED.read_text("utf-8").splitlines()[:3]
    assert head[1].startswith("# python benchmarks/realism/plausible.py ") and "--seed" in head[1]
    assert re.match(r"# kept \d+ of \d+ \(\d+%\)", head[2])
    scenario = load(SHIPPED.parents[1] / "lijia.yaml", [f"experiment.parameter_sets={SHIPPED}"])
    assert len(scenario.experiment.parameter_sets.rows) >= 5 and len(scenario.from_sets) > 400
