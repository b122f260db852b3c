"""What an office's log told of the baseline's numbers, as the report shows it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from simulation.report.data.results_folder import UnreadableFolder
from simulation.report.figures.street.fitted import fitted
from simulation.scenario import load
from simulation.scenario.resolve import resolve
from simulation.text.bilingual import same
from simulation.text.fit_words import FITTED, PRIOR_ONLY, Told, source_of
from tests.worlds import ROOT

SCENARIO = """\
schema: 1
name: office
title: {{en: Office, zh: 机关}}
why: {{en: It errs 69 %., zh: 误差为 69%。}}
extends: {base}
place:
  body_matters: {{value: 1, low: 0.5, high: 2.5, source: "{fitted}"}}
parameters:
  workers.touch_major: {{value: 70, low: 30, high: 180, source: "{not_told}"}}
"""
TOLD = {
    "fitted": source_of(Told(FITTED, "log.csv", 0.75, 1.5)),
    "not_told": source_of(Told(PRIOR_ONLY, "log.csv")),
}


def folder(path: Path, text: str) -> Any:
    """A results folder whose baseline has this file."""
    (path / "scenarios").mkdir()
    (path / "scenarios" / "office.yaml").write_text(text, "utf-8")
    return cast(Any, SimpleNamespace(path=path, baseline=SimpleNamespace(id="office", title=same("Office"))))


def test_a_fitted_baseline_shows_what_the_log_told_and_what_it_did_not(tmp_path):
    # given a fitted scenario as a results folder keeps it
    mine = tmp_path / "office.yaml"
    mine.write_text(SCENARIO.format(base=ROOT / "scenarios/classroom.yaml", **TOLD), "utf-8")
    picture = fitted(folder(tmp_path, resolve(load(mine), with_copies=True)))
    assert picture is not None
    # then what is left of the one is drawn as shares of its range, and the other is a hollow mark
    lines = [each for each in picture.figures["all"]["data"] if each["mode"] == "lines"]
    assert [each["x"] for each in lines] == [[0, 1], [0, 1], [0.125, 0.5]] and lines[2]["y"] == [1, 1]
    marks = picture.figures["all"]["data"][-1]
    assert marks["x"] == [0.25, pytest.approx(40 / 150)] and marks["marker"]["color"][1] == "#FFFFFF"
    # and the title counts them, with what the scenario says of the fit
    assert picture.shown.title.en.startswith("Of 2 numbers") and "log.csv tells 1" in picture.shown.title.en
    assert "误差为 69%" in picture.shown.sub.zh and "It errs 69 %" in picture.shown.sub.en
    rows = picture.tables["all"]["rows"]
    assert [row[2]["raw"] for row in rows] == [FITTED, PRIOR_ONLY] and rows[1][4]["raw"] is None


def test_a_street_that_was_not_fitted_has_no_such_section(tmp_path):
    assert fitted(folder(tmp_path, resolve(load(ROOT / "scenarios/classroom.yaml")))) is None


def test_a_damaged_file_is_a_sentence(tmp_path):
    with pytest.raises(UnreadableFolder, match=r"office\.yaml is damaged: it is no YAML"):
        fitted(folder(tmp_path, "place: {x: [not told by log.csv"))
