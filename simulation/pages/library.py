"""The library of pictures as a page carries it: compressed, and run once the words can be read."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import cache
from importlib.resources import files

from plotly.offline import get_plotlyjs

from simulation.text.bilingual import Pair

TOO_OLD = Pair(
    "此浏览器版本过旧，无法显示图和切换语言，文字和表格可照常阅读。"
    "请改用 Chrome 或 Edge 80、Firefox 113、Safari 16.4 及以上版本打开。",
    "This browser is too old to draw the pictures or to switch the language; words and tables can be read. "
    "It takes Chrome or Edge 80, Firefox 113, Safari 16.4, or newer.",
)
"""What a page says where the browser cannot unpack anything (it has no DecompressionStream)."""


def loader() -> str:
    """The script by which a page unpacks its data and the library."""
    return files("simulation.pages").joinpath("library.js").read_text("utf-8")


@cache
def packed_library() -> str:
    """Plotly as gzip in base64, about two fifths of its size: the content of the page's element `plotly`."""
    return packed(_library())


@cache
def library_digest() -> str:
    """What the policy of a page calls the unpacked library, which the page adds as a script of its own."""
    return digest(_library())


def packed(text: str) -> str:
    """A text as gzip in base64: no text in it can end a script element, and equal texts give equal ones."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def digest(script: str) -> str:
    """What the policy of a page calls a script that may run: no other script does, wherever it came from."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _library() -> str:
    """Plotly with plain line ends, as the browser reads a script."""
    return get_plotlyjs().replace("\r\n", "\n")
