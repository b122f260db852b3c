"""A log made by hand: 100 measured days after ten of warm-up, in four grids of 200 residents, so that every
metric of it differs from what a mistake would make of it.

Each case is a line of its own: when it was put on record, (day, hour), and all that became of it, times in
hours from then on; what was never on record counts from the hour at which it arose. Day 0 is Wednesday,
1 January.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from simulation.codes import SPOKEN, Act, CaseClass, Channel, Review, Track
from simulation.records import DAY, NEED_COLUMNS, RETURN_STEP, Records
from simulation.records.needs import Table

EMERGENCY, MAJOR = CaseClass.EMERGENCY, CaseClass.MAJOR
_NONE, WORKER, HOTLINE, APP, COUNCIL, PATROL = Channel
_NOBODY, AUTONOMY, COMMUNITY, ADMINISTRATION, MARKET = Track
REPAIR, CLEANING, PARKING, DISPUTE, CARE, ERRAND, SAFETY = 1, 2, 3, 5, 6, 7, 8  # rows of categories.csv
HOURS = {"arose", "noticed", "act_at", "limit_at", "due_at", "dispatched", "started", "escalated"}
HOURS |= {"withdrawn", "true_closed", "reported_closed", "solved", "registered"}


def case(**told: Any) -> dict[str, Any]:
    """What a line of the log tells, by column."""
    return told


# closed on paper on the day it came, truly a day later; what inspectors found out
G1 = case(at=(12, 10), person=1, category=REPAIR, channel=HOTLINE, started=2, limit_at=24)
G1 |= case(true_closed=30, reported_closed=6, found_false=True, track=ADMINISTRATION, touch=60, others=1200)
G1 |= case(satisfied=0, scored=1, complaints=1)
# arose in the warm-up, settled on the spot at the desk
G2 = case(at=(13, 9), person=2, grid=1, category=ERRAND, channel=WORKER, arose=-90)
G2 |= case(
    started=0.5, limit_at=8, true_closed=1, reported_closed=0.75, on_spot=True, track=COMMUNITY, touch=15
)
G2 |= case(satisfied=1, known=0)
# found by a patrol, refused once, extended beyond the end, and told by a resident too
G3 = case(
    at=(99, 10), grid=1, category=DISPUTE, channel=PATROL, common=True, foreseen=True, hops=1, refused=True
)
G3 |= case(dispatched=4, started=9, limit_at=96, due_at=260, reviewed=Review.EXTENDED, true_closed=120)
G3 |= case(reported_closed=100, track=ADMINISTRATION, touch=45, others=300)
# neighbours help, over night
G4 = case(at=(30, 8), person=5, category=DISPUTE, channel=APP, arose=-8, started=6, limit_at=168)
G4 |= case(true_closed=20, reported_closed=19, track=AUTONOMY, satisfied=1, known=1)
# G1 comes back 28 days later, gets a longer limit, and is closed on paper alone
G5 = case(at=(40, 10), person=1, category=REPAIR, channel=HOTLINE, started=30, limit_at=24)
G5 |= case(due_at=96, reviewed=Review.RELABELLED, reported_closed=20, touch=20, complaints=2)
G5 |= case(contracted=True)
# sent astray, begun late, given up
G6 = case(at=(50, 10), person=4, category=ERRAND, channel=WORKER, hops=1, dispatched=10)
G6 |= case(started=100, limit_at=24, escalated=24, withdrawn=500, touch=10)
# self-help had failed; a contractor, after a Sunday
G7 = case(
    at=(60, 10), person=3, grid=2, category=PARKING, channel=COUNCIL, first_act=Act.SELFHELP, started=34
)
G7 |= case(limit_at=168, true_closed=40, reported_closed=40, contracted=True, track=MARKET, touch=10)
# G7 comes back; a patrol finds it, and it is still on its way to whoever can do it
G8 = case(at=(75, 10), grid=2, category=PARKING, channel=PATROL, hops=1, limit_at=168, escalated=168)
# comes on the last evening, and is closed on paper at once
G9 = case(at=(109, 20), person=9, grid=1, category=ERRAND, channel=WORKER, arose=-8)
G9 |= case(started=1, reported_closed=3, limit_at=24)
# its extension still runs at the end
G10 = case(at=(100, 10), person=6, category=ERRAND, channel=HOTLINE, started=12, limit_at=168)
G10 |= case(due_at=300, reviewed=Review.EXTENDED, contracted=True, track=MARKET)
# found by a patrol, refused, and done by the grid all the same
G11 = case(at=(64, 9), grid=2, category=SAFETY, channel=PATROL, arose=-9, started=1.5, hops=1, refused=True)
G11 |= case(limit_at=168, true_closed=8, reported_closed=7, track=COMMUNITY, touch=20)
# never begun
G12 = case(at=(90, 10), person=6, grid=3, category=CLEANING, channel=WORKER, common=True)
G12 |= case(limit_at=168, escalated=168)
# extended beyond the end, and closed on paper before
M1 = case(cls=MAJOR, at=(101, 10), person=10, grid=3, category=DISPUTE, channel=HOTLINE)
M1 |= case(started=4, limit_at=180, true_closed=200, reported_closed=150, track=ADMINISTRATION, touch=150)
M1 |= case(others=600, due_at=210, reviewed=Review.EXTENDED, satisfied=0, scored=1)
M2 = case(cls=MAJOR, at=(35, 10), grid=2, category=REPAIR, channel=PATROL, started=10, limit_at=168)
M2 |= case(true_closed=100, reported_closed=90, contracted=True, track=ADMINISTRATION, others=300)
M3 = case(cls=MAJOR, at=(47, 10), person=11, grid=1, category=DISPUTE, channel=WORKER, hops=2)
M3 |= case(dispatched=6, started=24, limit_at=110, escalated=110, reported_closed=120, found_false=True)
M3 |= case(track=COMMUNITY)
M4 = case(cls=MAJOR, at=(109, 12), person=12, grid=1, category=CARE, channel=APP, arose=-12)
M4 |= case(dispatched=48, limit_at=168)
E1 = case(cls=EMERGENCY, at=(14, 3), person=1, channel=HOTLINE, off_hours=True, started=0.1)
E1 |= case(reach=20, true_closed=1, reported_closed=0.5, satisfied=1, scored=1, known=1)
E2 = case(cls=EMERGENCY, at=(16, 10), person=13, channel=HOTLINE, started=0.2, reach=25)
E2 |= case(true_closed=3, reported_closed=2, satisfied=0, scored=0)
E3 = case(cls=EMERGENCY, at=(17, 11), person=14, channel=WORKER, started=0.05, reach=5)
E3 |= case(true_closed=1.5, reported_closed=1.25, on_spot=True)
E4 = case(cls=EMERGENCY, at=(18, 23), person=15, channel=HOTLINE, off_hours=True, started=1)
E4 |= case(reach=10, hops=1, true_closed=5, reported_closed=4, escalated=2, satisfied=0, scored=1)
E5 = case(cls=EMERGENCY, at=(19, 10), person=16, channel=APP, started=0.1, reach=4)
E5 |= case(true_closed=1.2, reported_closed=0.9)
for each in (E1, E2, E3, E4, E5):
    each |= case(arose=0, limit_at=2, track=COMMUNITY)
CASES = case(G1=G1, G2=G2, G3=G3, G4=G4, G5=G5, G6=G6, G7=G7, G8=G8, G9=G9, G10=G10, G11=G11, G12=G12)
CASES |= case(M1=M1, M2=M2, M3=M3, M4=M4, E1=E1, E2=E2, E3=E3, E4=E4, E5=E5)

# in the warm-up: solved after it, still open, solved in it; and what comes on record after the last day
W1 = case(at=(5, 10), person=2, grid=1, category=ERRAND, channel=WORKER, started=1)
W1 |= case(limit_at=8, true_closed=134, reported_closed=134, foreseen=True, satisfied=1, track=COMMUNITY)
W2 = case(at=(2, 10), person=17, grid=1, category=CARE, channel=HOTLINE, first_act=Act.SILENCE, limit_at=168)
W2 |= case(reported_closed=300)
W3 = case(at=(4, 10), person=18, grid=2, category=CARE, channel=APP, limit_at=168)
W3 |= case(true_closed=86, reported_closed=86, track=AUTONOMY)
A1 = case(at=(111, 8), person=19, grid=2, category=CARE, channel=HOTLINE, arose=-42, noticed=-40)
# arises, comes on record and is solved in the first minute after the last day
A2 = case(
    at=(110, 0), person=25, grid=2, category=CARE, channel=APP, arose=0, started=0, limit_at=0, foreseen=True
)
A2 |= case(
    noticed=0, true_closed=0, reported_closed=0, track=AUTONOMY, common=True, known=1, scored=1, satisfied=1
)
OUTSIDE = case(W1=W1, W2=W2, W3=W3, A1=A1, A2=A2)

# never on record: silent for ever, silent and solved alone, never noticed, told a worker who wrote nothing
# down, prevented, shared and not noticed, beyond solving
S1 = case(at=(25, 0), person=20, grid=3, noticed=24, first_act=Act.SILENCE, silent=True)
S2 = case(at=(28, 0), person=21, noticed=1, first_act=Act.SELFHELP, silent=True, solved=24, track=AUTONOMY)
S3 = case(at=(70, 0), person=22, grid=3)
S4 = case(at=(33, 0), person=3, grid=2, category=PARKING, noticed=1, act_at=1, channel=WORKER)
S4 |= case(registered=2, solved=12, track=COMMUNITY, touch=200, satisfied=1, known=0)
S5 = case(at=(50, 0), grid=1, common=True, foreseen=True, prevented=True, solved=0, track=COMMUNITY)
S6 = case(at=(105, 0), grid=3, common=True)
S7 = case(at=(60, 0), person=23, grid=3, noticed=24, first_act=Act.SILENCE, silent=True, solvable=False)
UNWRITTEN = case(S1=S1, S2=S2, S3=S3, S4=S4, S5=S5, S6=S6, S7=S7)

ORIGIN = {"G5": "G1", "G8": "G7"}
RECORDED = CASES | OUTSIDE
NUMBERS = {name: 4096 * number for number, name in enumerate(RECORDED | UNWRITTEN, start=1)}
# a second report of G3, by whoever brings G10 a day later, which joins it
MERGED = case(at=(99, 20), id=-NUMBERS["G3"] - 1, duplicate_of=NUMBERS["G3"], person=6, category=ERRAND)
MERGED |= case(channel=APP, recorded=True, registered=0, arose=0, satisfied=1, scored=1)

FIRST, START, DAYS, GRIDS, RESIDENTS = date(2025, 1, 1), 10, 100, 4, 200
DAILY = {"places_flagged": 5.0, "recorded": 0.5}
LEDGER = {"debit": ["district", "gifts"], "credit": ["wages", "works"], "yuan": [3000.0, 600.0]}
OPENING = {"debit": ["district"], "credit": ["wages"], "yuan": [200.0]}


def _row(name: str, told: dict) -> dict:
    """A row of the table of needs, in minutes, from a line of the log."""
    on_record = name in RECORDED
    told = (
        {"arose": -10, "noticed": -5, "act_at": 0, "registered": 0, "dispatched": 0, "recorded": True}
        if on_record
        else {"arose": 0}
    ) | told
    told |= {"due_at": told.get("due_at", told.get("limit_at", np.nan))}
    told |= {"solved": told.get("solved", told.get("true_closed", np.nan))}
    origin = ORIGIN.get(name)
    number = NUMBERS[origin] + RETURN_STEP if origin else NUMBERS.get(name, 0)
    spoken = told.get("channel") in SPOKEN
    own = {
        "first_act": told["channel"] if spoken else -1,
        "id": number,
        "return_of": NUMBERS.get(origin, -1),
    } | told
    day, hour = own.pop("at")
    return {key: DAY * day + 60 * (hour + value) if key in HOURS else value for key, value in own.items()}


def hand_made(table: type[Table] = Table) -> Records:
    """Records that hold the log; `table` is what keeps its needs."""
    working = np.array([(FIRST + timedelta(day)).weekday() < 5 for day in range(500)])
    records = Records(FIRST, START, DAYS, GRIDS, RESIDENTS, adults={}, cap_days=60, working=working)
    records.needs = table(NEED_COLUMNS)
    for name, told in (RECORDED | UNWRITTEN | {"merged": MERGED}).items():
        records.needs.append(1, **_row(name, told))
    records.daily = [DAILY] * (START + DAYS)
    records.ledger, records.opening = pd.DataFrame(LEDGER), pd.DataFrame(OPENING)
    return records
