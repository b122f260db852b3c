"""The Chinese of the handbook: gettext's catalogue, and what it has to hold.

    python -m tools.handbook.chinese

brings `docs/locale/zh_CN/LC_MESSAGES/handbook.po` up to date with the pages and prints what lacks Chinese.
What the program says in Chinese itself (names, meanings, help) is filled into the pages so, and is no entry.
A changed paragraph keeps its Chinese, marked `fuzzy` beside the English that it was written for; `make docs`
fails until somebody has looked, changed the Chinese where it no longer holds, and taken the mark away.
`--looked` takes all marks away at once.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.nodes import extract_messages

from benchmarks.realism.target_table import TARGETS
from simulation import agents
from simulation.cli import verbs
from simulation.interventions import interventions
from simulation.metrics import METRICS
from simulation.scenario.settable import SECTIONS, known_numbers, parameter_groups
from simulation.shocks import shocks
from tools.handbook.markdown import ROOT, cited, plain
from tools.handbook.program import tables

LOCALES = ROOT / "docs" / "locale"
CATALOGUE = LOCALES / "zh_CN" / "LC_MESSAGES" / "handbook.po"
IN_ENGLISH = (
    "decisions/", "performance", "mutants", "repository/changelog",
)  # fmt: skip
"""Pages for those who change the program: they are in English only."""
MADE_IN_ENGLISH = ("references", "reference/python")
"""Pages where what is made (docstrings of Python, publications) is in English, but for what has Chinese."""
WIDTH = 120
LOOKED = "--looked"
ALIKE = 0.6  # of difflib's ratio: a sentence more or less
HEAD = """msgid ""
msgstr ""
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

_NO_WORDS = re.compile(
    r"<svg.*</svg>|`[^`]*`|\[\w+\]\(#\w+-\w+\)|\]\([^)]*\)|<[^>]*>|https?://\S+|\[@\w+\]|&#?\w+;"
    r"|[\w./-]*[_/][\w./-]*"
)
_MEASURED = re.compile(r"(?:[-+±.\d() ;]|e[-+]|to|true)+")
"""What was measured, as `0.16 ±0.01; true 0.2` or `+2 (+1 to +3)`: a table measured anew lacks nothing."""
_WORD = re.compile(r"[A-Za-z]{2,}")
_CHINESE = re.compile(r"[一-鿿]")
_BEGINS, _ENDS = r"(?:^\s*(?:(?:#+|-|\d+\.|:caption:)\s+)?|\|\s*)", r"\s*(?:\||<|$)"
"""Around a text in a page: a cell of a table, a heading, an item of a list, or a paragraph."""
_logger = logging.getLogger(__name__)


def lacks(message: str, page: str) -> bool:
    """Whether a text of a page, by its name in the handbook, has to be in the catalogue."""
    if page.startswith(IN_ENGLISH) or not has_words(message):
        return False
    return by_hand(message, page) or not (page.startswith(MADE_IN_ENGLISH) or message in _as_they_are())


@cache
def _as_they_are() -> set[str]:
    """What is the same in both languages: sources of numbers, words that a file sets, and names in files."""
    every = known_numbers().values()
    sources = {each.source for each in (*every, *TARGETS)}
    words = {word for each in every for word in (str(each.default), ", ".join(each.allowed))}
    named = {*METRICS.all(), *interventions.all(), *shocks.all(), *verbs.commands}
    named |= {*parameter_groups(), *SECTIONS, *tables.names(), *agents.kinds()}
    return {*(cited(plain(source)) for source in sources), *words, *map(plain, words), *named}


def has_words(message: str) -> bool:
    """Whether a text has words in English, and more of them than Chinese letters: a name does not count."""
    text = _NO_WORDS.sub(" ", "" if _MEASURED.fullmatch(message) else message)
    return len(_WORD.findall(text)) > len(_CHINESE.findall(text))


