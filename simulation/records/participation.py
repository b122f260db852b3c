"""Who takes part, month by month and by age: who speaks, signs on, volunteers, helps and votes."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from simulation.columns import described_table
from simulation.records.run_log import RunLog

SPEAK, SIGN_ON, VOLUNTEER, HELP, VOTE = KINDS = ("speak", "sign_on", "volunteer", "help", "vote")
COLUMNS = ["month", "age_group", "kind", "people", "residents"]

described_table(
    "participation.csv",
    "One row per run, age group, kind and calendar month whose last day is measured: how many residents took "
    "part.",
    {
        "month": "the month, YYYY-MM [text]",
        "age_group": "years of age: 18_29, 30_39, 40_49, 50_59 or 60plus",
        "kind": f"{SPEAK}: told a worker, the hotline, the app or the council of a need that is no firm's; "
        f"{SIGN_ON}: on the roster of volunteers when the month ends; {VOLUNTEER}: came to a session of "
        f"volunteers; {HELP}: did that, turned out as a party member or worked with a residents' group; "
        f"{VOTE}: voted in the council",
        "people": "residents who did so at least once [whole: residents]",
        "residents": "all residents of this age [whole: residents]",
    },
)


def participation(records: RunLog) -> pd.DataFrame:
    """One row per whole month, kind and age group; months that end after the measured days are left out."""
    low, high = records.start, records.start + records.days
    rows = [
        {
            "month": f"{records.first + timedelta(each['day']):%Y-%m}",
            "age_group": each["group"],
            "kind": each["kind"],
            "people": each["people"],
            "residents": records.adults[each["group"]],
        }
        for each in records.months
        if low <= each["day"] < high
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
