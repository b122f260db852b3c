"""Input that was harmed: valid files with parts lost, doubled or exchanged, and files of nothing but pieces.

A case is the name of what it is for, and a text. `KINDS` says how each is drawn and answered; tests draw
some hundred of them, `benchmarks/faults/fuzz.py` as many as one has patience for.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from benchmarks.service_script.play import play_script
from benchmarks.service_script.script import check_script
from simulation.live.serving.server import NoLive, check_machine
from tests.fuzz import answers
from tests.worlds import ROOT

WORD = re.compile(r"[A-Za-z_.][\w. :%/-]*")
SCENARIO = {
    "schema": 1,
    "name": "fuzzed",
    "title": {"en": "Fuzzed", "zh": "试"},
    "why": {"en": "Why?", "zh": "为何"},
    "place": {
        "residents": 2400,
        "communities": 1,
        "campaigns": [{"name": "spring", "start": "03-01", "end": "03-20", "minutes": 30}],
    },
    "model": {"workers": {"value": 2, "low": 1, "high": 3, "source": "own"}, "shift_windows": "08:30-12:00"},
    "city": {"streets": 2, "shared_fund": 0.5},
    "parameters": {"residents.will_18_29": 0.5, "residents.beta_busy": "1 log odds"},
    "interventions": [
        {"staffing": {"add": 1, "from": "2025-01-10", "to": "2025-02-10", "ramp": "7 days", "grids": [1]}},
        {"training": {"from": "2025-01-10", "grids": "30 %"}},
    ],
    "shocks": [{"employer_closes": {"from": "2025-01-10"}}],
    "experiment": {"start": "2025-01-01", "days": 90, "warmup": 2, "replications": 3, "seed": 7},
    "beyond_range": ["place.residents"],
    "claims": [{"metric": "need_days", "value": 1, "unit": "day", "place": "x", "source": "s"}],
    "metrics": ["mine.py:mine"],
    "rules": {"Resident.joining_chance": "mine.py:keen"},
    "strength": 0.5,
}
STUDY = {
    "schema": 1,
    "study": "fuzzed",
    "title": {"en": "Fuzzed", "zh": "试"},
    "baseline": "base.yaml",
    "scenarios": ["more.yaml"],
    "experiment": {"days": 30, "replications": 2},
    "sweep": {"grid": {"interventions.staffing.add": [0, "1:2:0.5"], "place.residents": [2400, 2600]}},
}
SCRIPT = json.loads((ROOT / "tests/data/traces/R01.in.json").read_text("utf-8"))
ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, 1e308, -1e-300, float("nan"), float("inf"), "", " ", "x", "no",
    "yes", "010", "12:30:00", "1_000", "0x1F", "1e999", "2025-02-30", "2025-13-01", "9999-12-31",
    "00:00-24:00", "25:00", "100 %", "-3 days", "1 / 0", "网格", "\u202e", "\ud800", "\x00", "a\nb",
    "../x", "/", "mine.py:mine", "none.py:x", "x" * 5_000, [], {}, [[]], [None], {"": ""}, {"x": {"y": [1]}},
    "&a", "*a", "!!int 3", "<<", "1:2:-1", "0:1:1e-9", "spring_festival+400", [1] * 500,
]  # fmt: skip
NUMBERS = [0, 0.5, 1, 5, 1e-300, 59.999999, 480, 1440, 1440.5, 100_000, 1e8, 99_999_999.9]
PLAYABLE: dict[Any, list[Any]] = {
    "class": ["general", "major", "emergency"], "at_close": ["finish", "pause"], "id": ["x", 7, "a"],
    "workers": [0, 1, 3, 100_000], "servers": [1, 2, 100_000], "windows": [None, [[0, 1440]], [[1, 2]]],
    "preempt": ["emergencies", "none", "all"], "victim": ["latest_arrival", "latest_join"],
    "queue_key": ["arrival", "join", "resumed_first"], "horizon": [None, 0, 1440, 1e8],
    "return_handling": [None, 0, 30], "patience": [None, 0, 10, 1e8],
}  # fmt: skip
"""What may stand where in a script; numbers elsewhere."""
PIECES = [
    "a: b\n", "- ", "? ", "&a ", "*a ", "!!int ", "|", "> ", "'", '"', "{", "}", "[", "]", ": ", ", ", "#",
    "\n", "  ", "\t", "%YAML 1.1\n", "---\n", "schema: 1\n", "name: x\n", "study: x\n", "1e999", "\x85",
    "extends: base.yaml\n", "<<: ", "~", "\ufeff", "place:", "interventions:", "sweep:", "../", "网格",
]  # fmt: skip
MESS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
VALUES = st.one_of(
    st.sampled_from([each for each in ODD if isinstance(each, str)]),
    st.text(max_size=12),
    st.from_regex(
        r"-?[0-9]{1,25}(\.[0-9]+)?(e-?[0-9]{1,8})?( (days|%|yuan|1000 residents|/))?", fullmatch=True
    ),
    st.from_regex(r"-?[0-9.]{1,6}(:-?[0-9.]{1,6}){1,3}(,[0-9.]{1,4}){0,3}", fullmatch=True),
)
PATHS = [
    "model.workers", "place.residents", "place.communities", "city.streets", "experiment.start",
    "experiment.days", "experiment.seed", "interventions.staffing.grids", "interventions.staffing.ramp",
    "interventions.staffing.add", "residents.will_18_29", "place.campaigns", "strength", "shocks.winter.from",
    "model.shift_windows", "x", "", "rules", "metrics", "place", "interventions",
]  # fmt: skip


@st.composite
def harmed(draw: st.DrawFn, whole: Any) -> Any:
    """A tree of which one to three places were deleted, doubled, renamed or exchanged."""
    tree = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        _harm_once(draw, tree)
    return tree


def _harm_once(draw: st.DrawFn, tree: Any) -> None:
    node = tree
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        if not isinstance(node[key], (dict, list)) or not node[key] or draw(st.booleans()):
            break
        node = node[key]
    harm = draw(st.sampled_from(["delete", "exchange", "exchange", "rename", "double"]))
    if harm == "delete":
        del node[key]
    elif harm == "exchange":
        node[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    elif isinstance(node, list):
        node.insert(0, copy.deepcopy(node[key]))
    else:
        node[draw(st.sampled_from(["x", "", "name", f"{key}x", "from", "网"]))] = (
            node.pop(key) if harm == "rename" else copy.deepcopy(node[key])
        )


def as_yaml(tree: Any) -> str:
    """A tree as a YAML text on one line, its simple words without quotation marks."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(as_yaml, tree)) + "]"
    plain = isinstance(tree, str) and (WORD.fullmatch(tree) or tree[:1].isdigit())
    return tree if plain and ", " not in tree and ": " not in tree else json.dumps(tree)


