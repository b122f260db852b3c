"""The scenarios that are ready: they lie beside the program in a copy of the project, not in its wheel."""

from __future__ import annotations

from pathlib import Path

from simulation.cli.telling import Told

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def ready(name: str) -> Path:
    """The file of a scenario or study that is ready; Told where the program is installed without them."""
    file = SCENARIOS / name
    if not file.exists():
        raise Told(f"name a scenario: those that are ready lie in a copy of the project; there is no {file}")
    return file
