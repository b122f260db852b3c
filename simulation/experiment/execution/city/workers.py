"""The blocks of a city on Dask workers, one a worker, which may be on as many machines as there are.

Each block is an actor of Dask: it stays with the worker that began it, and only what streets tell their city
on the first of a month, and in the end their tables, goes through the network. A block that fails, takes too
long or whose worker dies ends the run, as with processes of this machine: all streets have settled with the
one that is lost.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from simulation.experiment.execution.city.block import Block, evenly
from simulation.experiment.execution.city.run import Tables, do_asked, monthly, run_city
from simulation.experiment.execution.engines.alike import State, check_alike
from simulation.experiment.execution.engines.dask_calls import GONE, RESTART, TICK, workers_of
from simulation.experiment.execution.engines.local_pool import CallFailed, Failure, attempt, guarded, overdue
from simulation.experiment.execution.progress import Say
from simulation.model.city.exchange import Given
from simulation.scenario import Scenario

if TYPE_CHECKING:
    from distributed import Client
    from distributed.actor import BaseActorFuture


DIED = "a Dask worker that had some of its streets died; the system does this to one when memory runs out"
LOST = Failure("killed", DIED)


def by_workers(
    client: Client, workers: int, here: State, scenario: Scenario, seed: int, timeout: float, say: Say
) -> Tables:
    """Simulate a city with one seed, its streets on all workers of a scheduler; CallFailed where one fails.

    workers: that there should be, which are waited for a moment, as one may just be started again; here: what
    each has to compute with; timeout: seconds that it may take; say: told now and then how far it is.
    """
    with suppress(TimeoutError):
        client.wait_for_workers(workers, timeout=RESTART)
    with client.as_current(), Workers(client, scenario, seed, timeout, here) as blocks:
        return run_city(scenario, seed, blocks, monthly(scenario, seed, say))


class Workers:
    """Blocks of as many streets each as can be, one on each worker that there is now; to be closed.

    timeout: seconds from now until the last answer.
    """

    def __init__(self, client: Client, scenario: Scenario, seed: int, timeout: float, here: State) -> None:
        self.client, self.timeout, self.end = client, timeout, time.monotonic() + timeout
        if not (there := self._there()):
            raise CallFailed(Failure("killed", GONE))
        parts = evenly(scenario.city.seeds(seed), len(there))
        self.addresses = there[: len(parts)]
        self.asked: dict[int, BaseActorFuture[Any]] = {}  # what has no answer yet, by the place of the block
        self.times = 0  # that all were asked something
        makes = [pickle.dumps((_block, (scenario, seeds, here))) for seeds in parts]
        self.begun = [
            client.submit(Settled, make, actor=True, pure=False, workers=[where], allow_other_workers=False)
            for make, where in zip(makes, self.addresses, strict=True)
        ]
        self.blocks = [self._actor(each) for each in self.begun]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def advance(self, given: Sequence[Given] | None, day: int) -> list[Any]:
        """See Blocks."""
        return self._ask("advance", [(its, day) for its in given or [None] * len(self.addresses)])

    def tables(self) -> list[Tables]:
        """See Blocks."""
        found = self._ask("tables", [()] * len(self.addresses))
        return [tables for block in found for tables in block]

    def close(self) -> None:
        """Let all blocks go, and restart the workers that still do something: a thread cannot be ended."""
        busy = {self.addresses[nth] for nth, coming in self.asked.items() if not coming.done()}
        with suppress(Exception):  # whatever hinders this is seen by who looks at the workers next
            self.client.cancel(self.begun, force=True)  # whoever still refers to them
            if still := busy & set(self._there()):
                self.client.restart_workers(list(still), timeout=RESTART, raise_for_error=False)

    def _actor(self, begun: Any) -> Any:
        """A block that has begun."""
        while not begun.done():
            self._look()
            with suppress(TimeoutError):
                begun.result(TICK)
        return begun.result()

    def _ask(self, name: str, arguments: Sequence[tuple]) -> list[Any]:
        """One answer of each block, in their order; CallFailed for the first that is none."""
        its = zip(self.blocks, arguments, strict=True)
        for nth, (block, each) in enumerate(its):
            self.asked[nth] = self._asked(block, name, each)
        self.times += 1
        answers: dict[int, Any] = {}
        while self.asked:
            for nth in [nth for nth, coming in self.asked.items() if coming.done()]:
                answers[nth] = _heard(self.asked.pop(nth))
            if self.asked:
                self._look()
                with suppress(OSError):  # a moment is over, or who was asked is gone: the next look says so
                    next(iter(self.asked.values())).result(TICK)
        return [answers[nth] for nth in range(len(self.blocks))]

    def _asked(self, block: Any, name: str, arguments: tuple) -> BaseActorFuture[Any]:
        """What will be a block's answer; CallFailed where its worker is already known to be lost."""
        try:
            return block.answer(self.times, name, arguments)
        except RuntimeError:  # Dask lets nobody ask an actor that it has lost
            raise CallFailed(LOST) from None

    def _look(self) -> None:
        """CallFailed where time is up, or a worker is gone."""
        if time.monotonic() > self.end:
            raise CallFailed(overdue(self.timeout))
        there = self._there()
        if not there:
            raise CallFailed(Failure("killed", GONE))
        if not set(self.addresses) <= set(there):
            raise CallFailed(LOST)

    def _there(self) -> list[str]:
        """The addresses of the workers that there are now."""
        try:
            return list(workers_of(self.client))
        except Exception:  # a client that lost its scheduler fails in many ways, by the state it is in
            return []


def _heard(coming: BaseActorFuture[Any]) -> Any:
    """An answer; CallFailed for one that says what went wrong."""
    try:
        answer = coming.result()
    except Exception:  # the call came to nothing: no block answers by raising
        raise CallFailed(LOST) from None
    if isinstance(answer, Failure):
        raise CallFailed(answer)
    return answer


class Settled:
    """On a worker: a block that does what it is asked for."""

    def __init__(self, make: bytes) -> None:
        self.make, self.times = make, 0
        self.block: Any = None

    def answer(self, times: int, name: str, arguments: tuple) -> Any:
        """What the block says to the so many-th question, or how it failed."""
        if times != self.times:  # Dask makes an actor anew when its worker died: it has not lived until now
            return LOST
        self.times += 1
        self.block = self.block or attempt(self.make)
        if isinstance(self.block, Failure):
            return self.block
        return guarded(partial(do_asked, self.block, name, arguments))


def _block(scenario: Scenario, seeds: Sequence[int], here: State) -> Block:
    """On a worker: a block, where it is computed as the leading process would."""
    check_alike(here)
    return Block(scenario, seeds)
