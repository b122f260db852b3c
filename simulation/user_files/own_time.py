"""What a user's file or cell does by itself is stopped where it never ends, as does `while True: pass`; that
it takes long is said before.

A function that the program asks has a limit of its own (`time_limit`). Here counts only the time that is
spent in the file's own lines and in libraries: nobody is stopped while the program works, as on a long study,
or while something is imported. That, too, may never end, as does `while True: street.step()`: it can be told.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType

from simulation.user_files.time_limit import LOOK, SECONDS, raise_in

PATIENCE = 5.0
"""After so many seconds it is said that it takes long."""
LONG = 30.0
"""After so many seconds, the program's among them, it is said that it still runs."""
WORK = {"simulation", "lessons", "importlib", "_frozen_importlib"}
"""Where a file may take its time."""


def still_runs(what: str) -> str:
    """What is said while a test waits for the program for long."""
    return f"{what} still runs after {LONG:g} seconds; to stop it, press Ctrl-C"


class Stopped(BaseException):
    """Raised inside what runs too long; no `except Exception` of its own may catch it."""


class Watched:
    """What runs in this thread, looked at from another one. file: the name of the file whose lines count;
    tell: is called once, when these take long; still: so is this, with the line, when all of it does."""

    def __init__(
        self, file: str, tell: Callable[[], object], still: Callable[[int], object] | None = None
    ) -> None:
        self.file, self.tell, self.still = file, tell, still
        self.thread = threading.get_ident()
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def __enter__(self) -> None:
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.ended.set()
            raise_in(self.thread, None)  # one that was sent and has not come yet

    def _look(self) -> None:
        own, told, last = 0.0, False, time.monotonic()
        tired = last + LONG
        while not self.ended.wait(LOOK):
            now, frame = time.monotonic(), sys._current_frames().get(self.thread)
            own += now - last if self._on_its_own(frame) else 0.0
            last = now
            word = None if told else self._word(own, now > tired, frame)
            if word:
                told = True
                with suppress(Exception):  # a word that cannot be said lets nothing run on
                    word()
            with self.lock:  # again at each look: a bare `except` may catch one
                if own > SECONDS and not self.ended.is_set():
                    raise_in(self.thread, Stopped)

    def _word(self, own: float, tired: bool, frame: FrameType | None) -> Callable[[], object] | None:
        """What is to be said now, if anything is."""
        if own > PATIENCE:
            return self.tell
        return partial(self.still, self._line(frame)) if self.still and tired else None

    def _on_its_own(self, frame: FrameType | None) -> bool:
        """Whether it is in its own lines or a library's, and not in the program's or an import."""
        while frame and frame.f_code.co_filename != self.file:
            if frame.f_globals.get("__name__", "").partition(".")[0] in WORK:
                return False
            frame = frame.f_back
        return frame is not None

    def _line(self, frame: FrameType | None) -> int:
        """The line of the file that runs, or that waits for the program; 0: none."""
        while frame and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        return frame.f_lineno if frame else 0
