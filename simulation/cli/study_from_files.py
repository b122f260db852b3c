"""The study that the files and options of the command line describe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from simulation.cli.assumed_numbers import by_luck_alone, over_assumptions
from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.cli.user_errors import UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.scenario import Study

DEFAULT_STUDY = "studies/six-remedies.yaml"


def check_sources(folder: Path, trusted: bool = False) -> None:
    """Raises UsageError where the files that a results folder was made of have changed since; missing files
    are ignored, because the folder keeps copies. What a folder from elsewhere names is not opened unless it
    is trusted, for that would run the user-defined files of those."""
    from simulation.experiment import ExperimentError
    from simulation.experiment.execution.run_functions import standard
    from simulation.experiment.planning.plan_file import edited_since, is_from_elsewhere, read_plan_json
    from simulation.experiment.planning.run_options import DEFAULTS

    with as_user_errors(ExperimentError):
        stored = read_plan_json(folder)
    then = stored["asked"]
    if then is None:
        return
    design = then.get("design")
    if not all(Path(file).exists() for file in (*then["files"], *([design] if design else []))):
        return
    if is_from_elsewhere(folder, stored) and not trusted:
        return
    files = [Path(file) for file in then["files"]]
    only_luck = then.get("only_luck", True)  # before it was asked, luck alone varied where no sets were named
    study = study_from_files(files, then["settings"], then["grid"], design, only_luck)
    changes = edited_since(folder, study, standard(DEFAULTS).resolve)
    if changes:
        raise UsageError(
            f"what {folder} was made of was edited since it began:\n{indent(changes, '  ')}\n"
            "undo that, or run it into another folder; with --as-planned the folder's own copies are used"
        )


def experiment_settings(**numbers: int | None) -> tuple[str, ...]:
    """The options that were given, as dotted paths into the scenario's experiment."""
    return tuple(f"experiment.{name}={value}" for name, value in numbers.items() if value is not None)


def words_of_run(
    files: Sequence[Path],
    settings: Sequence[str],
    grid: Sequence[str],
    design: Path | None,
    only_luck: bool,
    numbers: Mapping[str, int | None],
) -> tuple[str, ...]:
    """The words with which `run` makes the same study. numbers: by option; those not given are None."""
    given = [
        word for option, number in numbers.items() if number is not None for word in (option, str(number))
    ]
    options = [
        word
        for name, texts in (
            ("--set", settings),
            ("--grid", grid),
            ("--design", [str(design)] if design else []),
        )
        for each in texts
        for word in (name, each)
    ]
    return (*map(str, files), *given, *options, *(["--only-luck"] if only_luck else []))


def study_from_files(
    files: Sequence[Path],
    settings: Sequence[str],
    grid: Sequence[str] = (),
    design: Path | str | None = None,
    only_luck: bool = False,
) -> Study:
    """The study that FILES stand for: a study file, or scenarios of which the first is the baseline.

    grid: values for some paths, "dotted.path=value,value,…" each; every combination is run. design: a
    table of points instead. only_luck: with the scenarios' own numbers; otherwise over the plausible sets of
    its street, where it names no others.
    """
    study = _read(files, settings, grid, design)
    return by_luck_alone(study) if only_luck else over_assumptions(study)


def _read(
    files: Sequence[Path], settings: Sequence[str], grid: Sequence[str], design: Path | str | None
) -> Study:
    from simulation import scenario

    files = files or [shipped_scenario(DEFAULT_STUDY)]
    studies = [file for file in files if scenario.is_study(file)]
    if studies and len(files) > 1:
        raise UsageError(
            f"{studies[0]} is a study, and has its baseline already: run it alone, or name scenarios only"
        )
    with as_user_errors(scenario.ScenarioError):
        if studies:
            return scenario.load_study(files[0], settings, grid, design)
        return scenario.sweep_over(scenarios_as_study(files, settings), files, grid, settings, design)


def scenarios_as_study(files: Sequence[Path], settings: Sequence[str]) -> Study:
    """Scenarios as a study; ScenarioError with the errors of all files."""
    from simulation.scenario import ScenarioError, implicit_study, load

    worlds, errors = [], {}
    for file in files:
        try:
            worlds.append(load(file, settings))
        except ScenarioError as error:
            errors.update(dict.fromkeys(error.errors))
    if errors:
        raise ScenarioError(errors)
    return implicit_study(worlds)
