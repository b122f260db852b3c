"""Run many calls in separate processes: one that crashes, hangs or is killed hurts no other.

A call is a function that can be imported and its arguments; what it makes it stores itself, only its end
is reported here.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from simulation.experiment.errors import ExperimentError, StorageError, Unstartable
from simulation.loading import without_collecting
from simulation.text.quantities import Language
from simulation.text.spoken import language, speak, spoken
from simulation.user_files import UserFileError, say_in

if TYPE_CHECKING:
    from pebble import ProcessPool

Kind = Literal["error", "timeout", "killed", "memory", "storage"]
QUEUED_PER_WORKER = 2
TICK = 0.2  # seconds after which limits of time are looked at, though nothing has ended
FRUITLESS_POOLS = 3


@dataclass(frozen=True)
class Failure:
    """Why a call did not finish: what kind of end it had, and its cause in one line."""

    kind: Kind
    message: str

    @property
    def may_be_stored(self) -> bool:
        """Whether all may have been stored before whoever did it ended and could not say so."""
        return self.kind in ("killed", "timeout")


class CallFailed(Exception):
    """A call ended in a failure that somebody else saw."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure

    def __str__(self) -> str:
        return self.failure.message


End = tuple[int, Failure | None]


class Ready(NamedTuple):
    """Workers that were started before there was anything to do, and how many they are."""

    pool: ProcessPool
    workers: int


def run_all(
    function: Callable[..., object],
    arguments: Sequence[tuple],
    jobs: int,
    timeout: float | Sequence[float],
    ready: Ready | None = None,
) -> Generator[End]:
    """Call function(*each) for each of the arguments; yield (place in the list, failure or None) as each
    ends.

    jobs: processes at a time, also for one (a crash must not take the caller along); timeout: seconds that
    each call may take; ready: workers that were started before, used first if they still stand and are as
    many as are wanted. Where no process can be started, one job is done in this one, without a limit of
    time, and several raise Unstartable. In a browser, where there are no processes, all are done in this one.
    """
    left, fruitless = dict(enumerate(arguments)), 0
    if not there_are_processes():
        yield from _without_workers(function, left, 1, started=False)
        return
    limits = [timeout] * len(left) if isinstance(timeout, int | float) else timeout
    while left:
        before = len(left)
        with _gone_at_the_end(_pool_for(min(jobs, len(left)), ready)) as pool:
            for place, failure in _one_pool(pool, function, left.copy(), jobs, limits):
                del left[place]
                yield place, failure
        # a pool breaks when a worker dies between two calls: the rest goes to a new one
        fruitless = fruitless + 1 if len(left) == before else 0
        if fruitless == FRUITLESS_POOLS:
            yield from _without_workers(function, left, jobs, started=len(left) < len(arguments))
            return


def there_are_processes() -> bool:
    """Whether this Python can start others at all: that of a browser cannot."""
    return all(find_spec(each) for each in ("_multiprocessing", "pebble"))


def _without_workers(
    function: Callable[..., object], left: dict[int, tuple], jobs: int, started: bool
) -> Iterator[End]:
    """Ends of the calls that no worker could be started for; what was done by workers before is not lost."""
    if started:
        yield from ((place, Failure("killed", "no worker process could be started")) for place in left)
    elif jobs > 1:
        raise Unstartable(
            'no worker process could start; put the call under if __name__ == "__main__":, or use jobs=1'
        )
    else:
        yield from ((place, _call(pickle.dumps((function, call)))) for place, call in left.items())


def _one_pool(
    pool: ProcessPool,
    function: Callable[..., object],
    calls: dict[int, tuple],
    jobs: int,
    limits: Sequence[float],
) -> Iterator[End]:
    """Ends of the calls, until all have ended or the pool is broken."""
    waiting, pending = iter(calls.items()), {}
    begun: dict[Future, float] = {}
    while pool.active:
        for place, call in islice(waiting, QUEUED_PER_WORKER * jobs - len(pending)):
            payload = pickle.dumps((function, call))
            pending[pool.schedule(_call, (payload,))] = place
        if not pending:
            return
        for future in wait(pending, TICK, FIRST_COMPLETED).done:
            if isinstance(future.exception(), BrokenExecutor):
                return
            place = pending.pop(future)
            yield place, _failure(future)
        yield from _late(pending, begun, limits)


def _late(pending: dict[Future, int], begun: dict[Future, float], limits: Sequence[float]) -> Iterator[End]:
    """End the calls that take too long, by a clock that nobody sets; the limits of the pool itself are by the
    time of day, and a clock that is put forward would end all calls. begun: since when each is done."""
    now = time.monotonic()
    begun |= {future: now for future in pending if future.running() and future not in begun}
    late = [future for future, place in pending.items() if now - begun.get(future, now) > limits[place]]
    for future in late:
        if future.cancel():  # which ends its process; else it has just ended by itself
            place = pending.pop(future)
            yield place, overdue(limits[place])


