"""Scripts small enough to trace by hand, and random ones against a minute-by-minute second opinion."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.service_script.play import play
from tests.service import reference_service
from tests.service.plain_kernel import PLAIN
from tests.worlds import ROOT

TRACES = ROOT / "tests" / "data" / "traces"
NAMES = sorted(path.name.removesuffix(".in.json") for path in TRACES.glob("*.in.json"))
SAID = ("cases", "busy_by_worker", "queue_time_integral", "max_queue_after_events")
TOLD = ("first_start", "close", "withdrawn", "preempted", "paused")


def trace(name: str) -> tuple[dict, dict]:
    """A script and what happens in it."""
    return tuple(json.loads((TRACES / f"{name}.{end}.json").read_text()) for end in ("in", "out"))


def timeline(outcome: dict) -> list[str]:
    """The lines of a timeline without worker numbers, in an order of their own."""
    return sorted(str(line[:4]) for line in outcome["timeline"])


@pytest.mark.parametrize("name", NAMES)
def test_a_script_goes_as_traced_by_hand(name):
    # given a script and its outcome by hand
    script, expected = trace(name)
    # when it is played
    outcome = play(script)
    # then times, workers' minutes, queues and timeline are those of the hand
    assert outcome["end"] == expected["end"]
    for part in SAID:
        assert outcome[part] == expected[part], part
    assert timeline(outcome) == timeline(expected)


VARIANTS = [
    (name, key) for name in NAMES for key in trace(name)[1]["variants"] if key.startswith("queue_key")
]


@pytest.mark.parametrize("name, variant", VARIANTS)
def test_a_script_goes_as_traced_under_another_order(name, variant):
    # given a script that asks for another order of the queue
    script, expected = trace(name)
    script["rules"] = {"queue_key": variant.split("=")[1]}
    # when it is played
    outcome = play(script)
    # then it goes as the traced variant
    for part in SAID:
        assert outcome[part] == expected["variants"][variant][part], part


@pytest.mark.parametrize("name", NAMES)
def test_the_plain_source_says_the_same_as_the_compiled_kernel(name, monkeypatch):
    # given a script, played by the compiled kernel
    script, _ = trace(name)
    compiled = play(script)
    # when the same source runs as plain Python
    monkeypatch.setattr("simulation.service.service.kernel", PLAIN)
    # then every byte is the same
    assert play(script) == compiled


# --- random scripts

minutes = st.integers(0, 40)
rows = st.integers(0, 1)
visit = st.fixed_dictionaries(
    {"department": st.sampled_from(["d0", "d1"]), "service": minutes, "return_handling": minutes}
)
windows = st.sampled_from(
    [None, [[0, 60]], [[30, 90], [100, 160]], [[20, 1440]], [[0, 50], [1400, 1440]], [[40, 41]]]
)
grid = st.fixed_dictionaries(
    {
        "workers": st.integers(1, 3),
        "windows": windows,
        "windowed_classes": st.lists(st.sampled_from(reference_service.CLASSES), unique=True),
        "at_close": st.sampled_from(["finish", "pause"]),
    }
)
case = st.fixed_dictionaries(
    {
        "grid": st.sampled_from(["g0", "g1"]),
        "class": st.sampled_from(reference_service.CLASSES),
        "arrival": st.integers(0, 120),
        "handling": minutes,
        "escalate": st.one_of(st.none(), st.lists(visit, max_size=3)),
        "patience": st.one_of(st.none(), st.none(), st.integers(0, 60)),
    }
)


@st.composite
def scripts(draw):
    """A script with a few cases, many ties, and every rule that scripts may choose."""
    cases = draw(st.lists(case, min_size=1, max_size=14))
    for number, each in enumerate(cases):
        each["id"] = f"c{number}"
        if each["escalate"] and draw(st.booleans()):
            each["escalate"][-1]["return_handling"] = None
    grids = [{"id": f"g{row}", **draw(grid)} for row in range(2)]
    for each in grids:
        if each["windows"] is None:
            del each["windows"]
    return {
        "grids": grids,
        "departments": [{"id": f"d{row}", "servers": draw(st.integers(1, 2))} for row in range(2)],
        "horizon": draw(st.one_of(st.none(), st.integers(0, 1600))),
        "rules": {
            "preempt": draw(st.sampled_from(["emergencies", "none", "all"])),
            "queue_key": draw(st.sampled_from(["arrival", "join", "resumed_first"])),
            "victim": draw(st.sampled_from(["latest_arrival", "latest_join"])),
        },
        "cases": cases,
    }


def agrees(script: dict) -> None:
    """The kernel and the second opinion say the same about every case."""
    said = play(script)["cases"]
    for mine, other in zip(said, reference_service.run(script), strict=True):
        assert {key: mine.get(key) for key in TOLD} == {key: other[key] for key in TOLD}
        assert mine.get("open_at_horizon") == other["open"]
        visits = mine.get("departments", [mine["department"]] if "department" in mine else [])
        assert [{key: visit[key] for key in ("join", "start", "end")} for visit in visits] == other["visits"]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(script=scripts())
def test_a_random_script_goes_as_the_second_opinion_says(script):
    agrees(script)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(script=scripts())
def test_a_random_script_goes_alike_compiled_or_not(script):
    compiled = play(script)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulation.service.service.kernel", PLAIN)
        assert play(script) == compiled


@settings(max_examples=80, deadline=None, derandomize=True)
@given(script=scripts())
def test_no_case_is_lost_and_segments_add_up_to_the_handling(script):
    # given any script, when it is played
    outcome = play(script)
    # then every case is closed, withdrawn or open, exactly one of the three
    for raw, told in zip(script["cases"], outcome["cases"], strict=True):
        ends = [told["close"] is not None, "withdrawn" in told, "open_at_horizon" in told]
        assert sum(ends) == 1
        # and what was worked on a closed case is what it needed
        if told["close"] is not None:
            visits = raw["escalate"] or []
            needed = raw["handling"] + sum(visit["return_handling"] or 0 for visit in visits)
            assert sum(stop - start for *_, start, stop in told["grid_segments"]) == needed
    # and nobody works more than the time there is
    busy = [minutes for grid in outcome["busy_by_worker"].values() for minutes in grid]
    assert max(busy) <= outcome["end"]
    # and the workers' minutes are the minutes of the cases
    worked = sum(stop - start for told in outcome["cases"] for *_, start, stop in told["grid_segments"])
    assert sum(busy) == worked
