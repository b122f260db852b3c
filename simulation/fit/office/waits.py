"""How long cases of a kind wait: weights of spans, each kind leaning on the one above it.

Who reported (staff or residents) stands at the top; below it are types, and beside them the units that handle
cases; each kind, a type in the hands of a unit, has both as parents. One with many cases speaks for itself;
one with few looks like its parents, like which of them more is for the kinds to tell. How much it leans is
not chosen but estimated, from how far the children of a level differ from their parents (Dirichlet-
multinomial concentrations, of which each child has its own, and all together say which are common). The same
for time: the second half of the log is compared with what the first half forecast, and a period to come
is allowed to stray as far, all kinds together, each unit, and each kind by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaln

from simulation.codes import YEAR
from simulation.fit.office.mixture import SAME, Told, one_each
from simulation.fit.office.spans import SPANS, Numbers, hours_between, hours_beyond, hours_of, likelihood

STRAYING = ("all", "unit", "kind")
TOP, PARENTS, KIND = ["staff"], (["staff", "type"], ["staff", "unit"]), ["staff", "type", "unit"]
ROUNDS = 300
LEANING = np.geomspace(0.5, 2048, 13)
"""For how many cases a parent may count."""
SEASON = 100.0
"""Concentration of what all kinds stray together in a quarter, at most, where the log is shorter than two
years, so that seasons cannot be told: a share of .6 moves by .05 (assumed)."""
QUARTER = YEAR / 4
LEARNT = 0.5
"""Share of the log's days from which the rest is forecast."""


@dataclass(frozen=True)
class Waits:
    """What is known of waits: kinds by staff, type and unit (the index of `kinds`), the weights of each, how
    many cases these rest on, and how far a period strays from them, each kind by itself and all together."""

    kinds: pd.MultiIndex
    weights: Numbers
    support: NDArray[np.float64]
    strays: Mapping[str, tuple[NDArray[np.intp], Numbers]]
    learnt_over: float

    def of_period(self, days: float, rng: np.random.Generator) -> Numbers:
        """Weights (kinds, SPANS) as they may be in a period to come of so many days: what strays goes on to
        stray, so that its variance grows with time."""
        shorter = self.learnt_over / max(days, self.learnt_over)
        weights = _dirichlet(self.weights * self.support[:, None], rng)
        for group, chance in self.strays.values():
            usual = _mean(weights, group, self.support)
            pick = (rng.random(len(chance))[:, None] > chance.cumsum(axis=1)).sum(axis=1)
            stray = LEANING[np.minimum(pick, len(LEANING) - 1)]
            factor = _dirichlet(usual * (shorter * stray[:, None]), rng) / np.maximum(usual, SAME)
            weights = weights * factor[group]
            weights /= weights.sum(axis=1, keepdims=True)
        return weights

    def draw(self, kind: NDArray[np.intp], weights: Numbers, rng: np.random.Generator) -> Numbers:
        """Hours until the closing of cases of these kinds (cases,), infinite: never."""
        return hours_of(one_each(weights[kind], rng), rng)

    def draw_open(
        self, kind: NDArray[np.intp], elapsed: Numbers, weights: Numbers, rng: np.random.Generator
    ) -> Numbers:
        """The same of cases that have been open for some hours already (cases,): longer than these."""
        chances = likelihood(elapsed, np.zeros(len(elapsed), bool)) * weights[kind]
        return hours_beyond(one_each(chances, rng), elapsed, rng)


def fit_waits(cases: pd.DataFrame, until: pd.Timestamp) -> Waits:
    """Waits of the cases opened before `until`, as far as they were known then.

    cases: staff, type, unit, opened, closed. Expectation-maximisation by level, the parent's weights as
    prior. Source: Dempster, Laird & Rubin 1977; Minka 2000 for the concentration.
    """
    first = cases["opened"].min()
    before = first + LEARNT * (until - first)
    whole = waits_known(cases, until)
    forecast = waits_known(cases[cases["opened"] < before], before)
    strays = _strays(cases, whole, forecast, before, until)
    learnt = (until - before) / pd.Timedelta(days=1)
    if until - first < pd.Timedelta(days=2 * YEAR):
        group, chance = strays["all"]
        strays["all"] = group, _at_most(chance, SEASON * QUARTER / learnt)
    return replace(whole, strays=strays, learnt_over=learnt)


def _at_most(chance: Numbers, most: float) -> Numbers:
    """The same chances, those of higher numbers of LEANING given to the highest that is allowed."""
    allowed = most >= LEANING
    found = np.where(allowed, chance, 0.0)
    found[:, np.flatnonzero(allowed)[-1]] += chance[:, ~allowed].sum(axis=1)
    return found


def waits_known(cases: pd.DataFrame, until: pd.Timestamp) -> Waits:
    """Waits as they were known then, without what is known of how they stray."""
    waits = _told(cases, until)
    nothing = np.zeros(len(cases), np.intp), np.full((1, SPANS), 1 / SPANS)
    top, weights, _ = _level(cases, TOP, waits, nothing)
    parents = [_level(cases, level, waits, (top, weights))[:2] for level in PARENTS]
    _, weights, support = _level(cases, KIND, waits, *parents)
    kinds = pd.MultiIndex.from_frame(cases[KIND].drop_duplicates().sort_values(KIND))
    return Waits(kinds, weights, support, {}, 0.0)


