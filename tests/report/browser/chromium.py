"""What tests of the page in a real browser share."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = (
    "no playwright: install grid-governance[browser]"
    if find_spec("playwright") is None
    else "no chromium on this machine" * (CHROMIUM is None)
)
IN_A_BROWSER = [pytest.mark.browser, pytest.mark.skipif(bool(MISSING), reason=MISSING)]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TITLES = {
    "today": ("Today", "现状"),
    "more-workers": ("One more worker in each grid", "每个网格增加一名网格员"),
    "=1+1": ('=HYPERLINK("x") <img src=x onerror=alert(1)>', "@甲 <b>乙</b>"),
}


def path_of(address: str) -> Path:
    """The file that an address names."""
    return Path(url2pathname(urlsplit(address).path))


def open_parts(page) -> None:
    """Open what is folded."""
    page.evaluate("document.querySelectorAll('details.part').forEach((each) => { each.open = true; })")


def see_all(page) -> None:
    """Open every part, and scroll until every picture has been drawn."""
    open_parts(page)
    for section in page.locator("[data-picture]").all():
        section.locator(".plot").scroll_into_view_if_needed()
        section.locator(".plot[data-drawn]").wait_for()
