"""Run a study and make its report, told as the command line tells it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from simulation.cli.telling import BAD_INPUT, FAILED, Told, plain_warnings, telling

if TYPE_CHECKING:
    from simulation.scenario import Study


def run_all(study: Study, folder: Path, jobs: int, cases: Literal["csv"] | None) -> int:
    """Run a study with its progress on stderr; how many runs failed."""
    from simulation import experiment

    with telling(experiment.ExperimentError), plain_warnings():
        outcome = experiment.run_study(study, folder, jobs=jobs, cases=cases)
    if outcome.failed:
        told = f"{outcome.failed} of {outcome.failed + outcome.finished} runs failed, the first with "
        told += f"{outcome.first_failure}\n"
        told += f"{folder / 'failures.jsonl'} says why each did, and how to repeat it"
        if not outcome.finished:
            raise Told(told, FAILED)
        click.echo(told, err=True)
    return outcome.failed


def report_of(folders: Sequence[Path], out: Path, code: int = BAD_INPUT) -> Path:
    """Make the page `out` from results folders; its path. `code`: the exit code where that cannot be done."""
    from simulation import report as page

    with telling(page.UnreadableFolder, code=code):
        return page.build(folders, out)
