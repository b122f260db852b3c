"""The scenarios that are ready, for verbs that have one when none is named."""

from __future__ import annotations

from pathlib import Path

from simulation.cli.user_errors import UsageError
from simulation.shipped import SCENARIOS


def shipped_scenario(name: str) -> Path:
    """A scenario or study that comes with the program. Raises UsageError where they are gone."""
    file = SCENARIOS / name
    if not file.exists():
        raise UsageError(f"name a scenario: those that are ready are gone; there is no {file}")
    return file
