"""The words of the lessons' editor, in Chinese.

marimo, the editor, speaks English alone. A script in the page that its server sends says in Chinese what the
editor shows: `editor_words.json` has the words, and what a lesson does without; `editor_words.js` puts them
in their places.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("editor_words.js")
WORDS = Path(__file__).with_name("editor_words.json")


def say_in_chinese() -> None:
    """Let the server of this process, once it is started, send pages of lessons that speak Chinese.

    The place is none that marimo promises to keep. Where another version lacks it, the page stays English.
    """
    try:
        from marimo._server.api.endpoints import assets
    except ImportError:
        return
    plain = getattr(assets, "notebook_page_template", None)
    if plain is not None:
        assets.notebook_page_template = _with_words(plain)


def _with_words(plain: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(plain)
    def page(*inputs: Any, **named: Any) -> Any:
        html = plain(*inputs, **named)
        return html.replace("</head>", f"{script()}</head>", 1) if isinstance(html, str) else html

    return page


def script() -> str:
    """The element of a page that says the editor's words in Chinese."""
    words = json.dumps(json.loads(WORDS.read_text("utf-8")), ensure_ascii=False).replace("<", "\\u003c")
    return f"<script>{SCRIPT.read_text('utf-8').strip()}({words});</script>"
