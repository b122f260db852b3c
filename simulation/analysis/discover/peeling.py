"""PRIM: the box of worlds in which something happens, found by peeling and pasting.

Source: Friedman & Fisher 1999, Bump hunting in high-dimensional data; its use for policies that fail, with
coverage and density: Bryant & Lempert 2010, Thinking inside the box. Why it is our own code:
`docs/decisions/0028-search-and-discovery.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
PEEL = 0.1
"""Part of the worlds left that one peel takes away."""
FEWEST = 0.1
"""Part of all worlds that a box holds at least."""
MOST_LIMITS = 3
SHUFFLES = 199
LEVEL = 0.05


@dataclass(frozen=True)
class Bound:
    """A number is above `low` and below `high` (either may be infinite). quasi_p: how likely so many cases
    would be inside if this bound told nothing, given the others."""

    name: str
    low: float
    high: float
    quasi_p: float


@dataclass(frozen=True)
class Box:
    """Worlds between bounds. density: share of the worlds inside in which it happens; coverage: share of the
    worlds in which it happens that are inside. p: the share of shuffled worlds in which a box as good is
    found."""

    bounds: tuple[Bound, ...]
    density: float
    coverage: float
    worlds: int
    p: float

    @property
    def is_sure(self) -> bool:
        """Whether a box as good is seldom found where there is nothing to find."""
        return self.p <= LEVEL


@dataclass
class _Limits:
    """The bounds of a box while it is made; both of each number (numbers,)."""

    low: Numbers
    high: Numbers

    def inside(self, worlds: Numbers) -> Flags:
        return np.logical_and.reduce((worlds >= self.low) & (worlds <= self.high), axis=1)

    def copy(self) -> _Limits:
        return _Limits(self.low.copy(), self.high.copy())

    def restricted(self) -> list[int]:
        return np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high)).tolist()


def prim(worlds: Numbers, happens: Flags, names: Sequence[str], seed: int) -> Box | None:
    """The box of worlds in which something happens. Returns None where it happens always or never. worlds:
    their numbers (worlds, numbers). happens: whether it happens in each (worlds,). A bound lies half way to
    the nearest world that it shuts out."""
    if happens.all() or not happens.any():
        return None
    limits, score = _found(worlds, happens)
    luck = np.random.default_rng(seed)
    shuffled = [_found(worlds, luck.permutation(happens))[1] for _ in range(SHUFFLES)]
    p = (1 + sum(each >= score - 1e-12 for each in shuffled)) / (1 + SHUFFLES)
    inside = limits.inside(worlds)
    bounds = tuple(_bound(worlds, happens, limits, at, names[at]) for at in limits.restricted())
    density, coverage = float(happens[inside].mean()), float(happens[inside].sum() / happens.sum())
    return Box(bounds, density, coverage, int(inside.sum()), p)


def _found(worlds: Numbers, happens: Flags) -> tuple[_Limits, float]:
    """The best of the boxes that peeling passes, pasted and freed of bounds that tell nothing."""
    best = max(_peeled(worlds, happens), key=lambda each: _score(each.inside(worlds), happens))
    pasted = _pasted(best, worlds, happens)
    return (slim := _slim(pasted, worlds, happens)), _score(slim.inside(worlds), happens)


def _score(inside: Flags, happens: Flags) -> float:
    """Harmonic mean of density and coverage."""
    both = float((inside & happens).sum())
    return 2 * both / float(inside.sum() + happens.sum())


def _peeled(worlds: Numbers, happens: Flags) -> list[_Limits]:
    """Boxes from all worlds on, each without a tenth of the one before, chosen so that density rises most."""
    numbers = worlds.shape[1]
    limits = _Limits(np.full(numbers, -np.inf), np.full(numbers, np.inf))
    path, fewest = [limits.copy()], max(2, round(FEWEST * len(worlds)))
    inside = np.ones(len(worlds), bool)
    while inside.sum() > fewest and happens[inside].mean() < 1:
        peel = _best_peel(worlds[inside], happens[inside])
        if peel is None:
            break
        column, side, edge = peel
        getattr(limits, side)[column] = edge
        inside = limits.inside(worlds)
        if inside.sum() < fewest:
            break
        path.append(limits.copy())
    return path


def _best_peel(worlds: Numbers, happens: Flags) -> tuple[int, str, float] | None:
    """Number, side and new edge of the peel after which it happens most often."""
    count = max(1, int(PEEL * len(worlds)))
    ranks = np.sort(worlds, axis=0)
    found = []
    for side, cut, other in (
        ("low", ranks[count - 1], worlds.__gt__),
        ("high", ranks[-count], worlds.__lt__),
    ):
        kept = other(cut)
        left = kept.sum(axis=0)
        density = np.where(left > 0, (kept & happens[:, None]).sum(axis=0) / np.maximum(left, 1), -1.0)
        column = int(np.lexsort((left, density))[-1])
        found.append((density[column], left[column], column, side, kept[:, column]))
    density, _, column, side, kept = max(found, key=lambda each: each[:2])
    if density < happens.mean():
        return None
    inside = worlds[kept, column]
    return column, side, float(inside.min() if side == "low" else inside.max())


def _pasted(limits: _Limits, worlds: Numbers, happens: Flags) -> _Limits:
    """The box, opened again at each edge as long as that does not make it worse."""
    limits = limits.copy()
    for at in limits.restricted():
        for side in ("low", "high"):
            while np.isfinite(edge := getattr(limits, side)[at]):
                wider = limits.copy()
                column = worlds[:, at]
                beyond = column[column < edge] if side == "low" else column[column > edge]
                nearest = (beyond.max() if side == "low" else beyond.min()) if beyond.size else np.inf
                getattr(wider, side)[at] = nearest if beyond.size else (-np.inf if side == "low" else np.inf)
                if _score(wider.inside(worlds), happens) < _score(limits.inside(worlds), happens):
                    break
                limits = wider
    return limits


def _slim(limits: _Limits, worlds: Numbers, happens: Flags) -> _Limits:
    """The box without bounds that make it no better, and with `MOST_LIMITS` at most."""
    limits = limits.copy()
    while restricted := limits.restricted():
        freed = {at: _freed(limits, at) for at in restricted}
        at = max(restricted, key=lambda each: _score(freed[each].inside(worlds), happens))
        worse = _score(freed[at].inside(worlds), happens) < _score(limits.inside(worlds), happens)
        if worse and len(restricted) <= MOST_LIMITS:
            break
        limits = freed[at]
    return limits


def _freed(limits: _Limits, at: int) -> _Limits:
    freed = limits.copy()
    freed.low[at], freed.high[at] = -np.inf, np.inf
    return freed


def _bound(worlds: Numbers, happens: Flags, limits: _Limits, at: int, name: str) -> Bound:
    column = worlds[:, at]
    low, high = limits.low[at], limits.high[at]
    edge_low = (
        (low + column[column < low].max()) / 2 if np.isfinite(low) and (column < low).any() else -np.inf
    )
    edge_high = (
        (high + column[column > high].min()) / 2 if np.isfinite(high) and (column > high).any() else np.inf
    )
    around, inside = _freed(limits, at).inside(worlds), limits.inside(worlds)
    rate = float(happens[around].mean())
    quasi_p = float(binom.sf(happens[inside].sum() - 1, inside.sum(), rate))
    return Bound(name, float(edge_low), float(edge_high), quasi_p)
