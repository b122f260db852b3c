"""The scenarios that are ready: they lie beside the program in a copy of the project, not in its wheel."""

from __future__ import annotations

from pathlib import Path

from simulation.cli.user_errors import UsageError

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def shipped_scenario(name: str) -> Path:
    """A scenario or study that comes with the program; UsageError where it was installed without them."""
    file = SCENARIOS / name
    if not file.exists():
        raise UsageError(
            f"name a scenario: those that are ready lie in a copy of the project; there is no {file}"
        )
    return file
