"""Claims of cities: read with their place and source, checked before a run, shown beside the results, never
an input."""

import json
from dataclasses import replace

import pytest

from simulation.experiment import ExperimentError, run_study
from simulation.experiment.planning.claims import check_claims, claims_of
from simulation.metrics import METRICS
from simulation.report import build
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.report.tables.city_claims import claims, tally
from simulation.scenario import Claim, ScenarioError, load, resolve
from tests.report.synthetic_results import write_folder
from tests.worlds import ROOT, small

MODELS = ("dongcheng-2004", "dongcheng-2015", "yichang")
ON_TIME = Claim("on_time_reported", 0.95, "share", "elsewhere", "press", {"en": "A year.", "zh": "一年。"})
GOOD = "{metric: on_time_reported, value: .9, unit: share, place: lijia, source: press}"


def written(folder, *entries):
    path = folder / "claimed.yaml"
    heading = "schema: 1\nname: claimed\ntitle: {en: Claimed, zh: 自报}\n"
    extends = f"extends: {ROOT / 'scenarios/lijia.yaml'}\n"
    path.write_text(heading + extends + "claims:\n" + "".join(f"  - {each}\n" for each in entries), "utf-8")
    return path


@pytest.mark.parametrize("name", MODELS)
def test_a_model_file_says_what_its_city_reports_in_units_that_are_measured(name):
    scenario = load(ROOT / f"scenarios/{name}.yaml")
    assert scenario.claims and scenario.claims == scenario.claims_here
    check_claims((scenario,))
    assert all(METRICS[each.metric].role != "input" and each.source for each in scenario.claims)


def test_where_a_model_is_copied_nobody_reported_anything():
    copied = load(ROOT / "scenarios/copies/dongcheng-2015-at-lijia.yaml")
    assert copied.claims and copied.claims_here == () and claims_of(copied) == {}


def test_a_resolved_scenario_keeps_its_claims(tmp_path):
    scenario = load(ROOT / "scenarios/dongcheng-2015.yaml")
    text = resolve(scenario)
    assert "metric: closing_mean_reported  # from scenarios/models/dongcheng-2015.yaml" in text
    path = tmp_path / "again.yaml"
    path.write_text(text, "utf-8")
    assert load(path) == scenario


def test_a_later_file_replaces_the_claim_of_an_earlier_one(tmp_path):
    (tmp_path / "model.yaml").write_text(written(tmp_path, GOOD).read_text("utf-8"), "utf-8")
    later = written(tmp_path, GOOD.replace(".9", ".8"))
    later.write_text(later.read_text("utf-8").replace(f"{ROOT / 'scenarios/lijia.yaml'}", "model.yaml"))
    assert [each.value for each in load(later).claims] == [0.8]


def test_study_json_tells_what_was_claimed_of_the_place():
    scenario = small(grids=1, days=5, warmup=0)
    here = replace(scenario, claims=(replace(ON_TIME, place=scenario.place.name), ON_TIME))
    (claim,) = json.loads(json.dumps(claims_of(here)))["claims"]
    assert claim["value"] == 0.95 and claim["source"] == "press" and claim["about"]["zh"] == "一年。"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (GOOD.replace("metric", "metrics"), "a claim has no key 'metrics'"),
        (GOOD.replace("place: lijia, ", ""), "a claim has no 'place'"),
        (GOOD.replace(".9", "most"), "claim.value is 'most', which is not a number"),
        (GOOD.replace(".9", "3 h"), "claim.value is in 'h', which does not turn into 'share'"),
        (GOOD + "\n  - " + GOOD, "there are two claims of 'on_time_reported'"),
        ("on_time_reported", "a claim is a single value, but must be a map"),
    ],
)
def test_a_claim_that_cannot_be_read_is_one_clear_sentence(entry, said, tmp_path):
    with pytest.raises(ScenarioError, match=said):
        load(written(tmp_path, entry))


def test_a_claim_of_nothing_that_is_measured_is_told_before_anything_runs(tmp_path):
    scenario = small(grids=1, days=5, warmup=0)
    unknown = replace(scenario, claims=(replace(ON_TIME, metric="on_time_reportd"),))
    with pytest.raises(ExperimentError, match="no such metric; did you mean 'on_time_reported'"):
        run_study(unknown, tmp_path / "none")
    other = replace(scenario, claims=(replace(ON_TIME, unit="h"),))
    with pytest.raises(ExperimentError, match="in 'h', but the metric is in 'share'"):
        check_claims((other,))
    assert not (tmp_path / "none").exists()


def claimed_folder(path, *found):
    write_folder(path, scenarios=2, replications=4)
    study = json.loads((path / "study.json").read_text("utf-8"))
    study["scenarios"][1]["claims"] = list(found)
    (path / "study.json").write_text(json.dumps(study), "utf-8")
    return path


def test_the_report_sets_the_model_beside_the_city_and_says_what_is_far_apart(tmp_path):
    # given a scenario whose city claims half of our time to solve, less, and a metric nobody knows
    near = {"metric": "on_time_reported", "value": 0.95, "unit": "share", "source": "<b>press</b>"}
    far = {"metric": "resolution_general_median", "value": 5.0, "unit": "h", "source": "self-report"}
    lost = {"metric": "long_gone", "value": 2.0, "unit": "h", "source": "self-report"}
    far["about"] = {"en": "Of things.", "zh": "指部件。"}
    folder = claimed_folder(tmp_path / "results", near, far, lost)
    # then each is a row, with the ratio of our mean over runs to it
    part = Part("r0", Folder(folder))
    rows = claims(part.folder, part.known)
    ours = part.folder.mean("resolution_general_median", part.folder.scenarios[1].id)
    assert [row.far for row in rows] == [False, True, False]
    assert rows[1].ratio == pytest.approx(ours / 5) and rows[2].given.en == rows[2].times.en == "–"
    assert tally(rows).en.startswith("Of 3 figures that") and tally(rows).en.endswith(": 1")
    # and the page shows them, harmless
    page = build([folder], tmp_path / "report.html").read_text("utf-8")
    assert "What the city reports, and what the model gives" in page and "该市自报数字与模型结果" in page
    assert "Of things." in page and "&lt;b&gt;press" in page and "<b>press" not in page


@pytest.mark.slow
def test_a_report_without_claims_has_no_table_of_them(tmp_path):
    page = build([write_folder(tmp_path / "results")], tmp_path / "report.html").read_text("utf-8")
    assert "What the city reports" not in page
