"""A user-defined object: its name, and the text of its file."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from simulation.user_files.errors import UserFileError


@dataclass(frozen=True)
class UserObject:
    """A user-defined function, class, policy, shock or metric.

    name: its name in the file; text: of the file; file: its path, for messages only.
    """

    name: str
    text: str
    file: str = field(compare=False)

    @property
    def file_name(self) -> str:
        """The name of the file, without folders."""
        return Path(self.file).name

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.text.encode()).hexdigest()


def parted(text: str) -> tuple[str, str]:
    """File and name of "my_rules.py:keen_students". Raises UserFileError for a text of another form."""
    file, colon, name = text.strip().rpartition(":")
    if not colon or not file.endswith(".py") or not name.isidentifier():
        raise UserFileError(f"'{text}' names no user-defined object; write my_rules.py:name")
    return file, name


def names_in(text: str, file: str) -> dict[str, int]:
    """Functions and classes of a file with their lines, read without running it. Raises SyntaxError."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {each.name: each.lineno for each in ast.parse(text, file).body if isinstance(each, kinds)}
