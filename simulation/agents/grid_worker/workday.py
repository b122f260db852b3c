"""W1: where the minutes of a worker's day go. Forms, walk-ins, patrols and handed-down tasks come with the
grid; cases get the rest."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.levers import Levers
from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class WorkdayNumbers:
    """Numbers of W1. `grid` methods work on arrays (grids,), in minutes a worker and working day."""

    work_day: float = param(480, "minutes/day", (420, 600), "working day", "assumed")
    meet_share: float = param(0.1, "share", (0.05, 0.2), "meetings and travel", "assumed")
    form_share: float = param(0.5, "share", (0.3, 0.65), "time in forms and ledgers", "assumed")
    form_cut: float = param(
        0.6, "share", (0.28, 0.8), "form time removed if every system were joined (before the rebound)",
        "assumed",
    )  # fmt: skip
    form_rebound: float = param(
        0.4, "share", (0, 1), "saved form time refilled by new forms",
        "assumed; more forms after each saving are a known complaint [@cac2023]",
    )  # fmt: skip
    form_double_entry: float = param(
        0.1, "share", (0, 0.3), "extra form time while old and new systems run side by side", "assumed"
    )
    double_entry_days: float = param(
        60,
        "days",
        (30, 120),
        "old and new systems run side by side so long after a platform is turned up",
        "assumed",
    )
    form_age: float = param(
        0.15, "share per decade over 45", (0, 0.3), "extra form time of older workers", "assumed"
    )
    form_due: float = param(
        0.5, "share", (0.2, 0.8), "form minutes that cannot wait until after the cases", "assumed"
    )
    patrol_share: float = param(0.17, "share", (0.1, 0.35), "patrol and visits", "assumed")
    window_duty: float = param(
        0.15, "share", (0.05, 0.3), "presence at the community station's window", "assumed"
    )
    window_busy: float = param(
        0.3, "share", (0.05, 0.5), "window time taken by walk-ins off the record; forms are done in the rest",
        "assumed",
    )  # fmt: skip
    task_fill: float = param(
        0.3, "share", (0, 0.8), "of the minutes that a new post frees: filled again by handed-down work",
        "assumed",
    )  # fmt: skip
    gate_cut: float = param(
        0.5, "share", (0, 0.9), "campaign minutes kept out by a full task gate", "assumed"
    )
    case_floor: float = param(
        0.08, "share", (0.03, 0.2),
        "minutes that cases get whatever else is ordered (the rest moves to overtime and paper)",
        "assumed",
    )  # fmt: skip
    effort_press: float = param(
        0.15, "share", (0, 0.3), "real speed-up per unit of appraisal above .5",
        "assumed; sign [@kelman2009] (real wait-time gains)",
    )  # fmt: skip
    overtime_cap: float = param(
        120, "minutes/day", (0, 180), "work after hours at most; the rest is done on paper", "assumed"
    )
    owed_back: float = param(
        0.3, "share", (0, 0.9),
        "minutes of tasks and forms done on paper alone that an inspection sends back, at appraisal .5",
        "assumed",
    )  # fmt: skip
    help_efficiency: float = param(
        0.5, "share", (0.3, 0.9),
        "worker minutes replaced by one minute of a helper (simple general work only)",
        "assumed",
    )  # fmt: skip
    help_training: float = param(
        0.4, "ratio", (0, 1), "rise of that where all helpers are trained", "assumed"
    )
    load0: float = param(
        1.19,
        "ratio",
        (0.8, 1.3),
        "load at default levels (calm constant)",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )

    def sharing(self, default_posts: float, filled: Any, hands: float = 0.0) -> Any:
        """The grid's chores that fall on one worker, relative to default posts. More hands bring some new
        work.

        Rises where fewer posts are filled. Falls with hands beside the workers', in workers. A grid without a
        worker counts as one of one worker.
        """
        share = default_posts / (np.maximum(filled, 1) + hands)
        return share + self.task_fill * np.maximum(1 - share, 0)

    def helping_speed(self, trained: Any) -> Any:
        """P2, R6: worker minutes that a helper's minute replaces. Rises with share of helpers who are
        trained."""
        return self.help_efficiency * (1 + self.help_training * trained)

    def form_load(self, joined: Any, double_entry: Any, dropped: Any) -> Any:
        """Share of the working day that forms take. Falls with joined data systems in use and with forms
        dropped (0 to 1); new forms use up part of either. Rises with double entry (0 or 1) of the forms that
        are not dropped."""
        kept = 1 - self.form_rebound
        needed = (1 - self.form_cut * joined * kept) * (1 - dropped * kept)
        return self.form_share * needed + self.form_double_entry * double_entry * (1 - dropped)

    def task_minutes(self, sharing: Any, campaigns: Any, gate: Any, bill: Any, orders: Any = 0.0) -> Any:
        """Minutes of handed-down tasks, of what remedies cost (`bill`), and of orders in an emergency (X1).
        Rises with campaigns, bill and orders. Falls with task gate."""
        return sharing * campaigns * (1 - self.gate_cut * gate) + bill + orders

    def sent_back(self, paper: Any, appraisal: Any) -> Any:
        """W1: minutes of tasks and forms that will be asked for again. paper: minutes of those done on paper
        alone. Rises with paper and appraisal."""
        return np.minimum(self.owed_back * appraisal / 0.5, 0.95) * paper

    def patrol_minutes(self, load: Any, routine: Any = 1.0) -> Any:
        """Minutes of patrols and visits. Falls with load of yesterday above 1. Rises with routine (the share
        of patrols that an emergency leaves)."""
        return self.work_day * self.patrol_share * routine / np.maximum(load, 1)


class WorkdayRules(ArrayAgent):
    """How one worker's day is filled."""

    grid: Any
    age: Any
    burnout: Any
    numbers: Any
    absent: Any = state("bool", 0, "0 or 1", (0, 1), "absent today")

    def form_minutes(self, form_load: Any) -> Any:
        """W1: minutes of forms that the day asks for. form_load: of the grid's day. Rises with age over
        45."""
        n: WorkdayNumbers = self.numbers
        slower = 1 + n.form_age * np.maximum(self.age - 45.0, 0) / 10
        return n.work_day * form_load * slower

    def window_minutes(self, sharing: Any) -> Any:
        """W1: minutes for walk-ins at the window that nobody records. Rises with sharing (fewer hands)."""
        n: WorkdayNumbers = self.numbers
        return n.work_day * n.window_duty * n.window_busy * sharing

    def desk_minutes(self, sharing: Any) -> Any:
        """W1: minutes at the window that are left for recorded errands, after walk-ins whom nobody records.
        Falls with sharing (fewer hands)."""
        n: WorkdayNumbers = self.numbers
        return np.maximum(n.work_day * n.window_duty - self.window_minutes(sharing), 0.0)

    def case_minutes(self, levers: Levers, forms: Any, window: Any, patrol: Any, tasks: Any) -> Any:
        """W1: minutes open to cases. forms, window: of the worker; patrol, tasks: of the grid.

        Only the forms that cannot wait come before cases. Cases keep a minimum of minutes. Rises with effort
        under appraisal. Burnout lowers that effort.
        """
        n: WorkdayNumbers = self.numbers
        before = n.work_day * n.meet_share + window + patrol + n.form_due * forms + tasks
        effort = 1 + n.effort_press * (levers.appraisal[self.grid] - 0.5) * (1 - self.burnout)
        return np.maximum(n.work_day - before, n.case_floor * n.work_day) * effort

    def demanded_minutes(self, forms: Any, window: Any, tasks: Any, routine: Any = 1.0) -> Any:
        """W1: minutes that the day asks for besides cases: meetings, walk-ins, patrols, forms, tasks.
        routine: share of patrols that an emergency leaves."""
        n: WorkdayNumbers = self.numbers
        usual = n.work_day * (n.meet_share + n.patrol_share * routine)
        return usual + window + forms + tasks
