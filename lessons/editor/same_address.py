"""A lesson that is opened again within a school day has the address that it had, so that its old page can be
loaded again.

The key of an address lets its reader run code on this machine. It is kept in a file that this user alone can
read, as the address is, and only where the lesson is open to this machine alone. After `HOURS` another one
is made: an old one is of little use to who found it out, as can somebody whose program took the port
meanwhile.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

HOURS = 12.0
SECRET = "MARIMO_SESSION_SECRET"
"""What marimo signs with whom it has let in."""
OWN = ("--token", "--no-token", "--host", "--proxy", "--base-url", "--help")
"""Who asks for one of these chooses the address himself."""


class SameAddress:
    """Key and port of a lesson, in files beside that of its lock."""

    def __init__(self, beside: Path) -> None:
        self._key = beside.with_suffix(".key")
        self._port = beside.with_suffix(".port")

    def asked(self, words: Sequence[str]) -> list[str]:
        """The words of a command that opens the lesson, with key and port; what they ask for comes first."""
        if any(word.startswith(OWN) for word in words) or "edit" not in words:
            return list(words)
        os.environ[SECRET] = sha256(f"session {self.key()}".encode()).hexdigest()
        more = ["--token-password-file", str(self._key)]
        port = self._kept_port()
        if port and not any(word.startswith(("--port", "-p")) for word in words):
            more += ["--port", str(port)]
        at = list(words).index("edit") + 1
        return [*words[:at], *more, *words[at:]]

    def key(self) -> str:
        """The key, as it was if it is neither old nor open to others, else a new one."""
        with suppress(OSError):
            state = self._key.stat()
            ours = os.name != "posix" or (state.st_uid == os.getuid() and not state.st_mode & 0o077)
            if ours and 0 <= time.time() - state.st_mtime < HOURS * 3600 and (kept := self._key.read_text()):
                return kept
        self._key.unlink(missing_ok=True)
        key = secrets.token_urlsafe(16)
        with os.fdopen(os.open(self._key, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(key)
        return key

    def note(self, address: str) -> None:
        """Keep the port of an address."""
        self._port.write_text(str(urlsplit(address).port or ""))

    def _kept_port(self) -> int | None:
        """The port that the lesson had, if it is free."""
        try:
            port = int(self._port.read_text())
        except (OSError, ValueError):
            return None
        return port if is_free(port) else None


def is_free(port: int) -> bool:
    """Whether a program may take this port of this machine."""
    try:
        with socket.socket() as asked:
            if os.name == "posix":
                asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind(("127.0.0.1", port))
    except (OSError, OverflowError):
        return False
    return True
