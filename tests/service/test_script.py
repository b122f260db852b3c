"""What is wrong with a script is said in a sentence: where, what, what is allowed, what may be meant."""

from __future__ import annotations

import copy
import json

import pytest

from benchmarks.service_script.play import play, play_file
from benchmarks.service_script.script import ScriptError, check_script

GOOD = {
    "title": "a worker and two cases",
    "grids": [{"id": "g1", "workers": 1, "windows": [[480, 1200]], "at_close": "pause"}],
    "departments": [{"id": "d1", "servers": 1}],
    "horizon": None,
    "cases": [
        {"id": "a", "grid": "g1", "class": "general", "arrival": 0, "handling": 30},
        {"id": "b", "grid": "g1", "class": "emergency", "arrival": 10, "handling": 5.5,
         "escalate": {"department": "d1", "service": 10, "return_handling": None}},
    ],
}  # fmt: skip

GRID_KEYS = "id, workers, windows, windowed_classes, at_close"
CASE_KEYS = "id, grid, class, arrival, handling, escalate, patience"
SCRIPT_KEYS = "id, title, why, time_unit, grids, departments, horizon, rules, cases"
FAULTS = [
    (("cases", 0, "grid"), "g11", "cases[0].grid: no grid \"g11\"; allowed: g1; did you mean 'g1'?"),
    (("cases", 0, "handling"), -5, "cases[0].handling: -5 is too small; it must be at least 0"),
    (("cases", 0, "handling"), "long", 'cases[0].handling: "long" is not a number of minutes'),
    (("cases", 0, "handling"), True, "cases[0].handling: true is not a number of minutes"),
    (("cases", 0, "handling"), float("inf"), "cases[0].handling: Infinity is not a finite number"),
    (("cases", 0, "arrival"), float("nan"), "cases[0].arrival: NaN is not a finite number"),
    (("cases", 0, "arrival"), 1e12,
     "cases[0].arrival: 1000000000000.0 is too large; it must be at most 1e+08"),
    (("cases", 0, "arrival"), None, "cases[0].arrival: null is not a number of minutes"),
    (("cases", 0, "class"), "genral",
     "cases[0].class: \"genral\" is none of the choices; allowed: emergency, major, general; "
     "did you mean 'general'?"),
    (("cases", 0, "patience"), -1, "cases[0].patience: -1 is too small; it must be at least 0"),
    (("cases", 0, "handeling"), 3,
     f"cases[0].handeling: no such key; allowed: {CASE_KEYS}; did you mean 'handling'?"),
    (("cases", 1, "escalate", "servce"), 3,
     "cases[1].escalate.servce: no such key; allowed: department, service, return_handling; "
     "did you mean 'service'?"),
    (("cases", 1, "id"), "a", 'cases: the id "a" stands 2 times; it must be unique'),
    (("cases", 1, "escalate", "department"), "e2",
     'cases[1].escalate.department: no department "e2"; allowed: d1'),
    (("cases", 1, "escalate", "service"), -1,
     "cases[1].escalate.service: -1 is too small; it must be at least 0"),
    (("cases", 1, "escalate"), [{"department": "d1", "service": -1}],
     "cases[1].escalate[0].service: -1 is too small; it must be at least 0"),
    (("cases", 1, "escalate"), [{"department": "d1", "service": 1}, {"department": "d1", "service": 1}],
     "cases[1].escalate[0]: ends the case (no return_handling), so the visits after it never come"),
    (("cases", 1, "escalate"), "d1", 'cases[1].escalate: "d1" is not an object or a list of objects'),
    (("grids", 0, "workers"), 0,
     "grids[0].workers: is 0, so these cases wait for ever: a, b; "
     "give the grid a worker or the script a horizon"),
    (("grids", 0, "workers"), 1.5, "grids[0].workers: 1.5 is not a whole number"),
    (("grids", 0, "windows"), [],
     "grids[0].windows: is empty, so no worker is ever on duty; leave it out for always on duty"),
    (("grids", 0, "windows"), [[600, 500]],
     "grids[0].windows[0]: [600, 500] must open before it closes, within 0 to 1440"),
    (("grids", 0, "windows"), [[600, 1500]],
     "grids[0].windows[0]: [600, 1500] must open before it closes, within 0 to 1440"),
    (("grids", 0, "windows"), [[600]], "grids[0].windows[0]: [600] is not a pair [open, close]"),
    (("grids", 0, "at_close"), "stop",
     'grids[0].at_close: "stop" is none of the choices; allowed: finish, pause'),
    (("grids", 0, "worker"), 1,
     f"grids[0].worker: no such key; allowed: {GRID_KEYS}; did you mean 'workers'?"),
    (("departments", 0, "servers"), 0, "departments[0].servers: 0 is too small; it must be at least 1"),
    (("horizon",), -1, "horizon: -1 is too small; it must be at least 0"),
    (("rules",), {"preempt": "some"},
     'rules.preempt: "some" is none of the choices; allowed: emergencies, none, all'),
    (("rules",), {"victims": "x"},
     "rules.victims: no such key; allowed: preempt, queue_key, victim; did you mean 'victim'?"),
    (("case",), [], f"case: no such key; allowed: {SCRIPT_KEYS}; did you mean 'cases'?"),
    (("cases",), {}, "cases: {} is not a list"),
    (("cases", 0), 7, "cases[0]: 7 is not an object"),
    (("id",), float("inf"), "id: Infinity has a number that is not finite"),
    (("title",), {"en": [float("nan")]}, 'title: {"en": [NaN]} has a number that is not finite'),
]  # fmt: skip


def with_fault(path, value):
    """The good script with one value changed."""
    script = copy.deepcopy(GOOD)
    inner = script
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return script