@st.composite
def slipped(draw: st.DrawFn, text: str) -> str:
    """A text in which something was typed, or a part lost or doubled."""
    at, long = draw(st.integers(0, len(text))), draw(st.integers(0, 30))
    lost = draw(st.booleans())
    return text[:at] + draw(MESS) + text[at + long * lost :] if draw(st.booleans()) else text[:at]


def _yaml(whole: Any) -> st.SearchStrategy[str]:
    lines = "".join(f"{key}: {as_yaml(value)}\n" for key, value in whole.items())
    return st.one_of(
        harmed(whole).map(lambda tree: "".join(f"{key}: {as_yaml(each)}\n" for key, each in tree.items())),
        slipped(lines),
        MESS,
    )


def _json(whole: Any) -> st.SearchStrategy[str]:
    text = json.dumps(whole, ensure_ascii=False)
    return st.one_of(harmed(whole).map(json.dumps), slipped(text), st.sampled_from(ODD).map(json.dumps))


def _played() -> st.SearchStrategy[str]:
    """Scripts that are mostly sound: numbers and words were exchanged for others that may be there. One is
    played first, which compiles or loads the kernels."""
    play_script(check_script(SCRIPT))
    return st.one_of(_turned(SCRIPT).map(json.dumps), harmed(SCRIPT).map(json.dumps))


@st.composite
def _turned(draw: st.DrawFn, whole: Any) -> Any:
    tree = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 12))):
        node, key = draw(st.sampled_from(list(_leaves(tree))))
        node[key] = draw(st.sampled_from(PLAYABLE.get(key, NUMBERS)))
    return tree


def _leaves(node: Any):
    """Every place of a tree that holds no further one, with what holds it."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, (dict, list)) and value:
            yield from _leaves(value)
        else:
            yield node, key


_SETTING = st.builds("{}={}".format, st.sampled_from(PATHS), VALUES)


def _of_lines() -> dict[str, Kind]:
    """What may come over a line to the live view, where that can be shown here."""
    try:
        check_machine()
    except NoLive:
        return {}
    from tests.fuzz import lines

    return {"line": Kind(st.deferred(lambda: lines.cases(harmed, slipped, ODD)), lines.line)}


@dataclass(frozen=True)
class Kind:
    """How cases of a kind are drawn, and what answers one: it returns, or fails with `answers.SAID`."""

    drawn: st.SearchStrategy[str]
    answer: Callable[[answers.Place, str], object]


KINDS = (
    {
        "scenario": Kind(_yaml(SCENARIO), answers.scenario),
        "study": Kind(_yaml(STUDY), answers.study),
        "set": Kind(st.one_of(_SETTING, MESS), answers.setting),
        "grid": Kind(st.one_of(_SETTING, MESS), answers.grid),
        "script": Kind(_json(SCRIPT), answers.script),
        "play": Kind(st.deferred(_played), answers.play),
    }
    | {
        name: Kind(
            st.deferred(lambda name=name: _stored(name)),
            lambda at, text, name=name: answers.folder(at, name, text),
        )
        for name in answers.STORED
    }
    | _of_lines()
)


def _stored(name: str) -> st.SearchStrategy[str]:
    text = answers.stored()[name]
    return _json(json.loads(text)) if name.endswith(".json") else slipped(text)
