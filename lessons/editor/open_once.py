"""A lesson is open in one editor at a time: of two, each would write over what was typed in the other.

`python -m lessons.editor.open_once lessons/zh/3_write_a_rule.py` ends with an exit code above 0, and says
where, if that lesson is open.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from lessons.editor.same_address import SameAddress

OPEN = {
    "en": "{page} is open in another terminal already: {address}\n"
    "go on in that page, or end it there with Ctrl-C first",
    "zh": "{page} 已在另一个终端打开：{address}\n请在那个网页里继续，或先在那个终端按 Ctrl-C 结束它",
}


def page_in(words: Sequence[str]) -> Path | None:
    """The lesson that a command opens; None for any other."""
    files = (Path(word) for word in words)
    return next((each for each in files if each.suffix == ".py" and each.parent.name in OPEN), None)


class OpenLesson:
    """A lesson of a folder, held for as long as this process lives, and the address that it has."""

    def __init__(self, page: Path) -> None:
        self.page = page
        beside = page.absolute().parents[2] / "build" / "lessons" / page.parent.name
        beside.mkdir(parents=True, exist_ok=True)
        self.lock = FileLock(beside / f"{page.stem}.lock")
        self._address = beside / f"{page.stem}.address"
        self.same = SameAddress(beside / page.stem)

    def hold(self) -> str:
        """Hold the lesson; what to say where another process has it already, else nothing."""
        try:
            self.lock.acquire(timeout=0)
        except Timeout:
            address = self._address.read_text("utf-8") if self._address.exists() else "…"
            return OPEN[self.page.parent.name].format(page=self.page, address=address)
        self._address.unlink(missing_ok=True)
        return ""

    def note(self, address: str) -> None:
        """Keep the address, which lets its reader run code, for this user when he opens the lesson again."""
        self._address.touch(mode=0o600)
        self._address.write_text(address, encoding="utf-8")
        self.same.note(address)


def held(words: Sequence[str]) -> OpenLesson | None:
    """Hold the lesson that a command opens, if it opens one; ends with a sentence where it is open."""
    page = page_in(words)
    try:
        lesson = OpenLesson(page) if page else None
        elsewhere = lesson.hold() if lesson else ""
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")
    if elsewhere:
        sys.exit(elsewhere)
    return lesson


if __name__ == "__main__":
    held(sys.argv[1:])