def test_the_good_script_is_good():
    assert play(GOOD)["end"] == 510


@pytest.mark.parametrize("path, value, said", FAULTS)
def test_a_fault_is_said_in_one_sentence(path, value, said):
    with pytest.raises(ScriptError) as fault:
        check_script(with_fault(path, value))
    assert str(fault.value).splitlines() == [said]


@pytest.mark.parametrize("key", ["id", "grid", "class", "arrival", "handling"])
def test_what_is_missing_is_named(key):
    script = copy.deepcopy(GOOD)
    del script["cases"][0][key]
    with pytest.raises(ScriptError, match=rf"^cases\[0\].{key}: is missing$"):
        check_script(script)


def test_a_million_workers_and_servers_are_the_most():
    script = copy.deepcopy(GOOD)
    script["grids"] += [{"id": f"g{nth}", "workers": 100_000} for nth in range(10)]
    with pytest.raises(
        ScriptError, match=r"^grids, departments: 10\d+ workers and servers in all; 1000000 are"
    ):
        check_script(script)


def test_a_crowd_is_not_played_for_as_many_days_as_a_street(monkeypatch):
    # given a case that is worked on for two centuries, and where a day takes as long as there are workers
    script = with_fault(("cases", 0, "handling"), 1e8)
    script["horizon"] = None
    with pytest.raises(ScriptError, match=r"more than 10000 days; .* a shorter horizon$"):
        play(script)
    monkeypatch.setitem(play.__globals__, "MOST_WORK", 300 * 1000)
    script["grids"][0]["workers"] = 1000
    with pytest.raises(ScriptError, match=r"more than 299 days; .* or fewer workers and servers$"):
        play(script)


def test_all_faults_are_said_at_once():
    script = with_fault(("cases", 0, "handling"), -1)
    script["grids"][0]["workers"] = -1
    with pytest.raises(ScriptError) as fault:
        check_script(script)
    assert len(str(fault.value).splitlines()) == 2


@pytest.mark.parametrize(
    "text, said",
    [
        ("{", "this is not JSON"),
        ("[]", "a script is one JSON object"),
        ("", "this is not JSON"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_a_file_that_is_no_script_is_named(tmp_path, text, said):
    path = tmp_path / "street.json"
    path.write_text(text)
    with pytest.raises(ScriptError, match=said) as fault:
        play_file(path)
    assert str(fault.value).startswith(str(path))


def test_a_missing_or_unreadable_file_is_named(tmp_path):
    with pytest.raises(ScriptError, match="cannot be read"):
        play_file(tmp_path / "nowhere.json")
    (tmp_path / "picture.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScriptError, match="is not a text file in UTF-8"):
        play_file(tmp_path / "picture.json")


def test_a_grid_without_workers_is_fine_where_the_script_ends_or_the_cases_leave():
    script = with_fault(("grids", 0, "workers"), 0)
    script["horizon"] = 100
    assert {case["open_at_horizon"] for case in play(script)["cases"]} == {"waiting in grid"}
    script["horizon"] = None
    for case in script["cases"]:
        case["patience"] = 20
    assert [case["withdrawn"] for case in play(script)["cases"]] == [20, 30]


def test_an_empty_script_ends_at_once():
    assert play({"grids": [], "cases": []})["cases"] == []


def test_what_comes_back_is_json_again(tmp_path):
    path = tmp_path / "street.json"
    path.write_text(json.dumps(GOOD))
    assert json.loads(json.dumps(play_file(path), allow_nan=False)) == play(GOOD)


def test_a_case_may_visit_several_departments():
    # given a case that goes to the department twice and is closed by its grid
    script = with_fault(
        ("cases", 0, "escalate"),
        [
            {"department": "d1", "service": 10, "return_handling": 5},
            {"department": "d1", "service": 20, "return_handling": 5},
        ],
    )
    del script["cases"][1]
    # when it is played
    case = play(script)["cases"][0]
    # then each visit is told
    assert [visit["join"] for visit in case["departments"]] == [510, 525]
    assert case["close"] == 550


@pytest.mark.slow
def test_a_hundred_thousand_cases_are_a_script_too():
    # given five hundred days of two hundred cases in ten grids
    cases = [
        {"id": n, "grid": n % 10, "class": "general", "arrival": n * 7.2, "handling": 20}
        for n in range(100_000)
    ]
    grids = [{"id": n, "workers": 1, "windows": [[480, 1200]]} for n in range(10)]
    # when it is played, then every case is closed
    outcome = play({"grids": grids, "cases": cases})
    assert all(case["close"] is not None for case in outcome["cases"])
    assert sum(map(sum, outcome["busy_by_worker"].values())) == 2_000_000


def test_windows_may_open_and_close_within_a_minute():
    # given 1,500 minutes of work from 100.1 to 1,200.3 each day, which no binary number is, and a window that
    # opens next to midnight
    script = copy.deepcopy(GOOD) | {"departments": []}
    script["grids"] = [script["grids"][0] | {"windows": [[100.1, 1200.3]]}]
    script["grids"].append({"id": "g2", "workers": 1, "windows": [[1e-300, 1200]], "at_close": "pause"})
    work = {"class": "general", "arrival": 0, "handling": 1500}
    script["cases"] = [{"id": "a", "grid": "g1"} | work, {"id": "b", "grid": "g2"} | work]
    # then what is left of each at its close is done from its next opening on
    done = {each["id"]: each["close"] for each in play(script)["cases"]}
    assert done == {"a": pytest.approx(1440 + 100.1 + 1500 - 1100.2), "b": pytest.approx(1440 + 300)}
