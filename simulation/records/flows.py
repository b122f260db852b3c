"""Where needs go: what they concern, how anybody came to know of them, and who solved them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation import categories
from simulation.columns import described_table
from simulation.records.needs import CHANNELS, TRACKS
from simulation.records.run_log import RunLog

AHEAD, SILENT, UNSOLVED = "ahead", "silent", "unsolved"

described_table(
    "flows.csv",
    "One row per run, domain, channel and track that occur: how many needs of the measured period went "
    "this way. Returns and merged reports are no new needs.",
    {
        "domain": f"what it concerns: one of {', '.join(dict.fromkeys(categories.DOMAIN))}",
        "channel": f"how it became known: one of {', '.join(CHANNELS[1:])}; {SILENT}: nobody voiced or found "
        f"it by the end of the run; {AHEAD}: it was spared or settled before anybody had to",
        "track": f"who solved it by the end of the run: one of {', '.join(TRACKS[1:])}, or {UNSOLVED}",
        "needs": "how many [whole: needs]",
    },
)


def flows(records: RunLog) -> pd.DataFrame:
    """Counts of the needs that arose in the measured period by domain, channel and track."""
    needs, (low, high) = records.needs, records.window
    own = (needs["duplicate_of"] < 0) & (needs["return_of"] < 0)
    rows = np.flatnonzero(own & (needs["arose"] >= low) & (needs["arose"] < high))
    ways = pd.DataFrame(
        {
            "domain": np.array(categories.DOMAIN)[needs["category"][rows]],
            "channel": _how_known(records, rows),
            "track": np.array((UNSOLVED, *TRACKS[1:]))[needs["track"][rows]],
        }
    )
    return ways.groupby(list(ways)).size().reset_index(name="needs")


def _how_known(records: RunLog, rows: NDArray[np.intp]) -> NDArray[np.str_]:
    """A need that was solved before anybody had to choose needed no channel: that is no silence."""
    channel = records.needs["channel"][rows]
    ahead = (channel == 0) & ~nobody_knows(records, rows)
    return np.where(ahead, AHEAD, np.array((SILENT, *CHANNELS[1:]))[channel])


def nobody_knows(records: RunLog, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these needs nobody has voiced or found, and nothing has settled before anybody had to."""
    needs = records.needs
    ahead = (needs["first_act"][rows] < 0) & (needs["track"][rows] > 0)
    return (needs["channel"][rows] == 0) & ~ahead
