"""Pictures of a page as files, drawn by the page itself in Chromium, so that they are what a reader sees."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

LANGUAGES = ("zh", "en")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
PATIENCE = 120_000  # milliseconds that a busy machine may take for a picture
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")

ASKED = """(section, { format, patience }) => Promise.race(
    [imageOf(section, format), new Promise((late) => setTimeout(late, patience, null))])"""


class NoStills(Exception):
    """Pictures cannot be drawn on this machine; the text says what is missing and how to get it."""


def check_machine() -> None:
    """Raise NoStills unless there are playwright and a font with Chinese characters."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError as missing:
        raise NoStills(
            "pictures as files need the extra `browser` and Chromium: pip install 'grid-governance[browser]' "
            "(Debian, Ubuntu, for Chromium: apt install chromium)"
        ) from missing
    if not _has_chinese():
        raise NoStills(
            "no font on this machine has Chinese characters, so pictures would show empty boxes: install "
            "one, for instance the package fonts-noto-cjk (Debian, Ubuntu: apt install fonts-noto-cjk)"
        )


def save_stills(page: Path, folder: Path, format: str) -> list[Path]:
    """Save every picture of a page in both languages, as `folder`/id-language.`format`; their paths.

    A picture shows what the page shows first: its first metric, its first scenario in focus. Of a page of
    several results folders, pictures of the second begin with r1-, and so on.
    format: "png" (two pixels a point) or "svg". Raises NoStills without a browser that starts, OSError where
    the files cannot be written.
    """
    check_machine()
    from playwright.sync_api import TimeoutError as TooLate
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = _started(playwright)
        try:
            view = browser.new_page()
            view.set_default_timeout(PATIENCE)
            return [path for language in LANGUAGES for path in _saved(view, page, folder, language, format)]
        except (TooLate, TimeoutError) as fault:
            raise NoStills(
                f"Chromium did not draw a picture within {PATIENCE // 1000} seconds; is this machine busy?"
            ) from fault
        finally:
            browser.close()


def _saved(view: Any, page: Path, folder: Path, language: str, format: str) -> Iterator[Path]:
    view.goto(f"{page.resolve().as_uri()}#lang={language}")
    view.reload()  # a page that differs after the # alone is not opened anew
    view.wait_for_selector("html[data-ready]")
    view.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for section in view.locator("[data-picture]").all():
        # asked of the page, not clicked: a click goes astray where a picture above grows in the same moment
        drawn = section.evaluate(ASKED, {"format": format, "patience": PATIENCE})
        if drawn is None:
            raise TimeoutError
        name = (section.get_attribute("id") or "").removeprefix("r0-")
        path = folder / f"{name}-{language}.{format}"
        with urlopen(drawn) as picture:  # an address that holds the picture itself, "data:image/..."
            path.write_bytes(picture.read())
        yield path


def _started(playwright: Any) -> Any:
    """The machine's Chromium, or else the one that playwright brought."""
    from playwright.sync_api import Error

    own = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    try:
        return playwright.chromium.launch(executable_path=own, args=QUIET)
    except Error as fault:
        raise NoStills(
            "no Chromium could be started for the pictures: install one (Debian, Ubuntu: apt install "
            f"chromium; elsewhere: playwright install chromium). It said: {str(fault).splitlines()[0]}"
        ) from fault


def _has_chinese() -> bool:
    """Whether a font has Chinese characters; systems without fontconfig (Windows, macOS) bring one."""
    lister = shutil.which("fc-list")
    if not lister:
        return True
    fonts = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(fonts.stdout.strip())
