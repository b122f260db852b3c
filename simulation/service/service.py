"""The service of a street: the model registers cases, names who is on duty, and plays a day."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

import simulation.service.kernel as kernel
import simulation.service.tables as tables
from simulation.service.cases import DEFAULTS, LEG_KINDS, REVIEWS, Arrivals
from simulation.service.initial_tables import empty_street, with_capacity
from simulation.service.layout import CLASSES, HELP_STRATEGIES, Duty, Layout, Rules

BALANCE_CAP = 600.0  # minutes of a helper pool that may accumulate, contracts section 1


def within(name: str, numbers: ArrayLike, count: int) -> None:
    """Raise ValueError unless all numbers are from 0 to count - 1."""
    numbers = np.asarray(numbers)
    strange = numbers[(numbers < 0) | (numbers >= count)]
    if strange.size:
        allowed = f"allowed: 0 to {count - 1}" if count else "none exist"
        raise ValueError(f"{name} of a case is {strange.flat[0]}; {allowed}")


class Service:
    """Plain mechanics: given arrivals, contents, orders and duty, it plays the minutes of a street's days.

    Time is in minutes from 00:00 of day 0. Deterministic; knows no agents and draws no random numbers.
    """

    def __init__(self, layout: Layout, rules: Rules | None = None) -> None:
        self.layout = layout
        self.street = empty_street(layout, rules or Rules())
        self.count = 0
        self._legs = self._jobs = 0
        self._open = np.zeros(0, np.int64)
        self._on_paper = np.zeros(0, np.int64)
        self._paper_today = np.zeros(0, np.int64)

    def __setstate__(self, kept: dict[str, Any]) -> None:
        """A service that was pickled. NumPy forgets what is written to a row that was unpickled by itself, so
        the counters become a row of a table again."""
        vars(self).update(kept)
        counters = np.array([self.street.state], tables.STATE)
        self.street = self.street._replace(state=counters[0])

    # --- before the day

    def register(self, arrivals: Arrivals) -> np.ndarray:
        """Append cases; returns their rows, int64 [cases]. Raises ValueError if one lies in the past."""
        self._check(arrivals)
        rows = np.arange(self.count, self.count + len(arrivals))
        self._write_legs(arrivals, rows)
        self._write_cases(arrivals, rows)
        self._extend_notes()
        self._await(rows)
        self._open = np.concatenate([self._open, rows])
        return rows

    def _check(self, arrivals: Arrivals) -> None:
        """Say what the kernel could not survive: it trusts every number it is given."""
        columns, legs = arrivals.columns, arrivals.legs
        earliest = np.min(np.asarray(columns["registered"], float), initial=np.inf)
        if not earliest >= self.now:
            raise ValueError(f"a case is registered at minute {earliest:g}, but it is {self.now:g} already")
        within("grid", columns["grid"], len(self.street.grids))
        within("cls", columns["cls"], len(CLASSES))
        within("category", columns.get("category", 0), 64)
        for name in ("line", "late_line"):
            within(name, columns.get(name, 0), self.layout.lines)
        within("kind of leg", legs.kind, len(LEG_KINDS))
        within("body", legs.body, len(self.street.bodies))
        if not all(np.all(np.isfinite(m) & (np.asarray(m) >= 0)) for m in (legs.minutes, legs.body_minutes)):
            raise ValueError("minutes of legs and bodies must be finite and not negative")

    def _write_legs(self, arrivals: Arrivals, rows: np.ndarray) -> None:
        plan = arrivals.legs
        kinds, bodies = np.asarray(plan.kind), np.asarray(plan.body)
        self.street = with_capacity(
            self.street, self.count + len(rows), self._legs + len(kinds), self._jobs + len(bodies)
        )
        legs = self.street.legs[self._legs : self._legs + len(kinds)]
        legs["kind"], legs["minutes"], legs["began"] = kinds, plan.minutes, np.nan
        offsets = (
            np.zeros(len(kinds) + 1, np.int64) if plan.job_offsets is None else np.asarray(plan.job_offsets)
        )
        legs["first_job"], legs["last_job"] = self._jobs + offsets[:-1], self._jobs + offsets[1:]
        jobs = self.street.jobs[self._jobs : self._jobs + len(bodies)]
        jobs["body"], jobs["minutes"] = bodies, plan.body_minutes
        leg_case = np.repeat(rows, np.diff(np.asarray(plan.offsets)))
        jobs["case"] = np.repeat(leg_case, np.diff(offsets))

    def _extend_notes(self) -> None:
        """A timeline must hold all that one instant can bring: each leg begins, ends, is interrupted."""
        if self.layout.keep_timeline:
            instant = 4 * (self._legs + self._jobs + self.count + len(self.street.servers)) + 64
            self.street.state["notes_instant"] = instant
            self.street = self.street._replace(notes=tables.grown(self.street.notes, 2 * instant))

    def _write_cases(self, arrivals: Arrivals, rows: np.ndarray) -> None:
        cases = self.street.cases[rows[0] : rows[-1] + 1] if len(rows) else self.street.cases[:0]
        given = arrivals.columns
        defaults = {**DEFAULTS, **tables.CASE_START, "line": given["cls"], "late_line": kernel.MAJOR}
        for name, values in {**defaults, **given, "rank": given["cls"]}.items():
            cases[name] = values
        offsets = self._legs + np.asarray(arrivals.legs.offsets, np.int64)
        cases["leg"], cases["last_leg"] = offsets[:-1] - 1, offsets[1:]
        self.count += len(rows)
        self._legs += len(np.asarray(arrivals.legs.kind))
        self._jobs += len(np.asarray(arrivals.legs.body))

    def _await(self, rows: np.ndarray) -> None:
        """Put new cases among those still to come, by time of registration, then place in the list."""
        state = self.street.state
        listed = self.street.lists["coming"]
        waiting = listed[state["coming"] : state["coming_end"]]
        coming = np.concatenate([waiting, rows])
        coming = coming[np.argsort(self.street.cases["registered"][coming], kind="stable")]
        listed[: len(coming)] = coming
        state["coming"], state["coming_end"] = 0, len(coming)

    def set_paper_close(self, rows: ArrayLike, minute: ArrayLike) -> None:
        """Let cases be closed on paper at a minute (A1), unless they are truly closed by then."""
        rows = np.asarray(rows, np.int64)
        if rows.size:
            self.street.cases["paper_close_at"][rows] = minute
            self._on_paper = np.union1d(self._on_paper, rows)

    def set_review(self, rows: ArrayLike, kind: str, minute: ArrayLike, limit_at: ArrayLike) -> None:
        """Let open cases get a longer limit at a minute of the day to come, by "relabel" or "extend" (only
        while they wait on others); `reviewed` then says which."""
        cases, rows = self.street.cases, np.asarray(rows, np.int64)
        cases["review"][rows] = REVIEWS[kind]
        cases["review_at"][rows], cases["review_limit_at"][rows] = minute, limit_at
        kernel.reschedule(self.street, rows)

    def waiting_on_others(self) -> np.ndarray:
        """Rows of the cases that wait for a body without a queue now, before the day to come."""
        return self._waiting(self._open)

    def _waiting(self, rows: np.ndarray) -> np.ndarray:
        """Those of some cases that wait for a body without a queue now."""
        away = rows[self.cases["state"][rows] == kernel.AWAY]
        return away[self.street.legs["kind"][self.cases["leg"][away]] == kernel.WAIT]

    def hasten(self, rows: ArrayLike, share: float) -> None:
        """Cut a share (0 to 1) of what is left of the waits of some cases on others. Raises ValueError for
        cases that wait for no body outside."""
        rows = np.asarray(rows, np.int64)
        if not 0 <= share <= 1:
            raise ValueError(f"the share of a wait to cut is {share}; allowed: 0 to 1")
        if rows.size and len(self._waiting(rows)) < len(rows):
            raise ValueError("only cases that wait on others can be hastened")
        kernel.hasten(self.street, rows, float(share))

    def hand_back(self, workers: ArrayLike) -> None:
        """Workers leave between two days: what they hold goes back to its line with its remainder."""
        midnight = self.now
        for server in np.atleast_1d(workers):
            if self.street.servers["busy_with"][server] != kernel.NOBODY:
                kernel.pause(self.street, server, midnight)

    # --- the day

    def run_day(self, day: int, duty: Duty | None = None) -> None:
        """Play the minutes [day * DAY, (day + 1) * DAY); what is unfinished stays for tomorrow."""
        start, end = day * kernel.DAY, (day + 1) * kernel.DAY
        if start != self.now:
            raise ValueError(f"day {day} cannot be played: the service stands at minute {self.now:g}")
        self._report_for_duty(duty or Duty())
        self.play_day(end)
        self._open = self._open[self.cases["state"][self._open] < kernel.CLOSED]
        self._close_on_paper(end)

    def play_day(self, end: float) -> None:
        """Play the day that begins now under the duty already set, up to `end` within it, exclusive."""
        kernel.begin_day(self.street, self.now)
        while not kernel.play(self.street, end):
            notes = self.street.notes
            self.street = self.street._replace(notes=tables.grown(notes, len(notes) + 1))
        kernel.end_day(self.street, end)
        self.street.state["now"] = end

    def _report_for_duty(self, duty: Duty) -> None:
        """Write today's duty into the servers; every array may also be one number for all."""
        servers, grids, state = self.street.servers, self.street.grids, self.street.state
        if duty.help_strategy not in HELP_STRATEGIES:
            raise ValueError(
                f"no help strategy '{duty.help_strategy}'; allowed: {', '.join(HELP_STRATEGIES[1:])}"
            )
        state["strategy"] = HELP_STRATEGIES.index(duty.help_strategy)
        state["working_day"] = duty.working_day
        workers, rotas, helpers = (
            servers[self.of_kind(kind)] for kind in (kernel.WORKER, kernel.ROTA, kernel.HELPER)
        )
        workers["on_duty"] = 1 if duty.on_duty is None else duty.on_duty
        workers["budget"] = np.inf if duty.budget is None else duty.budget
        workers["desk_budget"] = 0.0 if duty.desk is None else duty.desk
        workers["speed"] = 1.0 if duty.speed is None else duty.speed
        workers["cut"] = 0.0 if duty.uncounted_cut is None else duty.uncounted_cut
        rotas["speed"] = 1.0 if duty.rota_speed is None else duty.rota_speed
        grids["appraisal"] = 0.0 if duty.appraisal is None else duty.appraisal
        self._let_helpers_come(helpers, duty)
        if not np.all(servers["speed"] > 0):
            raise ValueError("every speed and efficiency of a day's duty must be above 0")
        if any(np.isnan(servers[name]).any() for name in ("budget", "desk_budget", "balance")):
            raise ValueError("budgets, desk and helper minutes of a day's duty must be numbers")

    def _let_helpers_come(self, helpers: np.ndarray, duty: Duty) -> None:
        """Add today's minutes to the balances of the helper pools."""
        shape = (len(self.street.grids), self.layout.helper_kinds)
        if duty.helper_minutes is not None:
            added = np.broadcast_to(duty.helper_minutes, shape).ravel()
            helpers["balance"] = np.minimum(helpers["balance"] + added, BALANCE_CAP)
        if duty.helper_mask is not None:
            helpers["mask"] = np.broadcast_to(np.asarray(duty.helper_mask, np.uint64), shape).ravel()
        efficiency = 1.0 if duty.helper_efficiency is None else duty.helper_efficiency
        helpers["speed"] = np.broadcast_to(efficiency, shape).ravel()

    def _close_on_paper(self, end: float) -> None:
        """Write the reported closings that came before the true ones."""
        cases, rows = self.street.cases, self._on_paper
        past = cases["paper_close_at"][rows] < end
        due = rows[past]
        late = ~(cases["true_close"][due] <= cases["paper_close_at"][due])
        self._paper_today = due[late & (cases["state"][due] != kernel.WITHDRAWN)]
        cases["reported_close"][self._paper_today] = cases["paper_close_at"][self._paper_today]
        self._on_paper = rows[~past]

    # --- what happened

    @property
    def now(self) -> float:
        """The minute up to which the service has been played."""
        return float(self.street.state["now"])

    @property
    def cases(self) -> np.ndarray:
        """All cases so far, structured array [cases] (fields: tables.CASE); a view, to be read only."""
        return self.street.cases[: self.count]

    def leg_times(self, kind: int) -> np.ndarray:
        """When the leg of a kind began and ended in each case, float64 [2, cases]; NaN where a case has none,
        or it has not come yet. Of several legs of the kind, the last."""
        legs, cases = self.street.legs[: self._legs], self.cases
        which = np.flatnonzero(legs["kind"] == kind)
        of = np.searchsorted(cases["last_leg"], which, side="right")
        last = which + 1 == cases["last_leg"][of]
        following = legs["began"][np.minimum(which + 1, max(self._legs - 1, 0))]
        times = np.full((2, self.count), np.nan)
        times[0, of], times[1, of] = legs["began"][which], np.where(last, cases["true_close"][of], following)
        return times

    def queue_minutes(self) -> np.ndarray:
        """Minutes for which each case has waited for somebody to work on it, up to now [cases]."""
        cases = self.cases
        still = cases["state"] == kernel.WAITING
        return cases["queue_minutes"] + np.where(still, self.now - cases["joined"], 0.0)

    def closed_today(self) -> np.ndarray:
        """Rows of the cases truly closed on the day last played, in the order of closing."""
        return self.street.lists["closed"][: self.street.state["closed"]].copy()

    def paper_closed_today(self) -> np.ndarray:
        """Rows of the cases that the day last played closed on paper only."""
        return self._paper_today

    def of_kind(self, kind: int) -> slice:
        """The rows of one kind of server (kernel.WORKER, ROTA, HELPER, BODY_SERVER)."""
        first, last = np.searchsorted(self.street.servers["kind"], [kind, kind + 1])
        return slice(int(first), int(last))

    def server_kind(self, servers: ArrayLike) -> np.ndarray:
        """The kind of each server of `cases["server"]` (kernel.WORKER, ROTA, HELPER); NOBODY stays NOBODY."""
        servers = np.asarray(servers)
        return np.where(servers == kernel.NOBODY, kernel.NOBODY, self.street.servers["kind"][servers])

    def minutes(self, kind: int = kernel.WORKER) -> np.ndarray:
        """Minutes on cases of the day last played, [servers of the kind, 5].

        Columns: emergency, major, general; of these uncounted; of these outside the windows.
        """
        return self.street.accounts[self.of_kind(kind)]

    def helper_balance(self) -> np.ndarray:
        """Minutes each helper pool has left, [grids, kinds]; negative when overdrawn."""
        balance = self.street.servers["balance"][self.of_kind(kernel.HELPER)]
        return balance.reshape(len(self.street.grids), self.layout.helper_kinds)
