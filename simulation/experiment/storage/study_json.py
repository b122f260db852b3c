"""study.json of a results folder, read strictly: what compares and reports rests on what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.files.json_files import ANY, Day, Matching, Whole, read_json
from simulation.experiment.storage.run_store import STUDY

NAME = Matching(re.compile(r"(?!\.)[^/\\\0]+"), "a name that can be that of a file")
REPLICATIONS, DAYS = Whole(1, 100_000), Whole(0, 40_000)
_TITLE = {"en": str, "zh": str}
_DATED = {"name": str, "title": _TITLE, "from": Day(), "full?": Day(), "to?": Day(), "remedies?": [Whole()]}
_VALUE = (str, float)
_SCENARIO = {
    "name": NAME,
    "title?": _TITLE,
    "remedies?": [Whole()],
    "policies?": [_DATED],
    "shocks?": [_DATED],
    "package?": [NAME],
    "rules?": [{"replaces": str, "with": str, "file": str}],
    "own?": [{"name": str, "file": str}],
    "claims?": [
        {"metric": str, "value": float, "unit": str, "place?": str, "source": str, "about?": (None, _TITLE)}
    ],
    "beyond_range?": [str],
    "of?": NAME,
    "point?": {ANY: _VALUE},
    "case?": str,
    "baseline?": NAME,
}
_METRIC = {"name": str, "unit": str, "better": str, "role": str, "label": _TITLE, "meaning": (str, _TITLE)}
_FORM = {
    "name?": str,
    "title?": _TITLE,
    "baseline": NAME,
    "scenarios": [_SCENARIO],
    "start?": Day(),
    "warmup?": DAYS,
    "days?": DAYS,
    "replications?": REPLICATIONS,
    "seed?": Whole(),
    "sweep?": {"paths": {ANY: str}, "of": {ANY: _TITLE}, "cases?": {ANY: _TITLE}},
    "metrics?": [_METRIC],
    "parameter_sets?": {"file": str, "sets": Whole(1), "seeds?": Whole(1)},
}


def read_study_json(folder: Path) -> dict[str, Any]:
    """What study.json says; a scenario without a title is called by its name. Raises FileNotFoundError where
    there is none, ExperimentError where it is not as this program writes it."""
    study = read_json(folder / STUDY, _FORM)
    for each in study["scenarios"]:
        each.setdefault("title", dict.fromkeys(_TITLE, each["name"]))
    wrong = _contradiction(study)
    if wrong:
        raise ExperimentError(f"{folder / STUDY}: {wrong}")
    return study


def _contradiction(study: Mapping[str, Any]) -> str:
    """What one part of a study says against another; empty where nothing does."""
    names = [each["name"] for each in study["scenarios"]]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        return f"two scenarios are called '{twice[0]}'"
    own = [each["baseline"] for each in study["scenarios"] if "baseline" in each]
    package = [name for each in study["scenarios"] for name in each.get("package", ())]
    lost = [name for name in (study["baseline"], *own, *package) if name not in names]
    if lost:
        return f"there is no scenario '{lost[0]}', which another part of it names"
    swept = set(study.get("sweep", {}).get("paths", ()))
    points = [each for each in study["scenarios"] if "point" in each]
    if any("of" not in each or not each["point"].keys() <= swept for each in points):
        return "a scenario stands at a point of a sweep that there is not"
    return ""


def only_costs(entry: Mapping[str, Any]) -> bool:
    """Whether a scenario of study.json takes money and time and does nothing: a yardstick, and no choice."""
    return {policy["name"] for policy in entry.get("policies", [])} == {"placebo"}


def rules_alone(study: Mapping[str, Any]) -> bool:
    """Whether every scenario of study.json but the baseline has rules of its own, and policies and shocks as
    the baseline has them."""
    entries = {each["name"]: each for each in study["scenarios"]}
    usual = entries[study["baseline"]]
    others = [each for name, each in entries.items() if name != study["baseline"]]
    return bool(others) and all(
        each.get("rules", []) != usual.get("rules", [])
        and all(each.get(part, []) == usual.get(part, []) for part in ("policies", "shocks", "point"))
        for each in others
    )
