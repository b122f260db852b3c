"""`python -m lessons.editor.notebook edit lessons/zh/3_write_a_rule.py`: marimo, which tells errors of
cells in whole sentences from the first cell on, and whose editor speaks Chinese in Chinese lessons.

All cells of a file are read before the first of them runs, which chooses the language. They are read in a
process of their own; it begins by loading this file again, as `__mp_main__`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lessons.editor.address import tell_address
from lessons.editor.open_once import held
from lessons.editor.words import say_in_chinese


def language_of(words: Sequence[str]) -> str:
    """The language of the lesson that a command names, as its folder says; else English."""
    folders = (Path(word).parent.name for word in words)
    return next((folder for folder in folders if folder in ("en", "zh")), "en")


def main() -> None:
    """Open the editor of lessons, as `python -m marimo` does; a lesson that is open already is not opened
    twice, and one that is opened again has its old address."""
    lesson = held(sys.argv[1:])
    words = lesson.same.asked(sys.argv[1:]) if lesson else sys.argv[1:]
    from marimo._cli.cli import main as marimo  # it reads its environment as it is imported

    tell_address(language_of(sys.argv), lesson.note if lesson else str)
    if language_of(sys.argv) == "zh":
        say_in_chinese()
    marimo(words, prog_name="marimo")


if __name__ == "__mp_main__":
    from lessons.editor.cell_limit import stop_endless
    from lessons.editor.installs_nothing import install_nothing
    from lessons.python_errors import tell_whole_sentences
    from simulation.text.spoken import speak
    from simulation.text.spoken.catalogue import chinese
    from simulation.user_files import say_in

    tell_whole_sentences(language_of(sys.argv))
    stop_endless(language_of(sys.argv))
    install_nothing()
    if language_of(sys.argv) == "zh":
        speak("zh")  # how far a study is
        say_in(chinese)
if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # while marimo is read; who called says that it is over
        main()
