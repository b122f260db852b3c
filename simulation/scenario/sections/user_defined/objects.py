"""What a scenario names as `file.py:name`: looked for, and read as text that is Python; not run."""

from __future__ import annotations

from pathlib import Path

from simulation.close_names import nearest
from simulation.scenario.errors import Errors, Location
from simulation.scenario.yaml.inheritance import is_there, shown
from simulation.user_files import UserFileError, UserObject, names_in, not_python, parted
from simulation.user_files.borders import ASKS, is_outside

FORM = "my_rules.py:name, the path from this file"


def read_user_object(
    text: str, what: str, location: Location, folder: Path, errors: Errors
) -> UserObject | None:
    """A function or class in a user file, or None after noting an error. what: what it stands for."""
    try:
        file, name = parted(text)
    except UserFileError:
        return errors.add(location, f"{what} cannot be '{text}'", FORM)
    path = folder / file
    if is_outside(path):
        return errors.add(location, f"'{shown(path)}' lies outside a folder from another place; {ASKS}")
    if not is_there(path) or not path.is_file():
        near = [each.name for each in path.parent.glob("*.py")]
        return errors.add(location, f"there is no file '{shown(path)}'", nearest(path.name, near), path.name)
    thing = UserObject(name, path.read_text("utf-8-sig", errors="replace"), shown(path))
    return thing if _is_python(thing, errors) else None


def _is_python(thing: UserObject, errors: Errors) -> bool:
    """Whether it is; else the error stands at its own line, not where the scenario names it."""
    try:
        names_in(thing.text, thing.file)
    except (SyntaxError, ValueError) as error:
        line, column = (getattr(error, each, None) or 0 for each in ("lineno", "offset"))
        location = Location(thing.file, line, column or 1)
        errors.add(location, f"Python cannot read this: {not_python(error, thing.text)}")
        return False
    return True
