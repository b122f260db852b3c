"""What a manager could do with the weeks to come: more hands, and in what order they work.

A log does not tell how many hands an office has. What is assumed, and said wherever it is shown: closings
scale with hands. Each day as many more cases are closed as there are more hands, and the extra ones are taken
from those that wait, in the order that the option names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.caselog import LogError
from simulation.close_names import did_you_mean
from simulation.columns import described_table
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.pace import WEEK_HOURS
from simulation.fit.office.spans import Numbers

DAY = 24.0
MINUTE = 1 / 60
MOST = 1.0
"""Most hands that may be added, as a share of those there are."""
HOW = "hands=+10%, hands=+10%,order=late, storm=UNIT,times=5"
AS_TODAY = "as today"
Order = Callable[[pd.DataFrame, NDArray[np.intp], float, Hazard], Numbers]

described_table(
    "options.csv",
    "One row per option, week to come and figure: what is forecast if closings scale with hands, or a storm "
    "strikes, and by how much that differs from going on as today, draw by draw.",
    {
        "option": f"what is done, or what strikes; {AS_TODAY}: nothing; with (UNIT): of that unit alone",
        "week": "its first day [date]",
        "figure": "as in a forecast: opened, closed, open_at_end or late_at_end",
        "low_90": "lower end of the interval of 90 % [number: cases]",
        "forecast": "median of the draws [number: cases]",
        "high_90": "upper end of the interval of 90 % [number: cases]",
        "change_low_90": "lower end of the interval of 90 % of the difference from as today [number: cases]",
        "change": "median difference from as today, draw by draw [number: cases]",
        "change_high_90": "upper end of that interval [number: cases]",
    },
)


def _oldest(cases: pd.DataFrame, here: NDArray[np.intp], now: float, hazard: Hazard) -> Numbers:
    return cases["begun"].to_numpy()[here]


def _late(cases: pd.DataFrame, here: NDArray[np.intp], now: float, hazard: Hazard) -> Numbers:
    """Those that are late before those that are not, and of each the oldest before others."""
    on_time = ~(cases["late"].to_numpy()[here] < now)
    begun = _oldest(cases, here, now, hazard)
    return begun + on_time * (1 + np.ptp(begun)) if len(here) else begun


def _shortest(cases: pd.DataFrame, here: NDArray[np.intp], now: float, hazard: Hazard) -> Numbers:
    """Those first whose like are likeliest closed within a week."""
    kind, age = cases["kind"].to_numpy()[here], now - _oldest(cases, here, now, hazard)
    return hazard.at(kind, age) - hazard.at(kind, age + WEEK_HOURS)


ORDERS: Mapping[str, Order] = {"oldest": _oldest, "late": _late, "shortest": _shortest}
"""In what order the extra cases are taken, by name: how late each comes (cases,)."""


@dataclass(frozen=True)
class Option:
    """More hands (share of those there are), and the order in which they work."""

    name: str
    hands: float
    order: str = "oldest"

    def applied(
        self, cases: pd.DataFrame, days: int, hazard: Hazard, rng: np.random.Generator | None = None
    ) -> pd.DataFrame:
        """The same cases, some of them closed sooner. cases: kind, begun, ended (infinite: never) and late
        (NaN: no limit), in hours from tonight. rng: as every option is handed it; this one draws nothing."""
        begun, ended = cases["begun"].to_numpy(), cases["ended"].to_numpy(copy=True)
        own = np.histogram(ended[np.isfinite(ended)], np.arange(days + 1) * DAY)[0].cumsum()
        for day, closings in enumerate(own):
            now = (day + 1) * DAY
            wanted = int((1 + self.hands) * closings + 1e-9)
            missing = wanted - int(((ended >= 0) & (ended < now)).sum())
            if missing > 0:
                here = np.flatnonzero((begun < now - MINUTE) & (ended >= now))
                first = np.argsort(ORDERS[self.order](cases, here, now, hazard), kind="stable")[:missing]
                ended[here[first]] = now - MINUTE
        return cases.assign(ended=ended)


def read_option(text: str) -> Option:
    """An option as it is written, such as `hands=+10%,order=late`. Raises LogError where it is none."""
    words = dict(_word(text, each) for each in text.split(","))
    hands = re.fullmatch(r"\+?([0-9]+(?:\.[0-9]+)?)%", words.get("hands", ""))
    if not hands or float(hands[1]) / 100 > MOST:
        raise LogError(f"--option {text}: hands is a share that is added, of 0 to {MOST:.0%}; write {HOW}")
    order = words.get("order", "oldest")
    if order not in ORDERS:
        allowed = f"allowed: {', '.join(ORDERS)}{did_you_mean(order, list(ORDERS))}"
        raise LogError(f"--option {text}: there is no order '{order}'; {allowed}")
    return Option(text, float(hands[1]) / 100, order)


def _word(text: str, each: str) -> tuple[str, str]:
    name, _, value = (part.strip() for part in each.partition("="))
    if name not in ("hands", "order"):
        if meant := did_you_mean(name, ["hands", "order", "storm"]):
            raise LogError(f"--option {text}: '{each.strip()}' is nothing that can be changed{meant}")
        raise LogError(f"--option {text}: '{each.strip()}' is nothing that can be changed; write {HOW}")
    return name, value


def compared(
    drawn: Mapping[str, Numbers],
    until: pd.Timestamp,
    figures: tuple[str, ...],
    parts: Mapping[str, tuple[str, str]] | None = None,
) -> pd.DataFrame:
    """The table options.csv. drawn: by option, `as today` too, draws (draws, weeks, figures); parts: which of
    them are of one unit alone, with their option and unit."""
    units = {name: f" ({unit})" for name, (_, unit) in (parts or {}).items()}
    rows: list[dict[str, object]] = []
    for name, each in drawn.items():
        told = np.quantile(each, [0.05, 0.5, 0.95], axis=0)
        moved = np.quantile(each - drawn[AS_TODAY + units.get(name, "")], [0.05, 0.5, 0.95], axis=0)
        for week, number in np.ndindex(told.shape[1:]):
            low, middle, high = told[:, week, number]
            less, change, more = moved[:, week, number]
            rows.append(
                {
                    "option": name, "week": f"{until + pd.Timedelta(weeks=week):%Y-%m-%d}",
                    "figure": figures[number], "low_90": low, "forecast": middle, "high_90": high,
                    "change_low_90": less, "change": change, "change_high_90": more,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
