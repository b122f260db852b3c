"""`python -m lessons.editor.notebook edit lessons/zh/3_write_a_rule.py`: marimo, which tells errors of
cells in whole sentences from the first cell on, and whose editor speaks Chinese in Chinese lessons.

All cells of a file are read before the first of them runs, which chooses the language. They are read in a
process of their own; it begins by loading this file again, as `__mp_main__`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from click import Abort, ClickException

from lessons.editor.address import tell_address
from lessons.editor.open_once import held
from lessons.editor.page import run_when_free, tell_when_gone
from lessons.editor.same_address import is_free
from lessons.editor.words import say_in_chinese
from simulation.text.quantities import Language
from simulation.text.spoken import speak, speaking, spoken

BAD_INPUT, INTERRUPTED = 2, 130  # as any command of the program ends; its command line is slow to read
TAKEN = {
    "en": "port {} is taken by another program: write --port with another, or leave it out",
    "zh": "端口 {} 已被另一个程序占用：用 --port 另选一个，不写 --port 则自动选空闲的",
}


def language_of(words: Sequence[str]) -> Language:
    """The language of the lesson that a command names, as its folder says; else English."""
    folders = (Path(word).parent.name for word in words)
    return "zh" if "zh" in folders else "en"


def main() -> None:
    """Open the editor of lessons, as `python -m marimo` does; a lesson that is open already is not opened
    twice, and one that is opened again has its old address."""
    with speaking(language_of(sys.argv)):
        _open(language_of(sys.argv))


def _open(language: Language) -> None:
    lesson = held(sys.argv[1:])
    words = lesson.same.asked(sys.argv[1:]) if lesson else sys.argv[1:]
    taken = next((each for each in ports_in(words) if not is_free(each)), None)
    if taken:
        _end(TAKEN[language].format(taken))
    from marimo._cli.cli import main as marimo  # it reads its environment as it is imported

    tell_address(language, lesson.note if lesson else str)
    run_when_free(language)
    tell_when_gone(language)
    if language == "zh":
        say_in_chinese()
    try:
        marimo(words, prog_name="marimo", standalone_mode=False)
    except ClickException as error:
        _end(spoken(error.format_message()))
    except Abort:  # a second Ctrl-C, while the first one is heeded
        sys.exit(INTERRUPTED)


def ports_in(words: Sequence[str]) -> list[int]:
    """The port that a command asks for, if it does."""
    return [int(port) for word, port in pairwise(words) if word == "--port" and port.isdigit()]


def _end(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(BAD_INPUT)


if __name__ == "__mp_main__":
    from lessons.cell_warnings import tell_warnings
    from lessons.editor.cell_limit import stop_endless
    from lessons.editor.installs_nothing import install_nothing
    from lessons.python_errors import tell_whole_sentences
    from simulation.text.spoken.catalogue import chinese
    from simulation.user_files import say_in

    tell_whole_sentences(language_of(sys.argv))
    tell_warnings(language_of(sys.argv))
    stop_endless(language_of(sys.argv))
    install_nothing()
    speak(language_of(sys.argv))  # how far a study is
    if language_of(sys.argv) == "zh":
        say_in(chinese)
if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # while marimo is read; who called says that it is over
        main()
