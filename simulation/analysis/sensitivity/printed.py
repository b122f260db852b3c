"""What a sensitivity study prints: of each outcome its largest inputs, as aligned columns."""

from __future__ import annotations

import simulation.analysis.sensitivity.page_texts as words
from simulation.analysis.input_names import input_name
from simulation.analysis.sensitivity.analyse import Sensitivity
from simulation.analysis.sensitivity.page import head_of
from simulation.text.aligned import aligned_pairs
from simulation.text.bilingual import Pair, same


def lines(found: Sensitivity, most: int) -> list[Pair]:
    """A head, then a line for each of the `most` largest inputs of each outcome."""
    rows = [words.PRINTED]
    for (metric, scenario), mine in found.table.groupby(["metric", "scenario"], sort=False):
        outcome = head_of(found, str(metric), str(scenario))
        for row in mine.head(most).to_dict("records"):
            ends = words.FROM_TO.fill(low=f"{row['low']:.3g}", high=f"{row['high']:.3g}")
            sizes = same(f"{row['size']:.3g}"), ends, same(f"{row['noise']:.3g}")
            rows.append((outcome, *sizes, words.VERDICT[row["verdict"]], input_name(str(row["input"]))))
    return aligned_pairs(rows)
