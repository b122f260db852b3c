"""B1, B3, B4, P7: bodies outside the grid decide most of the waiting: they come when called, or not; refuse,
or not."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings, word

WORKING_DAYS = 5  # of a week; whistles are blown on them


@settings
class BodyNumbers:
    """Numbers of bodies (B1), refusal (B3), whistles (B4) and joint handling (P7). Methods work on arrays."""

    whistle_scale: float = param(
        5, "whistles/body/week", (2, 15), "calls that wear attendance down by a factor e", "assumed"
    )
    whistles_wear: str = word(
        "calls_and_meetings", ("calls_and_meetings", "calls_only"),
        "what too many calls wear down: attendance at calls and meetings, or instead at calls alone",
        "assumed",
        zh="吹哨过多会拖低什么：吹哨到场率与会议到会率，或者只有吹哨到场率",
        words_zh=("吹哨与会议", "只有吹哨"),
    )  # fmt: skip
    attend_base: float = param(0.7, "chance", (0.4, 0.95), "body attends when convened", "assumed")
    whistle_cut: float = param(
        0.5, "share", (0, 0.8), "part of a wait cut when the body that is called comes", "assumed"
    )
    body_slope: float = param(0.5, "power", (0, 1), "waiting on a body against its load", "assumed")
    body_spare: float = param(
        0.25, "share", (0, 1),
        "capacity of a body beyond the cases it has the staff for; what comes beyond that queues",
        "assumed",
    )  # fmt: skip
    bodies_per_major: float = param(
        2, "bodies", (1, 4), "bodies that a major case needs (2 or 3 mostly)", "assumed"
    )
    refuse_chance: float = param(
        0.35, "chance", (0.1, 0.6), "case without a named owner or on a boundary is refused", "assumed"
    )
    refused: str = word(
        "bounces", ("bounces", "solved_by_grid"),
        "what becomes of a refused case for which the grid has no powers: it goes back to the body in the "
        "end, or instead the grid solves it all the same",
        "assumed; Suzhou Gusu: .573 of the work orders given to communities were not theirs [@gusu2024]",
        zh="部门退回、网格又无权处理的事项怎么办：最终仍回到部门，或者由网格照样解决",
        words_zh=("退回部门", "网格解决"),
    )  # fmt: skip
    boundary_blur: float = param(0.1, "share", (0.02, 0.3), "shared needs on an unclear boundary", "assumed")
    meet_days: float = param(5, "days", (2, 15), "days to a meeting of the bodies", "assumed")
    meet_gain: float = param(
        0.5, "share", (0, 0.8), "part saved by a full-strength branch with full authority", "assumed"
    )

    def attendance(self, whistles: Any, authority: Any, usual_authority: float) -> Any:
        """B1: chance that a body comes when convened. whistles: calls on the body a week. Falls with
        whistles. Rises with authority."""
        come = self.attend_base * np.exp(-whistles / self.whistle_scale) * authority / usual_authority
        return np.minimum(come, 0.98)

    def whistles_today(self, whistles: Any, luck: Any) -> Any:
        """B4: whole number of calls on a body on a working day. whistles: a week; luck: a random number per
        body and day. Rises with whistles."""
        return np.floor(whistles / WORKING_DAYS + luck)

    def queue_after(self, queue: Any, joined: Any, usual: Any) -> Any:
        """B1: matters that queue at a body tomorrow. joined: of a day; usual: those it has the people for.
        Rises with joined beyond capacity."""
        return np.maximum(queue + joined - (1 + self.body_spare) * usual, 0.0)

    def queue_days(self, queue: Any, usual: Any) -> Any:
        """B1: days that a new matter waits for those that queue before it. Rises with queue. Falls with
        capacity."""
        return queue / ((1 + self.body_spare) * usual)

    def slowness(self, load: Any) -> Any:
        """B1: factor on waiting for a body. load: legs that joined it in 30 days against usual. Rises with
        load."""
        return np.maximum(load, 0.0) ** self.body_slope

    def refusal_chance(self, owner_named: Any, common: Any, borders: float = 1.0) -> Any:
        """B3: chance that a matter is refused and falls back on the grid. borders: length of the grids'
        borders against usual. Falls with named owners. Rises with shared space and borders (unclear ones)."""
        blurred = np.minimum(self.boundary_blur * borders, 1.0) * common
        return self.refuse_chance * (1 - owner_named * (1 - blurred))

    def powers_chance(self, authority: Any, enforcement: Any) -> Any:
        """B3: chance that the grid may itself solve what a body refused. authority: powers of the street;
        enforcement: 0 or 1, whether the matter needs an officer. Rises with authority. None where enforcement
        is needed."""
        return authority * (1.0 - enforcement)

    def meeting_days(self, branch: Any, authority: Any) -> Any:
        """P7: days to a meeting of the bodies. Falls with branch strength together with authority."""
        return self.meet_days * (1 - self.meet_gain * branch * authority)
