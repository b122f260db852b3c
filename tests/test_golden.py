"""Yesterday's numbers: a pinned street gives the stored metrics, to nine digits.

`make golden` stores today's numbers as the expected ones: on purpose, with a line in CHANGELOG.md.
"""

import os

import pandas as pd
import pytest

from simulation.metrics import evaluate
from tests.worlds import ROOT, live, small

STORED = ROOT / "tests" / "data" / "golden.csv"
POLICIES = (
    "staffing: {add: 1, from: 2025-01-20, ramp: 20 days, grids: [1-4]}",
    "volunteer_points: {points_per_hour: 10, from: 2025-01-10, to: 2025-02-28}",
    "community_fund: {from: 2025-01-01}",
)


@pytest.mark.golden
def test_the_pinned_street_gives_the_stored_numbers():
    street = live(
        small("model.org_seed=8000", "model.org_space=40", days=90, warmup=30, policies=POLICIES), 7
    )
    found = evaluate(street.records)
    if os.environ.get("GOLDEN") == "renew":
        found.to_csv(STORED, index=False, float_format="%.12g")
    stored = pd.read_csv(STORED)
    found = found[found["metric"].isin(stored["metric"])].reset_index(drop=True)  # a new metric changes none
    pd.testing.assert_frame_equal(found, stored, rtol=1e-9, atol=1e-12)
