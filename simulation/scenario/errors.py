"""What is wrong with a file, where, what is allowed, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from simulation.text.close_names import nearest

_SHOWN = 16  # longer lists of allowed names hide the fault they belong to


@dataclass(frozen=True)
class Spot:
    """A place in a file, counted from 1; line 0: the file as a whole, or the command line."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Fault:
    """One fault: a sentence, the spot it is about, and help."""

    spot: Spot
    sentence: str
    allowed: str = ""
    meant: str = ""

    def __str__(self) -> str:
        lines = [f"{self.spot}: {self.sentence}"]
        if self.allowed:
            lines.append(f"  allowed: {self.allowed}")
        if self.meant:
            lines.append(f"  did you mean '{self.meant}'?")
        return "\n".join(lines)


class ScenarioError(ValueError):
    """A scenario or study cannot be used; `faults` has all reasons, the text shows them in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class Faults:
    """Faults found so far; reading goes on after each, so that a file shows all of its own at once."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}

    def add(
        self, spot: Spot, sentence: str, allowed: str | Iterable[str] = (), said: str | None = None
    ) -> None:
        """Note a fault. allowed: a phrase, or names; said: the word written instead of one of them."""
        if isinstance(allowed, str):
            self._found[Fault(spot, sentence, allowed)] = None
        else:
            names = sorted(allowed)
            self._found[Fault(spot, sentence, _listed(names, said or ""), nearest(said, names))] = None

    def extend(self, faults: Iterable[Fault]) -> None:
        """Take over the faults of another reading; one that is known already counts once."""
        self._found.update(dict.fromkeys(faults))

    def __len__(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raise ScenarioError with all faults, file by file, from top to bottom."""
        if self._found:
            files = list(dict.fromkeys(fault.spot.file for fault in self._found))
            raise ScenarioError(
                sorted(
                    self._found, key=lambda one: (files.index(one.spot.file), one.spot.line, one.spot.column)
                )
            )


def _listed(names: list[str], said: str) -> str:
    if len(names) <= _SHOWN:
        return ", ".join(names)
    close = sorted(get_close_matches(said, names, n=_SHOWN, cutoff=0))
    return f"{', '.join(close)} … ({len(names)} in all)"
