"""How far runs are that have not ended: a worker notes in a small file what share of the days is over.

Several seeds side by side end all at once, perhaps after a minute; until then this is all there is to tell.
Nothing of it reaches a result: the files are the leading process's, which deletes them.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from simulation.experiment.execution.progress import also_done

if TYPE_CHECKING:
    from simulation.model import Street

EACH = 1.0  # seconds between two notes
_followed: list[Street] = []  # in a worker: the street that is simulated, last; it runs one call at a time


@contextmanager
def followed(street: Street) -> Iterator[None]:
    """While a street is simulated, its day may be noted."""
    _followed.append(street)
    try:
        yield
    finally:
        _followed.remove(street)


@contextmanager
def noted(file: Path | None) -> Iterator[None]:
    """In a worker: note now and then how far the street is that is followed. file: None where nobody reads
    it, or where there is only one process."""
    if file is None or not multiprocessing.parent_process():
        yield
        return
    over = threading.Event()
    notes = threading.Thread(target=_note, args=(file, over), daemon=True)
    notes.start()
    try:
        yield
    finally:
        over.set()
        notes.join()


def _note(file: Path, over: threading.Event) -> None:
    while not over.wait(EACH):
        with suppress(OSError, IndexError):  # no note is worth a run
            street = _followed[-1]
            file.write_text(f"{street.day / street.world.calendar.days:.4f}", "ascii")


@contextmanager
def notes_of(batches: Sequence[Sequence[object]]) -> Iterator[list[Path | None]]:
    """Files for the notes of some batches of runs, which are read while this lasts, and deleted behind it;
    None for each where this machine has no room for them."""
    try:
        folder = TemporaryDirectory(prefix="days-", ignore_cleanup_errors=True)
    except OSError:  # no note is worth a run
        yield [None] * len(batches)
        return
    with folder as name:
        files = [Path(name, str(nth)) for nth in range(len(batches))]
        sizes = [len(runs) for runs in batches]
        with also_done(lambda: sum(share(file) * size for file, size in zip(files, sizes, strict=True))):
            yield [*files]


def forget(file: Path | None) -> None:
    """A batch has ended, and counts by itself."""
    if file:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def share(file: Path) -> float:
    """What share of its days a batch has done, as its worker noted; 0 where it has not begun, or is over."""
    try:
        return float(file.read_text("ascii"))
    except (OSError, ValueError):
        return 0.0
