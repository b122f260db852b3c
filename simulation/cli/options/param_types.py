"""Kinds of words on the command line: files and folders that must be there, and counts."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from simulation.cli.job_array import shard_of_task
from simulation.cli.options.near_path import meant
from simulation.cli.options.study_part import StudyPart
from simulation.cli.user_errors import UsageError
from simulation.shipped import as_shipped

MISSING = {"file": "no such file", "directory": "no such folder", "path": "no such file or folder"}
"""What is said where a path is not there, by click's name of its kind."""


class ExistingPath(click.Path):
    """A path that must exist, and knows what was probably meant by one that does not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        given = as_shipped(value)
        if given.is_symlink() and not given.exists():
            raise UsageError(f"{value}: this link leads to nothing, or in a circle")
        if not given.exists():
            raise UsageError(f"{value}: {MISSING[str(self.name)]}{meant(Path(value))}")
        if not self.file_okay and not given.is_dir():
            raise UsageError(f"{value} is a file; {param_name(param)} must be a folder")
        return super().convert(given, param, ctx)


class OutputPath(click.Path):
    """A path that may be written to: it, or the folder it would be made in, is there and is a folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        given = Path(value)
        here = next(each for each in (given, *given.absolute().parents) if os.path.lexists(each))
        inside = here != given
        if not here.is_dir() and (inside or not self.file_okay):
            nothing = f", so {given} cannot be made in it" if inside else ""
            raise UsageError(f"{here} is a file, not a folder{nothing}; choose another {param_name(param)}")
        return super().convert(value, param, ctx)


def param_name(param: click.Parameter | None) -> str:
    """What help calls a parameter: its first option, or the word that stands in its place."""
    if param is None:
        return "path"
    return param.opts[0] if isinstance(param, click.Option) else (param.name or "path").upper()


FILE = ExistingPath(exists=True, dir_okay=False, path_type=Path)
FOLDER = ExistingPath(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = OutputPath(file_okay=False, path_type=Path)
NEW_FILE = OutputPath(dir_okay=False, path_type=Path)
COUNT = click.IntRange(min=1)


class Part(click.ParamType):
    """A part of a plan, such as 2/5; with auto, that of this task of a job array."""

    name = "part"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from simulation.experiment import Shard

        try:
            if value == "auto":
                return StudyPart(shard_of_task(os.environ), in_array=True)
            return StudyPart(Shard.read(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


PART = Part()


_STUDY_OPTIONS = (
    click.option(
        "-n", "--replications", type=COUNT, help="Runs of each scenario, each with other random draws."
    ),
    click.option(
        "--seed", type=click.IntRange(min=0), help="Seed of the first replication; the others count on."
    ),
    click.option("--days", type=COUNT, help="Days that are measured."),
    click.option(
        "--set", "settings", multiple=True, metavar="K=V", help="Set a number in every scenario; repeatable."
    ),
    click.option(
        "--only-luck",
        is_flag=True,
        help="Run with the scenarios' own numbers, not over parameter sets: luck alone varies.",
    ),
    click.option(
        "--grid",
        multiple=True,
        metavar="K=V1,V2,…",
        help="Sweep a number: run with each value, or FROM:TO:STEP; repeat for every combination.",
    ),
    click.option(
        "--design",
        type=FILE,
        help="Run at the points of this CSV table: one row per point, one column per path.",
    ),
)


def study_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is run of some files: see `study_from_files`."""
    return reduce(lambda found, option: option(found), reversed(_STUDY_OPTIONS), verb)


jobs_option = click.option(
    "-j", "--jobs", type=COUNT, help="Processes at a time.  [default: one per core that may be used]"
)
_engine_option = click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    help="Where runs are done: in processes of this machine, or by Dask.  [default: local]",
)
_scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help="Do the runs on the workers of this Dask scheduler."
)


def engine_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where runs are done: see `where.engine_for`."""
    return jobs_option(_engine_option(_scheduler_option(verb)))


results_argument = click.argument("folder", type=FOLDER)
trust_option = click.option(
    "--trust", is_flag=True, help="Run the user-defined files of a folder that comes from elsewhere."
)
as_planned_option = click.option(
    "--as-planned", is_flag=True, help="Use the folder's copies although the scenario files were edited."
)
