"""Sweeps: which scenarios they make, what each is compared with, what the table and the picture say."""

import json
import math
import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from simulation.cli.study_from_files import study_from_files
from simulation.cli.user_errors import UsageError
from simulation.experiment import compare, run_study
from simulation.experiment.comparison.baselines import pairs
from simulation.experiment.comparison.policies.sweep_table import columns
from simulation.report import build
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.scenario import ScenarioError, load_study
from tests.experiment.stand_ins import METRICS, RECIPE, World
from tests.experiment.stand_ins import Study as Trial
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")

HEAD = "schema: 1\nname: {0}\ntitle: {{en: {0}, zh: 名{0}}}\n"
EXPERIMENT = "experiment: {start: 2025-01-01, days: 4, warmup: 0, replications: 2}\n"
PLACE = (
    "place: {name: hamlet, residents: 2400, communities: 1}\n"
    "beyond_range: [place.residents, place.communities]\n"
)
STAFFING = "interventions: [staffing: {add: 1 worker/grid, from: 2025-01-01}]\n"


@pytest.fixture
def files(tmp_path):
    """A baseline, a policy of staffing, and one that changes nothing."""
    texts = {
        "base": PLACE + EXPERIMENT,
        "more": "extends: base.yaml\n" + STAFFING,
        "other": "extends: base.yaml\ninterventions: [placebo: {from: 2025-01-01}]\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(HEAD.format(name) + text, encoding="utf-8")
    return tmp_path


def study_of(folder, text, scenarios="scenarios: [more.yaml, other.yaml]\n"):
    head = "schema: 1\nstudy: mine\ntitle: {en: Mine, zh: 我}\nbaseline: base.yaml\n"
    (folder / "mine.yaml").write_text(head + scenarios + text, encoding="utf-8")
    return load_study(folder / "mine.yaml")


def names(study):
    return [each.name for each in (study.baseline, *study.scenarios)]


def faults(call):
    with pytest.raises((ScenarioError, UsageError)) as raised:
        call()
    return str(raised.value)


# --- which scenarios


def test_what_changes_a_policy_leaves_the_one_baseline_and_the_policies_without_it(files):
    study = study_of(files, "sweep: {grid: {interventions.staffing.add: [0, 2]}}\n")
    assert names(study) == ["base", "more.add-0", "more.add-2", "other"]
    assert study.baselines == {}
    assert [each.policies[0].intervention.add for each in study.scenarios[:2]] == [0, 2]
    assert study.points["more.add-2"] == {"of": "more", "point": {"interventions.staffing.add": 2.0}}
    assert study.sweep == {
        "paths": {"interventions.staffing.add": "worker/grid"},
        "of": {"more": {"en": "more", "zh": "名more"}},
    }
    assert study.scenarios[1].title == {"en": "more: add = 2", "zh": "名more：add = 2"}


def test_what_changes_the_world_changes_the_baseline_with_it(files):
    grid = "{model.workers: [1, 2], interventions.staffing.add: [0, 1]}"
    study = study_of(files, f"sweep: {{grid: {grid}}}\n")
    assert names(study) == [
        "base", "base.workers-1", "base.workers-2",
        "more.workers-1.add-0", "more.workers-1.add-1", "more.workers-2.add-0", "more.workers-2.add-1",
        "other.workers-1", "other.workers-2",
    ]  # fmt: skip
    # then each is compared with the baseline of its own point, and those against the baseline as it is
    held = {one.name: baseline.name for baseline, one in pairs(study)}
    assert held["more.workers-2.add-0"] == held["other.workers-2"] == "base.workers-2"
    assert held["base.workers-1"] == held["base.workers-2"] == "base"
    assert all(baseline.lever_defaults.workers == one.lever_defaults.workers for baseline, one in pairs(study)
               if one.name.startswith(("more", "other")))  # fmt: skip


def test_a_scenario_alone_is_held_against_its_own_values(files):
    grid = ["interventions.staffing.add=0:1:0.25", "residents.will_18_29=0.6"]
    study = study_from_files([files / "more.yaml"], (), grid)
    assert names(study) == [
        "more",
        *(f"more.add-{each}.will-18-29-0.6" for each in ("0", "0.25", "0.5", "0.75", "1")),
    ]
    assert study.baseline.policies[0].intervention.add == 1 and study.baselines == {}


def test_a_point_wins_over_what_is_set_for_all(files):
    study = study_from_files(
        [files / "more.yaml"], ("interventions.staffing.add=3",), ["interventions.staffing.add=0"]
    )
    assert [each.policies[0].intervention.add for each in (study.baseline, *study.scenarios)] == [3, 0]


def test_other_people_are_held_against_nothing(files):
    alone = study_from_files([files / "base.yaml"], (), ["place.residents=2400,3600"])
    assert alone.baselines == {"base.residents-3600": "base.residents-3600"}
    both = study_from_files([files / "base.yaml", files / "more.yaml"], (), ["place.residents=2400,3600"])
    assert both.baselines["more.residents-3600"] == "base.residents-3600"
    assert all(one.place.residents == baseline.place.residents for baseline, one in pairs(both))


def test_a_shock_that_the_baseline_has_is_a_part_of_the_world(files):
    shock = "shocks: [winter_storm: {from: 2025-01-02}]\n"
    for name, more in (("base", PLACE + EXPERIMENT + shock), ("more", "extends: base.yaml\n" + STAFFING)):
        (files / f"{name}.yaml").write_text(HEAD.format(name) + more, encoding="utf-8")
    grid = ["shocks.winter_storm.estates=30 %,60 %"]
    study = study_from_files([files / "base.yaml", files / "more.yaml"], (), grid)
    assert names(study) == [
        "base",
        "base.estates-30",
        "base.estates-60",
        "more.estates-30",
        "more.estates-60",
    ]
    assert study.baselines["more.estates-60"] == "base.estates-60"


def test_cases_have_names_and_titles_and_may_leave_everything_as_it_is(files):
    cases = (
        "sweep:\n  cases:\n    own: {}\n"
        "    strict: {model.workers: 1, interventions.staffing.add: 2, title: {en: Strict, zh: 严}}\n"
    )
    study = study_of(files, cases, "scenarios: more.yaml\n")
    assert names(study) == ["base", "base.strict", "more.own", "more.strict"]
    assert study.baselines == {"more.strict": "base.strict"}
    assert study.points["more.own"] == {"of": "more", "point": {}, "case": "own"}
    assert study.scenarios[-1].title == {"en": "more: Strict", "zh": "名more：严"}
    assert study.sweep["cases"] == {"own": {"en": "own", "zh": "own"}, "strict": {"en": "Strict", "zh": "严"}}


def test_names_stay_short_safe_and_apart(files):
    long = "a" * 50
    (files / f"{long}.yaml").write_text(HEAD.format(long) + "extends: more.yaml\n", encoding="utf-8")
    study = study_from_files([files / f"{long}.yaml"], (), ["interventions.staffing.add=-1,0.125"])
    assert names(study)[1:] == [f"{'a' * 48}.point-1", f"{long}.add-0.125"]
    twins = study_from_files([files / "more.yaml"], (), ["interventions.staffing.grids=50 %,50%"])
    assert names(twins)[1:] == ["more.point-1", "more.point-2"]


def test_a_study_keeps_its_experiment_and_its_parameter_sets_at_every_point(files):
    (files / "sets.csv").write_text("set,residents.will_18_29\n1,0.6\n2,0.65\n", encoding="utf-8")
    study = study_of(files, "parameter_sets: sets.csv\nsweep: {grid: {model.workers: [1, 2]}}\n")
    assert {each.experiment for each in study.scenarios} == {study.baseline.experiment}
    assert study.scenarios[0].in_replication(2).numbers["residents"].will_18_29 == 0.65
    # a value that is swept is the point's own, whatever a set says
    swept = study_of(files, "parameter_sets: sets.csv\nsweep: {grid: {residents.will_18_29: [0.62]}}\n")
    assert swept.scenarios[0].in_replication(2).numbers["residents"].will_18_29 == 0.62


# --- faults


def test_all_faults_of_a_sweep_are_told_at_once_and_where(files, monkeypatch):
    monkeypatch.chdir(files)
    text = (
        "sweep:\n  grid:\n    interventions.stafing.add: [1]\n    interventions.staffing.ad: [1]\n"
        "    interventions.staffing.add: [1, 200, 1 worker/grid]\n    model.workers: []\n"
        "    residents.will_1829: [0.6]\n    experiment.days: [3]\n    model.authority: [high, [0.1]]\n"
        "    interventions.task_gate.examined: [1]\n    residents.will_18_29: 0:1\n"
    )
    told = faults(lambda: study_of(files, text)).splitlines()
    assert [line for line in told if not line.startswith("  ")] == [
        "mine.yaml:8:5: there is no intervention 'stafing'",
        "mine.yaml:9:5: staffing has no key 'ad'",
        "mine.yaml:10:37: interventions.staffing.add is 200 worker/grid, outside its range",
        "mine.yaml:10:42: interventions.staffing.add has the value 1 twice",
        "mine.yaml:11:5: the grid has no value for 'model.workers'",
        "mine.yaml:12:5: there is nothing to set at 'residents.will_1829'",
        "mine.yaml:13:5: 'experiment.days' cannot be swept: "
        "scenarios are compared over the same days, seeds and sets",
        "mine.yaml:14:23: model.authority is 'high', which is not a number",
        "mine.yaml:14:29: a value of model.authority is a list, but must be a single value",
        "mine.yaml:15:5: 'interventions.task_gate.examined' changes no scenario of the sweep: "
        "none has 'task_gate'",
        "mine.yaml:16:27: residents.will_18_29 has '0:1', which is no range",
    ]
    assert "  did you mean 'staffing'?" in told and "  did you mean 'residents.will_18_29'?" in told


@pytest.mark.parametrize(
    ("grid", "said"),
    [
        (["model.workers"], "'model.workers' is not a dotted path, '=' and values"),
        (["model.workers="], "the grid has no value for 'model.workers'"),
        (["model.workers=1,,2"], "'model.workers=1,,2' has an empty value"),
        (["model.workers=1", "model.workers=2"], "'model.workers' is swept twice"),
        (["model.workers=1,1.0"], "model.workers has the value 1 twice"),
        (["model.workers=1:0:1"], "the range '1:0:1' of model.workers has 0 values"),
        (["model.workers=0:1:0"], "model.workers has '0:1:0', which is no range"),
        (["model.workers=0:400:1"], "the range '0:400:1' of model.workers has 401 values"),
        (["model.authority=0:1:0.05", "model.workers=1:3:0.1"], "the grid has 441 points"),
        (["interventions.staffing=1"], "'interventions.staffing' names no number, but a whole intervention"),
        (
            ["interventions.placebo.minutes=1"],
            "'interventions.placebo.minutes' changes no scenario of the sweep",
        ),
        (["strength=2"], "strength is 2, but a share lies between 0 and 1"),
    ],
)
def test_a_grid_of_the_command_line_that_cannot_be_is_told_in_one_sentence(files, grid, said):
    told = faults(lambda: study_from_files([files / "more.yaml"], (), grid)).splitlines()
    assert told[0].startswith(f"--grid: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sweep: {}\n", "a sweep has nothing"),
        ("sweep: {grid: {}}\n", "sweep.grid is empty"),
        ("sweep: {grid: {model.workers: 1}, cases: {a: {}}}\n", "a sweep has grid and cases"),
        ("sweep: {cases: {a: {}, b: {}}}\n", "the case 'b' is the same as 'a'"),
        ("sweep: {cases: {a b: {model.workers: 1}}}\n", "the name of a case cannot be 'a b'"),
        ("sweep: {gird: {model.workers: 1}}\n", "sweep has no key 'gird'"),
    ],
)
def test_a_sweep_that_is_none_is_told_in_one_sentence(files, text, said):
    assert said in faults(lambda: study_of(files, text))


