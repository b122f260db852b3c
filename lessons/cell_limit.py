"""A cell that never ends, such as `while True: pass`, is stopped; that it takes long is said before.

Rules have a limit of their own. Here counts only the time that a cell spends in its own lines and in
libraries: no cell is stopped while the program works for it, as on a long study, or while it imports.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from html import escape
from types import FrameType
from typing import Any

from simulation.user_files import TookTooLong
from simulation.user_files.time_limit import LOOK, SECONDS

PATIENCE = 5.0
"""After so many seconds it is said that it takes long."""
WORK = {"simulation", "lessons", "importlib", "_frozen_importlib"}
"""Where a cell may take its time."""
LONG = {
    "en": "This takes long; waiting for {:g} seconds at most.",
    "zh": "还在算；最多等 {:g} 秒。",
}
ENDLESS = "still runs after {:g} seconds: is there a loop in it that never ends?"


class _Stop(BaseException):
    """Raised inside the cell; no `except Exception` of its own may catch it."""


class Watched:
    """A call in this thread, looked at from another one. tell: is called once, when it takes long."""

    def __init__(self, tell: Callable[[], object]) -> None:
        self.tell = tell
        self.thread = threading.get_ident()
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def __enter__(self) -> None:
        threading.Thread(target=self._look, name="cell", daemon=True).start()

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.ended.set()
            _raise_in(self.thread, None)  # one that was sent and has not come yet

    def _look(self) -> None:
        own, told, last = 0.0, False, time.monotonic()
        while not self.ended.wait(LOOK):
            now = time.monotonic()
            own += now - last if _on_its_own(sys._current_frames().get(self.thread)) else 0.0
            last = now
            if own > PATIENCE and not told:
                told = True
                with suppress(Exception):  # a word that cannot be said lets nothing run on
                    self.tell()
            with self.lock:  # again at each look: a bare `except` of the cell may catch one
                if own > SECONDS and not self.ended.is_set():
                    _raise_in(self.thread, _Stop)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    thing = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), thing)


def _on_its_own(frame: FrameType | None) -> bool:
    """Whether a cell is in its own lines or a library's, and not in the program's or an import."""
    while frame and frame.f_code.co_filename != __file__:
        if frame.f_globals.get("__name__", "").partition(".")[0] in WORK:
            return False
        frame = frame.f_back
    return frame is not None


def stop_endless(language: str) -> None:
    """Let the notebook that runs now, if one does, say in "en" or "zh" that a cell takes long, and end it."""
    try:
        from marimo._runtime.exceptions import MarimoRuntimeException
        from marimo._runtime.executor.executor import DefaultExecutor
    except ImportError:
        return
    plain: Any = getattr(DefaultExecutor, "execute_cell_async", None)
    if plain is None:
        return
    plain = getattr(plain, "__wrapped__", plain)

    @wraps(plain)
    async def execute_cell_async(self: Any, cell: Any, glbls: Any) -> Any:
        if cell.config.hide_code or cell.is_coroutine():  # the lesson's own, or one that can be cancelled
            return await plain(self, cell, glbls)
        try:
            with Watched(_teller(cell.cell_id, language)):
                return await plain(self, cell, glbls)
        except MarimoRuntimeException as error:
            stop = error.__cause__
            if not isinstance(stop, _Stop):
                raise
        except _Stop as stopped:  # it came when the cell had ended
            stop = stopped
        long = TookTooLong(ENDLESS.format(SECONDS)).with_traceback(stop.__traceback__)
        raise MarimoRuntimeException from long

    DefaultExecutor.execute_cell_async = execute_cell_async


def _teller(cell_id: Any, language: str) -> Callable[[], object]:
    """What shows below a cell that it takes long; asked in another thread, which knows no notebook."""
    from marimo._messaging.cell_output import CellChannel
    from marimo._messaging.notification_utils import CellNotificationUtils
    from marimo._runtime.context import get_context

    stream = get_context().stream
    said = f"<div>{escape(LONG[language].format(SECONDS))}</div>"

    def tell() -> None:
        CellNotificationUtils.broadcast_output(
            CellChannel.OUTPUT, "text/html", said, cell_id, None, stream=stream
        )

    return tell
