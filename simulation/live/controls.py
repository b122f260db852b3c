"""What clicks do to two streets; nothing of Solara."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, RLock
from time import monotonic
from typing import Any

from simulation.live import policies
from simulation.live.twins import Twins
from simulation.user_files import UserFileError

PACE = 0.08  # seconds that a day takes while the page plays
CLASS_PACE = 0.5  # the same for a class, who has to look from chart to chart
REST = 0.02  # seconds in which others may draw, or click
MOST = 5  # days at once, where the page is drawn too slowly to show each of them


class Controls:
    """Changes two streets, one change at a time: whoever draws them holds `free` meanwhile.

    changed: is called after each change; failed: is given the sentence about what is wrong in a user
    file; pace: seconds that a day takes while the page plays.
    """

    def __init__(
        self,
        twins: Twins,
        changed: Callable[[], None],
        failed: Callable[[str], None],
        pace: float = PACE,
    ) -> None:
        self.twins, self.changed, self.failed, self.pace = twins, changed, failed, pace
        self.free = RLock()

    def run_days(self, days: int) -> bool:
        """Simulate some days; whether there are more to come, which there are not after an error."""
        return self._do(lambda: self.twins.run_days(days)) and self.twins.running

    def play(self, stopped: Event) -> None:
        """Simulate day after day until it is stopped, or no day is left: at the same pace on a slow machine,
        which then shows not every day."""
        last, going = monotonic(), True
        while going and not stopped.wait(REST):
            now = monotonic()
            due = min(int((now - last) / self.pace), MOST)
            if due:
                last = max(last + due * self.pace, now - self.pace)
                going = self.run_days(due)

    def add(self, name: str) -> None:
        """Have a policy in force with its usual numbers."""
        self.turn(name, policies.usual(name))

    def stop(self, name: str) -> None:
        """End a policy."""
        self.turn(name, None)

    def change(self, asked: tuple[str, str, float | str]) -> None:
        """Turn one number of a policy: name of the policy, name of the number, and what it shall be."""
        name, number, value = asked
        policy = self.twins.in_force().get(name)
        if policy:  # else it was stopped by a click that came first
            self.turn(name, policies.kept(name, {**vars(policy.intervention), number: value}))

    def turn(self, name: str, numbers: dict[str, Any] | None) -> None:
        """Have a policy in force with these numbers from the coming day on; None ends it."""
        self._do(lambda: self.twins.turn(name, numbers))

    def _do(self, change: Callable[[], None]) -> bool:
        """Change the streets while nobody looks; whether that went well."""
        try:
            with self.free:
                change()
        except UserFileError as wrong:
            self.failed(str(wrong))
            return False
        finally:
            self.changed()
        return True
