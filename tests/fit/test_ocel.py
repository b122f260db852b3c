"""The log that may be shared as OCEL 2.0: its rules are kept, and it reads back as the same cases."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from simulation.caselog import read_log
from simulation.fit.ocel import ocel_of

NAMED = {"type": "object", "required": ["name", "attributes"], "additionalProperties": False}
DECLARED = {
    "type": "array",
    "items": NAMED
    | {
        "properties": {
            "name": {"type": "string"},
            "attributes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "type"],
                    "properties": {"type": {"enum": ["string", "time", "integer", "float", "boolean"]}},
                },
            },
        }
    },
}
TIME = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
LINKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["objectId", "qualifier"],
        "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
    },
}
THING = {"id": {"type": "string"}, "type": {"type": "string"}, "relationships": LINKS}
VALUE = {"type": "object", "required": ["name", "value", "time"], "properties": {"time": TIME}}
SCHEMA = {
    "type": "object",
    "required": ["objectTypes", "eventTypes", "objects", "events"],
    "properties": {
        "objectTypes": DECLARED,
        "eventTypes": DECLARED,
        "objects": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type"],
                "properties": THING | {"attributes": {"type": "array", "items": VALUE}},
            },
        },
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "time"],
                "properties": THING | {"time": TIME, "attributes": {"type": "array"}},
            },
        },
    },
}
"""The form that the standard (OCEL 2.0, section on JSON) demands."""


def broken(log: dict) -> list[str]:
    """Which rules a log breaks: its form, names that are not declared, numbers given twice, and events about
    nothing that is there."""
    found = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(log)]
    for kind in ("object", "event"):
        declared = {each["name"]: {one["name"] for one in each["attributes"]} for each in log[f"{kind}Types"]}
        things = log[f"{kind}s"]
        found += ["a number twice"] * (len({each["id"] for each in things}) < len(things))
        for each in things:
            names = {one["name"] for one in each["attributes"]}
            if each["type"] not in declared or not names <= declared[each["type"]]:
                found.append(f"not declared: {each['type']}, {names}")
    there = {each["id"] for each in log["objects"]}
    links = [link["objectId"] for each in (*log["objects"], *log["events"]) for link in each["relationships"]]
    return found + [f"no object {name}" for name in links if name not in there]


@pytest.fixture
def shared() -> pd.DataFrame:
    """Three cases: one closed, one closed in the minute it came, one open and without a limit."""
    opened = pd.to_datetime(["2025-01-06 08:00", "2025-01-06 09:30", "2025-01-07 10:00"])
    return pd.DataFrame(
        {
            "case_id": np.arange(1, 4),
            "opened": opened,
            "closed": pd.to_datetime(["2025-01-08 12:15", "2025-01-06 09:30", None]),
            "due": pd.to_datetime(["2025-01-09 08:00", "2025-01-07 09:30", None]),
            "type": ["lamp", "lamp", "noise"],
            "unit": ["street", "street", "other"],
            "area": ["a", "", "b"],
            "channel": ["residents", "staff", "residents"],
        }
    )


def test_it_keeps_the_rules_of_ocel(shared):
    log = ocel_of(shared)
    assert broken(log) == []
    assert len(log["objects"]) == 3 and len(log["events"]) == 5


def test_a_log_that_breaks_a_rule_is_seen_to(shared):
    log = ocel_of(shared)
    log["events"][0]["relationships"][0]["objectId"] = "99"
    log["objects"][0]["attributes"][0]["name"] = "colour"
    del log["events"][1]["time"]
    assert len(broken(log)) == 3


def test_it_reads_back_as_the_same_cases(shared, tmp_path):
    path = tmp_path / "shareable_log.ocel.json"
    path.write_text(json.dumps(ocel_of(shared)), encoding="utf-8")
    shared.to_csv(tmp_path / "shareable_log.csv", index=False, date_format="%Y-%m-%dT%H:%M")
    files = path, tmp_path / "shareable_log.csv"
    one, other = (read_log(each).cases.drop(columns="line") for each in files)
    assert len(one) == 3 and one["closed"].notna().tolist() == [True, True, False]
    pd.testing.assert_frame_equal(one, other)
