"""Drafts of user files: the templates in `templates/KIND/`, filled in and written."""

from __future__ import annotations

import ast
import json
import keyword
import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from simulation.cli.user_errors import UsageError
from simulation.shipped import SCENARIOS
from simulation.text.shell_command import our_command

TEMPLATES = Path(__file__).parent / "templates"
STREET = SCENARIOS / "classroom.yaml"
PLACE = "NAME"  # in the name of a template, where the draft's own name stands
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

Say = Callable[[str, str], str]


def kinds() -> list[str]:
    """The kinds of drafts."""
    return sorted(each.name for each in TEMPLATES.iterdir() if each.is_dir())


def saying(tongue: str) -> Say:
    """A function that picks the text in one of two languages."""
    return lambda en, zh: zh if tongue == "zh" else en


@dataclass(frozen=True)
class Draft:
    """A user file to be written: its kind, its name, its folder, the scenario that it is for, and the
    language of its comments."""

    kind: str
    name: str
    folder: Path
    street: Path
    tongue: str

    def check(self) -> None:
        """Raises UsageError where the draft cannot have its name, or has no street to start from."""
        check_name(self.name, self.kind)
        self.check_free()
        if self.name in known_names(self.kind) or _is_module(self.name):
            other = f"choose another, as in my_{self.name}"
            raise UsageError(f"'{self.name}' is the name of something else already; {other}")
        if not self.street.exists():
            raise UsageError(
                f"{self.street}: there is no street to start from here; name one with --street FILE"
            )

    def check_free(self) -> None:
        """Raises UsageError where one of its files is there already."""
        there = [path for path in self.places() if path.exists()]
        if there:
            more = our_command("new", self.kind, f"{self.name}_2")
            raise UsageError(
                f"{there[0]} exists already, and nothing is overwritten; choose another name: {more}"
            )

    def write(self) -> list[Path]:
        """Write the files of the draft, which must be new; their paths."""
        texts = self.texts()
        self.folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        return list(texts)

    def texts(self) -> dict[Path, str]:
        """The files of the draft: path and text, the test last."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        loader = FileSystemLoader(TEMPLATES / self.kind)
        forms = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)
        return {
            place: self.editor_line() * (place.suffix == ".yaml")
            + forms.get_template(name).render(self.words())
            for place, name in self.places().items()
        }

    def editor_line(self) -> str:
        """The line by which an editor knows what a scenario may say; empty where the schema is not there."""
        from simulation.scenario.json_schema import editor_line, schema_file

        schema = STREET.with_name(schema_file("scenario"))
        path = Path(between(self.folder, schema))  # editors read it up to the first space
        address = path.as_uri() if path.is_absolute() else path.as_posix()
        return editor_line(address) if schema.exists() else ""

    def places(self) -> dict[Path, str]:
        """Where each file is written, and the name of its template."""
        names = [each.name for each in (TEMPLATES / self.kind).glob("*.jinja")]
        names.sort(key=lambda name: (name.startswith("test_"), name))
        return {self.folder / name.removesuffix(".jinja").replace(PLACE, self.name): name for name in names}

    def words(self) -> Mapping[str, object]:
        """What the templates may say."""
        return {
            "name": self.name,
            "scenario": self.name.replace("_", "-"),
            "class_name": "".join(part.capitalize() for part in self.name.split("_")),
            "words": self.name.replace("_", " "),
            "street": json.dumps(between(self.folder, self.street), ensure_ascii=False),
            "say": saying(self.tongue),
            "states": self.states(),
        }

    def states(self) -> list[str]:
        """What a rule about residents may read, a line each; for other drafts nothing."""
        from simulation.agents.resident import Resident
        from simulation.scenario.readable_states import lines_of

        return lines_of(Resident, "zh" if self.tongue == "zh" else "en") if self.kind == "rule" else []

    def commands(self) -> dict[str, str]:
        """The commands that go on from here, by what they do: test, check, quick, compare."""
        from simulation.text.shell_command import typed

        program = [python(), sys.argv[0]] if sys.argv[0].endswith("run.py") else ["grid-governance"]
        mine, street = (_from_here(path) for path in (self.folder / f"{self.name}.yaml", self.street))
        test = _from_here(self.folder / f"test_{self.name}.py")
        return {
            "test": typed(*program, "test", test),
            "check": typed(*program, "validate", "--rules", mine),
            "quick": typed(*program, "run", "--quick", mine),
            "compare": typed(*program, "run", street, mine, "-n", "5"),
        }


def check_name(name: str, kind: str) -> None:
    """Raises UsageError where files of a kind cannot be called so."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        allowed = f"write small letters, digits and _, as in my_{kind}"
        raise UsageError(f"'{name}' cannot be a name here: {allowed}")


def known_names(kind: str) -> list[str]:
    """The names of a kind that the program has already."""
    from simulation.metrics import METRICS
    from simulation.scenario.settable import PLUGINS

    return [name for each in (METRICS, *PLUGINS.values()) if each.kind == kind for name in each]


def _is_module(name: str) -> bool:
    """Whether Python or a library has a module of that name; another draft beside the program is none."""
    spec = find_spec(name)
    return spec is not None and Path(spec.origin or "").parent != SCENARIOS.parent


def pytest_installed() -> str:
    """The command that installs what tests need."""
    from simulation.text.shell_command import typed

    return typed(python(), "-m", "pip", "install", "-qq", "pytest")


def python() -> str:
    """How this Python is called: by its short name where that means this one."""
    short = shutil.which("python")
    mine = Path(sys.executable)
    return "python" if short and Path(short).absolute() == mine.absolute() else _from_here(mine)


def _from_here(path: Path) -> str:
    """A path as one types it: relative to the working folder if it lies below it."""
    whole, here = path.absolute(), Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)


def between(folder: Path, file: Path) -> str:
    """A file's path as another file in `folder` names it: relative where both lie in the program's folder."""
    whole, home = folder.resolve(), STREET.parents[1].resolve()
    near = whole.is_relative_to(home) and file.resolve().is_relative_to(home)
    return Path(os.path.relpath(file.resolve(), whole) if near else file.absolute()).as_posix()


def is_as_drafted(text: str, name: str) -> bool:
    """Whether a function still says what a draft of a rule says, whatever it is called."""
    draft = Draft("rule", name, Path(), STREET, "en")
    written = next(made for place, made in draft.texts().items() if place == Path(f"{name}.py"))
    return _lines_of(text, name) == _lines_of(written, name)


def _lines_of(text: str, name: str) -> list[str]:
    """What a function does, without its docstring; nothing where there is none of the name."""
    functions = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    body = next((each.body for each in functions if each.name == name), [])
    texts = (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant) for each in body)
    return [ast.dump(each) for each, is_text in zip(body, texts, strict=True) if not is_text]
