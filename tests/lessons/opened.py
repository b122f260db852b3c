"""A lesson as its editor serves it, opened in a browser."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests.report.browser.chromium import ARGUMENTS, CHROMIUM
from tools.lessons import LESSONS, renew

ROOT = LESSONS.parent


def in_a_copy(folder: Path) -> Path:
    (folder / "lessons").mkdir()
    for name in (
        "run.py",
        "scenarios",
        "simulation",
        "lessons/editor",
        *(f"lessons/{each.name}" for each in LESSONS.glob("*.*")),
    ):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    page = folder / "lessons" / "zh" / "3_write_a_rule.py"
    renew(page)
    return page


@contextmanager
def served(page: Path, *more: str):
    """The lesson, served by the editor; its process."""
    words = [
        sys.executable,
        "-m",
        "lessons.editor.notebook",
        "-l",
        "error",
        "-y",
        "edit",
        str(page),
        "--headless",
        *more,
    ]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(words, cwd=page.parents[2], stdout=pipe, stderr=nothing, text=True) as server:
        try:
            yield server
        finally:
            server.send_signal(signal.SIGINT)


@contextmanager
def in_a_browser(port: int):
    """What is served at a port, in a browser, once its first check has been made."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tab = browser.new_page(locale="zh-CN")
        until(lambda: not socket.socket().connect_ex(("127.0.0.1", port)))
        tab.goto(f"http://127.0.0.1:{port}", timeout=120_000)
        tab.get_by_text("应为 0.8").wait_for(timeout=240_000)
        yield tab


@contextmanager
def opened_with_its_program(page: Path):
    """The lesson in a browser, and the process that serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(page, "--no-token", "--port", str(port)) as program, in_a_browser(port) as tab:
        yield tab, program


@contextmanager
def opened(page: Path):
    """The lesson in a browser."""
    with opened_with_its_program(page) as (tab, _):
        yield tab


def until(true, seconds: float = 60) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


def typed(tab, line: str, text: str) -> None:
    """Type a line of a cell anew and run the cell."""
    old = tab.locator(".cm-line", has_text=re.compile(rf"^\s*{line}$")).first
    old.scroll_into_view_if_needed()
    old.click()
    tab.keyboard.press("End")
    tab.keyboard.press("Shift+Home")
    tab.keyboard.insert_text(text)
    tab.keyboard.press("Control+Enter")
