"""What a scenario names as `file.py:name`: looked for, and read as text that is Python; not run."""

from __future__ import annotations

from pathlib import Path

from simulation.scenario.errors import Faults, Spot
from simulation.scenario.yaml.inheritance import shown
from simulation.text.close_names import nearest
from simulation.user_files import UserFileError, UserObject, names_in, not_python, parted

FORM = "my_rules.py:name, the path from this file"


def read_own_thing(text: str, what: str, spot: Spot, folder: Path, faults: Faults) -> UserObject | None:
    """Something in a file of one's own, or None after noting a fault. what: what it stands for."""
    try:
        file, name = parted(text)
    except UserFileError:
        return faults.add(spot, f"{what} cannot be '{text}'", FORM)
    path = folder / file
    if not path.is_file():
        near = [each.name for each in path.parent.glob("*.py")]
        return faults.add(spot, f"there is no file '{shown(path)}'", nearest(path.name, near), path.name)
    thing = UserObject(name, path.read_text("utf-8-sig", errors="replace"), shown(path))
    return thing if _is_python(thing, spot, faults) else None


def _is_python(thing: UserObject, spot: Spot, faults: Faults) -> bool:
    try:
        names_in(thing.text, thing.file)
    except (SyntaxError, ValueError) as error:
        line = f":{error.lineno}" if isinstance(error, SyntaxError) else ""
        faults.add(spot, f"{thing.file}{line} is not Python: {not_python(error)}")
        return False
    return True
