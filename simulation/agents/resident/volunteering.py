"""R5, R6: a willing resident who is asked, and whom tasks fit, joins the roster; members with time come to
sessions."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.agents.resident.ages import ADULT, by_age
from simulation.agents.resident.company import CompanyRules
from simulation.agents.resident.incentives import IncentiveRules, Rewards
from simulation.codes import DAYS_PER_MONTH, YEAR
from simulation.levers import Levers
from simulation.parameters import AgeGroups, param, param_by_age, settings, word
from simulation.population import state


@settings
class VolunteerNumbers:
    """Numbers of R5 and R6."""

    will: AgeGroups = param_by_age(
        "share",
        {
            "18_29": (0.62, (0.56, 0.68)),
            "30_39": (0.67, (0.61, 0.73)),
            "40_49": (0.61, (0.55, 0.67)),
            "50plus": (0.56, (0.5, 0.62)),
        },
        "share willing to take part, age",
        "assumed; for emergencies, Heilongjiang: willing .657, took part .243 [@shi2018]",
    )  # fmt: skip
    will_trust: float = param(
        0.8, "log odds per unit", (0.2, 1.5), "trust moves willingness",
        "assumed; sign [@bekkers2011] (efficacy, trust)",
    )  # fmt: skip
    will_to_act_slope: float = param(
        0.55, "share", (0.3, 0.8), "part of a change in willingness that passes to behaviour",
        "[@webb2006]: d .66 in intention gave d .36 in behaviour (.36/.66)",
    )  # fmt: skip
    join_rate: float = param(
        1, "1/year", (0.3, 2), "joining rate of a willing resident with asked and fit gates open",
        "calibrated: roster ~15 % of residents; registered volunteers were 15.4 % of population in 2021 "
        "[@hu2023]",
    )  # fmt: skip
    leave_annual: float = param(
        0.4, "chance/year", (0.2, 0.6), "roster member drops out",
        "assumed; .435 of new editors did not return after one month [@gallus2017]",
    )  # fmt: skip
    session_rate: float = param(
        0.8, "sessions/month", (0.3, 2), "sessions of a roster member with the time gate open",
        "calibrated: about 12 hours a year; 11.9 cumulative per registered volunteer, end 2016 [@cvsf2017]",
    )  # fmt: skip
    join_incentive: float = param(
        0.5, "share", (0, 1), "part of the incentive term that also acts on joining", "assumed"
    )
    ask_reach: float = param(
        0.35, "1/contact", (0.1, 0.7), "fall of the not-asked share per extra organised ask a month",
        "assumed; many volunteer only when asked [@freeman1997]",
    )  # fmt: skip
    micro_fit_gain: float = param(
        0.5, "share", (0.2, 0.8),
        "part of what keeps tasks from fitting that mobile sign-up and short tasks in full remove",
        "assumed",
    )  # fmt: skip
    micro_time_gain: float = param(
        0.3, "share", (0.1, 0.6),
        "part of the lack of time that evening, weekend and remote tasks in full remove",
        "assumed",
    )  # fmt: skip
    act_day_share: float = param(
        0.65, "share", (0.4, 0.85), "activity hours that lie in working hours",
        "assumed; mechanism [@brady1995]",
    )  # fmt: skip
    free_day: float = param(
        0.9, "share", (0.7, 1), "daytime activities to which a resident not at work is free", "assumed"
    )
    free_off: AgeGroups = param_by_age(
        "share",
        {
            "15_29": (0.5, (0.3, 0.7)),
            "30_39": (0.55, (0.35, 0.75)),
            "40_49": (0.75, (0.5, 0.9)),
            "50_59": (0.9, (0.7, 1)),
            "60plus": (0.85, (0.6, 1)),
        },
        "evenings and weekends free of overtime, study, children,", "assumed",
    )  # fmt: skip
    visit_day_share: float = param(
        0.5, "share", (0.3, 0.9), "home visits and calls made in working hours", "assumed"
    )
    home_day: float = param(0.9, "chance", (0.6, 0.95), "at home then, if not at work", "assumed")
    home_off: float = param(0.9, "chance", (0.6, 0.95), "at home in the evening and at weekends", "assumed")
    tie_owner: float = param(
        0.75, "chance", (0.5, 0.95),
        "an owner at home is known and asked, or hears of an activity, in a month",
        "assumed; mechanism [@freeman1997]",
    )  # fmt: skip
    tie_tenant: float = param(
        0.2,
        "chance",
        (0.05, 0.4),
        "a tenant or newcomer is known and asked, or hears of an activity, in a month",
        "assumed; mechanism [@freeman1997]",
    )
    fit_person: float = param(0.95, "share", (0.7, 1), "tasks and sign-up that suit the others", "assumed")
    fit_app: float = param(
        0.45, "share", (0.2, 0.7), "tasks and sign-up that suit phone-only users today",
        "assumed; mechanism [@spires2018]",
    )  # fmt: skip
    employed: AgeGroups = param_by_age(
        "share",
        {
            "15_29": (0.65, (0.4, 0.8)),
            "30_39": (0.88, (0.75, 0.95)),
            "40_49": (0.88, (0.75, 0.95)),
            "50_59": (0.65, (0.45, 0.8)),
            "60plus": (0.08, (0.02, 0.25)),
        },
        "at work or school by day,",
        "assumed; time-use survey of 2024, a day of work: 18-59 .756, 60+ .363 (rural included) "
        "[@timeuse2024]",
    )  # fmt: skip
    tenant: AgeGroups = param_by_age(
        "share",
        {
            "15_29": (0.6, (0.3, 0.8)),
            "30_39": (0.45, (0.2, 0.65)),
            "40_49": (0.2, (0.1, 0.4)),
            "50_59": (0.1, (0.05, 0.25)),
            "60plus": (0.08, (0.02, 0.2)),
        },
        "tenants and newcomers,", "assumed",
    )  # fmt: skip
    app_use: AgeGroups = param_by_age(
        "share",
        {
            "15_29": (0.97, (0.9, 1)),
            "30_39": (0.95, (0.85, 1)),
            "40_49": (0.9, (0.75, 0.98)),
            "50_59": (0.75, (0.5, 0.9)),
            "60plus": (0.43, (0.25, 0.65)),
        },
        "uses apps for services,",
        "assumed; 60+: .432 used the internet at the end of 2021 [@cnnic2022]",
    )  # fmt: skip
    epi_home_time: float = param(0.6, "share", (0.3, 0.9), "time gate of people kept at home", "assumed")
    session_hours: float = param(2, "hours", (1, 4), "length of one session", "assumed")
    hours_cap_month: float = param(
        40, "hours/month", (20, 80),
        "free hours a month of somebody whose time gate is 1: ceiling for all helping together",
        "assumed; registered volunteers: 11.9 cumulative hours, 73.6 in Shanghai, end 2016 [@cvsf2017]",
    )  # fmt: skip
    hours_case_share: float = param(
        0.05, "share", (0.02, 0.15), "helper hours that go to cases (rest: events, patrol, company)",
        "assumed",
    )  # fmt: skip

    helpers_do: str = word(
        "look_and_listen", ("look_and_listen", "cases_only"),
        "what helpers do in the hours that go to no case: they look around and listen to neighbours, or "
        "instead nothing that meets a need",
        "assumed",
        zh="志愿者没有在办事项时做什么：察看走访、听取邻里意见，或者什么也不做",
        words_zh=("察看走访", "只办事项"),
    )  # fmt: skip
    hours_walk_share: float = param(
        0.1, "share", (0, 0.3),
        "helper hours beyond today's that find as much of what nobody has noticed as hours of patrol",
        "assumed; value of a volunteer's hour 6.84 times its cost, hospitals [@handy2004] (sign)",
    )  # fmt: skip
    hear_share: float = param(
        0.3, "share", (0, 1),
        "second thoughts of silent residents that come when a helper asks, at today's helper hours",
        "assumed",
    )  # fmt: skip

    def walked_hours(self, hours: Any, usual: float) -> Any:
        """W3: hours of patrol that helpers add to those of workers, negative where there are fewer helpers
        than today. hours, usual: of helpers a grid and day."""
        return self._beyond(hours, usual) * self.hours_walk_share * usual

    def asked_again(self, hours: Any, usual: float) -> Any:
        """R2: factor on the second thoughts of silent residents. hours, usual: as above. Rises with hours."""
        return 1 + self.hear_share * self._beyond(hours, usual)

    def _beyond(self, hours: Any, usual: float) -> Any:
        """Helper hours beyond today's as a part of them, -1 to any; nothing where helpers do cases only."""
        return (hours / usual - 1) * (self.helpers_do == "look_and_listen")

    def joining_ceiling(self, pull: float, staff_effect: float) -> float:
        """R5: no chance of joining is above this: willing, asked and fit for sure. pull, staff_effect: the
        strongest of all grids."""
        return float(1 - np.exp(-self.join_rate / YEAR * np.exp(self.join_incentive * pull + staff_effect)))

    def leaving_ceiling(self) -> float:
        """R5: no chance of leaving is above this."""
        return float(1 - (1 - self.leave_annual) ** (1 / YEAR)) * (1 + 1e-12)

    def session_ceiling(self, pull: float) -> float:
        """R5: no chance of a session is above this: all the time in the world."""
        return float(1 - np.exp(-self.session_rate / DAYS_PER_MONTH * np.exp(pull)))


