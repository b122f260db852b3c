"""Packages of remedies: every combination with common random numbers, and what each remedy contributes."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulation.experiment import compare
from simulation.experiment.comparison.policies.shapley import shapley
from simulation.report import build
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import asked, finished
from simulation.report.page import Part
from simulation.scenario import ScenarioError, load, load_study
from simulation.text.bilingual import as_json
from tests.worlds import ROOT

LIBRARY = ROOT / "scenarios"
WORTHS = st.integers(1, 5).flatmap(lambda n: arrays(float, (2**n, 3), elements=st.floats(-1e6, 1e6)))


def sums(parts):
    """The worth of every company of players that do not mind each other."""
    return np.array([sum(p for i, p in enumerate(parts) if at >> i & 1) for at in range(2 ** len(parts))])


# --- Shapley shares


@given(WORTHS)
@settings(deadline=None, max_examples=60)
def test_shares_sum_to_the_whole_in_each_replication(worth):
    assert np.allclose(shapley(worth).sum(axis=0), worth[-1] - worth[0], rtol=0, atol=1e-6)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6))
@settings(deadline=None)
def test_where_remedies_just_add_up_each_gets_what_it_does_alone(parts):
    assert np.allclose(shapley(100 + sums(parts)), parts, atol=1e-9)


@given(WORTHS)
@settings(deadline=None, max_examples=60)
def test_a_remedy_that_changes_no_package_gets_nothing(worth):
    # given one more player, whose coming leaves every company as it was
    joined = np.concatenate([worth, worth])
    # then it gets nothing, and the others what they had
    assert np.allclose(shapley(joined)[-1], 0, atol=1e-6)
    assert np.allclose(shapley(joined)[:-1], shapley(worth), atol=1e-6)


def test_two_remedies_that_need_each_other_share_alike():
    assert shapley([0, 0, 0, 6]).tolist() == [3, 3]


def test_the_gloves_are_shared_as_in_the_textbook():
    # one left glove, two right ones: a pair is worth 1 (Shapley 1953: 2/3, 1/6, 1/6)
    pair = [0, 0, 0, 1, 0, 1, 0, 1]
    assert shapley(pair) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


# --- the study


def written(folder, packages, **files):
    texts = {
        "mine.yaml": f"schema: 1\nstudy: mine\ntitle: {{en: Mine, zh: 我}}\nbaseline: base.yaml\n{packages}\n"
    }
    base = "experiment: {start: 2025-01-01, days: 3, warmup: 0}\n"
    texts |= {"base.yaml": head("base") + base}
    texts |= {f"{name}.yaml": head(name) + text for name, text in files.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "mine.yaml"


def head(name):
    return f"schema: 1\nname: {name}\ntitle: {{en: {name.title()}, zh: 名{name}}}\n"


ONE = "extends: base.yaml\ninterventions:\n  - staffing: {add: 1, from: 2025-01-01}\n"
TWO = "extends: base.yaml\nparameters: {residents.will_18_29: 0.6}\n"
THREE = "extends: base.yaml\ninterventions:\n  - honour: {programme: 1, from: 2025-01-01}\n"


def test_a_study_of_three_remedies_has_their_seven_packages(tmp_path):
    study = load_study(written(tmp_path, "packages: [a.yaml, b.yaml, c.yaml]", a=ONE, b=TWO, c=THREE))
    assert [each.name for each in study.scenarios] == [
        "a", "b", "c", "package-1-2", "package-1-3", "package-2-3", "package-1-2-3"
    ]  # fmt: skip
    assert study.packages["package-1-3"] == ("a", "c")
    assert study.scenarios[3].title == {"en": "A + B", "zh": "名a＋名b"}
    assert study.scenarios[-1].title == {"en": "All 3 together", "zh": "全部 3 项并举"}


@pytest.mark.slow
def test_a_package_is_the_scenario_that_extends_its_files_in_their_order():
    study = load_study(LIBRARY / "studies" / "packages.yaml")
    whole, joined = study.scenarios[-1], load(LIBRARY / "lijia-innovative.yaml")
    assert whole.name == "package-1-2-3-4-5-6" and len(study.scenarios) == 63
    for part in ("place", "lever_defaults", "governance", "numbers", "policies", "experiment"):
        assert getattr(whole, part) == getattr(joined, part)


def test_packages_stand_beside_other_scenarios(tmp_path):
    lines = "scenarios: [c.yaml]\npackages: [a.yaml, b.yaml]"
    study = load_study(written(tmp_path, lines, a=ONE, b=TWO, c=THREE))
    assert [each.name for each in study.scenarios] == ["c", "a", "b", "package-1-2"]
    assert "c" not in study.packages


HELP = "extends: base.yaml\ninterventions:\n  - help_between_grids: {{strategy: {}, from: 2025-01-01}}\n"
FAULTS = {
    "one remedy": (
        "packages: [a.yaml]",
        {"a": ONE},
        "mine.yaml:5:11: packages are made of 2 to 8 scenario files, not of 1",
    ),
    "nine remedies": (
        f"packages: [{', '.join(['a.yaml'] * 9)}]",
        {"a": ONE},
        "mine.yaml:5:11: packages are made of 2 to 8 scenario files, not of 9",
    ),
    "a remedy twice": (
        "packages: [a.yaml, ./a.yaml]",
        {"a": ONE},
        "mine.yaml:5:20: two scenarios of the study are called 'a'",
    ),
    "a remedy of another baseline": (
        "packages: [a.yaml, b.yaml]",
        {"a": ONE, "b": "experiment: {start: 2025-01-01, days: 3, warmup: 0}\n"},
        "mine.yaml:5:20: 'b' does not extend the baseline 'base.yaml', as each of packages must",
    ),
    "a remedy at another place": (
        "packages: [a.yaml, b.yaml]",
        {"a": ONE, "b": "extends: base.yaml\nplace: {name: else, residents: 5000}\n"},
        "mine.yaml:5:20: 'b' is at the place 'else', the baseline at 'lijia'",
    ),
    "two help strategies": (
        "packages: [a.yaml, b.yaml]",
        {"a": HELP.format("none"), "b": HELP.format("random")},
        "b.yaml:6:5: help_between_grids.strategy is 'random' here but 'none' in a.yaml:6, both in force",
    ),
    "neither scenarios nor packages": (
        "why: {en: a, zh: b}",
        {},
        "mine.yaml: a study needs 'scenarios' or 'packages'",
    ),
    "a file that is not there": (
        "packages: [a.yaml, b.yml]",
        {"a": ONE, "b": TWO},
        "mine.yaml:5:20: there is no file 'b.yml'\n  allowed: b.yaml",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_packages_is_told_where_it_stands(name, tmp_path, monkeypatch):
    lines, files, sentence = FAULTS[name]
    monkeypatch.chdir(tmp_path)
    written(tmp_path, lines, **files)
    with pytest.raises(ScenarioError) as told:
        load_study("mine.yaml")
    assert str(told.value).startswith(sentence)
    assert len(told.value.errors) == 1


# --- the table


def results(folder, worth, replications=6, failed=()):
    """packages.csv of a results folder in which a scenario's only metric is its worth plus common noise."""
    names = ["base", "a", "b", "package-1-2"]
    made_of = [{}, {"package": ["a"]}, {"package": ["b"]}, {"package": ["a", "b"]}]
    scenarios = [{"name": n, "title": {"en": n, "zh": n}} | m for n, m in zip(names, made_of, strict=True)]
    rows = [
        {"scenario": name, "replication": r, "seed": r, "metric": "wait", "value": worth(at, r), "unit": "h"}
        for at, name in enumerate(names)
        for r in range(replications)
        if (name, r) not in failed
    ]
    pd.DataFrame(rows).to_csv(folder / "runs.csv", index=False)
    study = {"baseline": "base", "scenarios": scenarios, "replications": replications}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    compare(folder, {})
    return pd.read_csv(folder / "packages.csv").set_index(["kind", "remedy"])


