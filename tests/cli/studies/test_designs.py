"""A design: points of a sweep in a table, with errors by row and column, more than a grid may have."""

import json
from pathlib import Path

import pytest

from simulation.scenario import ScenarioError, load, load_study, sweep_over
from simulation.scenario.settings import Study
from simulation.scenario.studies import design as designs
from tests.cli.words import SMALL
from tests.experiment.stand_ins import lose
from tests.worlds import ROOT

CLASSROOM = ROOT / "scenarios" / "classroom.yaml"
MORE = f"""schema: 1
name: more
title: {{en: More, zh: 更多}}
extends: {CLASSROOM}
interventions: [{{staffing: {{from: 2025-01-01}}}}]
"""
STUDY = f"""schema: 1
study: designed
title: {{en: Designed, zh: 设计}}
baseline: {CLASSROOM}
scenarios: [more.yaml]
sweep: {{design: tables/points.csv}}
"""
TABLE = """# made by hand
name,interventions.staffing.add,residents.will_18_29
low,0.5,
high,2,0.6
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Path:
    """A folder with a policy, a study, and a table of points in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tables").mkdir()
    for name, text in (("more.yaml", MORE), ("study.yaml", STUDY), ("tables/points.csv", TABLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def points(study: Study) -> dict[str, dict]:
    return {name: dict(about["point"]) for name, about in study.points.items()}


NAMED = {
    "more.low": {"interventions.staffing.add": 0.5},
    "more.high": {"interventions.staffing.add": 2.0, "residents.will_18_29": 0.6},
    "classroom.high": {"residents.will_18_29": 0.6},
}


def test_a_study_names_a_table_by_the_path_from_itself(desk, monkeypatch):
    monkeypatch.chdir(ROOT)
    study = load_study(desk / "study.yaml")
    assert points(study) == NAMED
    # and the point that changes the world is compared with the street as it is there
    assert study.baselines["more.high"] == "classroom.high"
    by_name = {each.name: each for each in study.scenarios}
    assert by_name["more.high"].numbers["residents"].will_18_29 == 0.6
    assert by_name["more.low"].policies[0].intervention.add == 0.5
    assert by_name["more.high"].title["en"].endswith(": high")


def test_on_the_command_line_a_design_makes_the_same_scenarios(desk):
    files = [CLASSROOM, desk / "more.yaml"]
    alone = Study("designed", {}, None, *(load(files[0]), (load(files[1]),)))
    study = sweep_over(alone, files, (), (), "tables/points.csv")
    assert points(study) == NAMED and study.scenarios == load_study("study.yaml").scenarios


def test_a_design_is_the_grid_that_has_its_points(desk):
    path = "interventions.staffing.add"
    (desk / "tables" / "points.csv").write_text(f"{path}\n1\n2\n", encoding="utf-8-sig")
    of_table = load_study("study.yaml")
    text = STUDY.replace("design: tables/points.csv", f"grid: {{{path}: [1, 2]}}")
    (desk / "study.yaml").write_text(text, encoding="utf-8")
    of_grid = load_study("study.yaml")
    assert (of_table.scenarios, of_table.points, of_table.sweep) == (
        of_grid.scenarios,
        of_grid.points,
        of_grid.sweep,
    )


@pytest.mark.slow
def test_a_design_may_have_more_points_than_a_grid(desk):
    rows = [f"{at / 1000:g},{1 - at / 1000:g}" for at in range(1, 321)]
    table = "\n".join(["interventions.staffing.add,strength", *rows])
    (desk / "tables" / "points.csv").write_text(table, encoding="utf-8")
    study = load_study("study.yaml")
    assert len(study.points) == 320 == len({each.name for each in study.scenarios})
    assert [each["point"]["strength"] for each in study.points.values()] == [
        pytest.approx(1 - at / 1000) for at in range(1, 321)
    ]


WRONG = {
    "an unknown path": ("residents.wil\n0.5\n", "tables/points.csv:1:1: there is nothing to set"),
    "a path twice": ("strength,strength\n1,1\n", "tables/points.csv:1:10: 'strength' stands here twice"),
    "the experiment": (
        "strength,experiment.days\n1,3\n",
        "tables/points.csv:1:10: 'experiment.days' cannot be",
    ),
    "a value that is no number": ("strength\n1\nhigh\n", "tables/points.csv:3:1: strength is 'high', which"),
    "a value out of range": (
        "name,interventions.staffing.add\na,1\nb,200\n",
        "tables/points.csv:3:3: interventions.staffing.add is 200 worker/grid, outside its range",
    ),
    "a row that is too short": (
        "name,strength\na\n",
        "tables/points.csv:2:1: this point has 1 values, but the header 2",
    ),
    "a row without a value": ("name,strength\na,\n", "tables/points.csv:2:1: this point has no value"),
    "a name twice": (
        "name,strength\na,1\na,0.5\n",
        "tables/points.csv:3:1: two points are called 'a', first in line 2",
    ),
    "a name that is no name": (
        "name,strength\nso so,1\n",
        "tables/points.csv:2:1: the name of a point cannot",
    ),
    "a point twice": (
        "strength\n0.5\n.5\n",
        "tables/points.csv:3:1: this point is the same as that of line 2",
    ),
    "no row": ("strength\n", "tables/points.csv: there is no point in this file"),
    "nothing": ("", "tables/points.csv: there is no point in this file"),
    "names alone": ("name\na\n", "tables/points.csv: there is no point in this file"),
    "a policy that nobody has": (
        "interventions.placebo.minutes\n3\n",
        "tables/points.csv:1:1: 'interventions.placebo.minutes' changes no scenario of the sweep",
    ),
}


@pytest.mark.parametrize("table, said", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_row_and_column(desk, table, said):
    (desk / "tables" / "points.csv").write_text(table, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_study("study.yaml")
    assert str(refused.value).splitlines()[0].startswith(said)


def test_a_table_that_is_not_there_is_said_where_it_is_named(desk):
    (desk / "tables" / "points.csv").rename(desk / "tables" / "point.csv")
    with pytest.raises(
        ScenarioError, match=r"study\.yaml:6:17: there is no file 'tables/points\.csv'"
    ) as told:
        load_study("study.yaml")
    assert "did you mean" in str(told.value) or "point.csv" in str(told.value)


def test_too_many_points_are_refused(desk, monkeypatch):
    monkeypatch.setattr(designs, "MOST", 1)
    with pytest.raises(
        ScenarioError, match=r"study\.yaml:6:17: the design has 2 points\n  allowed: at most 1"
    ):
        load_study("study.yaml")


def test_a_grid_or_another_sweep_beside_a_design_is_refused(command, desk):
    of_study = command("run", "study.yaml", "--design", "tables/points.csv")
    assert of_study.code == 2 and "--design: the study has a sweep already" in of_study.err
    both = command("run", "more.yaml", "--design", "tables/points.csv", "--grid", "strength=0.5")
    assert both.code == 2 and "one of them, --grid or --design" in both.err


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_a_folder_goes_on_also_when_the_table_is_gone_and_says_when_it_was_edited(command, desk):
    words = [*SMALL, "-n", "1", "--days", "3", "--set", "experiment.warmup=1", "-j", "1", "-o", "out"]
    assert command("run", str(CLASSROOM), "more.yaml", "--design", "tables/points.csv", *words).code == 0
    told = json.loads((desk / "out" / "study.json").read_text("utf-8"))
    assert {each["name"] for each in told["scenarios"]} == {"classroom", *NAMED}
    lose(desk / "out", "more.high-0")
    table = desk / "tables" / "points.csv"
    table.write_text(TABLE.replace("0.6", "0.65"), encoding="utf-8")
    edited = command("resume", "out", "-j", "1")
    assert edited.code == 2 and "was edited since it began" in edited.err
    table.unlink()
    assert command("resume", "out", "-j", "1").code == 0
    assert command("status", "out").lines[0].startswith("out: 4 of 4 runs finished")
    # and when it grows, its plan still says how it was asked for
    assert command("expand", "out", "-n", "2", "-j", "1").code == 0
    asked = json.loads((desk / "out" / "plan.json").read_text("utf-8"))["asked"]
    assert (asked["design"], asked["files"]) == ("tables/points.csv", [str(CLASSROOM), "more.yaml"])


@pytest.mark.slow
@pytest.mark.parametrize("of_before", [False, True])
@pytest.mark.usefixtures("in_this_process")
def test_a_folder_without_a_design_goes_on_also_one_of_before(command, desk, of_before):
    words = [*SMALL, "-n", "1", "--days", "3", "--set", "experiment.warmup=1", "-j", "1", "-o", "out"]
    assert command("run", str(CLASSROOM), *words).code == 0
    plan = desk / "out" / "plan.json"
    told = json.loads(plan.read_text("utf-8"))
    if of_before:
        del told["asked"]["design"]
        plan.write_text(json.dumps(told), encoding="utf-8")
    lose(desk / "out", "classroom-0")
    assert command("resume", "out", "-j", "1").code == 0
    assert command("expand", "out", "-n", "2", "-j", "1").code == 0
    assert json.loads(plan.read_text("utf-8"))["asked"]["files"] == [str(CLASSROOM)]
