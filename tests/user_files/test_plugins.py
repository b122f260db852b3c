"""User-defined policies, shocks and metrics: named by a scenario, and at home in the results."""

from __future__ import annotations

import json
import pickle
import re
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

import simulation
from simulation.cli import exit_code
from simulation.experiment import ExperimentError, compare
from simulation.interventions import interventions
from simulation.metrics import METRICS
from simulation.model import Street
from simulation.report import build
from simulation.scenario import Scenario, ScenarioError, load, resolve
from simulation.user_files.run import run_file
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")

FILE = """
from simulation.interventions import intervention
from simulation.metrics import metric
from simulation.parameters import param
from simulation.shocks import only, shock

@intervention("tea_hours")
class TeaHours:
    title = {"en": "Tea", "zh": "茶"}
    remedy = 5
    share: float = param(0.5, "share", (0, 1), "part", "assumed")

    def turn(self, levers, when):
        levers.add("evening_contact", self.share * when.strength)
        levers.bill("tea", "programme", yuan=100 * when.strength)

@shock("heat")
class Heat:
    title = {"en": "Heat", "zh": "热"}
    more: float = param(5, "multiplier", (1, 50), "needs", "assumed")
    lasts = 3

    def strike(self, conditions, onset):
        conditions.raise_needs(onset.estates, only("utility", self.more - 1))

@metric("cups", unit="count", better="higher", role="outcome", en="cups of tea", zh="茶杯数")
def cups(records):
    \"\"\"Days with tea, as if one could count them.\"\"\"
    return records.days
"""


@pytest.fixture
def scenario_file(tmp_path: Path):
    """A scenario on the classroom's street, and beside it `mine.py`; its path."""

    def write(lines: str, name: str = "mine", text: str = FILE) -> Path:
        (tmp_path / "mine.py").write_text(text, encoding="utf-8")
        path = tmp_path / f"{name}.yaml"
        path.write_text(
            f"schema: 1\nname: {name}\ntitle: {{en: Mine, zh: 我的}}\n"
            f"extends: {ROOT / 'scenarios/classroom.yaml'}\n"
            "place: {residents: 2400, communities: 1}\n"
            f"experiment: {{warmup: 1 day, days: 6 days, replications: 2}}\n{lines}\n",
            encoding="utf-8",
        )
        return path

    return write


@pytest.fixture
def policy(scenario_file) -> Path:
    return scenario_file("interventions: [mine.py:tea_hours: {from: 2025-01-02, share: 0.3}]")


def evenings(world: Scenario) -> float:
    street = Street(world, 5)
    street.run_model()
    return float(street.world.levers.evening_contact.mean())


def test_a_policy_of_ones_own_turns_its_levers_and_can_be_set_and_swept(policy):
    usual = evenings(load(policy, ["strength=0"]))
    assert evenings(load(policy)) == pytest.approx(usual + 0.3)
    assert evenings(load(policy, ["interventions.tea_hours.share=0.6"])) == pytest.approx(usual + 0.6)
    with pytest.raises(ScenarioError, match=r"interventions\.tea_hours\.share is 3"):
        load(policy, ["interventions.tea_hours.share=3"])


def test_it_belongs_to_the_scenarios_that_name_it(policy):
    load(policy)
    assert "tea_hours" not in interventions.all()
    assert "cups" not in METRICS.all()


def test_a_process_that_never_saw_the_file_can_unpack_it(policy):
    packed = pickle.dumps(load(policy))
    # given that neither the file nor what was made of it is there any more
    policy.with_name("mine.py").unlink()
    run_file.cache_clear()
    for name in [each for each in sys.modules if each.startswith("own_file_")]:
        del sys.modules[name]
    # then the policy comes out as it went in
    assert pickle.loads(packed).policies[0].intervention.share == 0.3


def test_a_resolved_scenario_names_the_same(scenario_file, tmp_path):
    world = load(
        scenario_file(
            "interventions: [mine.py:tea_hours: {from: 2025-01-02}]\n"
            "shocks: [mine.py:heat: {from: 2025-01-03}]\nmetrics: [mine.py:cups]"
        )
    )
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "resolved.yaml"
    path.write_text(resolve(world), encoding="utf-8")
    assert load(path) == world


def test_an_edited_file_counts_at_once(policy, scenario_file):
    before = load(policy)
    scenario_file("", "other", FILE.replace("0.5 * when", "1 * when").replace("self.share", "0.1"))
    after = load(policy)
    assert before != after
    assert evenings(after) < evenings(before)


@pytest.fixture
def counted(scenario_file, tmp_path) -> Path:
    """A results folder with a user-defined metric, read by a program that never saw its file."""
    usual = scenario_file("metrics: [mine.py:cups]", "usual")
    more = scenario_file("metrics: [mine.py:cups]\nstrength: 0.5", "more")
    assert exit_code(["run", str(usual), str(more), "-n", "1", "-j", "1", "-o", str(tmp_path / "cups")]) == 0
    METRICS.user_defined.pop("cups")
    return tmp_path / "cups"


def renamed(folder: Path, to: Path, **about) -> Path:
    """A copy of a results folder in which the user-defined metric means something else."""
    shutil.copytree(folder, to)
    study = json.loads((to / "study.json").read_text("utf-8"))
    study["metrics"][0] |= about
    (to / "study.json").write_text(json.dumps(study), encoding="utf-8")
    return to


