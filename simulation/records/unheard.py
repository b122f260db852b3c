"""Whose needs nobody hears of: by the age of who would have to speak, and where they are by day."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from simulation.columns import described_table
from simulation.records.flows import nobody_knows
from simulation.records.run_log import RunLog

AGES = ("under_18", "18_29", "30_39", "40_49", "50_59", "60plus")
BY_DAY = ("at_home", "at_work")

described_table(
    "unheard.csv",
    "One row per run, age group and place by day: true needs of residents that arose in the measured days, "
    "silent ones too. A need of a child under 15 counts for the adult who speaks for it; needs of firms, "
    "returns and merged reports are left out.",
    {
        "age_group": f"years of age: {', '.join(AGES)}",
        "by_day": "at_work: at work or school by day, as the run begins; at_home: not",
        "arose": "true needs [whole: needs]",
        "unheard": "those of them that nobody voiced or found by the end of the run [whole: needs]",
        "unsolved": "those of them that are not solved at the end of the run [whole: needs]",
    },
)


def unheard(records: RunLog) -> pd.DataFrame:
    """One row per age group and place by day, in their order, groups without needs too."""
    rows = records.born_inside()
    rows = rows[records.needs["firm"][rows] < 0]
    person = records.needs["person"][rows]
    cell = len(BY_DAY) * records.age_group[person] + records.at_work[person]
    size = len(AGES) * len(BY_DAY)
    counts = {
        "arose": np.ones(len(rows), bool),
        "unheard": nobody_knows(records, rows),
        "unsolved": np.isnan(records.needs["solved"][rows]),
    }
    groups = pd.DataFrame(product(AGES, BY_DAY), columns=["age_group", "by_day"])
    return groups.assign(**{name: np.bincount(cell[one], minlength=size) for name, one in counts.items()})
