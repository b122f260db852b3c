"""Write the teacher's pack.

    python -m tools.teaching                into build/teaching
    python -m tools.teaching FOLDER         into another folder

Of each language: `index.html`, what there is; `plans.html`, all lessons with a plan for 45 and one for 90
minutes, to print; `slides-N.html` of each lesson; and `slides-one-machine.html`. The answer keys lie apart,
in `answers`: no command for students opens it.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tools import bootstrap
from tools.lessons import LANGUAGES, LESSONS
from tools.teaching.lesson import lessons


def write(folder: Path) -> list[Path]:
    """Write all pages; their paths, those in the reader's language first."""
    from tools.teaching.pages import answers, index, one_machine_slides, plans, slides

    pages = {}
    for language in sorted(LANGUAGES, key=lambda each: each != bootstrap.told("en", "zh")):
        known = lessons(language)
        pages[folder / language / "index.html"] = index(known, language)
        pages[folder / language / "plans.html"] = plans(known, language)
        pages[folder / language / "slides-one-machine.html"] = one_machine_slides(language)
        pages[folder / "answers" / f"{language}.html"] = answers(known, language)
        pages |= {folder / language / f"slides-{each.number}.html": slides(each, language) for each in known}
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(pages)


def main(words: list[str]) -> None:
    """Write the pack, say a line of each file, and last which to open first."""
    told, asked = bootstrap.told, bootstrap.without_language(words)
    if find_spec("markdown") is None:
        sys.exit(
            told(
                "the teacher's pack needs what lessons need: python3 run.py setup live lessons",
                "教师包需要课程所需的库：python3 run.py setup live lessons",
            )
        )
    folder = Path(asked[0]) if asked else LESSONS.parent / "build" / "teaching"
    try:
        for path in write(folder):
            print(_near(path))
    except OSError as error:
        why = error.strerror or error
        sys.exit(told(f"{folder}: nothing can be written here: {why}", f"{folder}：这里无法写入：{why}"))
    first, key = _near(folder / told("en", "zh") / "index.html"), _near(folder / "answers")
    print(
        told(
            f"Open {first} first. The answers lie in {key}: not for pupils.",
            f"先打开 {first}。答案在 {key} 里，不要给学生。",
        )
    )


def _near(path: Path) -> str:
    """A path as one types it from here, where that is shorter."""
    try:
        return min(os.path.relpath(path), str(path), key=len)
    except ValueError:  # Windows knows no way from one drive to another
        return str(path)


if __name__ == "__main__":
    main(sys.argv[1:])
