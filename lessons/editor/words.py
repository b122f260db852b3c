"""The words of the lessons' editor, in Chinese.

marimo, the editor, speaks English alone. A script in the page that its server sends says in Chinese what the
editor shows: `words.json` has the words, and what a lesson does without, keys among it; `words.js` puts them
in their places.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lessons.editor.page import put_into_page

SCRIPT = Path(__file__).with_name("words.js")
WORDS = Path(__file__).with_name("words.json")
LOGIN = {
    "Access Token / Password": "这个网页已失效：请打开终端里显示的网址，"
    "或在这里输入网址中 access_token= 后面的一串字符",
    "Login": "打开",
    "Password is required": "还没有输入",
    "Invalid password": "不对：请看终端里显示的网址",
}
"""What is said where the key of an address is asked for."""


def say_in_chinese() -> None:
    """Let the server of this process, once it is started, send pages that speak Chinese.

    The places are none that marimo promises to keep. Where another version lacks one, its page stays English.
    """
    put_into_page(script())
    _say_login()


def _say_login() -> None:
    """Where the key of an address is asked for, since a page has an old one or none."""
    try:
        from marimo._server.api.endpoints import login
    except ImportError:
        return
    plain = getattr(login, "LOGIN_PAGE", None)
    if isinstance(plain, str):
        login.LOGIN_PAGE = _Login(_in_words(plain, LOGIN))


class _Login(str):
    """The page that asks for the key, which is filled in when it is sent."""

    __slots__ = ()

    def format(self, *inputs: Any, **named: Any) -> str:
        return super().format(*inputs, **{name: LOGIN.get(said, said) for name, said in named.items()})


def _in_words(text: str, words: dict[str, str]) -> str:
    for english, said in words.items():
        text = text.replace(f">{english}<", f">{said}<")
    return text.replace('lang="en"', 'lang="zh-CN"')


def script() -> str:
    """The element of a page that says the editor's words in Chinese."""
    words = json.dumps(json.loads(WORDS.read_text("utf-8")), ensure_ascii=False).replace("<", "\\u003c")
    return f"<script>{SCRIPT.read_text('utf-8').strip()}({words});</script>"
