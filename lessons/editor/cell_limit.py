"""A cell that never ends, such as `while True: pass`, is stopped; that it takes long is said before.

Rules have a limit of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any

from simulation.user_files import TookTooLong
from simulation.user_files.own_time import Stopped, Watched
from simulation.user_files.time_limit import SECONDS, endless

LONG = {
    "en": "This takes long; waiting for {:g} seconds at most.",
    "zh": "还在算；最多等 {:g} 秒。",
}


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
            with Watched(__file__, _teller(cell.cell_id, language)):
                return await plain(self, cell, glbls)
        except MarimoRuntimeException as error:
            stop = error.__cause__
            if not isinstance(stop, Stopped):
                raise
        except Stopped as stopped:  # it came when the cell had ended
            stop = stopped
        long = TookTooLong(endless(SECONDS)).with_traceback(stop.__traceback__)
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
