"""A user-defined function that never ends is stopped, so that it can be named instead of waited for."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable
from typing import Any

SECONDS = 20.0
"""How long one call of a user-defined function may take."""
LOOK = 0.5  # seconds between two looks of the watchdog


class TookTooLong(Exception):
    """A user-defined function was stopped; the traceback says in which line."""


class _Stop(BaseException):
    """Raised inside the function by the watchdog; no `except Exception` of its own may catch it."""


class _Watchdog:
    """Looks from a thread of its own at which calls are running. begun: by thread, when its outermost call
    began."""

    def __init__(self) -> None:
        self.begun: dict[int, float] = {}
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None

    def begin(self) -> bool:
        """A call begins in this thread; whether it is the outermost one."""
        me = threading.get_ident()
        if me in self.begun:
            return False
        if self.thread is None:
            self.thread = threading.Thread(target=self._look, name="user files", daemon=True)
            self.thread.start()
        self.begun[me] = time.monotonic()
        return True

    def end(self) -> None:
        """The outermost call in this thread is over."""
        with self.lock:
            self.begun.pop(threading.get_ident(), None)

    def _look(self) -> None:
        while True:
            time.sleep(LOOK)
            late = time.monotonic() - SECONDS
            with self.lock:  # again at each look, until the call ends: its own bare `except` may catch one
                for thread in [each for each, begun in self.begun.items() if begun < late]:
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(_Stop)
                    )


_watchdog = _Watchdog()


def _anew() -> None:
    """A forked process has none of the threads."""
    global _watchdog
    _watchdog = _Watchdog()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_anew)


def limited(call: Callable[..., Any], *inputs: Any, **named: Any) -> Any:
    """What a user-defined function returns; TookTooLong after `SECONDS`."""
    outermost = _watchdog.begin()
    try:
        try:
            return call(*inputs, **named)
        finally:
            if outermost:
                _watchdog.end()
    except _Stop as stop:
        _watchdog.end()  # of all calls of this thread, so that no further stop meets who tells of this one
        sentence = f"still runs after {SECONDS:g} seconds: is there a loop in it that never ends?"
        raise TookTooLong(sentence).with_traceback(stop.__traceback__) from None
