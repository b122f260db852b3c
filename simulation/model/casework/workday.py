"""Step of the day: the service of a day, from who is on duty to what was closed, truly and on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.agents.grid_worker import GridWorker
from simulation.codes import DAY, WINDOW, CaseClass, Channel, Track
from simulation.columns import described_columns
from simulation.model.casework.case_plans import CasePlans
from simulation.model.casework.deadlines import Deadlines
from simulation.model.casework.external_bodies import ExternalBodies
from simulation.model.state import Sight, Today, World
from simulation.service import Arrivals, Duty, kernel

TAKEN_UP = ("cases", "meetings", "window", "patrol", "tasks", "forms")
"""Accounts of a worker's day, in the order in which they get their minutes."""
TOLD = ("id", "grid", "cls", "category", "registered", "counted", "solvable", "limit_at")
"""Columns of a need that the service is told as they are."""
CAN_WAIT = ("tasks", "forms")
OF_WORKING_DAYS = ("minutes_sent_back", "demand", "duty")
"""Columns of the day that are empty on days of rest."""
LIMIT_GROUPS = (8.0, 24.0)  # hours; general matters with a longer limit wait in one line
GROUPS_TAKE = np.isin(categories.NAMES, ("dispute", "care", "cleaning"))
"""Matters suited to residents' groups: disputes, care, tidiness (O5)."""
HELPERS_TAKE = np.array([2**64 - 1, (GROUPS_TAKE << np.arange(len(GROUPS_TAKE))).sum()], np.uint64)
"""Categories as bits, of the two pools of helpers of a grid: volunteers and members; groups."""
LINES = 2 * (len(LIMIT_GROUPS) + 1) + 3
"""Waiting lines of a grid: emergencies; majors counted or not; generals by limit, counted or not."""


described_columns(
    "daily.csv",
    {
        "recorded": "cases put on record [whole: cases]",
        "minutes_duty": "minutes of duty of all workers present [minutes]",
        "minutes_cases": "of them on cases [minutes]",
        "minutes_meetings": "of them in meetings [minutes]",
        "minutes_window": "of them at the service window [minutes]",
        "minutes_patrol": "of them on patrol [minutes]",
        "minutes_tasks": "of them on tasks handed down [minutes]",
        "minutes_forms": "of them on forms [minutes]",
        "minutes_idle": "of them with nothing to do [minutes]",
        "minutes_overtime": "minutes worked after hours [minutes]",
        "minutes_paper": "minutes of tasks and forms done on paper alone [minutes]",
        "minutes_sent_back": "minutes of work done on paper that will be asked for again, empty on days of "
        "rest [minutes]",
        "minutes_night": "minutes of workers' cases outside duty [minutes]",
        "minutes_bill": "minutes that policies bill workers [minutes]",
        "minutes_rota": "minutes of the rota on emergencies outside duty [minutes]",
        "minutes_helpers": "minutes of helpers on cases [minutes]",
        "demand": "minutes of work asked for, empty on days of rest [minutes]",
        "duty": "minutes of duty that the demand is compared with; empty on days of rest [minutes]",
        "closed": "cases truly closed [whole: cases]",
        "closed_on_paper": "cases closed on paper alone [whole: cases]",
    },
)


@dataclass
class Workday:
    """What the day asks of a worker, in minutes: present, forms, window, desk, budget (posts,); tasks, patrol
    (grids,). By grid (grids,): patrol_hours, of all workers present; form_load, share of the day that forms
    take."""

    present: NDArray[np.bool_]
    forms: NDArray[np.float64]
    window: NDArray[np.float64]
    desk: NDArray[np.float64]
    tasks: NDArray[np.float64]
    patrol: NDArray[np.float64]
    budget: NDArray[np.float64]
    patrol_hours: NDArray[np.float64]
    form_load: NDArray[np.float64]


