"""Each need of a run, from birth, with all that becomes of it: what metrics are computed from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation import categories
from simulation.codes import Act
from simulation.columns import described_table
from simulation.records.needs import CHANNELS, CLASSES, REVIEWS, TRACKS, root_id
from simulation.records.run_log import RunLog
from simulation.records.stages import STAGES, days_by_row
from simulation.records.unheard import AGES

FIRST_ACTS = tuple(each.word for each in Act)
PERIOD = {
    "need_id": "number of the need, the same in every scenario; the case_id of cases.csv [whole]",
    "first_id": "need_id of the need that it is a return of, or its own: one true need [whole]",
    "warm_up": "it arose before the first measured day [flag]",
}
WHAT = {
    "grid": "number of the grid, from 1 [whole]",
    "class": f"one of {', '.join(CLASSES)}",
    "category": "kind of need",
    "domain": f"what it concerns: one of {', '.join(dict.fromkeys(categories.DOMAIN))}",
    "age_group": f"of who has to speak: one of {', '.join(AGES)}; empty: a need of a firm",
    "first_act": f"what that person first did: one of {', '.join(FIRST_ACTS)}; empty: never noticed",
    "channel": f"how it became known: one of {', '.join(CHANNELS)}",
    "track": f"who solved it: one of {', '.join(TRACKS)}",
    "review": f"what became of its limit: one of {', '.join(REVIEWS)}",
}
FLAGS = {
    "common": "it concerns a whole building [flag]",
    "solvable": "anybody can solve it [flag]",
    "silent": "whoever has it chose to settle it alone, or to say nothing [flag]",
    "recorded": "it is on record [flag]",
    "counted": "it counts for the appraisal [flag]",
    "on_spot": "settled on the spot by the worker [flag]",
    "refused": "a body refused it [flag]",
    "off_hours": "registered outside the hours of duty [flag]",
    "contracted": "a contractor did it [flag]",
    "found_false": "its closing was found to be on paper only [flag]",
    "foreseen": "it was foreseen [flag]",
    "prevented": "it was prevented [flag]",
    "struck": "a shock brought it about [flag]",
}
TIMES = {
    "arose": "when it arose [minutes]",
    "noticed": "when whoever has it noticed it [minutes]",
    "act_at": "when it was voiced or found [minutes]",
    "registered": "when it came on record [minutes]",
    "dispatched": "when it was with those who can do it [minutes]",
    "started": "when work on it began [minutes]",
    "body_from": "when it began to wait for a body outside [minutes]",
    "body_until": "when that wait ended [minutes]",
    "meeting_from": "when it began to wait for a meeting [minutes]",
    "meeting_until": "when that wait ended [minutes]",
    "escalated": "when it was passed up [minutes]",
    "withdrawn": "when whoever voiced it took it back [minutes]",
    "limit_at": "when it should be closed, as promised [minutes]",
    "due_at": "when it should be closed, extensions counted [minutes]",
    "true_closed": "when a case was truly closed [minutes]",
    "reported_closed": "when it was reported closed [minutes]",
    "solved": "when it was solved, in whatever way [minutes]",
}
SPENT = {
    "reach": "from the beginning of work to the arrival on site [minutes]",
    "queued": "time in which it waited for a worker [minutes]",
    "touch": "work on it [minutes]",
    "others": "waiting on other bodies [minutes]",
}
WHOLE = {
    "hops": "how often it was sent to the wrong ones [whole]",
    "complaints": "complaints about it [whole]",
    "returns": "how often the need had come back before [whole]",
}
ASKED = {
    "duplicate_of": "the need_id that it was merged with; empty: none [whole]",
    "return_of": "the need_id that came back with it; empty: none [whole]",
    "satisfied": "whoever had it is satisfied; empty: not asked [flag]",
    "scored": "the hotline scores it satisfied; empty: not called back [flag]",
}
STAGE_DAYS = {
    f"days_{each.word}": f"unsolved days that count for need_days in which {each.meaning} [days]"
    for each in STAGES
}
described_table(
    "needs",
    "One row per run and need from birth, silent ones and those of the warm-up too; minutes are from 00:00 "
    "of the first measured day, before it negative. Empty: not (yet), or never. What metrics are computed "
    "from; a need that came back is one of its own, whose days are added to those of the first.",
    PERIOD | WHAT | FLAGS | TIMES | SPENT | WHOLE | ASKED | STAGE_DAYS,
)


def every_need(records: RunLog) -> pd.DataFrame:
    """Every need of the run, a row each, in the order in which they were noted; nothing is rounded."""
    needs, (low, _) = records.needs, records.window
    return pd.DataFrame(
        {
            "need_id": needs["id"],
            "first_id": root_id(needs["id"]),
            "warm_up": (needs["arose"] < low).astype(int),
        }
        | _what(records)
        | {name: needs[name].astype(int) for name in FLAGS}
        | {name: needs[name] - low for name in TIMES}
        | {name: needs[name] for name in (*SPENT, *WHOLE)}
        | {name: pd.Series(needs[name]).astype("Int64").where(needs[name] >= 0) for name in ASKED}
        | dict(zip(STAGE_DAYS, days_by_row(records), strict=True))
    )


def _what(records: RunLog) -> dict[str, Any]:
    needs = records.needs
    category = needs["category"]
    spoken_for = (needs["firm"] < 0) & (needs["person"] >= 0)
    ages = np.array(AGES, object)[records.age_group[needs["person"]]]
    ages[~spoken_for] = None
    return {
        "grid": needs["grid"] + 1,
        "class": np.array(CLASSES)[needs["cls"]],
        "category": np.array(categories.NAMES)[category],
        "domain": np.array(categories.DOMAIN)[category],
        "age_group": ages,
        "first_act": _first_act(needs["first_act"]),
        "channel": np.array(CHANNELS)[needs["channel"]],
        "track": np.array(TRACKS)[needs["track"]],
        "review": np.array(REVIEWS)[needs["reviewed"]],
    }


def _first_act(number: NDArray[np.int8]) -> NDArray[np.object_]:
    """Words of first acts; None where the need was never noticed (-1)."""
    word = {int(each): each.word for each in Act}
    return np.array([word.get(int(each)) for each in number], object)
