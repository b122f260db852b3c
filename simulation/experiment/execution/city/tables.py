"""The tables of a city out of those of its streets: counts and money are added up, metrics and levels are
means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulation.columns import described_table, description
from simulation.funding_channels import CITY_POT
from simulation.metrics import known_metrics
from simulation.model.city.settlement import Settlement
from simulation.treasury import FEN
from simulation.treasury.statements import statements

Tables = dict[str, pd.DataFrame]
MEANS = ("share", "index", "level")
"""Units of daily series that are means over a street already, and so over a city."""
IN_SOME = {"en": "In {} of {} streets. One of them: {}", "zh": "{1} 个街道中的 {0} 个。其一：{2}"}
KEYS = {
    "closing_times": (["class", "category", "upto_minutes"], True),
    "flows": (["domain", "channel", "track"], True),
    "participation": (["month", "age_group", "kind"], False),
    "unheard": (["age_group", "by_day"], False),
}
"""Tables of counts: what a row is of, and whether rows are in alphabetical order."""

described_table(
    "streets.csv",
    "One row per run of a city, street and outcome.",
    {
        "street": "number of the street, from 1 [whole]",
        "street_seed": "seed of its random draws, by which it can be run alone [whole]",
        "metric": "name of the metric",
        "value": "its value; empty: there was nothing to measure [number: as in unit]",
        "unit": "its unit",
    },
)


def city_tables(seeds: Sequence[int], settlement: Settlement, streets: Sequence[Tables]) -> Tables:
    """The tables of a run of a city, of the same names as those of a street, and `streets`: the outcomes of
    each. Weeks of the grids and cases are left out. seeds, streets: in the order of the streets."""
    ledger = _ledger([each["ledger"] for each in streets], settlement)
    made = {"runs": _means(streets, "runs", ["metric", "unit"])}
    if "years" in streets[0]:
        made["years"] = _means(streets, "years", ["year", "metric", "unit"])
    made |= {
        "streets": _outcomes(seeds, [each["runs"] for each in streets]),
        "statements": statements(ledger),
        "daily": _daily([each["daily"] for each in streets]),
        "ledger": ledger,
        "events": _events([each["events"] for each in streets]),
        "grids": _grids([each["grids"] for each in streets]),
    }
    return made | {name: _sums(streets, name, *how) for name, how in KEYS.items()}


def _means(streets: Sequence[Tables], name: str, keys: list[str]) -> pd.DataFrame:
    """Means of metrics over the streets that have them."""
    every = pd.concat([each[name] for each in streets], ignore_index=True)
    return every.groupby(keys, sort=False)[["value"]].mean().reset_index()[list(every.columns)]


def _sums(streets: Sequence[Tables], name: str, keys: list[str], sort: bool) -> pd.DataFrame:
    every = pd.concat([each[name] for each in streets], ignore_index=True)
    return every.groupby(keys, sort=sort, as_index=False).sum()[list(every.columns)]


def _outcomes(seeds: Sequence[int], runs: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What policies are judged by, street by street."""
    judged = {name for name, each in known_metrics().items() if each.role == "outcome"}
    parts = []
    for nth, (seed, table) in enumerate(zip(seeds, runs, strict=True), start=1):
        mine = table[table["metric"].isin(judged)]
        parts.append(mine.assign(street=nth, street_seed=seed))
    return pd.concat(parts, ignore_index=True)[["street", "street_seed", "metric", "value", "unit"]]


def _daily(streets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Totals of the city by day; of levels and shares the mean of its streets."""
    known = description("daily.csv").columns
    days = streets[0][["date"]].copy()
    for name in streets[0].columns[1:]:
        values = np.sum([each[name].to_numpy() for each in streets], axis=0)
        mean = name in known and known[name].unit in MEANS
        days[name] = values / len(streets) if mean else values
    return days


def _ledger(streets: Sequence[pd.DataFrame], settlement: Settlement) -> pd.DataFrame:
    """The transfers of all streets, and what the city gave back; in whole fen, so that sums are exact."""
    own = [(month, CITY_POT, "returned", fen / FEN) for month, fen in settlement.returned.items() if fen]
    every = pd.concat([*streets, pd.DataFrame(own, columns=streets[0].columns)], ignore_index=True)
    every["yuan"] = np.rint(every["yuan"].to_numpy(float) * FEN).astype(np.int64)
    summed = every.groupby(["month", "debit", "credit"], as_index=False)["yuan"].sum()
    return summed.assign(yuan=summed["yuan"] / FEN)


def _events(streets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What a reader should know, once a day and subject, with the number of streets that it happened in."""
    every = pd.concat(streets, ignore_index=True)
    kinds = every.groupby(["date", "kind", "subject"], as_index=False)
    found = kinds[["message_en", "message_zh"]].first()
    count = [str(each) for each in kinds.size()["size"]]
    found["message_en"] = _told(
        count, len(streets), found["message_en"], "In {} of {} streets. One of them: {}"
    )
    found["message_zh"] = _told(count, len(streets), found["message_zh"], IN_SOME["zh"])
    return found[list(every.columns)]


def _told(count: Sequence[str], streets: int, messages: Any, form: str) -> list[str]:
    return [form.format(n, streets, text) for n, text in zip(count, messages, strict=True)]


def _grids(streets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The grids of all streets; those of the second follow the numbers of the first, as do communities."""
    parts = [
        each.assign(
            grid=each["grid"] + nth * len(each), community=each["community"] + nth * each["community"].max()
        )
        for nth, each in enumerate(streets)
    ]
    return pd.concat(parts, ignore_index=True)
