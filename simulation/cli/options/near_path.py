"""The file or folder that was probably meant by a path that is not there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from simulation.close_names import nearest
from simulation.shipped import SCENARIOS, as_shipped


def meant(path: Path) -> str:
    """The nearest path that is there, as a question; or nothing."""
    near = _near(path)
    if not near and not path.is_absolute() and (Path("..") / path).exists():
        near = Path("..") / path
    if not near and len(path.parts) == 1:  # a scenario without its folder
        near = _near(SCENARIOS.name / path)
    return f"; did you mean '{near}'?" if near else ""


def _near(path: Path, folders: bool = False) -> Path | None:
    """The path itself if it is there, or else one whose every part is the nearest name of its folder."""
    if as_shipped(path).is_dir() if folders else as_shipped(path).exists():
        return path
    parent = _near(path.parent, folders=True)
    if parent is None:
        return None
    there = []
    with suppress(OSError):  # a folder that nobody may look into has no names
        there = [each.name for each in as_shipped(parent).iterdir() if each.is_dir() or not folders]
    named = [*there, SCENARIOS.name] if parent == Path() else there
    # the ending is alike in all names and says nothing
    names = {each.removesuffix(path.suffix): each for each in named if each.endswith(path.suffix)}
    found = names.get(f"{path.name}.yaml") or names.get(nearest(path.stem, names))
    return parent / found if found else None
