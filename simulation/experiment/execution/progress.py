"""How far a study is, on stderr, so that stdout stays for answers: a bar in a terminal, lines in a log."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

from tqdm import tqdm

from simulation.experiment.execution.cost import time_left
from simulation.experiment.execution.cost.time_left import Clock, TimeLeft
from simulation.text.bilingual import Pair
from simulation.text.spoken import spoken

Progress = Callable[[int, int, int], None]  # called with runs ended, all runs, runs failed
Say = Callable[[str], object]  # called with a line about what is being done
Stage = Literal["compiling", "runs", "tables", "report"]

PAUSE = 15.0  # seconds between two lines of a log, at least
SILENCE = 300.0  # and at most, where runs end
STEP = 0.05  # of all runs: what a line of a log has to add
BEAT = 1.0  # seconds between two looks at runs that have not ended
SOON = 5.0  # seconds until the first of them may be told in a log
ENOUGH = 0.03  # of all days: so many tell how long the others take
COMMA = Pair("，", ", ")
USUAL_ROOM = {"ncols": 80, "nrows": 24}
BAR = "{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} [{elapsed}{postfix}]"


_also: list[Callable[[], float]] = []


@contextmanager
def also_done(runs: Callable[[], float]) -> Iterator[None]:
    """While this lasts, so much of the runs that have not ended is done, in runs."""
    _also.append(runs)
    try:
        yield
    finally:
        _also.remove(runs)


def _listed(parts: list[str]) -> str:
    """What is said one after another, in the language of the command."""
    return spoken(COMMA).join(map(spoken, parts))


@dataclass(frozen=True)
class Count:
    """How far a study is.

    ended, total, failed: runs that ended, all runs, and runs that failed. pairs, all_pairs: complete pairs of
    runs, and all pairs. work: work that is left, in usual runs; None: one for each run that is left.
    """

    ended: int
    total: int
    failed: int
    pairs: int
    all_pairs: int
    work: float | None = None

    def besides(self, seconds: float | None) -> list[str]:
        """What there is to say besides the number of runs. seconds: that the others will take."""
        pairs = "pair" if self.all_pairs == 1 else "pairs"
        said = [f"{self.pairs} of {self.all_pairs} {pairs} complete"] if self.all_pairs < self.total else []
        said += [f"{self.failed} failed"] if self.failed else []
        return said + ([f"about {time_left.spoken(seconds)} left"] if seconds is not None else [])


class Display(Protocol):
    """Shows how far a study is."""

    def stage(self, name: Stage) -> None:
        """Another kind of work begins."""
        ...

    def count(self, now: Count) -> None:
        """A run has ended, or none yet."""
        ...


class _Days:
    """How many of all days are over, those of runs that have not ended among them, and how long the others
    take."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.first: tuple[float, float] | None = None  # when days were first known of, and their share
        self.share = 0.0  # that was said the last time

    def besides(self, now: Count) -> list[str]:
        """What there is to say of them; nothing where nobody notes them, or hardly any is over."""
        inside = sum(each() for each in list(_also))
        if not inside or not now.total:
            return []
        # a run that ends is in no worker's notes any more, and may not be counted yet
        self.share = share = max(self.share, min((now.ended + inside) / now.total, 1.0))
        clock = self.clock()
        if self.first is None:
            self.first = (clock, share)
        began, before = self.first
        said = [f"{share:.0%} of all days simulated"]
        if share - before < ENOUGH:
            return said
        left = (clock - began) * (1 - share) / (share - before)
        return [*said, f"about {time_left.spoken(left)} left"]


