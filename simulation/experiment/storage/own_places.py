"""Whether a results folder was begun where it stands, by this user: its plan carries a mark of its path that
only who has the user's key can make, so a stranger who guesses the path cannot forge it."""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import click

from simulation.experiment.storage.provenance import PROGRAM

BYTES = 32
KEY = "key"


def mark_of(folder: Path) -> str:
    """The mark of a folder that is begun now; empty where this user can keep no key, and then it counts as
    begun elsewhere later."""
    key = _key(made=True)
    return _mark(folder, key) if key else ""


def was_begun_here(folder: Path, mark: str) -> bool:
    """Whether a mark is that of a folder, made with the key of this user."""
    key = _key(made=False)
    return key is not None and hmac.compare_digest(mark.encode(), _mark(folder, key).encode())


def _mark(folder: Path, key: bytes) -> str:
    return hmac.new(key, str(folder.resolve()).encode("utf-8", "surrogateescape"), sha256).hexdigest()


def _key(made: bool) -> bytes | None:
    """The key of this user; None where there is none, or others can read or write it. made: make one where
    there is none."""
    try:
        path = Path(click.get_app_dir(PROGRAM)) / KEY
        if made and not path.exists():
            _make(path)
        with path.open("rb") as file:
            return file.read() if _is_own(os.fstat(file.fileno())) else None
    except (OSError, RuntimeError):  # a home that nobody may write to, or none at all
        return None


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; one that another process made meanwhile stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{KEY}.{os.getpid()}")
    try:
        draft.touch(0o600, exist_ok=False)
        draft.write_bytes(secrets.token_bytes(BYTES))
        with suppress(FileExistsError):
            getattr(os, "link", os.replace)(draft, path)  # a browser has no links, nor processes
    finally:
        draft.unlink(missing_ok=True)


def _is_own(found: os.stat_result) -> bool:
    """Whether a key is whole, and its user's alone, where the system can tell."""
    alone = os.name != "posix" or (found.st_uid == os.getuid() and not found.st_mode & 0o077)
    return alone and found.st_size == BYTES
