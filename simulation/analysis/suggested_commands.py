"""What to run where a results folder has too few worlds for a question: whole commands, to be copied."""

from __future__ import annotations

from pathlib import Path

from simulation.experiment import ExperimentError
from simulation.experiment.planning.plan_file import read_plan_json
from simulation.experiment.storage.study_json import read_study_json
from simulation.text.shell_command import our_command

STUDIES = Path("scenarios") / "studies"


def random_points(folder: Path, count: int) -> str:
    """The command that runs the scenarios of a folder at so many random points."""
    out = folder.with_name(f"{folder.name}-points")
    design = ("--design", "random", "--count", str(count))
    return our_command("sensitivity", *_files(folder), *design, "-o", out)


def more_worlds(folder: Path, worlds: int, sets: int, seeds: int) -> str:
    """The command that brings a folder to so many worlds: more replications where its table has the sets,
    else random points."""
    if sets >= worlds:
        return our_command("expand", folder, "-n", str(worlds * seeds))
    return random_points(folder, max(worlds, FEWEST_POINTS))


FEWEST_POINTS = 60
"""Random points from which on numbers, and what it is worth to know them, can be told from chance."""


def one_at_a_time(folder: Path) -> str:
    """The command that tries single assumptions on the choice of a folder, whatever worlds it has."""
    return our_command("overturn", folder)


def _files(folder: Path) -> list[str]:
    """The files that the study was made of, or the shipped study of its name where nobody named one."""
    try:
        asked = read_plan_json(folder)["asked"]
    except ExperimentError:
        return ["SCENARIOS"]
    if asked and asked["files"]:
        return list(asked["files"])
    study = STUDIES / f"{read_study_json(folder)['name']}.yaml"
    return [study.as_posix()] if study.exists() else ["SCENARIOS"]
