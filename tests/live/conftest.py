"""Fixtures for tests of the live view."""

from __future__ import annotations

import pytest

from simulation.live.twins import Twins
from tests.live.streets import twins


@pytest.fixture(scope="session")
def lived() -> Twins:
    """Two streets after some days, one with an app; nobody changes it."""
    found = twins()
    found.turn("app", {"reach": 1.0})
    found.run_days(15)
    return found