class _Forecast:
    """How many runs are left at each count, and how long they take."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.time_left = clock, TimeLeft(clock)
        self.before: int | None = None  # runs of an earlier start
        self.work = 0.0  # that was left the last time

    def runs_begin(self) -> None:
        """What was done until now is no part of a run."""
        if not self.time_left.ends:
            self.time_left = TimeLeft(self.clock)

    def seconds(self, now: Count) -> float | None:
        """How long the runs that are left will take; None where that cannot be said yet, or none is left."""
        self.before = now.ended if self.before is None else self.before
        left = now.total - now.ended
        work = left if now.work is None else now.work
        new = now.ended - self.before - len(self.time_left.ends)
        self.time_left.note(now.ended - self.before, (self.work - work) / new if new else 1.0)
        self.work = work
        return self.time_left.seconds(left, work) if left else None


class Log:
    """One line per step: where a stage begins, and where runs have ended, now and then."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock, self.forecast = clock, _Forecast(clock)
        self.said, self.said_at = -1, -PAUSE
        self.pause = SOON
        self.days, self.now = _Days(clock), Count(0, 0, 0, 0, 0)

    def beat(self) -> None:
        """Say how far the days are where no run has ended for a while."""
        besides = self.days.besides(self.now)
        if len(besides) > 1 and self.clock() - self.said_at >= self.pause:
            say(_listed([f"runs {self.now.ended} of {self.now.total}", *besides]))
            self.said_at, self.pause = self.clock(), PAUSE

    def stage(self, name: Stage) -> None:
        """See Display; what follows the stage of runs says itself that it is one."""
        if name == "runs":
            self.forecast.runs_begin()
        else:
            say(name)

    def count(self, now: Count) -> None:
        """See Display."""
        seconds, self.now = self.forecast.seconds(now), now
        if self._is_due(now):
            say(_listed([f"runs {now.ended} of {now.total}", *now.besides(seconds)]))
            self.said, self.said_at = now.ended, self.clock()

    def _is_due(self, now: Count) -> bool:
        """Whether a line adds enough; the first and the last do."""
        since, more = self.clock() - self.said_at, now.ended - self.said
        steps = since >= PAUSE and more >= STEP * now.total
        return self.said < 0 or now.ended == now.total or steps or since >= SILENCE


def _room() -> dict[str, int]:
    """Columns and lines for a terminal that says it has none, where no bar would be drawn; else nothing."""
    try:
        return {} if all(os.get_terminal_size(sys.stderr.fileno())) else dict(USUAL_ROOM)
    except (OSError, ValueError, AttributeError):  # no terminal
        return {}


class Bar:
    """A bar that moves on the last line of a terminal."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.forecast = _Forecast(clock)
        look = {"bar_format": BAR, "mininterval": 0.2, **_room()}
        self.bar = tqdm(desc=spoken("runs"), unit="run", file=sys.stderr, **look)
        self.days, self.now = _Days(clock), Count(0, 0, 0, 0, 0)

    def beat(self) -> None:
        """Let the clock of the bar go on, and show how far the days are."""
        if besides := self.days.besides(self.now):
            pairs = self.now.besides(None)
            self.bar.set_postfix_str(_listed([*pairs, *besides]), refresh=False)
        self.bar.refresh()

    def stage(self, name: Stage) -> None:
        """See Display."""
        if name == "runs":
            self.forecast.runs_begin()
        self.bar.set_description_str(spoken(name))

    def count(self, now: Count) -> None:
        """See Display."""
        self.now = now
        besides = _listed(now.besides(self.forecast.seconds(now)))
        self.bar.set_postfix_str(besides, refresh=False)
        if self.bar.total != now.total:
            self.bar.total = now.total
            self.bar.refresh()
        self.bar.update(now.ended - self.bar.n)


@dataclass(frozen=True)
class _Called:
    """Nothing is shown: a function of the caller's hears of each end."""

    progress: Progress

    def stage(self, name: Stage) -> None:
        """See Display."""

    def count(self, now: Count) -> None:
        """See Display."""
        self.progress(now.ended, now.total, now.failed)


def say(said: str | Pair) -> None:
    """Say something on stderr, above a bar if there is one."""
    line = spoken(said)
    if multiprocessing.parent_process() and sys.stderr.isatty():
        line = f"\r\x1b[K{line}"  # the bar belongs to another process, which draws it anew
    tqdm.write(line, file=sys.stderr)


@contextmanager
def shown(progress: Progress | None) -> Iterator[Display]:
    """Where to say how far a study is: to the caller's function, on a bar, or in a log."""
    if progress:
        yield _Called(progress)
    elif sys.stderr.isatty():
        display = Bar()
        with display.bar, _beating(display.beat):
            yield display
    else:
        display = Log()
        with _beating(display.beat):
            yield display


@contextmanager
def _beating(beat: Callable[[], None]) -> Iterator[None]:
    """Call something now and then, in a thread; not in a browser, which has none."""
    if sys.platform == "emscripten":
        yield
        return
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(BEAT):
            beat()

    heart = threading.Thread(target=go_on, daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()
