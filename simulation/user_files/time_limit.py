"""A user-defined function that never ends is stopped, so that it can be named instead of waited for; that it
takes long is said before."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FunctionType
from typing import Any

from simulation.user_files.errors import ENDS

SECONDS = 20.0
"""How long one call of a user-defined function may take."""
PATIENCE = 3.0
"""After so many seconds of one call it is said that it takes long."""
LOOK = 0.5  # seconds between two looks of the watchdog


class TookTooLong(Exception):
    """A user-defined function was stopped; the traceback says in which line."""


class EndsTheProgram(Exception):
    """A user-defined function asked, by `exit()` or the like, that the whole program end."""


class _Stop(BaseException):
    """Raised inside the function by the watchdog; no `except Exception` of its own may catch it."""


class _Watchdog:
    """Looks from a thread of its own at which calls are running. begun: by thread, when its outermost call
    began; calls: what was called; told: by thread, when the call began that was said to take long."""

    def __init__(self) -> None:
        self.begun: dict[int, float] = {}
        self.calls: dict[int, Callable[..., Any]] = {}
        self.told: dict[int, float] = {}
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None

    def begin(self, call: Callable[..., Any]) -> bool:
        """A call begins in this thread; whether it is the outermost one."""
        me = threading.get_ident()
        if me in self.begun:
            return False
        if self.thread is None:
            self.thread = threading.Thread(target=self._look, name="user files", daemon=True)
            with suppress(RuntimeError):  # a Python in a browser has no threads, and so no limit
                self.thread.start()
        self.calls[me] = call
        self.begun[me] = time.monotonic()
        return True

    def end(self) -> None:
        """The outermost call in this thread is over."""
        with self.lock:
            self.begun.pop(threading.get_ident(), None)

    def _look(self) -> None:
        while True:
            time.sleep(LOOK)
            self._tell()
            late = time.monotonic() - SECONDS
            with self.lock:  # again at each look, until the call ends: its own bare `except` may catch one
                for thread in [each for each, begun in self.begun.items() if begun < late]:
                    raise_in(thread, _Stop)

    def _tell(self) -> None:
        late = time.monotonic() - PATIENCE
        for thread, begun in list(self.begun.items()):
            if begun < late and self.told.get(thread) != begun:
                self.told[thread] = begun
                call = self.calls[thread]
                named = isinstance(call, FunctionType)
                _tellers[-1](takes_long(call.__name__) if named else _file_takes_long())


def raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an error in another thread at its next line; None takes back one that has not come yet."""
    thing = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), thing)


def takes_long(what: str) -> str:
    """What is said while a function or a test takes long."""
    return f"{what} takes long; waiting for {SECONDS:g} seconds at most"


def _nobody(_sentence: str) -> None:
    """Where nobody is told."""


_tellers: list[Callable[[str], None]] = [_nobody]
_watchdog = _Watchdog()


@contextmanager
def told_of_waiting(tell: Callable[[str], None]) -> Iterator[None]:
    """What takes long inside is told, in a sentence, from another thread. A forked process tells nobody."""
    _tellers.append(tell)
    try:
        yield
    finally:
        with suppress(ValueError):  # a forked process has forgotten it
            _tellers.remove(tell)


def _anew() -> None:
    """A forked process has none of the threads."""
    global _watchdog
    _watchdog = _Watchdog()
    _tellers[:] = [_nobody]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_anew)


def _file_takes_long() -> str:
    return f"this file takes long; waiting for {SECONDS:g} seconds at most"


def endless(seconds: float) -> str:
    """What is said of what was stopped after so long."""
    return f"still runs after {seconds:g} seconds: is there a loop in it that never ends?"


def limited(call: Callable[..., Any], *inputs: Any, **named: Any) -> Any:
    """What a user-defined function returns; TookTooLong after `SECONDS`, EndsTheProgram where it would."""
    outermost = _watchdog.begin(call)
    try:
        try:
            return call(*inputs, **named)
        finally:
            if outermost:
                _watchdog.end()
    except SystemExit as end:
        raise EndsTheProgram(ENDS).with_traceback(end.__traceback__) from None
    except _Stop as stop:
        _watchdog.end()  # of all calls of this thread, so that no further stop meets who tells of this one
        raise TookTooLong(endless(SECONDS)).with_traceback(stop.__traceback__) from None
