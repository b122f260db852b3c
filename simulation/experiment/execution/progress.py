"""How far a study is, on stderr, so that stdout stays for answers."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Progress = Callable[[int, int, int], None]  # called with runs ended, all runs, runs failed


LONG = 5.0  # seconds without a sign of life


@contextmanager
def announced_if_long(text: str) -> Iterator[None]:
    """Say what is being done inside, where it takes long; on stderr, above a bar."""
    timer = threading.Timer(LONG, tqdm.write, [text, sys.stderr])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def shown(progress: Progress | None) -> Iterator[Progress]:
    """What to call at the end of each run: the caller's function, or a bar (in a log: a line now and
    then)."""
    if progress:
        yield progress
        return
    pause = 0.2 if sys.stderr.isatty() else 15
    with tqdm(desc="runs", unit="run", file=sys.stderr, mininterval=pause) as bar:

        def move(ended: int, total: int, failed: int) -> None:
            if bar.total != total:
                bar.total = total
                bar.refresh()
            if failed:
                bar.set_postfix(failed=failed, refresh=False)
            bar.update(ended - bar.n)

        yield move
