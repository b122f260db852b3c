"""P1-P3, P5, P6: party members are residents with more: they may enrol with the community, turn out when
called, and go through the motions when ordered."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.agents.resident import Resident
from simulation.codes import DAYS_PER_MONTH
from simulation.levers import Levers
from simulation.parameters import param, parameter_group
from simulation.population import state

COMMUNITY, IN_SERVICE, FLOATING = 1, 2, 3
ON_PAPER = 0.5  # formalism above which a pledged post is one on paper (P5)


@parameter_group("members")
class MemberNumbers:
    """Numbers of party members: kinds and enrolling (P1), turning out (P2), branches (P3), pledged posts
    (P5), imposed tasks (P6)."""

    pm_reported_start: float = param(
        0.2,
        "share",
        (0.1, 0.7),
        "party members of a grid who are enrolled with their community at start (about 13)",
        "assumed",
    )
    report_lever: float = param(
        2.2, "log odds", (1, 3.5), "how far the odds of enrolling rise once each grid has a branch", "assumed"
    )
    report_days: float = param(
        90, "days", (30, 180), "time to reach the new share of enrolled members", "assumed"
    )
    member_community_branch: float = param(
        0.27, "share", (0.15, 0.4), "members of the community's own branch (mostly retired)",
        "derived: 24 of 88 members a grid",
    )  # fmt: skip
    member_in_service: float = param(0.6, "share", (0.4, 0.75), "members in service elsewhere", "assumed")
    member_floating: float = param(
        0.13, "share", (0.05, 0.3), "floating members", "derived: rest of 64 of 88; split assumed"
    )
    community_retired: float = param(
        0.8, "share", (0.5, 1), "of the members of the community's own branch, those of 60 and more",
        "assumed ('mostly retired'); of all members .214 are retired [@cpc2024]",
    )  # fmt: skip
    pm_activation: float = param(
        0.3, "chance/call", (0.1, 0.4), "mean chance that an enrolled member turns out on a call",
        "[@xinyang2020]: 300 of 999 signed up, once",
    )  # fmt: skip
    pm_branch: float = param(1, "log odds", (0, 2), "branch or group strength", "assumed")
    pm_match: float = param(
        0.6, "log odds", (0.2, 1.2), "task matches the member's skill or pledged post", "assumed"
    )
    pm_trust: float = param(
        0.8, "log odds per unit", (0.2, 1.5), "trust in the grid",
        "assumed; belonging and inner will decide, floating members [@zhang2020]",
    )  # fmt: skip
    pm_busy: float = param(1, "log odds", (0.5, 2), "loss in working hours for employed members", "assumed")
    pm_load: float = param(
        0.15, "log odds per call", (0.05, 0.3), "loss per call already made in 30 days", "assumed"
    )
    pm_hours: float = param(2, "hours", (1, 4), "hours per turn-out", "assumed")
    pm_type_sd: float = param(
        3,
        "log odds",
        (1, 4),
        "spread of the lasting disposition to act",
        "assumed; set so that most act rarely",
    )
    branch_days: float = param(180, "days", (60, 365), "build-up time of the branch", "assumed")
    branch_start: float = param(0.3, "level 0-1", (0, 0.6), "strength at start", "assumed")

    pledge_take: float = param(
        0.25, "share", (0.05, 0.6), "enrolled members who take a post once each grid has a branch", "assumed"
    )
    form_build: float = param(
        0.04, "level per imposed call", (0.01, 0.1), "rise of formalism per imposed call",
        "assumed; sign [@zhang2020], [@spires2018]",
    )  # fmt: skip
    form_days: float = param(120, "days", (30, 365), "fade time of formalism", "assumed")
    form_turnout: float = param(
        0.8, "log odds", (0.2, 1.5), "turn-out lost at full formalism for calls left to choice", "assumed"
    )
    form_show: float = param(
        0.6, "share", (0.2, 0.9),
        "part of an attended imposed hour that is not real work at full formalism", "assumed",
    )  # fmt: skip

    usual_calls: float = param(
        1.5, "calls/member/month", (0.5, 4),
        "calls and imposed tasks of a month at default levels (calm constant)",
        "derived: calls 1 and imposed_calls .5",
    )  # fmt: skip
    usual_busy: float = param(
        0.29, "share", (0.15, 0.45), "calls that find a member at work, on average (calm constant)",
        "derived: .63 employed x .65 of activities in working hours x 5 working days of 7",
    )  # fmt: skip

    def branch_strength(self, strength: Any, programme: Any, vacancy: Any) -> Any:
        """P3: strength of the branch of a grid tomorrow, 0 to 1. Rises with programme (the lever). Falls with
        vacant worker posts (share)."""
        aim = self.branch_start + (1 - self.branch_start) * programme * (1 - 0.5 * vacancy)
        return strength + (aim - strength) / self.branch_days

    def reporting_in_ceiling(self) -> float:
        """P1: no chance of enrolling is above this: a branch whose programme aims at everybody."""
        return 1 / self.report_days

    def activation_constant(self) -> float:
        """P2: log odds at which members turn out with `pm_activation` on average over their lasting
        types."""
        return _constant(self.pm_activation, self.pm_type_sd)


@cache
def _constant(mean: float, spread: float) -> float:
    from scipy.optimize import brentq  # here, for it takes a tenth of a second and few runs ask

    points, weights = np.polynomial.hermite_e.hermegauss(61)
    return brentq(lambda c: float(expit(c + spread * points) @ weights) / np.sqrt(2 * np.pi) - mean, -50, 50)


class PartyMember(Resident):
    """A resident who may be a party member. `membership` 0 stands for one who is not."""

    party: MemberNumbers
    membership: Any = state(
        "uint8", 0, "code", (0, 3), "0 none, 1 community's own branch, 2 in service elsewhere, 3 floating"
    )
    reported: Any = state("bool", 0, "0 or 1", (0, 1), "has enrolled with the community")
    disposition: Any = state("float32", 0, "log odds", (-20, 20), "lasting disposition to act")
    calls_30d: Any = state("float32", 1.5, "calls", (0, 400), "calls and imposed tasks of the last 30 days")
    post: Any = state("bool", 0, "0 or 1", (0, 1), "has pledged to fill a post (party post, by skill)")
    formalism: Any = state("float32", 0, "level 0-1", (0, 1), "goes through the motions of imposed tasks")
    turnouts: Any = state("uint16", 0, "turn-outs", (0, 65535), "real turn-outs in the measured period")

    def reporting_in_chance(self, programme: Any, share: Any) -> Any:
        """P1: chance that a member with a branch elsewhere enrols today. programme: of the branch, share:
        reported so far, both of the grid. Rises with programme."""
        n = self.party
        aim = expit(logit(n.pm_reported_start) + n.report_lever * programme)
        missing = (aim - share) / np.maximum(1 - share, 1e-9)
        return np.maximum(missing, 0.0) / n.report_days

    def call_chance(self, levers: Levers) -> Any:
        """P2: chance that an enrolled member is called today. Rises with calls."""
        return 1 - np.exp(-levers.calls[self.grid] / DAYS_PER_MONTH)

    def imposed_chance(self, levers: Levers) -> Any:
        """P6: chance that a task is imposed on an enrolled member today. Rises with imposed_calls."""
        return 1 - np.exp(-levers.imposed_calls[self.grid] / DAYS_PER_MONTH)

    def pledge_chance(self, programme: Any) -> Any:
        """P5: chance that an enrolled member holds a pledged post. programme: of the grid's branch. Rises
        with programme."""
        return self.party.pledge_take * programme

    def match(self) -> Any:
        """P5: how well a call fits the member: 1 in a post of one's own, .5 without; a post of a formalist
        is one on paper."""
        return np.where(self.post & (self.formalism <= ON_PAPER), 1.0, 0.5)

    def formalism_tomorrow(self, imposed: Any) -> Any:
        """P6: formalism of tomorrow. imposed: tasks imposed today. Rises with imposed. Falls with intrinsic
        motive and time."""
        n = self.party
        learnt = n.form_build * imposed * (1 - self.intrinsic) * (1 - self.formalism)
        return self.formalism + learnt - self.formalism / n.form_days

    def real_share(self, imposed: Any) -> Any:
        """P6: share of the hours of somebody who turns out that is real work. imposed: 1 if ordered. Falls
        with formalism, if ordered."""
        return 1 - self.party.form_show * self.formalism * imposed

    def turnout_chance(self, strength: Any, at_work: Any, imposed: Any) -> Any:
        """P2: chance of turning out on one call. strength: of the grid's branch; at_work: 1 in working
        hours of a working day; imposed: 1 for a task that is ordered.

        Rises with branch, trust and a post that matches. Falls with working hours, many calls and formalism
        where the call leaves a choice (P6). Usual calls, hours and trust change nothing."""
        n = self.party
        odds = n.activation_constant() + self.disposition + n.pm_branch * (strength - n.branch_start)
        odds = odds + n.pm_trust * (self.trust - self.numbers.trust_start) + n.pm_match * (self.match() - 0.5)
        odds = odds - n.pm_load * (self.calls_30d - n.usual_calls)
        odds = odds - n.form_turnout * self.formalism * (1 - imposed)
        return expit(odds - n.pm_busy * (self.employed * at_work - n.usual_busy))