@dataclass
class Casework:
    """W1, W9, A1, W10: duty, the run of the service, and the books of the minutes. need_of (cases,): row of
    each case in the records; open: of those not reported closed when today's cases were registered.

    Arrays (grids,). load: demanded / duty minutes of the last working day; strain: load above usual, mean of
    30 days; pace: content minutes that the workers of its community do in a minute; closings: of yesterday;
    due: minutes of policies not yet worked; owed: minutes of tasks and forms that inspections send back.
    """

    world: World
    load: NDArray[np.float64] = field(init=False)
    pace: NDArray[np.float64] = field(init=False)
    closings: NDArray[np.float64] = field(init=False)
    due: NDArray[np.float64] = field(init=False)
    strain: NDArray[np.float64] = field(init=False)
    owed: NDArray[np.float64] = field(init=False)
    bodies: ExternalBodies = field(init=False)
    plans: CasePlans = field(init=False)
    deadlines: Deadlines = field(init=False)
    need_of: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    open: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    new_today: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))

    def __post_init__(self) -> None:
        size = self.world.grids
        self.load, self.pace = np.full(size, self.world.numbers.workers.load0), np.ones(size)
        self.closings, self.due, self.strain, self.owed = np.zeros((4, size))
        self.bodies = ExternalBodies(self.world)
        self.plans = CasePlans(self.world, self.bodies)
        self.deadlines = Deadlines(self.world, self.plans)

    # before the service

    def report_for_duty(self, due: NDArray, sight: Sight, today: Today) -> Workday:
        """W1: who is there, and the minutes that forms, walk-ins, patrols, tasks and remedies take before
        cases. due: minutes of remedies billed today (grids,)."""
        w, n, staff = self.world, self.world.numbers.workers, self.world.workers
        present = self._come(today)
        filled = w.by_grid(staff.grid[staff.filled])
        sharing = n.sharing(w.scenario.lever_defaults.workers, filled)
        chores = n.sharing(
            w.scenario.lever_defaults.workers, filled, n.helping_hands(w.scenario.governance.assistants)
        )
        bill = self._bill_each(due, filled, w.by_grid(staff.grid[present]))
        waves = w.calendar.campaigns[today.day] / 100
        conditions = w.levers.conditions
        campaigns = waves * w.levers.campaign_minutes * conditions.routine
        bill = bill + self.owed / WINDOW / np.maximum(filled, 1)
        tasks = n.task_minutes(sharing, campaigns, w.levers.task_gate, bill, conditions.orders)
        form_load = n.form_load(sight.joined, sight.double_entry, w.levers.forms_dropped) * chores
        patrol = n.patrol_minutes(self.load, conditions.routine)
        grid = staff.grid
        forms = staff.evaluate(GridWorker.form_minutes, form_load[grid])
        window = staff.evaluate(GridWorker.window_minutes, chores[grid])
        desk = staff.evaluate(GridWorker.desk_minutes, chores[grid])
        budget = staff.evaluate(GridWorker.case_minutes, w.levers, forms, window, patrol[grid], tasks[grid])
        patrol_hours = w.by_grid(staff.grid[present]) * patrol / 60
        return Workday(present, forms, window, desk, tasks, patrol, budget, patrol_hours, form_load)

    def _come(self, today: Today) -> NDArray[np.bool_]:
        """W6: who is at work today."""
        w, staff = self.world, self.world.workers
        luck = w.luck.of_agents("worker.absent", staff, today.ordinal)
        chance = staff.evaluate(GridWorker.absence_chance) + w.levers.conditions.absence  # X3
        staff.columns["absent"][:] = staff.filled & (luck < chance)
        return staff.filled & ~staff.absent & today.working

    def _bill_each(self, due: NDArray, filled: NDArray, present: NDArray) -> NDArray[np.float64]:
        """M3: minutes of remedies that each worker of a grid has to work today; what falls on rest days, or
        on those who are absent, waits for the next day."""
        due = self.due + due
        self.due = due * (1 - present / np.maximum(filled, 1))
        return np.where(present > 0, due / np.maximum(filled, 1), 0.0)

    def register(self, rows: NDArray[np.intp], branch: NDArray, sight: Sight, today: Today) -> None:
        """Cases are registered in the order of their minutes, each with its course, its line and its promise.
        branch (grids,): strength of the party branch."""
        w, needs = self.world, self.world.records.needs
        walk_in = self._come_to_the_desk(rows)
        order = np.argsort(needs["registered"][rows], kind="stable")
        rows, walk_in = rows[order], walk_in[order]
        ask_at = self._promise(rows)
        legs = self.plans.draw(rows, sight, self.pace, branch)
        columns = self._columns(rows) | {"walk_in": walk_in, "ask_at": ask_at}
        needs["service_row"][rows] = w.service.register(Arrivals(columns, legs))
        self.need_of, self.new_today = np.concatenate([self.need_of, rows]), rows
        told = np.concatenate([self.open, rows])
        self.open = told[np.isnan(needs["reported_closed"][told])]
        today.series["recorded"] = w.streets.number(w.street_of_needs(rows[needs["recorded"][rows]]))

    def _promise(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """The limit of each case, in force as first promised, and when it will be looked at again; whether
        anybody was on duty when the promise was given. Returns when half of its time has run."""
        needs, registered = self.world.records.needs, self.world.records.needs["registered"][rows]
        needs["off_hours"][rows] = ~self.world.calendar.on_duty(registered)
        shares = np.array([[1.0], [self.world.numbers.service.review_share], [0.5]])
        limit_at, review_at, half = self.plans.limits(rows, registered, shares)
        needs["limit_at"][rows] = needs["due_at"][rows] = limit_at
        needs["review_at"][rows] = review_at
        return half

    def _columns(self, rows: NDArray[np.intp]) -> dict[str, NDArray]:
        """What the service is told of each case out of the records."""
        w, needs = self.world, self.world.records.needs
        told = {name: needs[name][rows] for name in TOLD}
        registered, limit_at = told["registered"], told["limit_at"]
        withdraw = registered + w.numbers.service.withdraw_days * DAY
        return told | {
            "line": self._lines(rows),
            "late_line": 1 + ~told["counted"],
            "simple": categories.SIMPLE[told["category"]] & (told["cls"] == CaseClass.GENERAL),
            "limit": limit_at - registered,
            "withdraw_at": np.where(told["solvable"], np.inf, withdraw),
            "tie": w.luck.draw("help.tie", needs["owner"][rows], needs["day"][rows]),
        }

    def _come_to_the_desk(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Reports reach the street at once, but who comes about an errand finds the station's desk open only
        in the hours of duty. Returns who comes to the desk."""
        w, needs = self.world, self.world.records.needs
        minute = needs["act_at"][rows]
        walk_in = (needs["channel"][rows] == Channel.WORKER) & categories.ERRAND[needs["category"][rows]]
        luck = w.luck.draw("desk.minute", needs["owner"][rows], needs["day"][rows])
        needs["registered"][rows] = np.where(walk_in, w.calendar.open_hour(minute, luck), minute)
        return walk_in & (needs["cls"][rows] == CaseClass.GENERAL)

    def _lines(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The waiting line of each case, by class, promised limit, and whether it is counted."""
        needs = self.world.records.needs
        uncounted = ~needs["counted"][rows]
        group = np.searchsorted(LIMIT_GROUPS, categories.LIMIT_HOURS[needs["category"][rows]])
        general = 3 + 2 * group + uncounted
        return np.choose(needs["cls"][rows], [0 * general, 1 + uncounted, general])

    def look_ahead(self, today: Today) -> None:
        """B4, A1, A2: what bodies that are called, and dates that near, will do to cases today."""
        self.bodies.whistle(self.need_of, today)
        self.foresee_paper(today)
        self.deadlines.look_ahead(self.open, today)

    def foresee_paper(self, today: Today) -> None:
        """A1: for each recorded case whose limit falls today: whether it would be reported closed on time,
        undone."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        due = needs["due_at"][self.open]
        falls = (due > today.minute) & (due <= today.minute + DAY)  # at midnight: on the day that ends then
        rows = self.open[falls & needs["recorded"][self.open]]
        levers, checks_self = w.levers, w.scenario.governance.handler_checks_self
        chance = n.false_closing_chance(levers.appraisal, levers.audit, levers.callback, checks_self)
        chance = chance[needs["grid"][rows]]
        false = rows[w.luck.draw("paper", needs["owner"][rows], needs["day"][rows]) < chance]
        w.service.set_paper_close(needs["service_row"][false], self._paper_minute(false, today))

    def _paper_minute(self, rows: NDArray[np.intp], today: Today) -> NDArray[np.floating]:
        """A1: when a clerk closes a case on paper on the day of its limit: at any minute of duty that is left
        once half the promise has run; for emergencies, and where no duty is left before the limit, at any
        minute at all."""
        w, needs = self.world, self.world.records.needs
        limit, registered = needs["due_at"][rows], needs["registered"][rows]
        begin = np.maximum(self.plans.limits(rows, registered, 0.5), today.minute)
        luck = w.luck.draw("paper.minute", needs["owner"][rows], needs["day"][rows])
        by_clock = needs["cls"][rows] == CaseClass.EMERGENCY
        return w.calendar.minute_between(begin, limit, luck, by_clock)

    # the service

    def work(
        self, day: Workday, helper_hours: NDArray, group_hours: NDArray, bill: NDArray, today: Today
    ) -> NDArray[np.float64]:
        """Simulate the service of the day; then keep the books of every worker's minutes. Arrays (grids,),
        helper_hours: of volunteers and members, today; group_hours: of residents' groups, last month; bill:
        minutes of policies. Returns each worker's hours of overtime."""
        pace, rota_speed = self._speeds()
        self.pace = rota_speed[self.world.community]
        helpers = np.stack([helper_hours, group_hours / WINDOW], axis=1)
        self.world.service.run_day(today.day, self._duty(day, pace, rota_speed, helpers, today))
        return self._keep_books(day, bill, today)

    def _speeds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Content minutes that each worker does in a minute (posts,), and the mean of each community's
        workers (communities,)."""
        w, staff, n = self.world, self.world.workers, self.world.numbers.workers
        speed = n.load_speed(self.load, self.strain, n.load0)
        pace = speed[staff.grid] / staff.evaluate(GridWorker.skill_time)
        rota = np.bincount(w.community[staff.grid], pace * staff.filled, w.treasury.size)
        posts = np.bincount(w.community[staff.grid], staff.filled, w.treasury.size)
        return pace, np.where(posts > 0, rota / np.maximum(posts, 1), 1.0)

    def _duty(
        self, day: Workday, pace: NDArray, rota_speed: NDArray, helper_hours: NDArray, today: Today
    ) -> Duty:
        """What the service is told of the day. helper_hours (grids, 2): of its two pools."""
        w, n, levers = self.world, self.world.numbers, self.world.levers
        on_cases = 60 * n.residents.hours_case_share * (w.scenario.governance.track_autonomy == "on")
        uncounted_cut = n.service.uncounted_cut(levers.appraisal, levers.counted_weight)
        helping = n.workers.helping_speed(levers.helper_training)
        return Duty(
            working_day=today.working,
            on_duty=day.present,
            budget=day.budget,
            desk=day.desk,
            speed=pace,
            rota_speed=rota_speed,
            uncounted_cut=uncounted_cut[w.workers.grid],
            appraisal=levers.appraisal * levers.counted_weight,
            helper_minutes=on_cases * helper_hours,
            helper_mask=HELPERS_TAKE,
            helper_efficiency=np.repeat(helping, 2).reshape(-1, 2),
            help_strategy=None if levers.help_strategy == "none" else levers.help_strategy,
        )

    def _keep_books(self, day: Workday, bill: NDArray, today: Today) -> NDArray[np.float64]:
        """Each minute of duty in one account, in the order in which work is taken up; tasks and forms that do
        not fit are done after hours, or only on paper."""
        w, n = self.world, self.world.numbers.workers
        spent = w.service.minutes(kernel.WORKER)
        outside = spent[:, kernel.OUTSIDE]
        idle, missing = self._take_up(day, spent[:, :3].sum(axis=1) - outside, today)
        overtime = np.minimum(missing, n.overtime_cap)
        rest = {
            "idle": idle,
            "overtime": overtime,
            "paper": missing - overtime,
            "night": outside,
            "bill": bill,
            "rota": w.service.minutes(kernel.ROTA)[:, :3],
            "helpers": w.service.minutes(kernel.HELPER)[:, :3],
        }
        today.series.update({f"minutes_{name}": w.streets.total(minutes) for name, minutes in rest.items()})
        today.series.update(dict.fromkeys(OF_WORKING_DAYS, np.nan))
        if today.working:
            back = n.sent_back(w.by_grid(w.workers.grid, rest["paper"]), w.levers.appraisal)
            self.owed = self.owed * (1 - 1 / WINDOW) + back
            today.series["minutes_sent_back"] = w.streets.total(back)
            self._measure_load(day, today)
        self.strain = self.strain + (np.maximum(self.load - n.load0, 0) - self.strain) / WINDOW
        return (overtime + outside) / 60

    def _take_up(
        self, day: Workday, cases: NDArray, today: Today
    ) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Give minutes of duty to each account in its turn. cases: minutes on them. Returns those that
        nothing asks for, and those that tasks and forms still ask for (posts,)."""
        wants = self._wants(day) | {"cases": cases}
        room, missing = self.world.numbers.workers.work_day * day.present, np.zeros(len(self.world.workers))
        today.series["minutes_duty"] = self.world.streets.total(room)
        for name in TAKEN_UP:
            done = np.minimum(wants[name], room)
            room = room - done
            missing += (wants[name] - done) * (name in CAN_WAIT)
            today.series[f"minutes_{name}"] = self.world.streets.total(done)
        return room, missing

    def _wants(self, day: Workday) -> dict[str, NDArray]:
        """Minutes that the day asks of each worker who is there, besides cases."""
        n, grid, present = self.world.numbers.workers, self.world.workers.grid, day.present
        return {
            "meetings": n.work_day * n.meet_share * present,
            "window": day.window * present,
            "patrol": day.patrol[grid] * present,
            "tasks": day.tasks[grid] * present,
            "forms": day.forms * present,
        }

    def _measure_load(self, day: Workday, today: Today) -> None:
        """W1: demanded against duty minutes of each grid; a grid without a worker takes its community's."""
        w, n, staff = self.world, self.world.numbers.workers, self.world.workers
        routine = w.levers.conditions.routine
        tasks = day.tasks[staff.grid]
        chores = staff.evaluate(GridWorker.demanded_minutes, day.forms, day.window, tasks, routine)
        demand = w.by_grid(staff.grid, chores * staff.filled) + self._new_content(today)
        duty = n.work_day * w.by_grid(staff.grid[day.present])
        community = w.community
        pooled = np.bincount(community, demand) / np.maximum(np.bincount(community, duty), 60)
        load = np.where(duty > 0, demand / np.maximum(duty, 60), pooled[community])
        self.load = np.minimum(load, 3)
        today.series["demand"] = w.streets.total(demand)
        today.series["duty"] = w.streets.total(np.maximum(duty, 60))

    def _new_content(self, today: Today) -> NDArray[np.float64]:
        """Minutes of own work that came in today, by grid."""
        needs, new = self.world.records.needs, self.new_today
        content = self.world.numbers.workers.touch_minutes(needs["cls"][new])
        return self.world.by_grid(needs["grid"][new], content)

    # after the service

    def close(self, today: Today) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Write into the records what was closed today. Returns the needs truly closed, and those whose
        owners hear back."""
        w, needs, cases = self.world, self.world.records.needs, self.world.service.cases
        truly, paper = w.service.closed_today(), w.service.paper_closed_today()
        done, papered = self.need_of[truly], self.need_of[paper]
        needs["reported_closed"][papered] = cases["reported_close"][paper]
        fresh = np.isnan(needs["reported_closed"][done])
        needs["true_closed"][done] = needs["solved"][done] = cases["true_close"][truly]
        needs["reported_closed"][done[fresh]] = cases["true_close"][truly[fresh]]
        needs["track"][done] = self._tracks(cases[truly], needs["contracted"][done])
        self._audit(papered)
        self.deadlines.write_down()
        self.closings = w.by_grid(needs["grid"][np.concatenate([done[fresh], papered])])
        for name, rows in (("closed", done), ("closed_on_paper", papered)):
            today.series[name] = w.streets.number(w.street_of_needs(rows))
        return done, np.concatenate([done[fresh], papered])

    def _audit(self, papered: NDArray[np.intp]) -> None:
        """A1: false closings that an inspection, a supervisor or (hotline) a call-back finds."""
        w, needs, n = self.world, self.world.records.needs, self.world.numbers.service
        grid = needs["grid"][papered]
        called = w.levers.callback[grid] * (needs["channel"][papered] == Channel.HOTLINE)
        found = w.luck.draw("audit", needs["owner"][papered], needs["day"][papered])
        coaxed = n.coax_chance(w.levers.appraisal[grid])
        model, audit = w.scenario.governance, w.levers.audit[grid]
        checked = w.numbers.workers.checked_share(model.supervisors, model.handler_checks_self)
        seen = audit + (1 - audit) * checked
        needs["found_false"][papered] = found < n.found_false_chance(seen, called, coaxed)

    def _tracks(self, cases: NDArray, contracted: NDArray) -> NDArray[np.intp]:
        """Who solved it: a contractor (market), helpers (autonomy), bodies outside the grid (administration),
        else the grid (community)."""
        helped = self.world.service.server_kind(cases["server"]) == kernel.HELPER
        own = np.where(cases["others_minutes"] > 0, Track.ADMINISTRATION, Track.COMMUNITY)
        return np.where(contracted, Track.MARKET, np.where(helped, Track.AUTONOMY, own))
