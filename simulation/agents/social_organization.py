"""O1-O6: residents' groups (social organizations): founded where seed, space and leaders meet; they grow,
help, or fold."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, parameter_group
from simulation.population import ArrayAgent, state

LEADERS_FROM = 25  # active volunteers among whom a leader emerges with `found_leader`


@parameter_group("organizations")
class OrganizationNumbers:
    """Numbers of founding (O1), members (O2), survival (O3), hours (O4), and of what neighbours settle
    (O5)."""

    found_base: float = param(
        0.03, "chance/month/grid", (0.005, 0.1), "founding when seed, space and leader are all present",
        "assumed",
    )  # fmt: skip
    found_seed50: float = param(5000, "yuan", (2000, 20000), "seed money giving half the chance", "assumed")
    found_leader: float = param(
        0.1, "chance/month", (0.03, 0.3), "a leader emerges among 25 active volunteers", "assumed"
    )
    found_branch: float = param(
        0.5, "ratio", (0, 2),
        "rise of the chance of a founding under a branch of full strength, against one of today's",
        "assumed; sign [@liu2021]: estates of Shanghai with active party organisations have more "
        "residents' associations",
    )  # fmt: skip
    found_talent: float = param(
        3, "volunteers/talent", (0, 10),
        "an active resident who could lead counts for so many active volunteers when a leader is sought",
        "assumed",
    )  # fmt: skip
    org_growth: float = param(0.15, "1/month", (0.05, 0.4), "logistic growth rate", "assumed")
    org_leave: float = param(0.05, "1/month", (0.02, 0.12), "leaving rate", "assumed")
    org_pool: float = param(
        0.1, "share", (0.03, 0.25), "ceiling as share of willing adults in the grid", "assumed"
    )
    group_members_start: float = param(8, "members", (4, 20), "members at founding", "assumed")
    org_death: float = param(
        0.1, "chance/year", (0.028, 0.3), "closing chance of an old, funded group",
        "assumed; low end .028: a fifth of Minneapolis-St Paul nonprofits closed in 8 years [@bielefeld1994]",
    )  # fmt: skip
    org_newness: float = param(3, "ratio", (1.5, 6), "extra hazard at birth", "assumed; sign [@hager2004]")
    org_newness_days: float = param(730, "days", (365, 1500), "fade of newness", "assumed")
    org_fund: float = param(
        0.5, "log hazard", (0.2, 1), "fall in hazard per doubling of months of money held",
        "assumed; sign [@bielefeld1994]",
    )  # fmt: skip
    group_spending: float = param(600, "yuan/group/month", (200, 2000), "running cost", "assumed")
    org_hours: float = param(3, "hours/group member/month", (1, 8), "hours per member", "assumed")
    org_admin: float = param(0.2, "share", (0.1, 0.4), "hours spent on running the group", "assumed")
    self_max: float = param(
        0.25, "share", (0.1, 0.4), "ceiling of suitable needs solved among neighbours", "assumed"
    )
    self_suit: float = param(
        0.4, "share", (0.2, 0.6), "general needs suited to it (disputes, care, tidiness)", "assumed"
    )
    self_hours: float = param(30, "hours/grid/month", (10, 80), "hours giving 63 % of the ceiling", "assumed")

    group_quarrel: float = param(
        0.01, "chance/month", (0, 0.05), "members of a group quarrel, and half of them leave", "assumed"
    )
    members_first: float = param(
        0.3, "share", (0, 0.6), "hours that groups keep for their own members", "assumed"
    )
    renewal_vote: float = param(
        0.5,
        "share",
        (0.5, 0.8),
        "owners who must agree, of those who take part",
        "[@civilcode278]: over half; that two thirds take part is taken for granted",
    )
    renewal_agree: float = param(0.6, "share", (0.4, 0.8), "owners who agree at trust .6", "assumed")
    renewal_trust: float = param(2, "log odds per unit", (0, 4), "trust raises agreement", "assumed")
    renewal_share: float = param(0.3, "share", (0.1, 0.6), "owners' part of the money", "assumed")
    renewal_days: float = param(540, "days", (240, 1000), "from the vote to the finished work", "assumed")
    renewal_cut: float = param(
        0.2, "share", (0.05, 0.4), "fall of the estate's need rate, for good", "assumed"
    )
    renewal_cost: float = param(
        200000, "yuan/estate", (50000, 2000000), "renewal of an estate (lift, piping)", "assumed"
    )

    renewal_money: float = param(
        1, "log odds", (0, 3), "agreement where the public takes over all of the owners' part", "assumed"
    )

    def share_in_favour(self, trust: Any, council: Any, luck: Any, support: Any = 0.0) -> Any:
        """O6: share of an estate's owners who agree to a renewal. trust: their mean; council, support: the
        levers; luck: standard normal. Rises with trust, council and support."""
        odds = logit(self.renewal_agree) + self.renewal_trust * (trust - 0.6) + 0.5 * council
        odds = odds + self.renewal_money * support
        return np.clip(expit(odds) + 0.1 * luck, 0, 1)

    def owners_part(self, support: Any) -> Any:
        """O6: yuan that the owners of an estate pay for its renewal. Falls with support, 0 to 1."""
        return self.renewal_share * (1 - support) * self.renewal_cost

    def worth_of_works(self, yuan: Any, estates: Any) -> Any:
        """O6, M1: share of needs that a renewal of so many yuan would spare, spread over some estates."""
        return self.renewal_cut * yuan / (self.renewal_cost * np.maximum(estates, 1))

    def hours_for_others(self, hours: Any) -> Any:
        """O4: hours that are left for those outside. Falls with keeping them for members."""
        return hours * (1 - self.members_first)

    def leader_pool(self, volunteers: Any, talents: Any) -> Any:
        """O1: active volunteers among whom leaders emerge. Rises with volunteers and with active residents
        who could lead (`talents`)."""
        return volunteers + self.found_talent * talents

    def founding_chance(self, seed: Any, space: Any, pool: Any, branch: Any = 0.0) -> Any:
        """O1: chance of a founding this month, by grid; without seed, space or leaders there is none.

        seed: yuan a group; space: m2; pool: of `leader_pool`; branch: strength of the branch beyond today's.
        Rises with each of them.
        """
        leaders = (1 - (1 - self.found_leader) ** (pool / LEADERS_FROM)) / self.found_leader
        lifted = np.maximum(1 + self.found_branch * branch, 0)
        chance = self.found_base * seed / (seed + self.found_seed50) * (space > 0) * leaders * lifted
        return np.minimum(chance, 0.3)

    def hours_of_group(self, given: Any) -> Any:
        """O4: hours of help in a month, those for running the group left out. given: by its members, as far
        as each one's clock allows."""
        return given * (1 - self.org_admin)

    def settled_share(self, hours: Any) -> Any:
        """O5: share of general needs that neighbours settle before anybody reports them. hours: of the groups
        of a grid in a month. Rises with hours, to a ceiling."""
        return self.self_suit * self.self_max * (1 - np.exp(-hours / self.self_hours))


