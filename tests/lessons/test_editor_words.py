"""The words that the editor of a Chinese lesson says, and the page that they are put into."""

from __future__ import annotations

import json
import re
import socket
import sys
from types import SimpleNamespace

import click
import pytest

pytest.importorskip("marimo", reason="lessons need the extra 'lessons'")
from marimo._server.api.endpoints import assets, login

from lessons.editor import notebook, words
from lessons.editor.same_address import SECRET
from simulation.text.spoken import language

HELD = json.loads(words.WORDS.read_text("utf-8"))
CHINESE = re.compile("[㐀-鿿]")
PAGE = "<html><head></head><body></body></html>"


def test_every_word_has_a_chinese_one():
    assert len(HELD["words"]) > 200
    assert [english for english, said in HELD["words"].items() if not CHINESE.search(said)] == []


def test_a_pattern_says_each_part_of_the_english_in_its_order():
    part = re.compile(r"#|\{\}")
    for english, said in HELD["patterns"].items():
        assert part.findall(english) == part.findall(said), english
        assert CHINESE.search(said) or english == "{} > {}", english


def test_a_page_runs_cells_when_they_are_free_and_that_of_a_chinese_lesson_alone_has_the_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path
):
    # marimo's own, once it is imported, changes what click says in this whole process
    monkeypatch.setitem(sys.modules, "marimo._cli.cli", SimpleNamespace(main=lambda *words, **named: None))
    monkeypatch.setattr(login, "LOGIN_PAGE", login.LOGIN_PAGE)
    monkeypatch.setenv(SECRET, "")
    for tongue, given in (("en", False), ("zh", True)):
        monkeypatch.setattr(assets, "notebook_page_template", lambda **named: PAGE)
        monkeypatch.setattr(sys, "argv", ["marimo", "edit", str(tmp_path / "lessons" / tongue / "3.py")])
        notebook.main()
        page = assets.notebook_page_template(filename="3_write_a_rule.py")
        assert ("保存" in page) == given
        assert page.count("</script>") == 1 + given
        assert "runThoseFree" in page


def test_who_comes_with_an_old_key_is_told_in_chinese_where_the_new_one_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(login, "LOGIN_PAGE", login.LOGIN_PAGE)
    words.say_in_chinese()
    page = login.LOGIN_PAGE.format(error="Invalid password", base_url="/somewhere/")
    shown = " ".join(re.findall(r">([^<>]+)<", page))
    assert "请打开终端里显示的网址" in shown and "不对" in shown
    assert set(re.findall("[A-Za-z_]{2,}", shown)) == {"marimo", "access_token"}
    assert 'action="/somewhere/auth/login"' in page


def test_another_version_of_the_editor_stays_as_it_is(monkeypatch: pytest.MonkeyPatch):
    # given one that makes its pages in no places that we know
    monkeypatch.delattr(assets, "notebook_page_template")
    monkeypatch.delattr(login, "LOGIN_PAGE")
    # then nothing is put anywhere
    words.say_in_chinese()
    assert not hasattr(assets, "notebook_page_template")
    assert not hasattr(login, "LOGIN_PAGE")


def test_this_version_of_the_editor_has_the_place():
    assert callable(assets.notebook_page_template)


def opened(monkeypatch: pytest.MonkeyPatch, *asked: str, marimo=lambda *words, **named: None) -> None:
    """Open a Chinese lesson with these options, with another program in marimo's place."""
    monkeypatch.setitem(sys.modules, "marimo._cli.cli", SimpleNamespace(main=marimo))
    monkeypatch.setattr(sys, "argv", ["marimo", "edit", "elsewhere/zh/3.txt", *asked])
    monkeypatch.setattr(assets, "notebook_page_template", lambda **named: PAGE)
    monkeypatch.setattr(login, "LOGIN_PAGE", login.LOGIN_PAGE)
    notebook.main()


def test_a_port_that_is_taken_is_told_before_any_address(monkeypatch: pytest.MonkeyPatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(SystemExit) as ended:
        port = other.getsockname()[1]
        opened(monkeypatch, "--port", str(port))
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(f"端口 {port} 已被另一个程序占用")


def test_an_option_that_is_none_and_a_second_ctrl_c_end_in_our_words(monkeypatch: pytest.MonkeyPatch, capsys):
    def knows_it_not(*_words: object, **_named: object) -> None:
        raise click.NoSuchOption("--headles", possibilities=["--headless"])

    def interrupted(*_words: object, **_named: object) -> None:
        raise click.Abort

    for program, code, said in ((knows_it_not, 2, "没有选项“--headles”"), (interrupted, 130, "")):
        with pytest.raises(SystemExit) as ended:
            opened(monkeypatch, "--headles", marimo=program)
        assert ended.value.code == code
        assert capsys.readouterr().err.startswith(said)
    assert language() == "en"  # of this process, as before
