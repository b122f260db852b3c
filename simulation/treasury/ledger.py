"""Double entry: every fen leaves one account and enters another."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from simulation.columns import described_table

FEN = 100


described_table(
    "ledger.csv",
    "One row per run, month and pair of accounts; the warm-up stands in it, too.",
    {
        "month": "the month, YYYY-MM [text]",
        "debit": "account that pays",
        "credit": "account that receives",
        "yuan": "what was paid [yuan]",
    },
)


def in_fen(yuan: ArrayLike) -> NDArray[np.int64]:
    """Whole fen, so that sums are exact."""
    return np.rint(np.asarray(yuan, float) * FEN).astype(np.int64)


class Ledger:
    """Transfers added up by month and pair of accounts."""

    def __init__(self) -> None:
        self._moved: dict[tuple[str, str, str], int] = defaultdict(int)

    def move(self, month: str, source: str, target: str, fen: int) -> None:
        """Book a transfer of `fen` (hundredths of a yuan) from one account to another in a month (YYYY-MM).
        Raises ValueError for a negative sum."""
        if fen < 0:
            raise ValueError(f"{fen} fen cannot move from {source} to {target}")
        if fen:
            self._moved[month, source, target] += int(fen)

    def table(self) -> pd.DataFrame:
        """Columns month (YYYY-MM), debit (account that pays), credit (account that receives), yuan."""
        rows = [(*key, fen / FEN) for key, fen in sorted(self._moved.items())]
        return pd.DataFrame(rows, columns=["month", "debit", "credit", "yuan"])