def test_too_many_scenarios_are_told_before_any_is_read(files):
    text = "sweep: {grid: {model.workers: '1:3:0.02'}}\n"
    assert "the sweep asks for 304 scenarios" in faults(lambda: study_of(files, text))


def test_one_sweep_at_a_time(files):
    study_of(files, "sweep: {grid: {model.workers: [1]}}\n")
    told = faults(lambda: study_from_files([files / "mine.yaml"], (), ["model.workers=2"]))
    assert "--grid: the study has a sweep already" in told
    both = "packages: [more.yaml, other.yaml]\nsweep: {grid: {model.workers: [1]}}\n"
    assert "a study has 'packages' or a sweep, not both" in faults(lambda: study_of(files, both, ""))


# --- what is compared


@pytest.fixture(scope="module")
def lived(in_this_process, tmp_path_factory):
    """A sweep of stand-in worlds: two worlds and a null policy and a real one in each."""
    folder = tmp_path_factory.mktemp("sweep") / "out"
    points = {
        "base.w-1": ("base", {"model.w": 1.0}),
        "base.w-2": ("base", {"model.w": 2.0}),
        "idle.w-1": ("idle", {"model.w": 1.0}),
        "idle.w-2": ("idle", {"model.w": 2.0}),
        "real.w-1": ("real", {"model.w": 1.0}),
        "real.w-2": ("real", {"model.w": 2.0}),
    }
    effect = {
        "base.w-1": 1.0,
        "base.w-2": 3.0,
        "idle.w-1": 1.0,
        "idle.w-2": 3.0,
        "real.w-1": 2.0,
        "real.w-2": 3.5,
    }
    title = {"en": "Of it", "zh": "其"}
    study = Trial(
        World("base"),
        tuple(World(name, effect[name]) for name in points),
        sweep={"paths": {"model.w": "worker"}, "of": dict.fromkeys(("base", "idle", "real"), title)},
        points={name: {"of": of, "point": point} for name, (of, point) in points.items()},
        baselines={name: f"base.{name[-3:]}" for name in points if not name.startswith("base")},
    )
    run_study(study, folder, 1, recipe=RECIPE, metrics=METRICS)
    return SimpleNamespace(folder=folder, table=pd.read_csv(folder / "sweep.csv"))


