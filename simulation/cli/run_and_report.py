"""Run a study and make its report, with messages for the command line."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.telling import tell
from simulation.cli.user_errors import BAD_INPUT, FAILED, GOOD, INTERRUPTED, UsageError, as_user_errors
from simulation.text.shell_command import our_command
from simulation.text.spoken import language

if TYPE_CHECKING:
    from simulation.experiment import Outcome


def run_and_report(do: Callable[[], Outcome], further: Callable[[Path], None] | None = None) -> int:
    """Do runs of a study and make its report, whose path is the last line on stdout; one of what is finished
    where Ctrl-C stops them. further: what is asked of the folder before. Returns the exit code."""
    from simulation.experiment import ExperimentError, Interrupted, work_of_pairs

    with as_user_errors(ExperimentError):
        try:
            with stoppable():
                outcome = do()
        except Interrupted as stop:
            if stop.folder:
                _report_what_is_there(stop.folder)
            raise
    if outcome.failed:
        print_failures(outcome)
    for note in outcome.notes:
        tell(note, err=True)
    code = FAILED if outcome.failed else GOOD
    if further and not outcome.failed:
        further(outcome.folder)
    if work := work_of_pairs(outcome.folder):
        tell(work[language()], err=True)
    click.echo(report_of(outcome.folder, code or BAD_INPUT))
    return code


def _report_what_is_there(folder: Path) -> None:
    """The report of a study that was stopped; where there can be none, why."""
    try:
        click.echo(report_of(folder))
    except UsageError as error:
        tell(error.message, err=True)


def report_of(folder: Path, code: int = BAD_INPUT) -> Path:
    """The page of a results folder, made in it, whose stage is said on stderr."""
    tell("report", err=True)
    try:
        return build_report([folder], folder / "report.html", code)
    except KeyboardInterrupt:
        again = our_command("report", folder)
        raise UsageError(
            f"interrupted while the report was made: all finished runs are kept in {folder}; "
            f"to make it: {again}",
            INTERRUPTED,
        ) from None


def show_so_far(folder: Path, pairs: int) -> None:
    """While runs are left: make the report of the pairs that are complete, and say so on stderr."""
    from simulation.experiment.execution.progress import say

    with suppress(Exception):  # no page is worth the runs that are left; at the end its error is a sentence
        page = build_report([folder], folder / "report.html", pairs_so_far=pairs)
        newer = "the open page says when there is a newer one"
        if pairs == 1:
            say(f"1 pair of runs is compared in {page}; {newer}")
        else:
            say(f"{pairs} pairs of runs are compared in {page}; {newer}")


def print_failures(outcome: Outcome) -> None:
    """Print to stderr how many runs failed and why. Raises UsageError where none finished."""
    text = f"{outcome.failed} of {outcome.failed + outcome.finished} runs failed, the first: "
    text += f"{outcome.first_failure}\n"
    text += f"{outcome.folder / 'failures.jsonl'} says why each did, and how to repeat it"
    if not outcome.finished:
        raise UsageError(text, FAILED)
    tell(text, err=True)


@contextmanager
def stoppable() -> Iterator[None]:
    """A request to end, as batch systems send it (SIGTERM, or SIGUSR1 as a warning that time is nearly up),
    stops the work as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    requests = [getattr(signal, name) for name in ("SIGTERM", "SIGUSR1") if hasattr(signal, name)]
    before = {each: signal.signal(each, signal.default_int_handler) for each in requests}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def build_report(
    folders: Sequence[Path], out: Path, code: int = BAD_INPUT, pairs_so_far: int | None = None
) -> Path:
    """Make the page `out` from results folders, and return its path. code: the exit code where that cannot be
    done. pairs_so_far: complete pairs of a study that still runs."""
    from simulation import report as page
    from simulation.experiment import StorageError

    with as_user_errors(page.UnreadableFolder, StorageError, code=code):
        return page.build(folders, out, pairs_so_far)


def check_screenshots() -> None:
    """End with a sentence where this machine cannot save pictures, before anything is made."""
    from simulation.report.export.screenshots import NoStills, check_machine

    with as_user_errors(NoStills):
        check_machine()


def save_screenshots(page: Path, folder: Path, format: str) -> None:
    """Save the pictures of a page, and print their number to stderr."""
    from simulation.report.export.screenshots import NoStills, save_stills

    with as_user_errors(NoStills):
        try:
            saved = save_stills(page, folder, format)
        except OSError as error:
            raise UsageError(
                f"{folder}: pictures cannot be written here: {error.strerror or error}", FAILED
            ) from error
    tell(f"{len(saved)} pictures in {folder}", err=True)
