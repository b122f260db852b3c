"""Everything that a scenario file can set, as a table or for a program."""

from __future__ import annotations

import json
from typing import Any

from simulation.parameters import Parameter
from simulation.scenario.sections.strength import ABOUT, STRENGTH
from simulation.scenario.settable import PLUGINS, known_numbers
from simulation.scenario.settings import EXPERIMENT


def entries(word: str = "") -> list[dict[str, Any]]:
    """Every number and word by dotted path, of which the path, the meaning, or the title of the policy or
    shock holds `word`; nothing is left out without one."""
    found = []
    for path, about in _everything().items():
        entry = {"path": path, **_about(about), **_plugin(path)}
        if word.lower() in " ".join(str(each) for each in entry.values()).lower():
            found.append(entry)
    return found


def _everything() -> dict[str, Parameter]:
    """All numbers and words by dotted path; `strength` stands alone at the top of a file."""
    experiment = {f"experiment.{name}": about for name, about in EXPERIMENT.items()}
    return known_numbers() | experiment | {STRENGTH: ABOUT}


def _about(about: Parameter) -> dict[str, Any]:
    ends = {"allowed": list(about.allowed)} if about.allowed else {"low": about.low, "high": about.high}
    return {
        "default": about.default,
        "unit": about.unit,
        **ends,
        "meaning": about.meaning,
        "source": about.source,
    }


def _plugin(path: str) -> dict[str, Any]:
    """What a policy or shock calls itself, for its settings."""
    section, _, name = path.partition(".")
    if section not in PLUGINS:
        return {}
    cls: Any = PLUGINS[section][name.partition(".")[0]]
    return {f"title_{language}": text for language, text in cls.title.items()}


def as_text(found: list[dict[str, Any]]) -> str:
    """A line for each, a heading for each parameter group and policy."""
    lines, heading = [], ""
    for each in found:
        group, _, name = each["path"].rpartition(".")
        group = group or "scenario"
        if group != heading:
            heading = group
            title = f": {each['title_en']} ({each['title_zh']})" if "title_en" in each else ""
            lines += ["", f"{group}{title}"]
        ends = " | ".join(each["allowed"]) if "allowed" in each else f"{each['low']:g} to {each['high']:g}"
        value = f"{name} = {each['default']} ({each['unit']}; {ends})"
        lines.append(f"  {value}: {each['meaning']} [{each['source']}]")
    return "\n".join(lines).strip()


def as_json(found: list[dict[str, Any]]) -> str:
    """The same as a JSON list."""
    return json.dumps(found, ensure_ascii=False, indent=1)