def by_hand(message: str, page: str) -> bool:
    """Whether a text stands in the page itself, and is not made."""
    words = r"\s+".join(map(re.escape, message.split()))
    return bool(re.search(_BEGINS + words + _ENDS, _written(page), re.MULTILINE))


@cache
def _written(page: str) -> str:
    return (ROOT / "docs" / f"{page}.md").read_text("utf-8")


@cache
def catalogue() -> Catalog:
    """The catalogue as it is stored."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


@cache
def translated() -> set[str]:
    """The texts that have Chinese which nobody doubts."""
    return {str(each.id) for each in catalogue() if each.string and not each.fuzzy}


class Lacking(SphinxTransform):
    """Warn of each text of a page that has no Chinese, before the texts are replaced."""

    default_priority = 19

    def apply(self, **kwargs: object) -> None:
        """Look through one page."""
        if self.app.builder.name == "gettext":
            return
        page, known = self.env.current_document.docname, translated()
        for node, message in extract_messages(self.document):
            if message not in known and lacks(message, page):
                _logger.warning("no Chinese: %s", message, location=node, type="chinese")


def wanted() -> Catalog:
    """What the catalogue has to hold: every text of the pages that the program does not say in Chinese."""
    with tempfile.TemporaryDirectory() as folder:
        where = ["-c", "tools/handbook", "-d", f"{folder}/trees", "docs", folder]
        options = ["-q", "-E", "-b", "gettext", "-t", "zh", "-D", "language=en"]
        subprocess.run([sys.executable, "-m", "sphinx", *options, *where], cwd=ROOT, check=True)
        with Path(folder, "handbook.pot").open("rb") as file:
            return _kept(read_po(file))


def _kept(every: Catalog) -> Catalog:
    kept = Catalog(locale="zh_CN", project="grid-governance", fuzzy=False)
    for message in every:
        pages = [page for page in _pages(message) if message.id and lacks(str(message.id), page)]
        if pages:
            kept.add(message.id, locations=[(f"docs/{page}.md", 0) for page in dict.fromkeys(pages)])
    return kept


def _pages(message: Message) -> Iterator[str]:
    """The pages on which a message stands; a docstring that Sphinx reads itself stands on that of Python."""
    for file, _ in message.locations:
        _, inside, page = file.partition("docs/")
        yield page.removesuffix(".md") if inside and page.endswith(".md") else "reference/python"


def update(found: Catalog, new: Catalog) -> None:
    """Take over new texts. One that is like a text that goes gets its Chinese, to be looked at again: Babel
    itself would take it from any text."""
    found.update(new, no_fuzzy_matching=True)
    gone = {str(each.id): each for each in found.obsolete.values() if each.string}
    for each in found:
        near = [] if each.string else get_close_matches(str(each.id), gone, n=1, cutoff=ALIKE)
        for old in near:
            each.string, each.previous_id = gone[old].string, [old]
            each.flags.add("fuzzy")
    found.obsolete.clear()


def store(found: Catalog) -> None:
    """Write the catalogue, without the times and names that would change at each writing."""
    with CATALOGUE.open("wb") as file:
        file.write(HEAD.encode())
        write_po(
            file,
            found,
            width=WIDTH,
            omit_header=True,
            include_lineno=False,
            include_previous=True,
            sort_by_file=True,
        )


def main() -> None:
    """Bring the catalogue up to date, and print what lacks Chinese."""
    found = catalogue() if CATALOGUE.exists() else Catalog(locale="zh_CN", fuzzy=False)
    update(found, wanted())
    if LOOKED in sys.argv[1:]:
        for each in found:
            each.flags.discard("fuzzy")
    store(found)
    for each in found:
        if each.id and (each.fuzzy or not each.string):
            print(f"{each.locations[0][0]}: {_lack(each)}")


def _lack(each: Message) -> str:
    if not each.fuzzy:
        return f"no Chinese: {each.id}"
    return "\n    ".join(
        [f"look again: {each.id}", *(f"was: {old}" for old in each.previous_id), str(each.string)]
    )


if __name__ == "__main__":
    main()
