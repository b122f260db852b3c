"""How far a study is, on stderr, so that stdout stays for answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Progress = Callable[[int, int, int], None]  # called with runs ended, all runs, runs failed


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
            bar.total = total
            if failed:
                bar.set_postfix(failed=failed, refresh=False)
            bar.update(ended - bar.n)

        yield move
