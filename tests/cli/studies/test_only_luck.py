"""Assumptions vary by default where there are plausible sets of the place, and not with --only-luck."""

from pathlib import Path

import pytest

from simulation import experiment
from simulation.cli import run_and_report
from simulation.cli.assumed_numbers import PLAUSIBLE, STREET
from simulation.cli.study_from_files import check_sources, study_from_files, words_of_run
from simulation.experiment.runs import arms, plan
from simulation.scenario import load
from tests.worlds import ROOT

SCENARIOS = ROOT / "scenarios"
OWN = """schema: 1
name: mine
extends: {lijia}
title: {{en: Mine, zh: 我的}}
parameters: {{residents.will_18_29: 0.67}}
"""
SETS = "residents.will_18_29\n0.58\n0.6\n"


def sets_of(study):
    """The files of the sets of its scenarios, and how many there are; all scenarios have the same."""
    (found,) = {each.experiment.parameter_sets for each in arms(study)}
    return found and (Path(found.file).resolve(), len(found.rows))


@pytest.fixture(scope="module")
def shipped():
    return load(STREET, [f"experiment.parameter_sets={PLAUSIBLE}"]).experiment.parameter_sets


def test_scenarios_of_lijia_run_over_the_plausible_sets_of_lijia(shipped):
    study = study_from_files([SCENARIOS / "lijia.yaml", SCENARIOS / "more-workers.yaml"], ())
    assert sets_of(study) == (PLAUSIBLE.resolve(), len(shipped.rows)) and len(shipped.rows) >= 6
    runs = plan(study)
    assert [run.parameter_set for run in runs if run.scenario.name == "lijia"][:5] == [1, 1, 2, 2, 3]


def test_only_luck_runs_with_the_scenarios_own_numbers():
    for file in ("lijia.yaml", "studies/six-remedies.yaml"):
        study = study_from_files([SCENARIOS / file], (), only_luck=True)
        assert sets_of(study) is None and {run.parameter_set for run in plan(study)} == {0}


def test_a_study_of_lijia_that_names_no_sets_has_them_too_and_the_default_study_names_them():
    for file in ("studies/first.yaml", "studies/six-remedies.yaml"):
        assert sets_of(study_from_files([SCENARIOS / file], ()))[0] == PLAUSIBLE.resolve()


@pytest.mark.parametrize("file", ["classroom.yaml", "small-city.yaml", "yichang.yaml", "city.yaml"])
def test_other_places_and_cities_have_no_sets_by_default(file):
    assert sets_of(study_from_files([SCENARIOS / file], ())) is None


def test_sets_that_somebody_names_are_taken(tmp_path):
    (tmp_path / "sets.csv").write_text(SETS, encoding="utf-8")
    named = [f"experiment.parameter_sets={tmp_path / 'sets.csv'}"]
    assert sets_of(study_from_files([SCENARIOS / "lijia.yaml"], named)) == (tmp_path / "sets.csv", 2)
    assert sets_of(study_from_files([SCENARIOS / "classroom.yaml"], named)) == (tmp_path / "sets.csv", 2)


def test_a_number_that_a_scenario_sets_itself_stays_in_every_set(tmp_path):
    (tmp_path / "mine.yaml").write_text(OWN.format(lijia=SCENARIOS / "lijia.yaml"), encoding="utf-8")
    study = study_from_files([tmp_path / "mine.yaml"], ())
    lived = [study.baseline.in_replication(r).numbers["residents"] for r in range(6)]
    assert {each.will_18_29 for each in lived} == {0.67}
    assert len({each.beta_busy for each in lived}) == 3


def test_the_first_pair_of_seeds_has_the_scenarios_own_numbers_as_they_are_today():
    # given the shipped sets, which hold a copy of the defaults
    for scenario in arms(study_from_files([SCENARIOS / "studies" / "six-remedies.yaml"], ())):
        # then the copy is not older than the defaults, and no parameter is missing in it
        assert scenario.in_replication(0).numbers == scenario.in_replication(1).numbers == scenario.numbers
        assert scenario.in_replication(2).numbers != scenario.numbers


def test_structural_switches_differ_between_the_shipped_sets(shipped):
    words = {
        path: {row[at] for row in shipped.rows}
        for at, path in enumerate(shipped.paths)
        if isinstance(shipped.rows[0][at], str)
    }
    assert len(words) == 5 and all(len(found) == 2 for found in words.values()), words


def test_a_folder_remembers_that_luck_alone_varied(command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    # given runs that only note what they are asked
    asked = []

    def note(study, folder, *_, command_options, **__):
        asked.append((sets_of(study) is None, command_options.only_luck))
        return experiment.Outcome(folder, 1, 0)

    monkeypatch.setattr(experiment, "run_study", note)
    monkeypatch.setattr(experiment, "work_of_pairs", lambda folder: None)
    monkeypatch.setattr(run_and_report, "build_report", lambda folders, out, code: out)
    monkeypatch.chdir(tmp_path)
    lijia = str(SCENARIOS / "lijia.yaml")
    assert (command("run", lijia, "--no-estimate").code, command("run", lijia, "--only-luck").code) == (0, 0)
    assert asked == [(False, False), (True, True)]


def test_a_job_of_a_cluster_varies_what_was_asked_for():
    assert words_of_run([Path("a.yaml")], (), (), None, True, {})[-1] == "--only-luck"
    assert "--only-luck" not in words_of_run([Path("a.yaml")], (), (), None, False, {})


@pytest.mark.slow
@pytest.mark.parametrize("only_luck", [True, False])
def test_a_folder_can_be_gone_on_with_as_it_was_begun(command, tmp_path: Path, only_luck: bool):
    words = ["-n", "1", "--days", "2", "--set", "experiment.warmup=0", "-j", "1"]
    flag = ["--only-luck"] if only_luck else []
    folder = tmp_path / "out"
    begun = command("run", str(SCENARIOS / "lijia.yaml"), *words, *flag, "--no-estimate", "-o", str(folder))
    assert begun.code == 0, begun.err
    check_sources(folder)
    assert (folder / "parameter_sets.csv").exists() is not only_luck
