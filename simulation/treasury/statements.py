"""Statements of the communities' channels by month and by year, which balance to the fen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.columns import described_table
from simulation.funding_channels import CHANNELS, CITY_FUND
from simulation.treasury.ledger import FEN

COLUMNS = ["period", "account", "opening", "received", "paid", "returned", "closing"]
_MOVES = ("received", "paid", "returned")


described_table(
    "statements.csv",
    "One row per run, period and funding channel, all communities together.",
    {
        "period": "a month, YYYY-MM, or a year, YYYY",
        "account": "funding channel",
        "opening": "held at first [yuan]",
        "received": "taken in [yuan]",
        "paid": "paid [yuan]",
        "returned": "given back at the end of the year [yuan]",
        "closing": "held at the end [yuan]",
    },
)


def statements(ledger: pd.DataFrame) -> pd.DataFrame:
    """One row per period and channel: what it held, took in, paid out, gave back at the end of the year, and
    holds then; in yuan, of all communities together.

    ledger: columns month (YYYY-MM), debit, credit, yuan. period: each month of the ledger, then each year
    (YYYY). opening + received - paid - returned = closing, to the fen.
    """
    months = _moves(ledger)
    parts = [_balanced(months), _balanced(months.assign(period=months["period"].str[:4]))]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def _moves(ledger: pd.DataFrame) -> pd.DataFrame:
    """period, account, received, paid, returned in fen; every channel in every month."""
    names = [channel.name for channel in CHANNELS]
    names += [CITY_FUND.name] if CITY_FUND.name in set(ledger["credit"]) else []
    whole = ledger.assign(fen=np.rint(ledger["yuan"].to_numpy(float) * FEN).astype(np.int64))
    back = (ledger["credit"] == "returned").to_numpy()
    every = pd.MultiIndex.from_product([sorted(set(ledger["month"])), names], names=["period", "account"])
    table = pd.DataFrame(0, index=every, columns=list(_MOVES))
    sides = {"received": ("credit", ~back), "paid": ("debit", ~back), "returned": ("debit", back)}
    for move, (side, mine) in sides.items():
        sums = whole[mine].groupby(["month", side])["fen"].sum()
        table[move] = sums.reindex(every, fill_value=0).to_numpy()
    return table.reset_index()


def _balanced(moves: pd.DataFrame) -> pd.DataFrame:
    """The moves summed by period and account, with what was held before and after, in yuan."""
    table = moves.groupby(["period", "account"], sort=False, as_index=False)[list(_MOVES)].sum()
    change = table["received"] - table["paid"] - table["returned"]
    table["closing"] = change.groupby(table["account"], sort=False).cumsum()
    table["opening"] = table["closing"] - change
    money = ["opening", *_MOVES, "closing"]
    table[money] = table[money] / FEN
    return table
