"""Write the lessons of each language from their one source.

    python -m tools.lessons                                  all, into lessons/en and lessons/zh
    python -m tools.lessons lessons/zh/3_write_a_rule.py     one

A source, in `lessons/source`, says each text in both languages, side by side: `say("English", "中文")`.
The lesson holds one of the two in its place, and no `say`; of the comments `# en: ...` and `# zh: ...` it
keeps its own. A lesson that somebody has edited is left as it is; it is known by differing from its copy in
`build/lessons`, made when it was written.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from itertools import accumulate
from pathlib import Path

LESSONS = Path(__file__).parents[1] / "lessons"
LANGUAGES = ("en", "zh")
# the lines that a lesson does without
FOREIGN = {
    language: re.compile(rf" *(# {other}: |from tools\.lessons import say$)")
    for language, other in (LANGUAGES, LANGUAGES[::-1])
}


def say(en: str, zh: str) -> str:
    """A text in the language of this machine: for sources, which are notebooks, too, and for this tool."""
    return zh if os.environ.get("LANG", "").startswith("zh") else en


def says(source: str) -> list[ast.Call]:
    """The calls of `say`, from top to bottom."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "say"]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def in_language(source: str, language: str) -> str:
    """A lesson: its source with one language for two."""
    text = source.encode()
    lines = list(accumulate((len(line) + 1 for line in text.split(b"\n")), initial=0))
    for call in reversed(says(source)):  # from the bottom up, so that what lies above keeps its place
        start, end = extent(call, lines)
        said = slice(*extent(call.args[LANGUAGES.index(language)], lines))
        text = text[:start] + text[said] + text[end:]
    kept = (line for line in text.decode().splitlines(keepends=True) if not FOREIGN[language].match(line))
    return "".join(kept).replace(f"# {language}: ", "# ")


def extent(node: ast.expr, lines: list[int]) -> tuple[int, int]:
    """Where a node begins and ends, in bytes; lines: where each line begins."""
    assert node.end_lineno
    assert node.end_col_offset
    return lines[node.lineno - 1] + node.col_offset, lines[node.end_lineno - 1] + node.end_col_offset


def pages(lessons: Path = LESSONS) -> list[Path]:
    """Where all lessons are, or will be, in both languages."""
    sources = sorted((LESSONS / "source").glob("*.py"))
    return [lessons / language / source.name for language in LANGUAGES for source in sources]


def renew(page: Path) -> str | None:
    """Write a lesson, unless somebody has edited it; what he should know, if anything."""
    language, name = page.parts[-2:]
    text = in_language((LESSONS / "source" / name).read_text("utf-8"), language)
    copy = page.parents[2] / "build" / "lessons" / language / name
    if content(page) not in (None, text, content(copy)):
        return None if content(copy) == text else newer(page)
    for file in (copy, page):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return None


def content(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


def newer(page: Path) -> str:
    return say(
        f"{page.name} keeps what you changed. There is a newer one: to have it, delete yours, {page}.",
        f"{page.name} 保留了你的修改。这一课有新版本：删除你的文件 {page}，就会得到新的。",
    )


def main(asked: list[str]) -> None:
    wanted = [Path(page).absolute() for page in asked] or pages()
    if unknown := [page for page in wanted if page not in pages()]:
        names = ", ".join(f"{page.parent.name}/{page.name}" for page in pages())
        sys.exit(f"there is no lesson {unknown[0]}; in {LESSONS} there are {names}")
    for told in filter(None, map(renew, wanted)):
        print(told, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
