"""When people speak and patrols find: hours of the day, days of rest, and the days after them.

Whatever a resident reports without haste keeps this rhythm: first reports, second thoughts, what comes back,
and what a neighbour reports again.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY
from simulation.model.state import World

TINY = 1e-12


def minute_of_act(w: World, rows: NDArray[np.intp], since: NDArray, use: int) -> NDArray[np.float64]:
    """Minute of a request about some needs: an hour by the profile of the day, not before the minute `since`;
    on days of rest many wait for working days. use: tells several acts of one need apart."""
    if not len(rows):
        return np.zeros(0)
    n = w.numbers.residents
    owner, born = w.records.needs["owner"][rows], w.records.needs["day"][rows]
    luck, within = w.luck.draw("act.hour", owner, born, use), w.luck.draw("act.minute", owner, born, use)
    at_work, at_rest = (60 * (np.searchsorted(each, luck) + within) for each in w.hours)
    day = np.minimum(since // DAY, w.street_days.shape[1] - 2).astype(int)
    day += since % DAY > np.where(w.calendar.rests(day), at_rest, at_work)
    luck = w.luck.draw("act.weekend", owner, born, use)
    said_on = w.said_on
    if said_on is None:
        waits = w.calendar.rests(day) & (luck >= n.weekend_report_now)
        nth = n.working_days_after_rest(w.luck.draw("act.after_rest", owner, born, use))
        day = np.where(waits, w.calendar.working_day(day, nth), day)
    else:
        day = _put_off(day, luck, lambda day: said_on.take(day, mode="clip"), lambda day: day + 1)
    street = w.street_of_needs(rows)
    luck = w.luck.draw("act.put_off", owner, born, use)
    day = _put_off(day, luck, lambda day: _suits(w, street, day), lambda day: w.calendar.working_day(day + 1))
    return day * DAY + np.where(w.calendar.rests(day), at_rest, at_work)


def _suits(w: World, street: NDArray, day: NDArray) -> NDArray[np.float64]:
    """Chance that a request meant for a day is made on it: lower on a working day that does not suit its
    street."""
    suits = w.numbers.residents.ready_chance(w.street_days[street, day])
    return np.where(w.calendar.rests(day), 1.0, suits)


def _put_off(
    day: NDArray,
    luck: NDArray,
    chance_on: Callable[[NDArray], NDArray],
    next_of: Callable[[NDArray], NDArray],
) -> NDArray:
    """The days on which requests meant for some days are made: with a chance that the day has, else on the
    next one, by its chance. What is left of luck after a day is luck for the next."""
    waits = np.ones(len(day), bool)
    while waits.any():
        chance = chance_on(day)
        waits = luck >= chance
        luck = np.where(waits, (luck - chance) / np.maximum(1 - chance, TINY), 0.0)
        day = np.where(waits, next_of(day), day)
    return day


def minute_of_find(w: World, rows: NDArray[np.intp], since: NDArray) -> NDArray[np.float64]:
    """Minute at which a patrol finds what it has found before: anywhere in the hours of duty, not before the
    minute `since`."""
    owner, born = w.records.needs["owner"][rows], w.records.needs["day"][rows]
    opens, closes = w.calendar.windows[0][0], w.calendar.windows[-1][1]
    minute = opens + (closes - opens) * w.luck.draw("patrol.again", owner, born)
    day = np.floor(since / DAY)
    day += since % DAY > minute
    return w.calendar.working_day(day) * DAY + minute
