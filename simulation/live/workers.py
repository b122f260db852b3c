"""A grid worker from near: state, and what comes tomorrow with which chance."""

from __future__ import annotations

import numpy as np

from simulation.agents.grid_worker import GridWorker
from simulation.codes import YEAR
from simulation.live.texts import WORDS, WORKER_STATES
from simulation.model import Street
from simulation.text.bilingual import Pair, same

UNITS = {"age": Pair("{v} 岁", "{v} years"), "cases_done": Pair("{v} 件", "{v}")}
SCALE = {"tenure_days": (YEAR, Pair("{v} 年", "{v} years"))}


def of_grid(street: Street, grid: int) -> list[int]:
    """The posts of a grid that have a worker this evening."""
    staff = street.workers
    return np.flatnonzero((staff.grid == grid) & staff.filled).tolist()


def states(street: Street, row: int) -> list[tuple[Pair, Pair]]:
    """The state of a worker, name and value of each; dashes where the post is empty."""
    who = street.workers[row]
    if not who.filled:
        return [(name, same("–")) for name in WORKER_STATES.values()]
    return [(name, _said(state, getattr(who, state))) for state, name in WORKER_STATES.items()]


def _said(state: str, value: float) -> Pair:
    if state in SCALE:
        size, unit = SCALE[state]
        return unit.fill(v=f"{value / size:.1f}")
    return UNITS[state].fill(v=f"{value:,.0f}") if state in UNITS else same(f"{value:.2f}")


def chances(street: Street, row: int) -> list[tuple[Pair, float | None]]:
    """W6: the chance of each thing that a worker might do tomorrow; None where the post is empty."""
    one = street.workers.part(np.array([row]))
    asked = {
        "absent": (GridWorker.absence_chance,),
        "quits": (GridWorker.quitting_chance, street.world.levers),
    }
    filled = bool(one.filled[0])
    return [(WORDS[what], float(one.evaluate(*rule)[0]) if filled else None) for what, rule in asked.items()]
