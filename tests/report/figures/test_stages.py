"""Where needs lie: the figure and its table have the means of the runs, the sentence its parts."""

from types import SimpleNamespace

import pytest

from simulation.records.stages import HOPELESS, STAGES
from simulation.report.figures import SECTIONS
from simulation.report.figures.street.stages import NAMES, metric, stages
from simulation.report.summary.stages_summary import sentence
from simulation.text.bilingual import same

TODAY = dict.fromkeys(NAMES, 0.0) | {"unvoiced": 600.0, "queued": 150.0, "on_paper": 50.0, HOPELESS: 200.0}
HEARD = TODAY | {"unvoiced": 400.0, "queued": 180.0}
KNOWN = {metric(stage): None for stage in NAMES}


def scenario(name, place):
    title = same(name)
    return SimpleNamespace(id=name, title=title, name=title, short_name=title, place=place)


@pytest.fixture
def folder():
    shown = [scenario("today", 0), scenario("heard", 1)]
    days = {("today", stage): n for stage, n in TODAY.items()} | {("heard", s): n for s, n in HEARD.items()}
    mean = lambda name, who: days[who, name.removeprefix("stage_")]  # noqa: E731
    return SimpleNamespace(scenarios=shown, with_runs=shown, baseline=shown[0], mean=mean)


def bars(figure):
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


def test_bars_are_levels_of_all_and_changes_of_others(folder):
    picture = stages(folder, {}, KNOWN)
    levels, changes = (bars(picture.figures[each]) for each in ("levels", "changes"))
    assert [sum(bar["x"][row] for bar in levels) for row in (0, 1)] == [1000, 830]
    assert sum(bar["x"][0] for bar in changes) == -170
    assert min(bar["x"][0] for bar in changes) == -200


def test_the_table_has_a_line_a_scenario_and_stage(folder):
    table = stages(folder, {}, KNOWN).tables["changes"]
    found = {row[1]["raw"]: row[2]["raw"] for row in table["rows"]}
    assert list(found) == [each.word for each in STAGES]
    assert found["unvoiced"] == -200 and found["queued"] == 30


def test_the_sentence_says_where_days_lie_and_which_a_scenario_moves(folder):
    said = sentence(folder, KNOWN, folder.scenarios[1])
    assert "60.0% lie before anybody speaks, 15.0% with offices, 5.0% are closed on paper" in said.en
    assert "20.0% are beyond solving: 800 are addressable" in said.en
    assert "heard moves “noticed, not voiced” most (−200 days)" in said.en
    assert "60.0% 在反映之前" in said.zh and "“已察觉未反映”（−200 天）" in said.zh


def test_old_results_without_stages_have_neither_picture_nor_sentence(folder):
    part = SimpleNamespace(folder=folder, rows={}, known={})
    assert SECTIONS["stages"].picture(part) is None and sentence(folder, {}, None) is None
