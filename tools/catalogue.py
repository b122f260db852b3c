"""`python -m tools.catalogue` brings the Chinese catalogue of the command line up to date with the program.

The English sentence in the code is the key. What a reader of the command line may see is found in the source:
what is raised, echoed or warned of, the help of verbs and options, and every sentence of the packages that
read files and run studies. A new sentence gets an entry without Chinese, one that is gone loses its own; what
lacks Chinese is printed.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import polib

from simulation.text.spoken import CATALOGUE

PROGRAM = Path("simulation")
SPEAKING = (
    "cli/", "scenario/", "user_files/", "caselog/", "plugins/", "place/calendar.py",
    "population/rules/", "experiment/execution/", "experiment/planning/", "experiment/storage/",
    "experiment/studies/", "experiment/tables/", "report/proof/verify.py",
    "report/figures/picture_checks.py", "report/figures/__init__.py",
    "live/serving/server.py", "metrics/__init__.py",
)  # fmt: skip
"""Files whose every sentence is for readers: elsewhere only what is raised, echoed or warned of is."""
FOR_PROGRAMS = (
    "scenario/json_schema/", "scenario/resolve.py", "cli/cluster_jobs/", "experiment/storage/run_crate.py",
    "experiment/storage/provenance.py", "experiment/tables/data_dictionary.py",
    "experiment/tables/typed_table.py",
)  # fmt: skip
"""Files among them that write what programs read, or the tables of the reference."""
BOTH = {
    "Pair", "say", "counted", "described_table", "param", "param_by_age", "Matching", "state", "metric",
    "compile",
}  # fmt: skip
"""Calls whose texts carry their own Chinese, or none for readers."""
TOLD = {
    "echo", "tell", "warn", "UsageError", "option", "argument", "command", "BadParameter", "UnreadableFolder",
}  # fmt: skip
NOT_TOLD = re.compile(
    r"""
    ^(dict|list|tuple|Callable|select|if\ __name__|exec|kubectl|apiVersion|import|python\ run\.py|title\ =)\b
    | ^(derived:|part=|grid-governance\ %|name\ of\ the\ scenario|\#|\[@|assumed) | \[whole\]
    | ^(index\ to\ scalar|may\ not\ change$|not\ callable|invalid\ character|positional\ arguments|Maybe\ you)
    | is\ not\ subscriptable$ | suspend: | completionMode: | \$\(\( | percentage: | samesite
    | \(\? | \\ | \.\* | \{0\}\#
    """,
    re.VERBOSE,
)
"""What stands among sentences and is none: code, shell, files of clusters, and words that Python says."""
LABEL = re.compile(r"[a-z]{3,}: \{")
COUNTED = re.compile(r"\{\d+\} [a-z]{3,}\b|\b[a-z]{3,} \{\d+\}|^1 [a-z]{3,}$")
"""One word beside a hole, `{0} agents`: part of a longer sentence."""


def sentences() -> dict[str, str]:
    """Every sentence that a reader of the command line may see: template to the file that says it."""
    found: dict[str, str] = {}
    for file in sorted(PROGRAM.rglob("*.py")):
        inner = file.relative_to(PROGRAM)
        speaks = inner.as_posix().startswith(SPEAKING) and not inner.as_posix().startswith(FOR_PROGRAMS)
        for text in _told(ast.parse(file.read_text(encoding="utf-8")), speaks):
            found.setdefault(text, inner.as_posix())
    for folder in sorted((PROGRAM / "cli/verbs").glob("*/__init__.py")):
        heading = ast.get_docstring(ast.parse(folder.read_text(encoding="utf-8"))) or ""
        found.setdefault(heading, folder.relative_to(PROGRAM).as_posix())
    return found


def _told(node: ast.AST, told: bool) -> Iterator[str]:
    """Templates below a node; told: whether what stands here reaches a reader."""
    if isinstance(node, ast.JoinedStr | ast.Constant):
        yield from _template(node, told)
        return
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in BOTH and not _one_text(node, name):
            return
        told = told or name in TOLD or name.endswith("Error") or _one_text(node, name)
    told = told or isinstance(node, ast.Raise)
    if isinstance(node, ast.FunctionDef) and _is_verb(node):
        yield inspect.cleandoc(ast.get_docstring(node) or "")
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from _told(child, told)


def _one_text(node: ast.Call, name: str) -> bool:
    """Whether a call of `say` says one text, which needs the catalogue; with two, it has its own Chinese."""
    return name == "say" and len(node.args) == 1


def _is_verb(node: ast.FunctionDef) -> bool:
    calls = [each for each in node.decorator_list if isinstance(each, ast.Call)]
    return any(ast.unparse(each.func) in ("click.command", "click.group") for each in calls)


def _template(node: ast.JoinedStr | ast.Constant, told: bool) -> Iterator[str]:
    """A text with its holes numbered, if it is a sentence; then what stands in the holes."""
    if isinstance(node, ast.Constant):
        if told and isinstance(node.value, str) and is_sentence(node.value):
            yield node.value
        return
    holes = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    numbers = iter(range(len(holes)))
    text = "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{next(numbers)}}}" for part in node.values
    )
    if told and is_sentence(text):
        yield text
    for hole in holes:
        yield from _told(hole.value, told)


def is_sentence(text: str) -> bool:
    """Whether a text has words for a reader: two of them, in English, or one beside a hole, and no code."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\d+\}", "", text))
    return (
        ((len(words) > 1 and " " in text.strip()) or any(form.search(text) for form in (LABEL, COUNTED)))
        and not re.search(r"[一-鿿]", text)
        and not NOT_TOLD.search(text)
    )


def main() -> None:
    catalogue, wanted = polib.pofile(str(CATALOGUE)), sentences()
    for entry in [each for each in catalogue if each.msgid not in wanted and not each.comment]:
        catalogue.remove(entry)
    for text, file in wanted.items():
        entry = catalogue.find(text)
        if entry is None:
            catalogue.append(entry := polib.POEntry(msgid=text))
        entry.occurrences = [(file, "")]
    catalogue.sort(key=lambda entry: (entry.occurrences, entry.msgid))
    catalogue.save(newline="\n")
    for entry in catalogue.untranslated_entries():
        print(f"{entry.occurrences[0][0]}: {entry.msgid!r}")


if __name__ == "__main__":
    main()