def test_a_policy_that_does_nothing_differs_by_nothing_at_every_point(lived):
    null = lived.table[lived.table["of"] == "idle"]
    assert set(null["baseline"]) == {"base.w-1", "base.w-2"}
    assert (null["difference"] == 0).all() and (null["low"].dropna() == 0).all()


def test_numbers_of_the_table_are_those_of_the_runs(lived):
    runs = pd.read_csv(lived.folder / "runs.csv")
    value = runs.pivot(index=["scenario", "replication"], columns="metric", values="value")["wait"]
    here = (lived.table["scenario"] == "real.w-2") & (lived.table["metric"] == "wait")
    (row,) = lived.table[here].to_dict("records")
    mine, paired = value["real.w-2"], value["real.w-2"] - value["base.w-2"]
    for name, numbers in (("mean", mine), ("difference", paired)):
        assert row[name] == pytest.approx(numbers.mean())
    half = stats.t.ppf(0.975, 5) * mine.std(ddof=1) / math.sqrt(6)
    assert (row["mean_low"], row["mean_high"]) == pytest.approx((mine.mean() - half, mine.mean() + half))
    assert (row["low"], row["high"]) == pytest.approx((-0.5, -0.5)) and row["pairs"] == row["runs"] == 6
    assert row["model.w"] == 2 and row["of"] == "real"
    compared = pd.read_csv(lived.folder / "comparison.csv").set_index(["scenario", "metric"])
    assert compared.loc[("real.w-2", "wait"), "difference"] == row["difference"]


