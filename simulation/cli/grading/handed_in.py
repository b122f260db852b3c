"""What students handed in: the rules that the files of a folder hold, read as text and not run."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from simulation import agents
from simulation.cli.grading.lesson_file import (
    FIRST_RULE,
    NO_RULE,
    UNCHANGED,
    answers_in,
    fault_in,
    is_lesson,
    is_unchanged,
    rules_in,
)
from simulation.population import UserRule
from simulation.population.rules.user_rule import rules_of
from simulation.scenario import ScenarioError
from simulation.scenario.errors import Errors
from simulation.scenario.sections.user_defined.rules import known_targets, read_user_rules
from simulation.scenario.yaml.inheritance import Document, open_document, shown
from simulation.scenario.yaml.nodes import Block, Text
from simulation.text.no_text import NO_TEXT, in_letters
from simulation.user_files import UserFileError, not_python, parted

UNWRITABLE = "the name of this file, or of its folder, holds bytes or signs that no text has: give it another"


@dataclass(frozen=True)
class HandedIn:
    """The rules of one scenario or one file of Python, or the sentence that says why there are none.

    file: its path below the folder. before: the rules that a lesson begins with, which its student changed;
    empty: the program's own.
    """

    file: str
    rules: tuple[UserRule, ...] = ()
    error: str = ""
    before: tuple[UserRule, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether nobody changed the rule that a lesson begins with."""
        return self.error.endswith(UNCHANGED)


def handed_in(folder: Path, usual_target: str) -> list[HandedIn]:
    """What a folder and those below it hold, by name: scenarios with rules, and files of rules that no
    scenario names. usual_target: what the only function of a file replaces, if its name does not say."""
    found, named = [*_unwritable(folder)], set[Path]()
    for path in _files(folder, ".yaml", ".yml"):
        errors = Errors()
        document = _with_rules(path, errors)
        if document or len(errors):
            found.append(_of_scenario(path.relative_to(folder).as_posix(), document, errors))
        named |= _named(path.parent, document)
    for path in _files(folder, ".py"):
        if path.resolve() not in named and not path.name.startswith(("test_", "conftest")):
            found.append(_of_python(path, path.relative_to(folder).as_posix(), usual_target))
    return sorted((_below(folder, each) for each in found), key=lambda each: each.file)


def passed_over(folder: Path) -> list[str]:
    """Files that are no Python and no scenario, such as a rule that was saved as a text, by name."""
    return [
        in_letters(path.relative_to(folder).as_posix())
        for path in _all_files(folder)
        if path.suffix not in (".py", ".yaml", ".yml")
    ]


def _below(folder: Path, work: HandedIn) -> HandedIn:
    """The same with its files called as a class knows them, from the folder on."""
    rules = tuple(replace(rule, file=_named_from(folder, rule.file)) for rule in work.rules)
    return replace(work, rules=rules, error=_named_from(folder, work.error))


def _named_from(folder: Path, said: str) -> str:
    """A path, or what is said of some, without the way to the folder; Windows writes it with either sign."""
    return said.replace(f"{shown(folder)}/", "").replace(f"{shown(folder)}{os.sep}", "")


def _unwritable(folder: Path) -> Iterator[HandedIn]:
    """Files whose names no table can hold, as archives bring them whose names are no UTF-8."""
    for path in _all_files(folder, ".yaml", ".yml", ".py"):
        file = path.relative_to(folder).as_posix()
        if NO_TEXT.search(file):
            yield HandedIn(in_letters(file), error=UNWRITABLE)


def _files(folder: Path, *endings: str) -> Iterator[Path]:
    return (
        path
        for path in _all_files(folder, *endings)
        if not NO_TEXT.search(path.relative_to(folder).as_posix())
    )


