"""Steps of the program that answer from the files of a folder, done once for the same files.

Most harms leave most files as they are, so a step often finds again all that it opened before. Then what it
wrote is put there again. A step that opens a harmed file, or misses one, is done.
"""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

MOST = 32  # outcomes of a step that are kept; that of unharmed files is used often, and stays
_listening: list[set[str]] = []
"""Paths that were opened, for each step that is being done, the outer one first."""


class Replayed:
    """A function of a folder, and of things whose text says all of them."""

    def __init__(self, step: Callable[..., Any]) -> None:
        self.step, self.done = step, 0
        self.known: OrderedDict[tuple[Any, ...], tuple[Any, dict[str, bytes | None]]] = OrderedDict()

    def __call__(self, folder: Path, *more: Any, **named: Any) -> Any:
        _hear_of_files()
        before, asked = _files(folder), f"{folder} {more} {named}"
        for opened in {key[1] for key in self.known}:
            if (key := _key(asked, opened, before)) in self.known:
                self.known.move_to_end(key)
                _note(f"{folder}/{name}" for name in opened)
                return self._again(folder, *self.known[key])
        self.done += 1
        with _opened() as paths:
            found = self.step(folder, *more, **named)
        opened = frozenset(path.removeprefix(f"{folder}/") for path in paths if path.startswith(f"{folder}/"))
        self._keep(_key(asked, opened, before), found, _changed(before, _files(folder)))
        return found

    def _again(self, folder: Path, found: Any, changed: dict[str, bytes | None]) -> Any:
        with _unheard():
            for name, text in changed.items():
                if text is None:
                    (folder / name).unlink(missing_ok=True)
                else:
                    (folder / name).write_bytes(text)
        return found

    def _keep(self, key: tuple[Any, ...], found: Any, changed: dict[str, bytes | None]) -> None:
        self.known[key] = found, changed
        if len(self.known) > MOST:
            self.known.popitem(last=False)


def _key(asked: str, opened: frozenset[str], files: dict[str, bytes]) -> tuple[Any, ...]:
    """What a step can know: which files there are, and what stands in those that it opens."""
    return asked, opened, frozenset(files), tuple(files.get(name) for name in sorted(opened))


def _changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, bytes | None]:
    return {name: after.get(name) for name in before | after if before.get(name) != after.get(name)}


def _files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    with _unheard():
        paths = [Path(at, name) for at, _, names in os.walk(folder) for name in names]
        return {str(path)[len(str(folder)) + 1 :]: path.read_bytes() for path in paths}


@cache
def _hear_of_files() -> None:
    """From now on, Python says which files it opens; that cannot be ended."""

    def hear(event: str, about: tuple[Any, ...]) -> None:
        if _listening and event == "open" and isinstance(about[0], str | os.PathLike):
            _listening[-1].add(os.fspath(about[0]))

    sys.addaudithook(hear)


@contextmanager
def _opened() -> Iterator[set[str]]:
    """The paths of the files that are opened inside, which those around it have opened, too."""
    _listening.append(set())
    try:
        yield _listening[-1]
    finally:
        paths = _listening.pop()
        if _listening:
            _listening[-1] |= paths


def _note(paths: Iterator[str]) -> None:
    if _listening:
        _listening[-1].update(paths)


@contextmanager
def _unheard() -> Iterator[None]:
    """What is opened inside is nobody's."""
    _listening.append(set())
    try:
        yield
    finally:
        _listening.pop()
