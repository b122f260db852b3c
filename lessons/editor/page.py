"""What is put into the page of a lesson that marimo's server sends.

The place is none that marimo promises to keep. Where another version lacks it, its page stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

RUN_WHEN_FREE = Path(__file__).with_name("run_when_free.js")


WAITS = {
    "en": "This cell waits for others; below is what came of it before.",
    "zh": "在等别的单元格；下面还是上一次的结果。",
}
GONE = {
    "en": "The program in the terminal has ended: what you type now is not kept. "
    "Open the lesson again, then load this page anew.",
    "zh": "终端里的程序已停，现在改的不会存进文件。请在终端里再打开这一课，然后刷新这个网页。",
}
GONE_STYLE = """
body:has(.disconnected-gradient)::after {
    content: "%s"; position: fixed; z-index: 100; bottom: 4rem; left: 50%%; transform: translateX(-50%%);
    width: max-content; max-width: 80vw; padding: 0.5em 1em; border-radius: 0.5em;
    background: #8f1d1d; color: #fff;
}"""


def tell_when_gone(language: str) -> None:
    """Let a page say in "en" or "zh", wherever it is scrolled to, that its program has ended."""
    put_into_page(f"<style>{GONE_STYLE % GONE[language]}</style>")


def run_when_free(language: str) -> None:
    """Let a page run a cell that was busy when its keys were pressed, once it is free, and say in "en" or
    "zh" above what a cell shows that it waits."""
    put_into_page(f"<script>{RUN_WHEN_FREE.read_text('utf-8').strip()}</script>")
    put_into_page(
        f'<style>[data-status=queued] .output-area::before {{ content: "{WAITS[language]}"; }}</style>'
    )


def put_into_page(element: str) -> None:
    """Let the server of this process, once it is started, send each page with an element more in its head."""
    try:
        from marimo._server.api.endpoints import assets
    except ImportError:
        return
    plain = getattr(assets, "notebook_page_template", None)
    if plain is not None:
        assets.notebook_page_template = _with(plain, element)


def _with(plain: Callable[..., Any], element: str) -> Callable[..., Any]:
    @wraps(plain)
    def page(*inputs: Any, **named: Any) -> Any:
        html = plain(*inputs, **named)
        return html.replace("</head>", f"{element}</head>", 1) if isinstance(html, str) else html

    return page