@pytest.mark.slow
def test_of_two_folders_each_keeps_what_it_means_by_a_name(counted, tmp_path):
    # given two folders whose metrics share a name, and mean the opposite
    mugs = renamed(counted, tmp_path / "mugs", label={"en": "mugs", "zh": "马克杯"}, better="lower")
    # when both are read, compared anew and reported, one after the other, in either order
    for first, second in ((counted, mugs), (mugs, counted)):
        better = {folder: read_better(folder) for folder in (first, second)}
        page = build((first, second), tmp_path / "both.html").read_text("utf-8")
        # then each has its own label and direction
        assert better == {counted: "higher", mugs: "lower"}
        assert "Cups of tea" in page and "Mugs" in page
    # and reading has registered nothing
    assert "cups" not in METRICS


def read_better(folder: Path) -> str:
    return str(compare(folder).set_index("metric").loc["cups", "better"])


@pytest.mark.slow
def test_results_hold_the_file_and_say_what_the_metric_means(scenario_file, tmp_path):
    # given a study in which only the second scenario measures something of its own
    usual = scenario_file("", "usual")
    mine = scenario_file(
        "interventions: [mine.py:tea_hours: {from: 2025-01-02}]\n"
        "shocks: [mine.py:heat: {from: 2025-01-03}]\nmetrics: [mine.py:cups]"
    )
    same_shock = scenario_file("shocks: [mine.py:heat: {from: 2025-01-03}]", "usual")
    assert same_shock == usual
    out = tmp_path / "out"
    # when it is run
    assert exit_code(["run", str(usual), str(mine), "-j", "1", "-o", str(out)]) == 0
    # then the first measures it too, so that they can be compared
    runs = pd.read_csv(out / "runs.csv")
    assert set(runs[runs.metric == "cups"]["scenario"]) == {"usual", "mine"}
    compared = pd.read_csv(out / "comparison.csv").set_index("metric").loc["cups"]
    assert (compared["unit"], compared["role"], compared["difference"]) == ("count", "outcome", 0)
    # and the folder holds the file, and can be read by who never saw it
    assert (out / "scenarios" / "mine.py").read_text("utf-8") == FILE
    about = json.loads((out / "study.json").read_text("utf-8"))
    assert about["metrics"][0]["label"] == {"en": "cups of tea", "zh": "茶杯数"}
    assert [one["name"] for one in about["scenarios"][1]["own"]] == ["tea_hours", "heat", "cups"]
    METRICS.user_defined.pop("cups")
    assert exit_code(["report", str(out)]) == 0
    page = (out / "report.html").read_text("utf-8")
    assert "Cups of tea" in page and "uses the user-defined mine.py:tea_hours" in page
    # and it can be gone on with
    assert exit_code(["expand", str(out), "-n", "3", "-j", "1"]) == 0


def test_two_files_with_one_name_are_refused(scenario_file, tmp_path):
    worlds = [load(scenario_file("metrics: [mine.py:cups]", "one"))]
    worlds += [load(scenario_file("metrics: [mine.py:cups]", "two", FILE + "\n# another\n"))]
    with pytest.raises(ExperimentError, match=r"two different user files are called mine\.py"):
        simulation.run(worlds, tmp_path / "out", jobs=1)


def test_a_policy_that_goes_wrong_later_is_a_failed_run_with_its_sentence(scenario_file, tmp_path):
    late = FILE.replace(
        "        levers.add(", "        if when.risen.max() == 0:\n            1 / 0\n        levers.add("
    )
    path = scenario_file("interventions: [mine.py:tea_hours: {from: 2025-01-02}]", text=late)
    assert exit_code(["run", str(path), "-j", "1", "-o", str(tmp_path / "out")]) == 1
    line = (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines()[0]
    assert "mine.py:15: turn failed: division by zero" in json.loads(line)["message"]


def test_validate_names_what_is_of_ones_own(policy, capsys):
    assert exit_code(["validate", str(policy)]) == 0
    assert re.search(r"mine: tea_hours stands in .*mine\.py \(tried\)$", capsys.readouterr().err.strip())


POLICY, METRIC = "interventions: [mine.py:tea_hours: {from: 2025-01-04}]", "metrics: [mine.py:cups]"


@pytest.mark.parametrize(
    "line, right, wrong, sentence",
    [
        (
            POLICY,
            '"evening_contact"',
            '"evening_contract"',
            "mine.py:14: turn failed: no lever is called 'eve",
        ),
        (POLICY, '"programme"', '"program"', "allowed: buildings, .*; did you mean 'programme'?"),
        (METRIC, "return records.days", 'return records.cases()["dayz"]', "no column is called 'dayz'"),
        (
            METRIC,
            'unit="count"',
            'unit="cups"',
            "mine.py:26: the metric 'cups': the unit 'cups' cannot be shown",
        ),
    ],
)
def test_validate_refuses_what_run_would_refuse(line, right, wrong, sentence, scenario_file, capsys):
    path = scenario_file(line, text=FILE.replace(right, wrong))
    assert exit_code(["validate", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == "" and re.search(sentence.replace("?", r"\?"), told.err), told.err