def test_the_table_says_alone_last_and_share_of_each_remedy_and_what_only_the_package_does(tmp_path):
    # given a that takes 1, b that takes 2, and one more hour that only both take
    table = results(tmp_path, lambda at, r: 50 + r - [0, 1, 2, 4][at])
    row = table.loc[("remedy", "a")]
    assert (row["alone"], row["last"], row["shapley"]) == (-1, -2, -1.5)
    whole, together = (table.loc[kind].iloc[0] for kind in ("whole", "together"))
    assert (whole["alone"], whole["last"], whole["shapley"]) == (-3, -5, -4)
    assert together["shapley"] == -1 and math.isnan(together["alone"])


def test_the_interval_is_that_of_the_shares_of_single_replications(tmp_path):
    # given luck that changes what b does, never what a does
    table = results(tmp_path, lambda at, r: 50 - [0, 1, 2 + r, 3 + r][at])
    a, b = (table.loc[("remedy", name)] for name in "ab")
    assert (a["shapley"], a["low"], a["high"]) == (-1, -1, -1)
    each = -(2 + np.arange(6))
    half = 2.570581835636314 * each.std(ddof=1) / np.sqrt(6)  # t of 5 degrees, 97.5 %
    assert (b["low"], b["high"]) == pytest.approx((each.mean() - half, each.mean() + half))