def _all_files(folder: Path, *endings: str) -> Iterator[Path]:
    """The files of a folder and those below it that have one of these endings, or all, but hidden ones."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        if (path.suffix in endings or not endings) and path.is_file() and not hidden:
            yield path


def _with_rules(path: Path, errors: Errors) -> Document | None:
    """A scenario that names rules; None for another file, and, after noting why, for one that is no YAML."""
    document = open_document(path, errors)
    return document if document and "rules" in document.root.keys else None


def _of_scenario(file: str, document: Document | None, errors: Errors) -> HandedIn:
    """The rules alone: all else that a scenario says is that of the classroom street, for everybody."""
    rules = read_user_rules([document], errors) if document else {}
    try:
        errors.stop_if_any()
    except ScenarioError as error:
        first = replace(error.errors[0], allowed="")  # what is allowed may be a hundred names
        return HandedIn(file, error="; ".join(map(str.strip, str(first).splitlines())))
    return HandedIn(file, tuple(rule for rule, _ in rules.values()))


def _named(folder: Path, document: Document | None) -> set[Path]:
    """The files of Python that the rules of a scenario stand in, or should."""
    rules = document.root.entries.get("rules") if document else None
    nodes = rules.entries.values() if isinstance(rules, Block) else ()
    found = set()
    for node in nodes:
        try:
            found.add((folder / parted(node.text)[0]).resolve() if isinstance(node, Text) else folder)
        except UserFileError:  # its sentence is said of the scenario
            continue
    return found


def _of_python(path: Path, file: str, usual_target: str) -> HandedIn:
    called = shown(path)
    try:
        text = path.read_text("utf-8-sig")
        tree = ast.parse(text, called)
    except OSError as error:
        return HandedIn(file, error=f"{called}: cannot be read: {error.strerror or error}")
    except UnicodeDecodeError:
        return HandedIn(file, error=f"{called}: is no UTF-8 text; save the file as UTF-8")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        place = f":{error.lineno}" if isinstance(error, SyntaxError) else ""
        deep = isinstance(error, RecursionError | MemoryError)
        why = "its brackets lie too deep" if deep else not_python(error, text)
        return HandedIn(file, error=f"{called}{place} is not Python: {why}")
    if is_lesson(tree):
        return _of_lesson(tree, text, file, called, usual_target)
    targets = _targets(tree, usual_target)
    if not targets:
        return HandedIn(file, error=f"{called}: {_which(tree)}")
    return HandedIn(file, tuple(UserRule(name, text, called, at) for at, name in sorted(targets.items())))


def _of_lesson(tree: ast.Module, text: str, file: str, called: str, usual_target: str) -> HandedIn:
    fault = fault_in(tree)
    if fault:
        return HandedIn(file, error=f"{called}:{fault[0]} is not Python: {fault[1]}")
    mine = answers_in(tree)
    written = rules_in(tree, text)
    found = {name: rule for name, rule in written.items() if name in mine or _rules_called(name)}
    if not found:
        return HandedIn(file, error=f"{called}: {NO_RULE}")
    if all(is_unchanged(tree, name) for name in found):
        return HandedIn(file, error=f"{called}: {UNCHANGED}")
    rules = {target: name for name in found for target in _rules_called(name) or [usual_target]}
    changed = tuple(UserRule(name, found[name], called, target) for target, name in sorted(rules.items()))
    return HandedIn(file, changed, before=_before(written.get(FIRST_RULE, ""), rules))


def _before(first: str, targets: Iterable[str]) -> tuple[UserRule, ...]:
    """What a lesson begins with, of each of these rules; equal in all files that have the same text of it."""
    return tuple(UserRule(FIRST_RULE, f"{first.strip()}\n", FIRST_RULE, each) for each in targets if first)


def _targets(tree: ast.Module, usual_target: str) -> dict[str, str]:
    """What the functions and classes of a file replace, with their names."""
    found: dict[str, str] = {}
    for each in tree.body:
        if isinstance(each, ast.FunctionDef):
            found |= dict.fromkeys(_rules_called(each.name), each.name)
        if isinstance(each, ast.ClassDef):
            bases = {ast.unparse(base).rpartition(".")[2] for base in each.bases}
            found |= {target: each.name for target in known_targets() if target in bases}
    alone = _functions(tree)
    return found or ({usual_target: alone[0]} if len(alone) == 1 else {})


def _rules_called(name: str) -> list[str]:
    """The rules of a name: of residents, which those who are party members share, not of both."""
    kinds = [kind for kind in agents.kinds().values() if name in rules_of(kind)]
    own = [kind for kind in kinds if not any(other in kind.__mro__[1:] for other in kinds)]
    return [f"{kind.__name__}.{name}" for kind in own]


def _functions(tree: ast.Module) -> list[str]:
    names = [each.name for each in tree.body if isinstance(each, ast.FunctionDef)]
    return [name for name in names if not name.startswith("_")]


def _which(tree: ast.Module) -> str:
    several = ", ".join(_functions(tree))
    if several:
        return f"which of its functions is the rule: {several}? give one the name of a rule, or keep one"
    return "there is no function in it: a rule begins with def my_rule(self):"
