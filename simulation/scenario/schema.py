"""Everything that a scenario file can set, as a table or for a program."""

from __future__ import annotations

import json
import re
from typing import Any

from simulation.parameters import Parameter
from simulation.scenario.sections.strength import ABOUT, STRENGTH
from simulation.scenario.settable import PLUGINS, known_numbers
from simulation.scenario.settings import EXPERIMENT
from simulation.text.quantities import Language
from simulation.text.spoken.meanings import meaning_in_chinese
from simulation.units import unit_word

KINDS = {
    re.compile("assumed"): "假定",
    re.compile("set so that"): "校准",
    re.compile("calibrated"): "校准",
    re.compile("derived"): "推算",
    re.compile("measured"): "实测",
    re.compile("the file"): "由文件给出",
    re.compile("chosen"): "自定",
}
"""The kinds of sources in Chinese, by a word of theirs; any other names a publication or a law."""


WORD = "choice"
"""The unit of what is a word."""
WHOLE = 10_000
"""From here on ends of ranges are written whole."""


def entries(word: str = "") -> list[dict[str, Any]]:
    """Every number and word by dotted path, of which the path, the meaning, or the title of the policy or
    shock holds `word`; nothing is left out without one."""
    found = []
    for path, about in _everything().items():
        entry = {"path": path, **_about(about), **_plugin(path)}
        if word.lower() in " ".join(str(each) for each in entry.values()).lower():
            found.append(entry)
    return found


def names() -> list[str]:
    """The words of all paths, each once: "interventions", "staffing", "add"."""
    return sorted({word for path in _everything() for word in path.split(".")})


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
        "meaning_zh": about.zh or meaning_in_chinese(about.meaning) or about.meaning,
        "source": about.source,
    }


def _plugin(path: str) -> dict[str, Any]:
    """What a policy or shock calls itself, for its settings."""
    section, _, name = path.partition(".")
    if section not in PLUGINS:
        return {}
    cls: Any = PLUGINS[section][name.partition(".")[0]]
    return {f"title_{language}": text for language, text in cls.title.items()}


def as_text(found: list[dict[str, Any]], language: Language) -> str:
    """A line for each, a heading for each parameter group and policy."""
    lines, heading = [], ""
    for each in found:
        group, _, name = each["path"].rpartition(".")
        group = group or "scenario"
        if group != heading:
            heading = group
            lines += ["", f"{group}{_title(each, language)}"]
        lines.append("  " + (_in_chinese if language == "zh" else _in_english)(name, each))
    return "\n".join(lines).strip()


def _title(each: dict[str, Any], language: Language) -> str:
    if "title_en" not in each:
        return ""
    return f"：{each['title_zh']}" if language == "zh" else f": {each['title_en']} ({each['title_zh']})"


def _in_english(name: str, each: dict[str, Any]) -> str:
    about = "; ".join(filter(None, (each["unit"], _range(each, "to"))))
    return f"{name} = {each['default']} ({about}): {each['meaning']} [{each['source']}]"


def _in_chinese(name: str, each: dict[str, Any]) -> str:
    """The same in Chinese; of the source its kind, and the keys of the references."""
    unit = "文字" if each["unit"] == WORD else unit_word(each["unit"], "zh").strip()
    about = "；".join(filter(None, (unit, _range(each, "至"))))
    return f"{name} = {each['default']}（{about}）：{each['meaning_zh']}〔{_kind_of_source(each['source'])}〕"


def _range(each: dict[str, Any], to: str) -> str:
    """The words that are allowed, or both ends; nothing where any word is."""
    if "allowed" in each or each["unit"] == WORD:
        return " | ".join(each.get("allowed", ()))
    return f"{_end(each['low'])} {to} {_end(each['high'])}"


def _end(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= WHOLE and value == int(value) else f"{value:g}"


def _kind_of_source(source: str) -> str:
    kind = next((zh for form, zh in KINDS.items() if form.search(source)), "出处")
    return "，".join([kind, *re.findall(r"@\w+", source)])


def as_json(found: list[dict[str, Any]]) -> str:
    """The same as a JSON list."""
    return json.dumps(found, ensure_ascii=False, indent=1)
