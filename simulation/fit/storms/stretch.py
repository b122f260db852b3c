"""How much longer cases of a unit wait in a storm, and how fast that passes: what the storms of a log tell.

A storm multiplies the waits of its first week by the load to the power of an elasticity, and of the logarithm
of that each week keeps a share of the week before. Each storm has an elasticity of its own, drawn about what
is common to all storms of the log. 0: hands grow with the load; 1: waits grow in proportion to it, as where
as many are closed as ever (Little 1961); below 0: whoever can be had is called in, and all goes faster than
else. The common one, how far storms differ from it, and the share that is kept are told by all storms of the
log together, with an assumed prior; without a storm they are that prior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.fit.office.spans import Numbers
from simulation.fit.storms.days import WEEKS
from simulation.fit.storms.found import Storm

COMMON = np.arange(-1.5, 2.501, 0.1)
APART = np.arange(0.05, 1.6, 0.1)
KEPT = np.arange(0.05, 1.0, 0.1)
PRIOR = 0.5, 0.5
"""Mean and standard deviation of the common elasticity before any storm is seen (assumed: from hands that
grow with the load to as many closed as ever within one standard deviation)."""
PRIOR_APART = 0.5
"""Scale of how far storms differ from it, half-normal (assumed). What is kept may be any share."""


@dataclass(frozen=True)
class Stretch:
    """What is known: how likely each common elasticity, spread and kept share is (COMMON, APART, KEPT)."""

    chance: Numbers

    def draw(self, count: int, rng: np.random.Generator) -> tuple[Numbers, Numbers]:
        """Elasticities of storms to come, and what each week keeps of the one before, each (count,)."""
        cell = rng.choice(self.chance.size, count, p=self.chance.ravel())
        at = np.unravel_index(cell, self.chance.shape)
        common, apart, kept = (
            grid[each] + (grid[1] - grid[0]) * (rng.random(count) - 0.5)
            for grid, each in zip((COMMON, APART, KEPT), at, strict=True)
        )
        return common + apart * rng.standard_normal(count), kept


def fit_stretch(storms: Sequence[Storm]) -> Stretch:
    """From the storms of a log; from none: the prior."""
    common, apart, kept = np.meshgrid(COMMON, APART, KEPT, indexing="ij")
    likely = -(((common - PRIOR[0]) / PRIOR[1]) ** 2) / 2 - (apart / PRIOR_APART) ** 2 / 2
    for each in storms:
        likely += _likely(each, common, apart, kept)
    chance = np.exp(likely - likely.max())
    return Stretch(chance / chance.sum())


def _likely(storm: Storm, common: Numbers, apart: Numbers, kept: Numbers) -> Numbers:
    """Log-likelihood of the weeks of a storm: normal, with one elasticity for all of them."""
    squares = cross = np.zeros(common.shape)
    for week in np.flatnonzero(np.isfinite(storm.stretch)):
        effect, precision = storm.load * kept**week, storm.noise[week] ** -2
        squares = squares + effect**2 * precision
        cross = cross + effect * storm.stretch[week] * precision
    shared = 1 + apart**2 * squares
    off = apart**2 * (cross - common * squares) ** 2 / shared
    return (2 * common * cross - common**2 * squares + off - np.log(shared)) / 2


def course(load: float | Numbers, elasticity: float | Numbers, kept: float | Numbers) -> Numbers:
    """Logarithms of how many times as long cases of each week wait (..., WEEKS)."""
    first = np.asarray(load) * np.asarray(elasticity)
    return first[..., None] * np.asarray(kept)[..., None] ** np.arange(WEEKS, dtype=float)
