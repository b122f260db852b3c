"""The files that come with the program: scenarios, studies, places and lessons."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_BESIDE = Path(__file__).parents[1]
_FROM_WHEEL = _BESIDE / "grid_governance"
INSTALLED = _FROM_WHEEL.is_dir()
"""Whether they were put beside the program by its wheel, as `pyproject.toml` lists them."""
HOME = _FROM_WHEEL if INSTALLED else _BESIDE
"""Their folder: that of the wheel, or a copy of the project."""
SCENARIOS = HOME / "scenarios"


def as_shipped(path: str | Path) -> Path:
    """The file that a path means: the one that is there, or else, of a path that begins with `scenarios/`,
    the one that comes with the program, so that examples of the handbook work in any folder."""
    given = Path(path)
    ours = HOME / given
    with suppress(OSError):  # a name of thousands of characters
        if given.parts[:1] == (SCENARIOS.name,) and not given.exists() and ours.exists():
            return ours
    return given
