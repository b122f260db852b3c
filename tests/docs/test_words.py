"""One term for one thing: phrases that the project no longer uses stay out of what people read."""

import ast
import re
from pathlib import Path

import click
import pytest

from simulation.cli import verbs
from simulation.columns import description, known_tables
from simulation.experiment.tables.data_dictionary import import_described
from simulation.metrics import METRICS
from simulation.scenario.settable import known_numbers

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "results" / "README.md", ROOT / "Makefile"]
PAGES += [
    page for page in (ROOT / "docs").rglob("*.md") if page.parent.name not in ("decisions", "repository")
]
FOLDERS = ("simulation", "benchmarks", "tests", "tools", "lessons")
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
LESSONS = sorted((ROOT / "lessons" / "source").glob("*.py"))
LIVE = sorted((ROOT / "simulation" / "live").glob("*.py"))

INSTEAD = {
    r"\b(held|holds?|holding) (\w+ ){0,3}against\b": "compared with",
    r"\bcannot be told\b": "inconclusive",
    r"\b(rules?|files?|shocks?|metrics?) of (one's|your) own\b|\bsomebody's own\b": "user-defined",
    r"\bli(ve|ved|ves|ving) (a|the|one|its|each|every|all|\d+) (\w+ ){0,2}(scenario|day|year|warm-up)s?\b"
    r"|\blived (through|under|at every|with)\b": "runs, simulates",
    r"\bat rest\b|\bto its rest\b": "default level",
    r"\bdials?\b": "lever",
    r"\bthe house\b|\bfloors? (of|below|above)\b|\bhouse rules?\b": "package, layer",
    r"\brooms? of (parameters|numbers)\b": "parameter group",
    r"\bchapters? of (a|the|one) day\b|\bdiary\b": "process, step of the day",
    r"\bin the mean\b": "on average",
    r"\b(shared?|same|one|common) luck\b": "common random numbers",
    r"\bchannels? of money\b|\bmoney channels?\b": "funding channel",
    r"\bapproved requests?\b|\brequests? for money\b": "application",
    r"\breported(-in)? (party )?members?\b"
    r"|\b(members?|units?) (who |that )?(have |has )?report(s|ed)? in\b(?! person)": "enrol",
    r"\badvance plans?\b|\bplans? (is |was )?made (ahead|early)\b": "preventive plan",
    r"\bvoiced(,| and) not registered\b": "voiced, not recorded",
    r"\btalented residents?\b|\btalents? (who|are|awake)\b": "resident who could lead",
    r"\b(small|paid) works\b|\bworks (on|of) (buildings|communities|the community)\b": "repairs",
    r"(?-i:\b(Up|Down): (?=\w))": "rises with, falls with",
    r"(?-i:(^|[.;] )[A-Z]\w+Error (where|for|if)\b)": "Raises ... where",
    r"\b(a|one) (row|line|column|panel|bar|sentence|cell|file|folder|value|number) an? "
    r"(?!time|few|lot|little|row|line|number|value|name|second|third|quarter|text|wrong)\w+": "one ... per",
    r"\bone an? (scenario|run|core|street|row|line|grid|pair)\b": "one per",
}
READ = {
    r"\b(an?|the|each|every|which|of|general|major|shared|common|recorded|reported|property|open) matters?\b"
    r"(?! of (course|fact))|\bmatters (on record|that|whose|a (day|month))\b": "need; case, where reported",
}
"""Not in what others read than those who change the program."""
EXPLAINED = {"one luck", "same luck", "shared luck"}
"""What lessons may say: the second explains it."""


def docstrings(file: Path) -> str:
    """All docstrings of a file."""
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return "\n".join(ast.get_docstring(node) or "" for node in nodes if isinstance(node, kinds))


def texts(file: Path) -> str:
    """All texts of a file, for readers or not."""
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    return "\n".join(
        each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def old_words(
    text: str, quoted: frozenset[str] | set[str] = frozenset(), instead: dict[str, str] = INSTEAD
) -> dict[str, str]:
    """The old phrases in a text, each with what to write instead."""
    line = " ".join(text.split())
    found = ((match[0], new) for old, new in instead.items() for match in re.finditer(old, line, re.I))
    return {phrase: new for phrase, new in found if phrase.lower() not in quoted}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_says_it_in_standard_words(page):
    assert old_words(page.read_text("utf-8"), instead=INSTEAD | READ) == {}


def test_docstrings_say_it_in_standard_words():
    found = {str(file.relative_to(ROOT)): old_words(docstrings(file)) for file in FILES}
    assert {file: words for file, words in found.items() if words} == {}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_a_lesson_says_it_in_standard_words(lesson):
    assert old_words(texts(lesson), EXPLAINED) == {}


@pytest.mark.parametrize("file", LIVE, ids=lambda file: file.stem)
def test_the_live_view_says_it_in_standard_words(file):
    assert old_words(texts(file)) == {}


def test_meanings_and_sources_of_numbers_say_it_in_standard_words():
    found = {
        path: old_words(f"{each.meaning}; {each.source}", instead=INSTEAD | READ)
        for path, each in known_numbers().items()
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_tables_and_their_columns_are_described_in_standard_words():
    import_described()
    found = {name: old_words(_described(name), instead=INSTEAD | READ) for name in known_tables()}
    assert {name: words for name, words in found.items() if words} == {}


def _described(table: str) -> str:
    about = description(table)
    return "; ".join([about.about, *(column.meaning for column in about.columns.values())])


def test_titles_and_definitions_of_metrics_are_in_standard_words():
    said = {name: f"{METRICS[name].label['en']}; {METRICS[name].meaning}" for name in METRICS}
    found = {name: old_words(text, instead=INSTEAD | READ) for name, text in said.items()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("verb", verbs.commands.values(), ids=lambda verb: verb.name)
def test_help_says_it_in_standard_words(verb):
    assert old_words(verb.get_help(click.Context(verb)), instead=INSTEAD | READ) == {}
