"""Pages of the repository that stand outside `docs/`, shown in the handbook as they are. A page that stands
there in Chinese too, README.zh.md, is shown in the Chinese handbook."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from simulation.text.spoken import language
from tools.handbook.markdown import ROOT

_DOCS = ROOT / "docs"
_OTHER_LANGUAGE = re.compile(r"^\[(English|中文)\]\(.*\)\n\n?", re.MULTILINE)
_LINK = re.compile(r"(?P<head>!?\[(?P<text>[^\]]*)\])\((?P<target>[^)\s]+)\)")


def page(name: str) -> str:
    """The text of a page, by its path from the root; its links lead where they do in the handbook."""
    home = _homes()[name].parent

    def turned(link: re.Match[str]) -> str:
        return _turned(link, PurePosixPath(name).parent, home)

    return _LINK.sub(turned, _OTHER_LANGUAGE.sub("", _here(name).read_text("utf-8")))


def _here(name: str) -> Path:
    """The file of a page in the language of the handbook, as far as there is one."""
    chinese = (ROOT / name).with_suffix(".zh.md")
    return chinese if language() == "zh" and chinese.is_file() else ROOT / name


def _turned(link: re.Match[str], folder: PurePosixPath, home: PurePosixPath) -> str:
    """A link as it must be in the handbook; one to a file that is no page there is its text alone."""
    target, _, fragment = link["target"].partition("#")
    if "://" in target or not target:
        return link[0]
    there = _in_handbook(normpath(folder / target))
    if there is None:
        return link["text"]
    return f"{link['head']}({relpath(there, home)}{'#' + fragment if fragment else ''})"


def _in_handbook(path: str) -> PurePosixPath | None:
    """Where a file of the repository is in the handbook, None where it is not."""
    own = PurePosixPath(path.replace(".zh.md", ".md"))
    if own.is_relative_to("docs") and (ROOT / own).is_file():
        return own.relative_to("docs")
    return _homes().get(own.as_posix())


def _homes() -> dict[str, PurePosixPath]:
    """Where in the handbook each page of the repository is shown: the page that asks for it."""
    found = {}
    for shown in _DOCS.rglob("*.md"):
        for asked in re.findall(r"<!-- made: pages\.repository\.page (\S+) -->", shown.read_text("utf-8")):
            found[asked] = PurePosixPath(Path(shown).relative_to(_DOCS).as_posix())
    return found
