"""W2, W8, W9: how long a case takes a worker, and whether it comes back."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class HandlingNumbers:
    """Numbers of W2 (touch time and skill), W8 (recurrence) and W9 (speed under load)."""

    touch_general: float = param(40, "minutes", (15, 90), "own work on a general case", "assumed")
    touch_major: float = param(
        180, "minutes", (60, 480), "own work on a major case, over about three contacts", "assumed"
    )
    touch_emergency: float = param(120, "minutes", (30, 360), "own work on an emergency", "assumed")
    touch_cv: float = param(0.8, "ratio", (0.4, 1.5), "spread of touch time (lognormal)", "assumed")
    reach_minutes: float = param(
        15, "minutes", (5, 40), "to reach an emergency by day (rota by night: twice that)", "assumed"
    )
    learn_progress: float = param(
        0.85, "ratio", (0.75, 0.95), "time left after experience doubles (exponent b = .234)",
        "assumed; about .8 in factories [@wright1936]",
    )  # fmt: skip
    learn_n0: float = param(50, "cases", (20, 150), "experience scale", "assumed")
    learn_floor: float = param(0.6, "ratio", (0.5, 0.8), "lowest time ratio", "assumed")
    train_effect: float = param(
        0.15, "share", (0.05, 0.25), "time saved when fully trained",
        "derived: d .62 [@arthur2003] x between-worker spread .25 (assumed)",
    )  # fmt: skip
    train_days: float = param(
        90, "days", (30, 180), "days until workers are trained, with training in full", "assumed"
    )
    train_fade: float = param(365, "days", (180, 1000), "fade time without refreshers", "assumed")
    recur_30d: float = param(
        0.098, "chance", (0.05, 0.2), "need comes back within 30 days after a true closing",
        "[@boston311]: .092 of all cases, .097 of those with a usable address",
    )  # fmt: skip
    recur_hurry: float = param(
        0.8, "log odds per unit", (0.2, 1.6), "hurry (load above usual) raises return",
        "assumed; sign [@kc2009] (early discharge)",
    )  # fmt: skip
    recur_fatigue: float = param(0.5, "log odds per unit", (0.1, 1), "fatigue raises return", "assumed")
    recur_skill: float = param(
        0.6, "log odds per unit training", (0.2, 1.2), "training lowers return", "assumed"
    )
    speed_load: float = param(
        0.25, "share per unit load", (0.1, 0.4), "speed-up when today's load is above usual",
        "assumed; sign [@kc2009]",
    )  # fmt: skip
    speed_over: float = param(
        0.4, "share per unit", (0.1, 0.8), "slow-down from 30-day overwork",
        "assumed; sign [@kc2009], [@berryjaeker2017] (saturation)",
    )  # fmt: skip
    experience_start: float = param(
        400, "cases", (0, 1000), "experience at the start is uniform from 0 to this", "assumed"
    )

    def touch_minutes(self, cls: Any) -> Any:
        """W2: mean own work on a case by its class (0 emergency, 1 major, 2 general), by somebody without
        experience."""
        return np.array([self.touch_emergency, self.touch_major, self.touch_general])[cls]

    def load_speed(self, load: Any, strain: Any, usual: float) -> Any:
        """W9: speed by grid. Rises with today's load above usual (hurry). Falls with strain, the mean
        overload of the last 30 days."""
        return np.clip(1 + self.speed_load * (load - usual) - self.speed_over * strain, 0.6, 1.3)


class HandlingRules(ArrayAgent):
    """What skill does."""

    grid: Any
    numbers: Any
    fatigue: Any
    cases_done: Any = state("float32", 200, "cases", (0, 1e6), "cases handled so far: experience")
    training: Any = state("float32", 0, "level 0-1", (0, 1), "how far trained")

    def skill_time(self) -> Any:
        """W2: time against a beginner's. Falls with experience (learning curve) and training."""
        n: HandlingNumbers = self.numbers
        learned = (n.learn_n0 / (n.learn_n0 + self.cases_done)) ** -np.log2(n.learn_progress)
        return np.maximum(n.learn_floor, learned) * (1 - n.train_effect * self.training)

    def trained_tomorrow(self, course: Any) -> Any:
        """W2: training of tomorrow. course: lever. Rises with course. Fades without one."""
        n: HandlingNumbers = self.numbers
        return self.training + course * (1 - self.training) / n.train_days - self.training / n.train_fade

    def return_chance(self, hurry: Any) -> Any:
        """W8: chance that a truly closed case comes back within 30 days. hurry: load of the grid above
        usual.

        Rises with hurry and fatigue. Falls with training.
        """
        n = self.numbers
        tired = n.recur_fatigue * (self.fatigue - n.fatigue0)
        odds = logit(n.recur_30d) + n.recur_hurry * np.maximum(hurry, 0)
        return expit(odds + tired - n.recur_skill * self.training)
