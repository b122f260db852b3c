"""What the ODD description takes from the program: states, the order of a day, submodels with their
arithmetic."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import reduce
from types import FunctionType

from benchmarks.realism.target_table import TARGETS
from simulation import agents, neighbourhood
from simulation.model import Street
from simulation.parameters import Parameter, described
from simulation.plugins.registry import import_all
from simulation.population import ArrayAgent
from simulation.scenario import load
from simulation.scenario.settable import parameter_groups
from tools.handbook.markdown import (
    ROOT,
    cited,
    docstring,
    first_sentence,
    heads,
    plain,
    said,
    table,
    whereabouts,
)
from tools.handbook.program.parameters import between, numbers, unit
from tools.handbook.program.rules import asked_with


def patterns() -> str:
    """The figures that a run of the baseline is compared with."""
    rows = (
        (each.name[2:], each.name[0], between(each.low, each.high), cited(each.source)) for each in TARGETS
    )
    return table(
        heads("figure|problem|accepted|source of the range", "数字|问题|可接受范围|范围的来源"), rows
    )


def states() -> str:
    """A heading and a table of state variables for each kind of agent; a parent's stand with the parent."""
    return "\n".join(_states(name, kind) for name, kind in agents.kinds().items())


def _states(name: str, kind: type[ArrayAgent]) -> str:
    parents = [each for each in kind.__mro__[1:] if each in agents.kinds().values()]
    inherited = {field for parent in parents for field in parent.fields()}
    rows = [
        (
            f"`{own}`",
            f"{each.start:g}",
            unit(each.unit).strip(),
            between(each.low, each.high),
            plain(each.meaning),
        )
        for own, each in kind.fields().items()
        if own not in inherited
    ]
    besides = _like(parents[0]) if parents else ""
    columns = heads("state|start|unit|range|meaning", "状态|初值|单位|范围|含义")
    return "\n".join([f"#### {name}\n", f"{docstring(kind)}\n", besides, table(columns, rows)])


def _like(parent: type[ArrayAgent]) -> str:
    return said(
        "It has all states of a {kind}, and:\n", "它具有 {kind} 的全部状态，另有：\n", kind=parent.__name__
    )


def schedule() -> str:
    """The lines of a day in their order, each with what it says of itself."""
    rows = (
        (str(at), f"`{path}`", first_sentence(docstring(part)), f"`{whereabouts(part)}`")
        for at, (path, part) in enumerate(steps(), start=1)
    )
    return table(heads("no.|step of the day|what happens|file", "序号|每日步骤|发生什么|文件"), rows)


def steps() -> Iterator[tuple[str, Callable]]:
    """What `Street.step` calls of the street and its parts, in order."""
    street = Street(load(ROOT / "scenarios" / "classroom.yaml"))
    diary = ast.parse(textwrap.dedent(inspect.getsource(Street.step)))
    calls = [each.func for each in ast.walk(diary) if isinstance(each, ast.Call)]
    for call in sorted(calls, key=lambda each: each.lineno):
        owner, _, path = ast.unparse(call).partition(".")
        if owner == "self":
            yield path, reduce(getattr, path.split("."), street)  # type: ignore[arg-type]


def beginning() -> str:
    """What is done before the first day."""
    done = {name: each for name, each in vars(neighbourhood).items() if inspect.isfunction(each)}
    rows = (
        (f"`{name}`", first_sentence(docstring(each)), f"`{whereabouts(each)}`")
        for name, each in done.items()
    )
    return table(heads("step|what is made|file", "步骤|生成什么|文件"), rows)


def purposes() -> str:
    """All purposes of random draws that the code names, in one line."""
    drawn = re.compile(r"luck\.(?:draw|normal|exponential|choose)\(\s*f?\"([\w.{}]+)\"")
    texts = (file.read_text("utf-8") for file in (ROOT / "simulation").rglob("*.py"))
    found = sorted({name for text in texts for name in drawn.findall(text)})
    names = ", ".join(f"`{name}`" for name in found)
    return said("{n} purposes: {names}.\n", "共 {n} 种用途：{names}。\n", n=len(found), names=names)


def parts(package: str) -> str:
    """The files of a package, each with its first sentence."""
    import_all(package)
    modules = (sys.modules[name] for name in sorted(sys.modules) if name.startswith(f"{package}."))
    rows = ((f"`{whereabouts(each)}`", first_sentence(docstring(each)).rstrip(".")) for each in modules)
    return table(heads("file|what it is", "文件|内容"), rows)


def submodels() -> str:
    """Every file that declares parameters or rules: what it is, its rules, their arithmetic, its numbers."""
    found = homes()
    return "\n".join(_submodel(module, found[module]) for module in sorted(found))


def homes() -> dict[str, list[type]]:
    """The classes that declare parameters or rules, by the module that they stand in."""
    found: dict[str, list[type]] = {}
    heirs = [*parameter_groups().values(), *agents.kinds().values()]
    for cls in dict.fromkeys(cls for heir in heirs for cls in heir.__mro__ if cls not in ArrayAgent.__mro__):
        found.setdefault(cls.__module__, []).append(cls)
    return {name: each for name, each in found.items() if any(map(_own_rules, each)) or _own_numbers(each)}


def _submodel(module: str, classes: list[type]) -> str:
    about = docstring(sys.modules[module])
    title, more = first_sentence(about).rstrip("."), about.partition("\n\n")[2]
    rules = [_rules(cls) for cls in classes if _own_rules(cls)]
    found = _own_numbers(classes)
    tables = [numbers(found)] if found else []
    where = said("In `{file}`.\n", "文件：`{file}`。\n", file=whereabouts(sys.modules[module]))
    return "\n".join([f"#### {title}\n", f"{more}\n", *rules, *tables, where])


def _rules(cls: type) -> str:
    own = _own_rules(cls)
    shown = [(name, rule) for name, rule in own.items() if not name.startswith("_")]
    lines = [f"- `{name}({asked_with(rule)})`\n\n{_told(rule)}\n" for name, rule in shown]
    code = "\n\n".join(textwrap.dedent(inspect.getsource(rule)).rstrip() for rule in own.values())
    summary = said("The arithmetic of {cls}", "{cls} 的算式", cls=cls.__name__)
    fold = f"<details><summary>{summary}</summary>\n\n```python\n{code}\n```\n\n"
    return "\n".join([*lines, "", f"{fold}</details>\n"])


def _told(rule: FunctionType) -> str:
    """The paragraphs of a rule's docstring below its item of the list; the first is that of the reference."""
    return "\n\n".join(f"  {first_sentence(each)}" for each in docstring(rule).split("\n\n"))


def _own_rules(cls: type) -> dict[str, FunctionType]:
    """The functions that a class itself defines."""
    return {
        name: each for name, each in vars(cls).items() if isinstance(each, FunctionType) and name[:2] != "__"
    }


def _own_numbers(classes: list[type]) -> dict[str, Parameter]:
    """The parameters that some classes themselves declare, by dotted path."""
    return {
        f"{group}.{name}": about
        for group, heir in parameter_groups().items()
        for cls in classes
        if issubclass(heir, cls) and hasattr(cls, "__dataclass_fields__")
        for name, about in described(cls).items()
        if name in cls.__annotations__
    }
