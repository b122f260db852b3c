"""A lesson that is opened again has its old address, whose key nobody else on the machine can read."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from lessons.editor.same_address import HOURS, SECRET, SameAddress

WORDS = ["-y", "edit", "lessons/zh/3_write_a_rule.py", "--headless"]


@pytest.fixture
def same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SameAddress:
    monkeypatch.setenv(SECRET, "")
    return SameAddress(tmp_path / "3_write_a_rule")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_lesson_that_is_opened_again_has_its_key_its_port_and_lets_in_whom_it_let_in(same, tmp_path):
    first = same.asked(WORDS)
    key, secret = same.key(), os.environ[SECRET]
    assert first == [*WORDS[:2], "--token-password-file", str(tmp_path / "3_write_a_rule.key"), *WORDS[2:]]
    port = free_port()
    same.note(f"http://localhost:{port}?access_token={key}")
    # when it is opened again
    again = SameAddress(tmp_path / "3_write_a_rule")
    asked = again.asked(WORDS)
    assert again.key() == key and os.environ[SECRET] == secret
    assert asked[:6] == [*first[:4], "--port", str(port)]
    # and the key stands in no command, which others on the machine can see
    assert not any(key in word or secret in word for word in asked)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder of a user is his own")
def test_the_key_is_for_its_owner_alone_and_one_that_others_could_read_is_made_anew(same, tmp_path):
    key, file = same.key(), tmp_path / "3_write_a_rule.key"
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o644)
    assert same.key() != key
    assert file.stat().st_mode & 0o077 == 0


def test_the_key_of_another_day_is_made_anew(same, tmp_path):
    key, old = same.key(), time.time() - HOURS * 3600 - 1
    os.utime(tmp_path / "3_write_a_rule.key", (old, old))
    assert same.key() != key


def test_a_port_that_is_taken_is_not_asked_for(same):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        same.note(f"http://localhost:{taken.getsockname()[1]}")
        assert "--port" not in same.asked(WORDS)


@pytest.mark.parametrize(
    "more", [["--no-token"], ["--token-password=x"], ["--host", "0.0.0.0"], ["--base-url", "/x"]]
)
def test_who_chooses_an_address_has_the_chosen_one(more, same):
    assert same.asked([*WORDS, *more]) == [*WORDS, *more]
    assert os.environ[SECRET] == ""


def test_who_chooses_a_port_has_that(same):
    same.note(f"http://localhost:{free_port()}")
    assert same.asked([*WORDS, "-p", "8000"]).count("--port") == 0
