"""Two streets that one moves and a class watches; nothing of Solara."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from simulation.live.controls import CLASS_PACE, Controls
from simulation.live.twins import Twins
from simulation.scenario import Scenario, ScenarioError
from simulation.user_files import UserFileError


def begun(read: Callable[[], Scenario]) -> Twins | str:
    """Two streets on the eve of their first day; where that cannot be, the sentence that says why."""
    try:
        return Twins(read())
    except (ScenarioError, UserFileError) as wrong:
        return str(wrong)


class Room:
    """The streets of a class. read: gives the scenario, anew for each start over.

    found: the streets, the sentence that says why there are none, or None while the warm-up is simulated.
    changes: how often something changed, for those who draw it; error: what is wrong in a user file.
    """

    def __init__(self, read: Callable[[], Scenario]) -> None:
        self.read = read
        self.found: Twins | str | None = None
        self.controls: Controls | None = None
        self.changes, self.error = 0, ""
        self._stopped: Event | None = None

    @property
    def playing(self) -> bool:
        """Whether day follows day by itself."""
        return self._stopped is not None and not self._stopped.is_set()

    def begin(self) -> None:
        """Start over, in the background: the warm-up takes seconds."""
        self.play(False)
        self.found, self.controls, self.error = None, None, ""
        self._changed()
        Thread(target=self._begin, daemon=True).start()

    def play(self, on: bool) -> None:
        """Have day follow day until it is stopped, or no day is left."""
        if self._stopped is not None:
            self._stopped.set()
        if on and self.controls is not None:
            self._stopped = Event()
            Thread(target=self._play, args=(self.controls, self._stopped), daemon=True).start()
        self._changed()

    def _begin(self) -> None:
        found = begun(self.read)
        if isinstance(found, Twins):
            self.controls = Controls(found, self._changed, self._failed, CLASS_PACE)
        self.found = found
        self._changed()

    def _play(self, controls: Controls, stopped: Event) -> None:
        controls.play(stopped)
        stopped.set()
        self._changed()

    def _changed(self) -> None:
        self.changes += 1

    def _failed(self, sentence: str) -> None:
        self.error = sentence
