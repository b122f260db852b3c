"""The blocks of a city in processes of this machine, which answer over pipes.

A block that fails, is killed or takes too long ends the run: the others are ended, and the run has one
failure with its cause.
"""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any

from simulation.experiment.errors import Unstartable
from simulation.experiment.execution.city.block import Block, evenly
from simulation.experiment.execution.city.run import Tables, do_asked, monthly, run_city
from simulation.experiment.execution.engines.local_pool import (
    CallFailed,
    Failure,
    attempt,
    death,
    die_with_parent,
    guarded,
    interrupts_kept_from_children,
    overdue,
)
from simulation.experiment.execution.progress import Say
from simulation.model.city.exchange import Given
from simulation.scenario import Scenario

READY = "ready"
PATIENCE = 5.0  # seconds for a process to end that was told to


def by_processes(scenario: Scenario, seed: int, count: int, timeout: float, say: Say) -> Tables:
    """Simulate a city with one seed, its streets in `count` processes; CallFailed where one of them fails.

    timeout: seconds that it may take; say: told now and then how far it is.
    """
    with Processes(scenario, seed, count, timeout) as blocks:
        return run_city(scenario, seed, blocks, monthly(scenario, seed, say))


class Processes:
    """Blocks of as many streets each as can be, one a process; to be closed.

    timeout: seconds from now until the last answer.
    """

    def __init__(self, scenario: Scenario, seed: int, count: int, timeout: float) -> None:
        self.timeout, self.end = timeout, time.monotonic() + timeout
        fresh = multiprocessing.get_context("spawn")  # never forked: compiled threads do not survive it
        self.pipes: list[Any] = []
        self.processes: list[Any] = []
        with interrupts_kept_from_children():
            for seeds in evenly(scenario.city.seeds(seed), count):
                ours, theirs = fresh.Pipe()
                process = fresh.Process(
                    target=_serve, args=(theirs, pickle.dumps((Block, (scenario, seeds))))
                )
                process.start()
                theirs.close()  # so that the end of the process is the end of the pipe
                self.pipes.append(ours)
                self.processes.append(process)

    def __enter__(self) -> Processes:
        try:
            self._answers()  # all are ready
        except CallFailed as failed:
            self.close()
            guard = 'if __name__ == "__main__":'
            said = f"no worker process could start ({failed}); in a script, put the call under {guard}"
            raise Unstartable(said) from failed
        except BaseException:  # Ctrl-C too: no __exit__ follows that would end the processes
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def advance(self, given: Sequence[Given] | None, day: int) -> list[Any]:
        """See Blocks."""
        return self._ask("advance", [(its, day) for its in given or [None] * len(self.pipes)])

    def tables(self) -> list[Tables]:
        """See Blocks."""
        found = self._ask("tables", [()] * len(self.pipes))
        return [tables for block in found for tables in block]

    def close(self) -> None:
        """End all processes, whatever they do."""
        for process in self.processes:
            process.kill()
        for process, pipe in zip(self.processes, self.pipes, strict=True):
            process.join(PATIENCE)
            pipe.close()

    def _ask(self, name: str, arguments: Sequence[tuple]) -> list[Any]:
        for pipe, its in zip(self.pipes, arguments, strict=True):
            with suppress(OSError):  # it is gone: its answer will say so
                pipe.send((name, its))
        return self._answers()

    def _answers(self) -> list[Any]:
        """One answer of each block, in their order; CallFailed for the first that is none."""
        answers: dict[int, Any] = {}
        while len(answers) < len(self.pipes):
            open_ones = {pipe: nth for nth, pipe in enumerate(self.pipes) if nth not in answers}
            heard = wait(list(open_ones), max(self.end - time.monotonic(), 0))
            if not heard:
                raise CallFailed(overdue(self.timeout))
            for pipe in heard:
                nth = open_ones[pipe]
                answers[nth] = self._answer(nth)
        return [answers[nth] for nth in range(len(self.pipes))]

    def _answer(self, nth: int) -> Any:
        try:
            answer = self.pipes[nth].recv()
        except (EOFError, OSError):
            self.processes[nth].join(PATIENCE)
            raise CallFailed(Failure("killed", death(self.processes[nth].exitcode))) from None
        if isinstance(answer, Failure):
            raise CallFailed(answer)
        return answer


def _serve(pipe: Connection, make: bytes) -> None:
    """In a process: a block that does what it is asked for, until nobody asks any more."""
    die_with_parent()
    pipe.send(READY)
    block = attempt(make)
    with suppress(EOFError, OSError):
        while True:
            name, arguments = pipe.recv()
            asked = partial(do_asked, block, name, arguments)
            pipe.send(block if isinstance(block, Failure) else guarded(asked))
