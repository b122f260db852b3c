"""What the terminal says of a lesson that is opened."""

from __future__ import annotations

import inspect
import logging

import pytest

pytest.importorskip("marimo", reason="lessons need the extra 'lessons'")
from marimo._server.api import lifespans

from lessons.editor.address import tell_address

ADDRESS = "http://localhost:8000?access_token=abc"


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give marimo its own words back."""
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "filters", [])
    for name in ("print_startup", "print_shutdown"):
        monkeypatch.setattr(lifespans, name, getattr(lifespans, name))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", f"address: {ADDRESS}\nthe lesson has ended\n"),
        ("zh", f"网址：{ADDRESS}\n这一课已结束\n"),
    ],
)
def test_it_says_the_address_and_the_end_and_nothing_else(language: str, said: str, capsys):
    asked = inspect.signature(lifespans.print_startup).parameters
    assert {"url", "network"} <= set(asked)
    tell_address(language)
    named = dict.fromkeys(asked) | {"url": ADDRESS, "network": False}
    lifespans.print_startup(**named)
    lifespans.print_shutdown()
    assert capsys.readouterr().out == said


def test_open_to_a_network_it_says_both_addresses(capsys):
    tell_address("zh")
    lifespans.print_startup(url="http://0.0.0.0:8000", network=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "网址：http://0.0.0.0:8000"
    assert lines[1].endswith(":8000") and "0.0.0.0" not in lines[1]


def test_of_a_page_that_asks_while_the_lesson_ends_nothing_is_written_and_other_errors_are():
    tell_address("zh")
    errors = logging.getLogger("uvicorn.error")
    for error, heard in ((ValueError("Invalid session id: s_1"), False), (ValueError("another"), True)):
        record = errors.makeRecord(errors.name, 40, "", 0, "Exception in ASGI", (), (None, error, None))
        assert bool(errors.filter(record)) is heard


def test_another_version_keeps_its_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(lifespans, "print_shutdown")
    words = lifespans.print_startup
    tell_address("zh")
    assert lifespans.print_startup is words
