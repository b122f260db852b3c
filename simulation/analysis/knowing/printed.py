"""What the value of knowing prints: the bounds, then the largest values, as aligned columns."""

from __future__ import annotations

from typing import Any

import pandas as pd

import simulation.analysis.knowing.page_texts as words
from simulation.analysis.input_names import input_name
from simulation.analysis.knowing.value import Worth
from simulation.text.aligned import aligned_pairs
from simulation.text.bilingual import Pair, same


def lines(found: Worth, most: int) -> list[Pair]:
    """A head, then a line for each bound and for each of the `most` largest values."""
    rows = [words.PRINTED]
    for row in found.table.head(most + 2).to_dict("records"):
        ends = words.FROM_TO.fill(low=f"{row['low']:.3g}", high=f"{row['high']:.3g}")
        sizes = same(f"{row['value']:.3g}"), ends, same(f"{row['noise']:.3g}"), same(f"{row['wrong']:.0%}")
        rows.append((*sizes, words.VERDICT[row["verdict"]], _how(row), input_name(str(row["input"]))))
    return aligned_pairs(rows)


def _how(row: dict[Any, Any]) -> Pair:
    """By which survey or log a number is found out; nothing where neither tells it, or it is not worth it."""
    form = None if pd.isna(row["sample"]) else words.FOUND_OUT.get(row["way"])
    return form.fill(question=row["question"], sample=row["sample"]) if form else same("")