class SocialOrganization(ArrayAgent):
    """A residents' group of a grid, or a place for one."""

    numbers: OrganizationNumbers
    grid: Any = state("int32", 0, "number", (0, 2**31), "grid in which it works")
    active: Any = state("bool", 0, "0 or 1", (0, 1), "exists")
    founded: Any = state("uint16", 0, "groups", (0, 65535), "how many have been founded in this place")
    age_days: Any = state("float32", 0, "days", (0, 40000), "days since it was founded")
    members: Any = state("float32", 0, "members", (0, 1e5), "members")
    money: Any = state("float32", 0, "yuan", (0, 1e9), "money it holds")

    def members_next(self, pool: Any) -> Any:
        """O2: members of next month. pool: willing adults of the grid, weighed by trust. Rises with pool."""
        n = self.numbers
        room_left = 1 - self.members / np.maximum(n.org_pool * pool, 1)
        return np.maximum(self.members + self.members * (n.org_growth * room_left - n.org_leave), 0.0)

    def closing_chance(self) -> Any:
        """O3: chance of folding this month. Falls with age and months of money held."""
        n = self.numbers
        months = np.maximum(self.money / n.group_spending, 0.25)
        newness = 1 + (n.org_newness - 1) * np.exp(-self.age_days / n.org_newness_days)
        hazard = -np.log(1 - n.org_death) / 12 * newness * np.exp(-n.org_fund * np.log2(months / 3))
        return 1 - np.exp(-hazard)
