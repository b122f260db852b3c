"""Where a lesson is opened, said in the terminal in the language of the lesson.

marimo says it in English, with a tip about itself, and thanks at the end. It alone knows the address: it
takes the next free port where one is taken, and makes a token. So its words are replaced where it says them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

STARTED = {"en": "address: {}", "zh": "网址：{}"}
ENDED = {"en": "the lesson has ended", "zh": "这一课已结束"}


def _is_for_the_terminal(record: logging.LogRecord) -> bool:
    """Whether the server may say this: not that a page asked for something while its lesson was ended."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, ValueError) and "Invalid session" in str(error))


def tell_address(language: str, note: Callable[[str], object] = str) -> None:
    """Let the server of this process, once it is started, say its address and its end in "en" or "zh". note:
    is told the address, too.

    Another version of marimo, which says them elsewhere, keeps its English.
    """
    try:
        from marimo._server import print as said
        from marimo._server.api import lifespans
    except ImportError:
        return
    if not all(hasattr(lifespans, name) for name in ("print_startup", "print_shutdown")):
        return
    in_the_network = getattr(said, "_get_network_url", None)

    def started(*, url: str, network: bool = False, **_: Any) -> None:
        note(url)
        print(STARTED[language].format(url), flush=True)
        if network and in_the_network:
            print(STARTED[language].format(in_the_network(url)), flush=True)

    def ended() -> None:
        with suppress(OSError):  # whoever read it may have gone
            print(ENDED[language], flush=True)
        errors.disabled = True  # a second Ctrl-C leaves it a traceback to write

    errors = logging.getLogger("uvicorn.error")
    errors.addFilter(_is_for_the_terminal)
    ours = {"print_startup": started, "print_shutdown": ended}
    for name, words in ours.items():
        setattr(lifespans, name, words)
