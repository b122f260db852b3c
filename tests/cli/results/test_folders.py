"""Verbs for results folders: resumed, grown, merged, compared and reported again."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.words import BRIEFLY, CLASSROOM, SHORT, SMALL
from tests.experiment.stand_ins import lose

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_report_is_made_again_without_running_anything(command, results: Path, tmp_path: Path):
    page = tmp_path / "answer.html"
    ended = command("report", str(results), "-o", str(page))
    assert (ended.code, ended.lines) == (0, [str(page)])
    assert page.stat().st_size > 1000


def test_a_stopped_study_goes_on_and_grows_and_is_done_again(command, tmp_path: Path):
    # given a study that lost a run
    folder = tmp_path / "out"
    command("run", CLASSROOM, *BRIEFLY, "-o", str(folder))
    lose(folder, "classroom-1")
    told = command("status", str(folder)).lines
    assert told[0] == f"{folder}: 1 of 2 runs finished, 0 failed, 1 to do"
    assert told[-1] == f"to go on: python run.py resume {folder}"
    # when it is gone on with, also where nothing is left, and grows
    for _ in range(2):
        assert command("resume", str(folder), "-j", "1").lines[-1] == str(folder / "report.html")
    assert command("expand", str(folder), "-n", "3", "-j", "1").code == 0
    assert command("status", str(folder)).lines == [
        f"{folder}: 3 of 3 runs finished, 0 failed, 0 to do",
        "  classroom  3 of 3 finished",
    ]
    # then it comes out the same again, and what was changed by hand is named
    again = command("reproduce", str(folder), "--sample", "1", "-j", "1")
    assert again.code == 0 and again.lines[-1].startswith("1 runs done again: ")
    table = folder / "daily.csv"
    table.write_text(table.read_text("utf-8") + "\n", encoding="utf-8")
    again = command("reproduce", str(folder), "--sample", "1", "-j", "1")
    assert again.code == 1 and again.lines[0].startswith("daily.csv differs")


def test_export_writes_parquet_and_says_where(command, results: Path, tmp_path: Path):
    ended = command("export", str(results), "--parquet", str(tmp_path / "tables"))
    assert ended.code == 0 and str(tmp_path / "tables" / "runs.parquet") in ended.lines
    assert all(Path(line).is_file() for line in ended.lines)
    again = command("export", str(results), "--parquet", str(tmp_path / "tables"))
    assert again.code == 2 and "exists and is not empty" in again.err


@pytest.mark.slow
def test_parts_that_were_run_apart_are_put_together(command, tmp_path: Path):
    parts = [str(tmp_path / name) for name in ("one", "two")]
    for number, part in enumerate(parts, start=1):
        command("run", CLASSROOM, *BRIEFLY, "--shard", f"{number}/2", "-o", part)
    whole = tmp_path / "whole"
    assert command("merge", *parts, "-o", str(whole)).lines[-1] == str(whole / "report.html")
    command("run", CLASSROOM, *BRIEFLY, "-o", str(tmp_path / "alone"))
    for table in (tmp_path / "alone").glob("*.csv"):
        assert (whole / table.name).read_bytes() == table.read_bytes(), table.name
    ended = command("run", CLASSROOM, *BRIEFLY, "--shard", "3/2", "-o", str(tmp_path / "three"))
    assert ended.code == 2 and "there is no part 3 of 2; allowed: 1/2 to 2/2" in ended.err


@pytest.mark.slow
def test_a_scenario_edited_between_run_and_resume_is_refused_with_the_difference(command, tmp_path: Path):
    # given a scenario that is edited after its run
    mine, folder = tmp_path / "mine.yaml", tmp_path / "out"
    text = f"schema: 1\nname: mine\ntitle: {{en: Mine, zh: 我的}}\nextends: {CLASSROOM}\n"
    mine.write_text(text + "parameters: {residents.will_18_29: 0.58}\n", encoding="utf-8")
    command("run", str(mine), *BRIEFLY, "-o", str(folder))
    mine.write_text(text + "\nparameters: {residents.will_18_29: 0.6}\n", encoding="utf-8")
    lose(folder, "mine-1")
    # when it is gone on with
    for words in (["resume", str(folder)], ["expand", str(folder), "-n", "3"]):
        ended = command(*words, "-j", "1")
        # then it is refused, and the difference is shown
        assert ended.code == 2 and "was edited since it began" in ended.err
        assert "-  residents.will_18_29: 0.58" in ended.err and "+  residents.will_18_29: 0.6" in ended.err
        assert "--as-planned" in ended.err
    # but the folder's own copy can be used, and another line number alone is no edit
    assert command("resume", str(folder), "--as-planned", "-j", "1").code == 0
    mine.write_text("\n" + text + "parameters: {residents.will_18_29: 0.58}\n", encoding="utf-8")
    assert command("resume", str(folder), "-j", "1").code == 0


@pytest.mark.slow
def test_a_comparison_is_made_again_and_with_another_baseline_without_a_trace(command, tmp_path: Path):
    # given two scenarios with enough pairs, and a comparison that was lost
    more = tmp_path / "more.yaml"
    policy = "interventions: [{staffing: {add: 1, from: 2025-01-01}}]\n"
    title = "title: {en: One more, zh: 增加一名}\n"
    more.write_text(f"schema: 1\nname: more\n{title}extends: {CLASSROOM}\n{policy}", encoding="utf-8")
    folder = tmp_path / "out"
    command("run", CLASSROOM, str(more), "-n", "5", *SHORT, *SMALL, "-o", str(folder))
    table = (folder / "comparison.csv").read_bytes()
    (folder / "comparison.csv").unlink()
    # when it is asked for
    made = command("compare", str(folder), "--all")
    # then it is there as it was, and its sentences are told
    assert (folder / "comparison.csv").read_bytes() == table
    assert made.code == 0 and made.lines and all("One more" in line for line in made.lines)
    assert command("reproduce", str(folder), "--sample", "1", "-j", "1").code == 0
    # and with the baseline exchanged the other is told of, and no file changes
    other = command("compare", str(folder), "--all", "--baseline", "more")
    assert len(other.lines) == len(made.lines) and not any("One more" in line for line in other.lines)
    assert (folder / "comparison.csv").read_bytes() == table
    wrong = command("compare", str(folder), "--baseline", "moer")
    assert wrong.code == 2 and "did you mean 'more'?" in wrong.err


@pytest.mark.parametrize(
    "missing, said",
    [
        ("playwright", "pip install 'grid-governance[browser]'"),
        ("font", "apt install fonts-noto-cjk"),
    ],
)
def test_without_what_pictures_need_one_sentence_says_what_to_install(
    command, results, tmp_path, monkeypatch, missing, said
):
    # given a machine without playwright, or one whose fonts have no Chinese characters
    if missing == "playwright":
        monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    else:
        for module in ("playwright", "playwright.sync_api"):
            monkeypatch.setitem(sys.modules, module, sys)
        lister = tmp_path / "fc-list"
        lister.write_text("#!/bin/sh\n")
        lister.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    # when pictures are asked for
    ended = command("report", str(results), "-o", str(tmp_path / "page.html"), "--png", str(tmp_path / "png"))
    # then it says so, and nothing was made
    assert (ended.code, ended.lines) == (2, [])
    assert said in ended.err and len(ended.err.splitlines()) == 1
    assert not (tmp_path / "page.html").exists() and not (tmp_path / "png").exists()