def _level(
    cases: pd.DataFrame, level: list[str], waits: Told, *parents: tuple[NDArray[np.intp], Numbers]
) -> tuple[NDArray[np.intp], Numbers, Numbers]:
    """The groups of a level: the number of each case's group, the weights of each, and how many cases these
    rest on. parents: for each way up, the number of each case's parent, and the weights of these."""
    group = cases.groupby(level, sort=True, observed=True).ngroup().to_numpy().astype(np.intp)
    one = np.unique(group, return_index=True)[1]
    priors = [weights[number[one]] for number, weights in parents]
    mean = np.sum([weights[number[one]] for number, weights in parents], axis=0)
    counts = _counts(group, _drawn(waits.shares(mean, group)))
    likely = _leanings(counts, *priors)
    leaning = np.exp(likely.sum(axis=0) @ np.log(LEANING))
    prior = np.einsum("pg,pgs->gs", likely.sum(axis=2), np.array(priors))
    weights = waits.weights(group, prior, leaning)
    return group, weights, np.bincount(group).astype(float) + leaning


def _told(cases: pd.DataFrame, until: pd.Timestamp) -> Told:
    """What the waits of cases tell, as far as they were known then."""
    seen = (cases["closed"] < until).to_numpy()
    ended = cases["closed"].where(seen, until)
    return Told.of(hours_between(cases["opened"], ended), seen)


def _groups(kinds: pd.MultiIndex, level: str) -> NDArray[np.intp]:
    """To which group of a level each kind belongs."""
    if level == "all":
        return kinds.get_level_values("staff").to_numpy(bool).astype(np.intp)
    if level == "unit":
        return pd.factorize(kinds.get_level_values("unit"))[0]
    return np.arange(len(kinds))


def _mean(weights: Numbers, group: NDArray[np.intp], size: Numbers) -> Numbers:
    """Weights of groups of kinds, each kind by its size (groups, SPANS)."""
    whole = np.zeros((group.max() + 1, SPANS))
    np.add.at(whole, group, weights * size[:, None])
    return whole / np.maximum(whole.sum(axis=1, keepdims=True), SAME)


def _drawn(shares: Numbers) -> Numbers:
    """Each case in one span, drawn by its shares (cases, SPANS): counts of shares vary too little, and would
    make groups look more alike than they are."""
    return np.eye(SPANS)[one_each(shares, np.random.default_rng(0))]


def _counts(group: NDArray[np.intp], shares: Numbers) -> Numbers:
    """Cases by group and span."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    return np.add.reduceat(shares[order], starts, axis=0)


def _leanings(counts: Numbers, *priors: Numbers) -> Numbers:
    """How likely each prior and number of LEANING is for each group, given its counts by span (priors,
    groups, LEANING); how common each is among the groups is estimated from all of them, and from one more of
    which nothing is known."""
    fit = np.array([_fit(counts, prior) for prior in priors])
    likely = np.exp(fit - fit.max(axis=(0, 2), keepdims=True))
    flat = 1 / (len(priors) * len(LEANING))
    each = np.full(likely.shape, flat)
    for _ in range(ROUNDS):
        each = likely * (each.sum(axis=1, keepdims=True) + flat) / (len(counts) + 1)
        each /= each.sum(axis=(0, 2), keepdims=True)
    return each


def _fit(counts: Numbers, prior: Numbers) -> Numbers:
    """Log-likelihood of the counts of each group under a Dirichlet-multinomial around its prior, for each
    number of LEANING (groups, LEANING)."""
    a = LEANING[:, None, None] * np.maximum(prior, SAME)
    whole, size = a.sum(axis=2), counts.sum(axis=1)
    return (gammaln(whole) - gammaln(whole + size) + (gammaln(a + counts) - gammaln(a)).sum(axis=2)).T


def _strays(
    cases: pd.DataFrame, whole: Waits, before: Waits, since: pd.Timestamp, until: pd.Timestamp
) -> dict[str, tuple[NDArray[np.intp], Numbers]]:
    """How far what came strayed from what was forecast, level by level: the group of each kind, and how
    likely each number of LEANING is for each group, the smaller the further. Each level takes what those
    above it have explained for granted. A group that did not come may stray as any other."""
    later = cases[cases["opened"] >= since]
    index = pd.MultiIndex.from_frame(later[KIND])
    known = before.kinds.get_indexer(index)
    later, index, known = later[known >= 0], index[known >= 0], known[known >= 0]
    kind = whole.kinds.get_indexer(index)
    spans = _drawn(_told(later, until).shares(whole.weights, kind))
    forecast, found = before.weights[known], {}
    for level in STRAYING:
        of_kind = _groups(whole.kinds, level)
        there, group = np.unique(of_kind[kind], return_inverse=True)
        counts, size = _counts(group, spans), np.bincount(group)[:, None]
        expected = _counts(group, forecast) / size
        (likely,) = _leanings(counts, expected)
        chance = np.tile(likely.mean(axis=0), (int(of_kind.max()) + 1, 1))
        chance[there] = likely
        found[level] = of_kind, chance
        leaning = np.exp(likely @ np.log(LEANING))[:, None]
        moved = (counts + leaning * expected) / (size + leaning) / np.maximum(expected, SAME)
        forecast = forecast * moved[group]
        forecast = forecast / forecast.sum(axis=1, keepdims=True)
    return found


def _dirichlet(concentration: Numbers, rng: np.random.Generator) -> Numbers:
    """A draw of weights for each row."""
    drawn = rng.standard_gamma(np.maximum(concentration, SAME))
    return drawn / np.maximum(drawn.sum(axis=-1, keepdims=True), SAME)
