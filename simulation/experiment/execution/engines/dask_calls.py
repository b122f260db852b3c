"""Calls in flight on Dask workers: each worker has one, a lost one is tried again, a late one is ended."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from simulation.experiment.execution.engines.local_pool import Failure, attempt, one_line, overdue

if TYPE_CHECKING:
    from distributed import Client, Future

TICK = 0.5  # seconds after which time limits and the number of workers are looked at, though nothing is heard
PATIENCE = 60  # seconds to wait for a worker when all are gone
RESTART = 10  # seconds that a worker may take to end and be there again
KILLED = "every Dask worker that took it died; the system does this to one when memory runs out"
GONE = "the Dask scheduler, or the last of its workers, is gone"


class OnWorkers:
    """Calls that the workers of a scheduler do, no more at a time than there are workers: so hardly a call
    waits behind one that kills its worker, and is blamed with it.

    calls: (function, arguments) each; timeout: seconds that a call may take on a worker.
    """

    def __init__(self, client: Client, calls: Sequence[tuple], timeout: float) -> None:
        self.client, self.calls, self.timeout = client, calls, timeout
        self.topic = f"runs-{uuid4().hex}"
        self.heard: SimpleQueue[tuple[int, Future | str]] = SimpleQueue()
        self.running: dict[int, Future] = {}
        self.begun: dict[int, tuple[str, float]] = {}  # the worker that does it, and since when

    def made(self) -> Generator[tuple[int, Any]]:
        """Yield (place in calls, what it returned or the Failure that it ended in) as each ends; closing the
        generator ends what runs."""
        self.client.subscribe_topic(self.topic, lambda event: self.heard.put(event[1]))
        waiting, alive = deque(range(len(self.calls))), time.monotonic()
        try:
            while waiting or self.running:
                workers = self._workers()
                alive = time.monotonic() if workers else alive
                if self.client.status == "closed" or time.monotonic() - alive > PATIENCE:
                    yield from ((place, Failure("killed", GONE)) for place in [*self.running, *waiting])
                    return
                while waiting and len(self.running) < workers:
                    self._send(waiting.popleft())
                yield from self._ended()
                yield from self._late()
        finally:
            self._end(list(self.running))

    def _workers(self) -> int:
        """How many workers there are now; what one that is gone had begun has not begun any more."""
        try:
            there = workers_of(self.client)
        except Exception:  # a client that lost its scheduler fails in many ways, by the state it is in
            return 0
        self.begun = {place: entry for place, entry in self.begun.items() if entry[0] in there}
        return len(there)

    def _send(self, place: int) -> None:
        import cloudpickle

        key = f"run-{place}-{self.topic}"
        payload = cloudpickle.dumps(self.calls[place])
        future = self.client.submit(_on_worker, payload, self.topic, place, key=key, pure=False)
        self.running[place] = future
        future.add_done_callback(lambda done: self.heard.put((place, done)))

    def _ended(self) -> Iterator[tuple[int, object]]:
        """Wait a moment until something is heard; what has ended by then."""
        with suppress(Empty):
            place, news = self.heard.get(timeout=TICK)
            if isinstance(news, str):
                self.begun[place] = news, time.monotonic()
            elif self.running.get(place) is news:
                made = self._made(news)
                del self.running[place]
                yield place, made

    def _made(self, future: Future) -> object:
        """What a call returned, or how it failed."""
        from distributed import KilledWorker

        try:
            return future.result(self.timeout)
        except KilledWorker:
            return Failure("killed", KILLED)
        except TimeoutError:
            return overdue(self.timeout)
        except (CancelledError, OSError):
            return Failure("killed", GONE)
        except Exception as error:  # a call that Dask cannot do raises what Dask met
            return Failure("error", one_line(error))

    def _late(self) -> Iterator[tuple[int, object]]:
        """End what takes too long."""
        since = time.monotonic() - self.timeout
        late = [place for place in self.running if place in self.begun and self.begun[place][1] < since]
        self._end(late)
        yield from ((place, overdue(self.timeout)) for place in late)

    def _end(self, places: Sequence[int]) -> None:
        """Take calls back, and restart the workers that are doing them: a thread cannot be ended."""
        ended = [self.running.pop(place) for place in places]
        # whatever hinders this is seen by who looks at the workers next, or is no longer of interest
        with suppress(Exception):
            if ended:
                keys = {future.key for future in ended}
                busy = self._busy_with(keys)
                self.client.cancel(ended)
                self._wait_until_taken_back(keys)
                self.client.restart_workers(busy, timeout=RESTART, raise_for_error=False)

    def _busy_with(self, keys: set[Any]) -> list[str]:
        """Workers that have one of these calls. The scheduler knows; that a call has begun may not have been
        heard here yet."""
        at = cast("dict[str, Sequence[str]]", self.client.processing())
        return [worker for worker, its in at.items() if keys & set(its)]

    def _wait_until_taken_back(self, keys: set[Any]) -> None:
        """The scheduler hears of a restart on another line than of what is taken back, and would give the
        call of a worker that ends to the next one."""
        end = time.monotonic() + RESTART
        while self._busy_with(keys) and time.monotonic() < end:
            time.sleep(0.01)


def workers_of(client: Client) -> dict[str, int]:
    """The workers that there are now by address, and the threads of each. Raises OSError where the scheduler
    does not answer."""
    return cast("dict[str, int]", client.nthreads())


def _on_worker(payload: bytes, topic: str, place: int) -> object:
    """On a worker: say that it has begun, then do it."""
    from distributed import get_worker

    worker = get_worker()
    worker.log_event(topic, (place, worker.address))
    return attempt(payload)
