"""R3: how satisfied a resident is when a case is answered (expectancy and disconfirmation)."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class SatisfactionNumbers:
    """Numbers of R3."""

    w_solved: float = param(
        0.5, "weight", (0.35, 0.65), "truly solved (not only closed)",
        "assumed; 'solved' dominating: resolution and satisfaction are scored apart [@beijing12345]",
    )  # fmt: skip
    w_speed: float = param(0.25, "weight", (0.15, 0.35), "speed against the limit", "assumed")
    w_courtesy: float = param(0.15, "weight", (0.05, 0.25), "courtesy of the worker", "assumed")
    w_explained: float = param(0.1, "weight", (0.05, 0.2), "result explained to the resident", "assumed")
    sat_b0: float = param(
        0.3, "log odds", (-0.3, 0.8), "constant",
        "calibrated: satisfied .48 / .68 / .84 at weak / usual / strong service; .646 to .969, 2019-24 "
        "[@beijing12345]",
    )  # fmt: skip
    sat_bp: float = param(
        3, "log odds", (2, 5), "perceived performance", "assumed; sign [@vanryzin2004], [@zhang2022]"
    )
    sat_bd: float = param(
        2.5, "log odds", (1, 4), "disconfirmation (performance minus expectation)",
        "assumed; sign [@vanryzin2004], [@zhang2022]",
    )  # fmt: skip
    sat_loss: float = param(
        1.6, "ratio", (1, 2.5), "weight of a shortfall against an equal surplus",
        "assumed; sign [@kampen2006]",
    )  # fmt: skip
    expect_start: float = param(
        0.65, "level 0-1", (0.5, 0.8),
        "expectation at start (shorter promised limits push it up by expect_promise)",
        "assumed",
    )  # fmt: skip
    expect_promise: float = param(
        0.1, "level", (0, 0.2), "expectation rise when all limits are halved",
        "assumed; expectation channel [@zhang2022]",
    )  # fmt: skip
    expect_gain: float = param(
        0.1, "share per case", (0.03, 0.3), "weight of the last case in expectation", "assumed"
    )


class SatisfactionRules(ArrayAgent):
    """What a resident makes of an answer."""

    numbers: Any
    expectation: Any = state("float32", 0.65, "level 0-1", (0, 1), "performance that the resident expects")

    def perceived(self, solved: Any, lateness: Any, courtesy: Any, explained: Any) -> Any:
        """Performance as the resident sees it, about 0 to 1.

        solved: truly, 0 or 1; lateness: time taken / promised limit; courtesy, explained: 0 to 1.
        """
        n: SatisfactionNumbers = self.numbers
        speed = np.minimum(1, 1.125 / (1 + lateness**3))
        return n.w_solved * solved + n.w_speed * speed + n.w_courtesy * courtesy + n.w_explained * explained

    def satisfaction_chance(self, perceived: Any) -> Any:
        """R3: chance of being satisfied. Rises with perceived performance. Falls with what was expected."""
        n: SatisfactionNumbers = self.numbers
        gap = perceived - self.expectation
        weighed = np.maximum(gap, 0) - n.sat_loss * np.maximum(-gap, 0)
        return expit(n.sat_b0 + n.sat_bp * (perceived - 0.5) + n.sat_bd * weighed)

    def new_expectation(self, perceived: Any) -> Any:
        """R3: expectation after an answer, drawn towards what was seen."""
        drawn = self.expectation + self.numbers.expect_gain * (perceived - self.expectation)
        return np.clip(drawn, 0, 1)

    def promised_expectation(self, old_factor: Any, new_factor: Any) -> Any:
        """R3: expectation after limits changed by a factor. Rises with a shorter promise."""
        risen = self.expectation + self.numbers.expect_promise * np.log2(old_factor / new_factor)
        return np.clip(risen, 0, 1)