class VolunteerRules(IncentiveRules, CompanyRules):
    """How a resident comes to help."""

    grid: Any
    age: Any
    employed: Any
    trust: Any
    numbers: Any
    tenant: Any = state("bool", 0, "0 or 1", (0, 1), "tenant or newcomer")
    phone_only: Any = state("bool", 0, "0 or 1", (0, 1), "uses apps for services, and prefers them")
    willing: Any = state("bool", 0, "0 or 1", (0, 1), "willing to take part")
    frail: Any
    kept_home: Any = state("bool", 0, "0 or 1", (0, 1), "kept at home by an emergency")
    on_roster: Any = state("bool", 0, "0 or 1", (0, 1), "on the roster of volunteers")
    hours_this_month: Any = state("float32", 0, "hours", (0, 744), "hours given this month, of all kinds")
    hours_given: Any = state(
        "float32", 0, "hours", (0, 1e6), "hours given in the measured period, of all kinds"
    )

    def willing_share(self) -> Any:
        """R5: share of people like this one who are willing. Rises with trust. Nobody under 18."""
        n = self.numbers
        usual = by_age(self.age, n.will, borders=(30, 40, 50))
        moved = expit(logit(usual) + n.will_to_act_slope * n.will_trust * (self.trust - n.trust_start))
        return np.where(self.age >= ADULT, moved, 0.0)

    def time_gate(self, levers: Levers) -> Any:
        """R5: share of activities that the resident has time for. Rises with micro tasks. Falls with work
        hours and frailty. Who is kept at home has another (X2)."""
        n: VolunteerNumbers = self.numbers
        off = by_age(self.age, n.free_off)
        gate = (1 - self.employed) * n.act_day_share * n.free_day + (1 - n.act_day_share) * off
        gate = gate + levers.micro_tasks[self.grid] * n.micro_time_gain * (1 - gate)
        able = np.where(self.frail, self.numbers.frail_time, 1.0)
        return able * np.where(self.kept_home, n.epi_home_time, gate)

    def asked_gate(self, levers: Levers) -> Any:
        """R5: chance of being asked in a month. Rises with being at home, owning, organised asks and active
        neighbours (R8)."""
        n: VolunteerNumbers = self.numbers
        met = (1 - self.employed) * n.visit_day_share * n.home_day + (1 - n.visit_day_share) * n.home_off
        gate = met * np.where(self.tenant, n.tie_tenant, n.tie_owner)
        return 1 - (1 - gate) * (1 - n.ask_reach) ** levers.asks[self.grid] * self.unasked_by_peers()

    def fit_gate(self, levers: Levers) -> Any:
        """R5: share of tasks and ways to sign up that suit the resident. Rises with micro tasks. Lower
        for those who prefer apps (phone_only)."""
        n: VolunteerNumbers = self.numbers
        gate = np.where(self.phone_only, n.fit_app, n.fit_person)
        return gate + levers.micro_tasks[self.grid] * n.micro_fit_gain * (1 - gate)

    def joining_chance(self, levers: Levers, rewards: Rewards, posts: Any) -> Any:
        """R5: chance of joining the roster today. rewards: of R7; posts: filled posts in the grid (R8). Rises
        with being willing, asked, fit and rewards. Falls with posts."""
        n: VolunteerNumbers = self.numbers
        open_gates = self.willing * self.asked_gate(levers) * self.fit_gate(levers)
        drawn = n.join_incentive * self.incentive(rewards) + self.company_effect(posts)
        return 1 - np.exp(-n.join_rate / YEAR * open_gates * np.exp(drawn))

    def leaving_chance(self, rewards: Rewards) -> Any:
        """R5: chance that a member leaves the roster today. Falls with honours (R7)."""
        return 1 - np.exp(np.log(1 - self.numbers.leave_annual) / YEAR * self.kept(rewards))

    def session_chance(self, levers: Levers, rewards: Rewards) -> Any:
        """R5: chance that a member comes to a session today. Rises with free time, rewards (R7) and alarm
        (X2)."""
        n: VolunteerNumbers = self.numbers
        drawn = np.exp(self.incentive(rewards) + levers.conditions.alarm)
        return 1 - np.exp(-n.session_rate / DAYS_PER_MONTH * self.time_gate(levers) * drawn)

    def free_hours(self, levers: Levers) -> Any:
        """R6: hours left this month for helping of any kind: one person has one clock."""
        return np.maximum(self.numbers.hours_cap_month * self.time_gate(levers) - self.hours_this_month, 0.0)
