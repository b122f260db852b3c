"""Write the teacher's pack.

    python -m tools.teaching                into build/teaching
    python -m tools.teaching FOLDER         into another folder

Of each language: `plans.html`, all lessons with a plan for 45 and one for 90 minutes, to print;
`slides-N.html` of each lesson; and `slides-one-machine.html`. The answer keys lie apart, in `answers`: no
command for students opens it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from tools.lessons import LANGUAGES, LESSONS
from tools.teaching.lesson import lessons


def write(folder: Path) -> list[Path]:
    """Write all pages; their paths."""
    from tools.teaching.pages import answers, one_machine_slides, plans, slides

    pages = {}
    for language in LANGUAGES:
        known = lessons(language)
        pages[folder / language / "plans.html"] = plans(known, language)
        pages[folder / language / "slides-one-machine.html"] = one_machine_slides(language)
        pages[folder / "answers" / f"{language}.html"] = answers(known, language)
        pages |= {folder / language / f"slides-{each.number}.html": slides(each, language) for each in known}
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(pages)


def main(asked: list[str]) -> None:
    if find_spec("markdown") is None:
        sys.exit("the teacher's pack needs what lessons need: pip install -e '.[lessons]'")
    folder = Path(asked[0]) if asked else LESSONS.parent / "build" / "teaching"
    try:
        for path in write(folder):
            print(path)
    except OSError as error:
        sys.exit(f"{folder}: nothing can be written here: {error.strerror or error}")


if __name__ == "__main__":
    main(sys.argv[1:])