def _pool_for(workers: int, ready: Ready | None) -> ProcessPool:
    """Those that stand ready, if they are as many; else new ones, and the others end."""
    if ready and _start(ready.pool):
        if ready.workers >= workers:
            return ready.pool
        ready.pool.stop()
        ready.pool.join()
    return pool_of(workers)


@contextmanager
def _gone_at_the_end(pool: ProcessPool) -> Iterator[ProcessPool]:
    try:
        yield pool
    finally:
        pool.stop()
        pool.join()


def pool_of(workers: int, initializer: Callable[[], None] | None = None) -> ProcessPool:
    """A pool of fresh processes (never forked: compiled threads do not survive it).

    initializer: what each does first; without it, it only sees to it that it ends with this process.
    """
    from pebble import ProcessPool

    fresh = multiprocessing.get_context("spawn")
    told = language(), initializer or die_with_parent
    pool = ProcessPool(workers, initializer=_begin, initargs=told, context=fresh)
    with interrupts_kept_from_children():
        _start(pool)
    return pool


def _begin(tongue: Language, first: Callable[[], None]) -> None:
    """In a worker: what a user's rule prints too often is told in the language of the caller."""
    speak(tongue)
    say_in(spoken)
    first()


def _start(pool: ProcessPool) -> bool:
    """Whether workers could be started; asking a new pool starts them."""
    try:
        return pool.active
    except BrokenExecutor:
        return False


@contextmanager
def interrupts_kept_from_children() -> Iterator[None]:
    """Processes and threads started inside never see Ctrl-C, nor what a batch system sends to all of a job
    (SIGUSR1), so they print no traceback and go on; the caller stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    kept = {signal.SIGINT, signal.SIGUSR1}
    signal.pthread_sigmask(signal.SIG_BLOCK, kept)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, kept)


def stop_if_starting() -> None:
    """End a worker that is still being started: it reads the caller's script again, which has no guard."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        sys.exit(1)


def die_with_parent() -> None:
    """In a worker: end when the process that started it is gone, however it went."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _call(payload: bytes) -> Failure | None:
    """In a worker: do the call; whether it failed."""
    made = attempt(payload)
    return made if isinstance(made, Failure) else None


def attempt(payload: bytes) -> object:
    """In a worker: what a pickled (function, arguments) returns, or the Failure that it ended in; unpacked
    here, so that what cannot be imported is a failure, not a death."""

    def call() -> object:
        with without_collecting():  # the first call of a worker loads what it needs
            function, arguments = pickle.loads(payload)
        return function(*arguments)

    return guarded(call)


def guarded(call: Callable[[], object]) -> object:
    """What a call returns, or the Failure that it ended in."""
    try:
        return call()
    except StorageError as error:
        return Failure("storage", str(error))
    except (UserFileError, ExperimentError) as error:  # says where it is, and is no error of the program
        return Failure("error", str(error))
    except MemoryError as error:
        return Failure("memory", one_line(error))
    except KeyboardInterrupt:  # no worker ever sees one: this is the caller's own process
        raise
    except BaseException as error:  # a sys.exit in a user's rule must not end the worker unseen
        return Failure("error", one_line(error))


def one_line(error: BaseException) -> str:
    """Type, text and place of an error, e.g. 'ValueError: no grid 9 (model.py:88, step)'."""
    text = " ".join(str(error).split())
    cause = f"{type(error).__name__}: {text}" if text else type(error).__name__
    if not error.__traceback__:
        return cause
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{cause} ({Path(where.filename).name}:{where.lineno}, {where.name})"


def overdue(timeout: float) -> Failure:
    """How a call ended that took longer than it may."""
    return Failure("timeout", f"did not finish within {timeout:g} seconds")


def _failure(future: Future[Failure | None]) -> Failure | None:
    """How a call ended, seen from outside its process."""
    from pebble import ProcessExpired

    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, ProcessExpired):
        return Failure("killed", death(error.exitcode))
    return Failure("error", one_line(error))


KILLED = -9
"""The exit code of a process that was ended by SIGKILL; Windows has neither."""


def death(exitcode: int | None) -> str:
    """How a process ended, by its exit code, as part of a sentence."""
    if exitcode == KILLED:
        return "its process was killed (signal 9); the system does this when memory runs out"
    if exitcode is not None and exitcode < 0:
        return f"its process was ended by {signal.Signals(-exitcode).name}"
    return f"its process ended with exit code {exitcode}"
