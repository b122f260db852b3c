"""What is wrong with a file, where, what is allowed, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from simulation.text.close_names import nearest

_SHOWN = 17  # longer lists of allowed names hide the error they belong to


@dataclass(frozen=True)
class Location:
    """A place in a file, counted from 1; line 0: the file as a whole, or the command line."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class FileError:
    """One error in a file: a sentence, its location, and help."""

    location: Location
    sentence: str
    allowed: str = ""
    meant: str = ""

    def __str__(self) -> str:
        lines = [f"{self.location}: {self.sentence}"]
        if self.allowed:
            lines.append(f"  allowed: {self.allowed}")
        if self.meant:
            lines.append(f"  did you mean '{self.meant}'?")
        return "\n".join(lines)


class ScenarioError(ValueError):
    """A scenario or study cannot be used; `errors` has all reasons, the text shows them in order."""

    def __init__(self, errors: Iterable[FileError]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class Errors:
    """Errors found so far; reading goes on after each, so that all errors of a file are shown at once."""

    def __init__(self) -> None:
        self._found: dict[FileError, None] = {}

    def add(
        self, location: Location, sentence: str, allowed: str | Iterable[str] = (), said: str | None = None
    ) -> None:
        """Note an error. allowed: a phrase, or names; said: the word written instead of one of them."""
        if isinstance(allowed, str):
            self._found[FileError(location, sentence, allowed)] = None
        else:
            names = sorted(allowed)
            self._found[FileError(location, sentence, _listed(names, said or ""), nearest(said, names))] = (
                None
            )

    def extend(self, errors: Iterable[FileError]) -> None:
        """Take over the errors of another reading; one that is known already counts once."""
        self._found.update(dict.fromkeys(errors))

    def __len__(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raise ScenarioError with all errors, file by file, from top to bottom."""
        if self._found:
            files = list(dict.fromkeys(error.location.file for error in self._found))
            raise ScenarioError(
                sorted(
                    self._found,
                    key=lambda one: (files.index(one.location.file), one.location.line, one.location.column),
                )
            )


def _listed(names: list[str], said: str) -> str:
    if len(names) <= _SHOWN:
        return ", ".join(names)
    close = sorted(get_close_matches(said, names, n=_SHOWN, cutoff=0))
    return f"{', '.join(close)} … ({len(names)} in all)"
