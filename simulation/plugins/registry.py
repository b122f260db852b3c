"""Plug-ins find themselves: a file in the right folder with the right decorator is all it takes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from simulation import user_files
from simulation.loading import without_collecting
from simulation.plugins import checks

T = TypeVar("T")


class PluginError(Exception):
    """A plug-in file that cannot be used; the message is a whole sentence with file and line."""


class Registry(Generic[T]):
    """The plug-ins of one kind by name, in the order of their names.

    kind: the word used in messages ("intervention"); package: the folder whose modules are imported
    at first use, so that each has had its chance to register; promise: the protocol that each keeps, where it
    is a class; in_chinese: whether readers see its numbers in Chinese too. Those of `user_defined` are known
    by name as soon as their file was run, but belong to the scenarios that name them: they are never among
    `all`.
    """

    def __init__(
        self, kind: str, package: str, promise: type | None = None, in_chinese: bool = False
    ) -> None:
        self.kind = kind
        self._promise = promise
        self._in_chinese = in_chinese
        self.user_defined: dict[str, T] = {}
        self._package = package
        self._found: dict[str, T] = {}
        self._files: dict[str, str] = {}
        self._complete = False

    def add(self, name: str) -> Callable[[T], T]:
        """Decorator that registers a plug-in under a name. Raises PluginError for a name taken twice, or
        where the plug-in lacks something."""

        if not isinstance(name, str):
            raise user_files.UserFileError(
                f'the decorator needs a name in brackets and quotes: @{self.kind}("my_{self.kind}")'
            )

        def register(plugin: T) -> T:
            file = _file_of_the_decorated(self._package)
            if user_files.register(self.kind, name, plugin, file):
                self._add_user_defined(name, plugin)
                return plugin
            if name in self._found:
                raise PluginError(
                    f"two {self.kind}s are called '{name}', in {self._files[name]} and in {file}; "
                    "give one of them a name of its own"
                )
            if missing := [*self.lacks(plugin), *self._lacks_for_everybody(plugin)]:
                raise PluginError(f"{file}: the {self.kind} '{name}' {'; it '.join(missing)}")
            self._found[name], self._files[name] = plugin, file
            return plugin

        return register

    def lacks(self, plugin: T) -> Iterator[str]:
        """What a plug-in still lacks, each item worded as the end of an error message that says the fix."""
        return checks.lacks(plugin, self._promise) if self._promise else iter(())

    def _lacks_for_everybody(self, plugin: T) -> Iterator[str]:
        """What a plug-in of the program needs besides; what a user-defined one needs is less."""
        if self._promise:
            yield from checks.lacks_for_everybody(plugin)
        if self._in_chinese:
            yield from checks.lacks_chinese(plugin)

    def all(self) -> dict[str, T]:
        """Every plug-in by name. Imports the package's modules at first use. Raises PluginError where one
        cannot be imported."""
        if not self._complete:
            import_all(self._package)
            self._complete = True
        return dict(sorted(self._found.items()))

    def _add_user_defined(self, name: str, plugin: T) -> None:
        if name in self.all() and _is_in(self._files[name], self._package):
            raise user_files.UserFileError(
                f"there is {_a(self.kind)} '{name}' in the program already; give yours another name"
            )
        self.user_defined[name] = plugin

    def __getitem__(self, name: str) -> T:
        return self.user_defined[name] if name in self.user_defined else self.all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __contains__(self, name: object) -> bool:
        return name in self.user_defined or name in self.all()


def _is_in(file: str, package: str) -> bool:
    """Whether a file is one of the program's: one that was imported by hand is not."""
    home = importlib.import_module(package).__file__
    return home is not None and Path(file).is_relative_to(Path(home).parent)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def import_all(package: str) -> None:
    """Import a module and all below it; PluginError names the file and line where that fails."""
    with without_collecting():
        folder = importlib.import_module(package)
        for found in pkgutil.walk_packages(getattr(folder, "__path__", ()), package + "."):
            _import(found.name)


def _import(module: str) -> None:
    try:
        importlib.import_module(module)
    except PluginError:
        raise
    except SyntaxError as error:
        raise PluginError(f"{error.filename}:{error.lineno}: {error.msg}") from error
    except user_files.DeclarationError as error:
        raise PluginError(f"{_place_of_declaration(error)}: {error}") from error
    except Exception as error:  # of a plug-in, which may raise anything
        where = traceback.extract_tb(error.__traceback__)[-1]
        # a TypeError is mostly a decorator or `param` with too little: then it is told how it is called
        cause = user_files.failure(error) if isinstance(error, TypeError) else user_files.said(error)
        raise PluginError(f"{where.filename}:{where.lineno}: {module} cannot be imported: {cause}") from error


def _place_of_declaration(error: user_files.DeclarationError) -> str:
    """File and line of what declares, not of the decorator or `param` that refuses it."""
    frames = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    file = next(code.co_filename for code in reversed(frames) if code.co_name == "<module>")
    return f"{file}:{user_files.line_in(file, error)}"


def _file_of_the_decorated(package: str) -> str:
    """The file that uses a decorator now: the nearest caller that is not the machinery of decorators."""
    machinery = {__file__, getattr(sys.modules.get(package), "__file__", None)}
    files = (frame.f_code.co_filename for frame, _ in traceback.walk_stack(None))
    return next(file for file in files if file not in machinery)