def test_every_column_says_what_it_is(lived):
    study = json.loads((lived.folder / "study.json").read_text("utf-8"))
    assert list(lived.table) == columns(study)
    told = json.loads((lived.folder / "columns.json").read_text("utf-8"))["tables"]["sweep.csv"]["columns"]
    assert told["model.w"]["unit"] == "worker" and told["of"]["meaning"].startswith("the scenario of which")
    assert [each.get("baseline") for each in study["scenarios"]][3:5] == ["base.w-1", "base.w-2"]


def test_comparing_again_gives_the_same_bytes(lived):
    before = {
        name: (lived.folder / name).read_bytes() for name in ("sweep.csv", "comparison.csv", "prices.csv")
    }
    compare(lived.folder, METRICS)
    assert before == {name: (lived.folder / name).read_bytes() for name in before}


# --- the whole way


def live(folder, files, out, grid=()):
    study = study_from_files(files, (), grid)
    run_study(study, folder / out, 1, command="python run.py")
    return folder / out


def bare(path):
    """The bytes of a file; of a scenario without the remarks that say where each value was written."""
    text = path.read_bytes()
    return re.sub(rb" +# .*", b"", text) if path.suffix == ".yaml" else text


@pytest.mark.slow
def test_grid_and_file_say_the_same_to_the_last_byte(files):
    text = "sweep: {grid: {model.workers: [1, 2], interventions.staffing.add: [0, 1]}}\n"
    title = "title: {en: more against base, zh: 名 more 与名 base 比较}\n"
    head = f"schema: 1\nstudy: base-and-more\n{title}baseline: base.yaml\n"
    (files / "mine.yaml").write_text(head + "scenarios: more.yaml\n" + text, encoding="utf-8")
    grid = ["model.workers=1,2", "interventions.staffing.add=0,1"]
    one = live(files, [files / "base.yaml", files / "more.yaml"], "one", grid)
    other = live(files, [files / "mine.yaml"], "other")
    written = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert written == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    for path in written:
        if path.name not in ("manifest.json", "plan.json"):
            assert bare(one / path) == bare(other / path), path
    # and the real thing, too: no more workers than none are no difference, in each world
    table = pd.read_csv(one / "sweep.csv")
    null = table[(table["of"] == "more") & (table["interventions.staffing.add"] == 0)]
    assert len(null) and (null["difference"].dropna() == 0).all()
    assert np.isfinite(null["difference"]).sum() > 40
    # and it says so in the report, in both languages
    page = build([one], one / "report.html").read_text("utf-8")
    assert 'id="r0-sweep"' in page and "、逐点比较" in page and "The sweep" in page
    shown = Part("r0", Folder(one)).pictures["sweep"].variants["need_days"]
    assert "需求" in shown.title.zh and "need-days" in shown.title.en


@pytest.mark.slow
def test_the_report_of_a_world_without_a_like_has_levels_and_no_difference(files):
    out = live(files, [files / "base.yaml"], "out", ["place.residents=1200,3600"])
    table = pd.read_csv(out / "sweep.csv")
    assert table["difference"].isna().all() and table["baseline"].isna().all() and (table["pairs"] == 0).all()
    part = Part("r0", Folder(out))
    variant = part.pictures["sweep"].variants["need_days"]
    assert "no baseline has the same people" in variant.title.en and part.answer.sentences == [variant.title]
    assert build([out], out / "report.html").stat().st_size > 0


@pytest.mark.slow
def test_every_study_of_a_sweep_in_the_library_can_be_read():
    library = ROOT / "scenarios" / "studies"
    swept = [study for path in library.glob("*.yaml") if (study := load_study(path)).sweep]
    assert swept and all(study.points for study in swept)
