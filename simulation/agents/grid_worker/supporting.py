"""W3, W1, A1: what supervisors and assistants do beside grid workers, where a model has such posts.

They are posts without a person: one may serve several grids, nobody among them tires or learns.
"""

from __future__ import annotations

from typing import Any

from simulation.parameters import param, settings


@settings
class SupportNumbers:
    """Numbers of supervisors and assistants. Methods work on numbers a grid, or arrays (grids,)."""

    work_day: float
    supervisor_walk: float = param(
        0.6, "share", (0.3, 0.9), "of a supervisor's working day spent walking the grid, absence counted off",
        "assumed: the rest goes to checks, reports and meetings",
    )  # fmt: skip
    supervisor_check: float = param(
        0.3, "share", (0, 1), "closings that a supervisor sees again, where handlers do not check",
        "assumed",
    )  # fmt: skip
    assistant_chores: float = param(
        0.8, "share", (0.4, 1), "of a worker's share of forms and window, what an assistant takes",
        "assumed: absence and time to learn counted off",
    )  # fmt: skip

    def supervised_hours(self, supervisors: float, routine: Any) -> Any:
        """W3: hours that supervisors walk a grid on a working day. Rises with supervisors (per grid) and
        routine (the share of patrols that an emergency leaves)."""
        return supervisors * self.supervisor_walk * self.work_day / 60 * routine

    def checked_share(self, supervisors: float, checks_self: float) -> float:
        """A1: closings that supervisors see again, at most all. Rises with supervisors (per grid). Falls with
        checks_self (0 or 1: whether the handler checks)."""
        return (1 - checks_self) * min(self.supervisor_check * supervisors, 1.0)

    def helping_hands(self, assistants: float) -> float:
        """W1: workers whose share of forms and window the assistants of a grid take."""
        return self.assistant_chores * assistants