def test_a_replication_in_which_a_package_failed_is_left_out_and_counted(tmp_path):
    table = results(
        tmp_path,
        lambda at, r: 1000.0 if r == 2 else 50 - [0, 1, 2, 3][at],
        failed=[("package-1-2", 2)],
    )
    assert (table["pairs"] == 5).all() and (table["left_out"] == 1).all()
    assert table.loc[("remedy", "b"), "shapley"] == -2


def test_with_few_replications_there_is_no_interval(tmp_path):
    table = results(tmp_path, lambda at, r: float(at), replications=4)
    assert table["low"].isna().all() and table["shapley"].notna().all()


def test_a_study_without_packages_has_no_such_table(tmp_path):
    results(tmp_path, lambda at, r: float(at))
    study = json.loads((tmp_path / "study.json").read_text())
    for each in study["scenarios"]:
        each.pop("package", None)
    (tmp_path / "study.json").write_text(json.dumps(study))
    (tmp_path / "packages.csv").unlink()
    compare(tmp_path, {})
    assert not (tmp_path / "packages.csv").exists()


# --- the report


def picture_of(folder):
    part = Part("r0", Folder(folder))
    return part, part.pictures["packages"]


def test_the_report_shows_the_remedies_and_the_whole_and_counts_every_run(tmp_path):
    # given three remedies, of which packages of two are of no interest on the page
    names = ["base", "a", "b", "c", "package-1-2", "package-1-3", "package-2-3", "package-1-2-3"]
    made_of = [[], ["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"], ["a", "b", "c"]]
    scenarios = [
        {"name": n, "title": {"en": n, "zh": n}} | ({"package": m} if m else {})
        for n, m in zip(names, made_of, strict=True)
    ]
    rows = [
        {"scenario": n, "replication": r, "seed": r, "metric": "wait", "value": 9.0 - at, "unit": "h"}
        for at, n in enumerate(names)
        for r in range(5)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "runs.csv", index=False)
    study = {"name": "s", "baseline": "base", "scenarios": scenarios, "replications": 5}
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    compare(tmp_path, {})
    part, picture = picture_of(tmp_path)
    assert [each.id for each in part.folder.scenarios] == ["base", "a", "b", "c", "package-1-2-3"]
    assert finished(part.folder) == asked(part.folder) == 40 and not part.facts["warnings"]
    assert [row[0]["raw"] for row in picture.tables["wait"]["rows"]] == ["a", "b", "c", "whole", "together"]
    assert "package-1-2-3" in build([tmp_path], tmp_path / "report.html").read_text("utf-8")


def test_the_picture_says_whose_share_is_largest_and_what_is_no_sum_of_parts(tmp_path):
    results(tmp_path, lambda at, r: 50 + r - [0, 1, 2, 4 + 0.1 * (r % 2)][at])
    _, picture = picture_of(tmp_path)
    title = picture.variants["wait"].title
    assert title.en.startswith("Of the whole difference in wait, −4.0")
    assert "“b” contributes most: −2.5" in title.en and "其中“b”占最多" in title.zh
    assert "the whole differs from the sum of each alone by −63.0 min" in title.en
    marks = [trace["marker"]["symbol"] for trace in picture.figures["wait"]["data"] if "marker" in trace]
    assert marks.count("diamond") == marks.count("square") == 3


def test_where_the_sum_of_parts_cannot_be_told_from_the_whole_the_title_says_so(tmp_path):
    results(tmp_path, lambda at, r: 50 - [0, 1, 2, 3 + (r % 2 * 2 - 1)][at])
    _, picture = picture_of(tmp_path)
    assert "is inconclusive" in picture.variants["wait"].title.en


def test_a_metric_that_no_replication_has_in_every_package_is_told_and_drawn_empty(tmp_path):
    results(tmp_path, lambda at, r: math.nan if at == 3 else float(at))
    part, picture = picture_of(tmp_path)
    assert picture.variants["wait"].title.en == "No replication has wait in every package"
    assert "6 replications left out" in picture.variants["wait"].note.en
    json.dumps(part.data, default=as_json, allow_nan=False)


def test_a_study_without_packages_has_no_such_picture(tmp_path):
    results(tmp_path, lambda at, r: float(at))
    (tmp_path / "packages.csv").unlink()
    assert "packages" not in Part("r0", Folder(tmp_path)).pictures


# --- the same remedies at another place


@pytest.mark.slow
def test_a_small_city_carries_out_the_same_policies_as_lijia():
    lijia, city = (load_study(LIBRARY / "studies" / f"{name}packages.yaml") for name in ("", "small-city-"))
    assert len(city.scenarios) == 63 and city.baseline.place.name == "small-city"
    assert [each.policies for each in city.scenarios] == [each.policies for each in lijia.scenarios]
