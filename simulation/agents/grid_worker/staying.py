"""W4-W6: a worker tires, burns out, is absent, leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, ndtr

from simulation.codes import YEAR
from simulation.levers import Levers
from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state

AGE_SPREAD = 9.0  # years, of workers at the start and of new hires
YOUNG = 35  # years of age


@settings
class StayingNumbers:
    """Numbers of W4 (fatigue), W5 (burnout) and W6 (absence and quitting)."""

    fatigue_rise: float = param(0.1, "level per overtime hour", (0.03, 0.2), "rise", "assumed")
    fatigue_rest: float = param(0.25, "1/day", (0.1, 0.5), "recovery (twice on a rest day)", "assumed")
    fatigue0: float = param(
        0.1, "level 0-1", (0, 0.3), "fatigue at default levels, Z0 (calm constant)",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )  # fmt: skip
    burn_b0: float = param(
        -0.1, "log odds", (-1, 0.4), "constant",
        "calibrated: prevalence about .40 after the burnt-out have left first (steady state); .419 in "
        "Liaoning [@wang2019]",
    )  # fmt: skip
    burn_demand: float = param(
        4, "log odds per unit", (2, 6), "job demand",
        "assumed; sign [@demerouti2001], [@tu2022] (Guangzhou), [@xie2021] (Chengdu)",
    )  # fmt: skip
    burn_resource: float = param(
        4, "log odds per unit", (2, 7), "job resources",
        "assumed; sign as burn_demand; resources weigh more [@xie2021]",
    )  # fmt: skip
    burn_days: float = param(90, "days", (30, 180), "response time of burnout", "assumed")
    courtesy_base: float = param(0.75, "level 0-1", (0.6, 0.9), "courtesy of a rested worker", "assumed")
    courtesy_burn: float = param(
        0.25, "level", (0.1, 0.5), "courtesy lost at full burnout (depersonalisation)",
        "assumed; sign [@maslach1981]",
    )  # fmt: skip
    burnout0: float = param(
        0.47, "level 0-1", (0.3, 0.6), "mean burnout at default levels, B0 (calm constant)",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )  # fmt: skip
    conflict0: float = param(
        0.2, "share", (0.1, 0.6), "yesterday's closings rated unsatisfied at default levels (calm constant)",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )  # fmt: skip
    help_hours0: float = param(
        5.8, "hours/grid/day", (2, 15), "helper hours at default levels (calm constant)",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )  # fmt: skip
    absence_base: float = param(0.025, "chance/day", (0.01, 0.05), "absence at mean burnout", "assumed")
    absence_burn: float = param(
        1.2, "log hazard per unit", (0.4, 2), "burnout raises absence",
        "assumed slope; correlation .23 [@swider2010]",
    )  # fmt: skip
    quit_annual: float = param(
        0.27, "1/year", (0.2, 0.5), "rate of quitting a year at mean burnout and pay 4,000",
        "assumed; social workers: Shenzhen .198 in 2013 [@gongyi2014], about .20 [@zeng2020]",
    )  # fmt: skip
    quit_burn: float = param(
        2, "log hazard per unit", (1, 3), "burnout raises quitting",
        "assumed slope; correlation .33 [@swider2010]",
    )  # fmt: skip
    quit_pay: float = param(
        1, "elasticity", (0.3, 2), "how far quitting falls as pay rises (pay / 4,000)",
        "assumed; sign [@griffeth2000]",
    )  # fmt: skip
    quit_new: float = param(
        1.6, "ratio", (1, 3), "quit hazard in the first year against later",
        "assumed; sign [@griffeth2000] (tenure)",
    )  # fmt: skip
    quit_young: float = param(
        1.5, "ratio", (1, 2.5), "quits of certified workers under 35 against others", "assumed"
    )
    burn_platform: float = param(
        0, "level", (-0.1, 0.1), "a joined platform as a resource (sign open)", "assumed"
    )
    burn_colleagues: float = param(
        0.15, "level per unit", (0, 0.4), "burnout of the community's workers above usual, felt as a demand",
        "assumed; sign [@bakker2005] (wards of nurses)",
    )  # fmt: skip
    burnout_new: float = param(0.35, "level 0-1", (0.1, 0.6), "burnout of a new worker", "assumed")
    hire_days: float = param(45, "days", (15, 120), "mean days to fill a post", "assumed")
    hire_vacant: float = param(
        3, "ratio per unit", (0, 10), "longer time to fill a post by share of posts vacant in the street",
        "assumed: the same few apply to all",
    )  # fmt: skip
    worker_age_start: float = param(42, "years", (30, 50), "mean starting age (sd 9)", "assumed")
    worker_tenure_start: float = param(
        3, "years", (0.5, 8), "mean tenure at the start (exponential)", "assumed"
    )

    def hiring_chance(self, vacant: Any) -> Any:
        """W6: chance that a vacant post is filled today. vacant: share of the street's posts. Falls with
        it."""
        return 1 - np.exp(-1 / (self.hire_days * (1 + self.hire_vacant * vacant)))

    def settled_rate(self) -> float:
        """Factor on the quit rate after the first year that keeps the yearly mean: a steady staff has a share
        1 - exp(-q) in its first year, q the yearly rate. Never below 0, where newcomers alone exceed the
        yearly mean."""
        first = 1 - np.exp(-self.quit_annual)
        return max(float((1 - first * self.quit_new) / (1 - first)), 0.0)

    def youth_factor(self, young: Any) -> Any:
        """Factor on the quit rate by youth that keeps the yearly mean of a staff of usual age (spread 9
        years). young: 0 or 1. Rises with young."""
        usual = ndtr((YOUNG - self.worker_age_start) / AGE_SPREAD)
        return np.where(young, self.quit_young, 1.0) / (1 + usual * (self.quit_young - 1))


class StayingRules(ArrayAgent):
    """How work wears on a worker."""

    grid: Any
    training: Any
    numbers: Any
    age: Any = state("float32", 42, "years", (18, 65), "age")
    filled: Any = state("bool", 0, "0 or 1", (0, 1), "the post has a worker")
    tenure_days: Any = state("float32", 1000, "days", (0, 20000), "days since the worker was hired")
    fatigue: Any = state("float32", 0.09, "level 0-1", (0, 1), "fatigue")
    burnout: Any = state("float32", 0.46, "level 0-1", (0, 1), "burnout; above .5 counts as burnt out")
    demand_trait: Any = state("float32", 0, "level", (-1, 1), "how demanding the worker finds the same work")
    resource_trait: Any = state("float32", 0, "level", (-1, 1), "personal resources")

    def tired_tomorrow(self, overtime: Any, rest_day: Any) -> Any:
        """W4: fatigue of tomorrow. overtime: hours of the worker today. Rises with overtime. Falls with rest
        days."""
        n: StayingNumbers = self.numbers
        tired = n.fatigue_rise * overtime * (1 - self.fatigue)
        return np.clip(self.fatigue + tired - n.fatigue_rest * (1 + rest_day) * self.fatigue, 0, 1)

    def demand(self, load: Any, form_load: Any, conflict: Any, appraisal: Any, colleagues: Any = 0.0) -> Any:
        """W5: demands of the job, 0 to 1; inputs of the grid, as differences from usual: load, form share of
        the day, share of answers found unsatisfying, appraisal, burnout of colleagues."""
        felt = 0.55 + 0.30 * load + 0.15 * form_load + 0.10 * conflict + 0.10 * appraisal
        felt = felt + self.numbers.burn_colleagues * colleagues
        return np.clip(felt + 0.20 * (self.fatigue - self.numbers.fatigue0), 0, 1)

    def resources(self, levers: Levers, branch: Any, help_hours: Any, joined: Any) -> Any:
        """W5: resources of the job, 0 to 1. branch: strength less that at the start; help_hours: hours /
        usual hours - 1; joined: data systems in use; each of the worker's grid. Rises with training, pay,
        branch and help. A platform may raise or lower it."""
        pay = 0.10 * np.log(levers.pay_ratio[self.grid])
        help_felt = 0.10 * np.minimum(help_hours, 1)
        platform = self.numbers.burn_platform * joined
        return np.clip(0.50 + 0.15 * self.training + pay + 0.10 * branch + help_felt + platform, 0, 1)

    def burnt_tomorrow(self, demand: Any, resources: Any) -> Any:
        """W5: burnout of tomorrow. Rises with demands. Falls with resources."""
        n: StayingNumbers = self.numbers
        strain = n.burn_demand * (demand + self.demand_trait - 0.5)
        relief = n.burn_resource * (resources + self.resource_trait - 0.5)
        return self.burnout + (expit(n.burn_b0 + strain - relief) - self.burnout) / n.burn_days

    def courtesy(self) -> Any:
        """W5: courtesy towards residents, 0 to 1. Falls with burnout."""
        n: StayingNumbers = self.numbers
        return n.courtesy_base - n.courtesy_burn * (self.burnout - n.burnout0)

    def absence_chance(self) -> Any:
        """W6: chance of being absent today. Rises with burnout."""
        n: StayingNumbers = self.numbers
        return np.minimum(n.absence_base * np.exp(n.absence_burn * (self.burnout - n.burnout0)), 1.0)

    def quitting_chance(self, levers: Levers) -> Any:
        """W6: chance of leaving today. Rises with burnout, first year and youth (under 35 workers hold
        certificates and sit examinations for other posts). Falls with pay."""
        n: StayingNumbers = self.numbers
        newness = np.where(self.tenure_days < YEAR, n.quit_new, n.settled_rate())
        newness = newness * n.youth_factor(self.age < YOUNG)
        rate = n.quit_annual / YEAR * np.exp(n.quit_burn * (self.burnout - n.burnout0)) * newness
        return 1 - np.exp(-rate * levers.pay_ratio[self.grid] ** -n.quit_pay)
