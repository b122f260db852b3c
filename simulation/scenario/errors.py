"""What is wrong with a file, where, what is allowed, and what was probably meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from simulation.close_names import nearest

_LONGEST = 80  # characters of a value in a message
_SHOWN = 17  # longer lists of allowed names hide the error they belong to
_MOST = 50  # errors, after which nobody reads on
STOPPED = f"{_MOST} errors are enough: mend these first, what comes after them was not read"
_GUESSES = 10  # errors that say what was meant: in a file with more, names are wrong for another reason
_LONG = re.compile(r"[^\s'\"/]{81,}")  # no word, and no path


def shortly(text: str) -> str:
    """A value for a message: a long one by its beginning."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


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
        lines = [f"{self.location}: {self.sentence}" if self.sentence != STOPPED else STOPPED]
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
    """Errors found so far. Reading goes on after each, so that all errors of a file are shown at once.
    Reading stops after fifty errors."""

    def __init__(self) -> None:
        self._found: dict[FileError, None] = {}
        self._suspected: dict[FileError, None] = {}
        self._guesses = 0

    def add(
        self, location: Location, sentence: str, allowed: str | Iterable[str] = (), said: str | None = None
    ) -> None:
        """Note an error. allowed: a phrase, or names; said: the word written instead of one of them."""
        sentence = _LONG.sub(lambda word: shortly(word[0]), sentence)
        if isinstance(allowed, str):
            return self.extend([FileError(location, sentence, allowed)])
        self._guesses += 1
        names, word = sorted(allowed), (said or "")[:_LONGEST]
        if self._guesses > _GUESSES:
            return self.extend([FileError(location, sentence, _few(names))])
        return self.extend([FileError(location, sentence, _listed(names, word), nearest(word, names))])

    def suspect(self, location: Location, sentence: str) -> None:
        """Note what is no error by itself, but the cause of one if the file has any: it is told first."""
        self._suspected[FileError(location, sentence)] = None

    def extend(self, errors: Iterable[FileError]) -> None:
        """Take over the errors of another reading; one that is known already counts once. Raises
        ScenarioError where they are too many."""
        self._found.update(dict.fromkeys(errors))
        if len(self._found) > _MOST:
            last = list(self._found)[_MOST - 1]
            self._found = dict.fromkeys(list(self._found)[:_MOST])
            self._found[FileError(Location(last.location.file, sys.maxsize), STOPPED)] = None
            self.stop_if_any()

    def __len__(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raise ScenarioError with all errors, causes first, then file by file, from top to bottom."""
        if self._found:
            files = list(dict.fromkeys(error.location.file for error in self._found))
            causes = [each for each in self._suspected if each.location.file in files]
            told = sorted(
                self._found,
                key=lambda one: (files.index(one.location.file), one.location.line, one.location.column),
            )
            raise ScenarioError([*causes, *told])


def _few(names: list[str]) -> str:
    more = f" … ({len(names)} in all)" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _listed(names: list[str], said: str) -> str:
    if len(names) <= _SHOWN:
        return ", ".join(names)
    close = sorted(get_close_matches(said, names, n=_SHOWN, cutoff=0))
    return f"{', '.join(close)} … ({len(names)} in all)"
