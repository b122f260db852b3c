"""Sorting and grouping agents by keys of any kind, in Mesa's order."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
from mesa.agentset import GroupBy
from numpy.typing import NDArray


class GroupedParts(GroupBy):
    """Groups that are parts of a population: numbers of a group come from its columns, not agent by agent."""

    def agg(self, attr_name: str, func: Callable) -> dict[Hashable, Any]:
        """A function of a state of each group's agents."""
        return {name: part.agg(attr_name, func) for name, part in self.groups.items()}  # type: ignore[union-attr]


def in_groups(keys: Any) -> dict[Hashable, NDArray[np.intp]]:
    """Places of each key (agents,), the keys in the order in which they come first."""
    codes, names = _codes(keys)
    order = np.argsort(codes, kind="stable")
    bounds = np.flatnonzero(np.diff(codes[order])) + 1
    return dict(zip(names, np.split(order, bounds) if len(order) else [], strict=True))


def _codes(keys: Any) -> tuple[NDArray[np.intp], list[Hashable]]:
    """One number per key, counted in the order in which keys come first, and what each number stands for."""
    if isinstance(keys, np.ndarray) and keys.ndim == 1:
        values, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        rank = np.argsort(np.argsort(first))
        return rank[inverse], values[np.argsort(first)].tolist()
    seen: dict[Hashable, int] = {}
    codes = [seen.setdefault(_hashable(key), len(seen)) for key in keys]
    return np.array(codes, dtype=np.intp), list(seen)


def _hashable(key: Any) -> Hashable:
    return key.item() if isinstance(key, np.generic) else key


def in_order(keys: Any, ascending: bool) -> NDArray[np.intp]:
    """Places in the order of their keys, equal ones as they came, in both directions, as Python sorts."""
    if isinstance(keys, np.ndarray) and keys.ndim == 1:
        rank = np.unique(keys, return_inverse=True)[1]  # so that unsigned numbers and words turn round too
        return np.argsort(rank if ascending else -rank, kind="stable")
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=not ascending)
    return np.array(order, dtype=np.intp)
