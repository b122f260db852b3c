"""Every figure in the plan for one machine is what the program gives."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path
from string import Formatter

import numpy as np
import pytest
from numpy.typing import NDArray

from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.codes import DAY
from simulation.interventions import interventions
from simulation.live.counts import SERIES, unsolved_rows
from simulation.live.policies import usual
from simulation.live.twins import SIDES, Twins
from simulation.model import Street
from simulation.records.flows import flows
from simulation.records.stages import stage_at
from simulation.scenario import Policy, Scenario, load
from simulation.service.bodies import BodyNumbers
from tests.worlds import live, measured
from tools.teaching.one_machine import source

KNOWN = source()
FACTS, END = KNOWN["facts"], KNOWN["facts"]["end_day"]
FIRST_SEED = 7


@cache
def street() -> Scenario:
    return load(shipped_scenario("classroom.yaml"))


@cache
def begun() -> Twins:
    """Both streets on the day on which the class chooses; to be copied."""
    twins = Twins(street())
    twins.run_days(FACTS["start_day"])
    found = [SERIES[each].of(twins.streets["today"]) for each in ("unsolved", "silent")]
    assert found == [FACTS["open"], FACTS["open_silent"]]
    return twins


@cache
def after(policy: str) -> Twins:
    """Both streets on the last day of the plan, with a policy that was chosen on its day."""
    twins = deepcopy(begun())
    twins.turn(policy, usual(policy))
    twins.run_days(END - FACTS["start_day"])
    return twins


def other_after(policy: str) -> Street:
    """The street with the policy alone, which takes half the time."""
    twins = deepcopy(begun())
    twins.turn(policy, usual(policy))
    return _later(twins.streets["other"], END - FACTS["start_day"])


def unsolved_after(policy: str, seeds: range) -> tuple[NDArray, NDArray]:
    """For each seed: what is unsolved on the last day of the plan as the street is, and with a policy, all
    streets at once, as the program does where it has many: their bytes are those of each alone."""
    as_it_is = Street(street(), seeds[0], beside=seeds[1:])
    _later(as_it_is, street().experiment.warmup + FACTS["start_day"])
    chosen = Policy(interventions[policy](**usual(policy)), policy, begun().morning)
    with_it = as_it_is.branch(replace(street(), policies=(chosen,)))
    both = [_later(each, END - FACTS["start_day"]) for each in (as_it_is, with_it)]
    one, other = ([_unsolved(each, nth) for nth in range(len(seeds))] for each in both)
    return np.array(one), np.array(other)


def _unsolved(street: Street, nth: int) -> int:
    return unsolved_rows(street.world.records_of(nth).needs).size


def _later(street: Street, days: int) -> Street:
    for _ in range(days):
        street.step()
    return street


def stages(lived: Street) -> Counter[str]:
    """How many unsolved needs are on each stage this evening."""
    lived.measurement.ask_the_service()
    now = float(lived.day * DAY)
    return Counter(
        stage_at(lived.records.needs, int(row), now).word for row in unsolved_rows(lived.records.needs)
    )


def test_every_figure_is_named_in_a_text_and_none_is_written_by_hand():
    texts = [each for each in _texts(KNOWN) if "{" in each]
    named = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    assert set(FACTS) <= named | {"start_day"}
    # in the key no number of two digits stands but those of the table and of round sums
    keys = _texts([step["key"] for step in KNOWN["steps"] if "key" in step])
    assert [found for text in keys for found in re.findall(r"\b\d{2,3}\b", text)] == ["100", "100", "300"]


def _texts(thing: object) -> list[str]:
    inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return [thing] if isinstance(thing, str) else [text for each in inner for text in _texts(each)]


@pytest.mark.slow
@pytest.mark.parametrize("said", KNOWN["shows"], ids=[each["policy"] for each in KNOWN["shows"]])
def test_what_a_policy_shows_is_what_the_page_shows(said):
    twins = after(said["policy"])
    # given the chart, then it differs from the day on, and by the numbers, that the key says
    table = twins.datacollector.model_vars
    one, other = (table[f"{side} {said['series']}"] for side in SIDES)
    assert {day: [one[day], other[day]] for day in said["days"]} == said["days"]
    assert next(day for day in range(len(one)) if one[day] != other[day]) == said["first"]
    # and these grids are worse
    by_grid = [SERIES["unsolved"].by_grid(each) for each in twins.streets.values()]
    worse = [place for place, (few, many) in enumerate(zip(*by_grid, strict=True), 1) if many > few]
    assert "worse" not in said or worse == said["worse"]


@pytest.mark.slow
def test_so_many_policies_show_nothing():
    found = Counter(_moves(other_after(name)) for name in interventions.all())
    assert found.total() == FACTS["every"]
    assert (found["equal"], found["hardly"]) == (FACTS["equal"], FACTS["hardly"])


def _moves(with_it: Street) -> str:
    """How far the four charts differ, as they are shown."""
    apart, both = {}, (after("whistles").streets["today"], with_it)
    for name, series in SERIES.items():
        one, other = (float(series.said(series.of(each)).replace(",", "")) for each in both)
        apart[name] = abs(one - other) * (1000 if name == "trust" else 1)
    return "equal" if not any(apart.values()) else "hardly" if max(apart.values()) < 2.5 else "more"


@pytest.mark.slow
def test_whistles_make_the_street_worse_for_the_reason_and_by_the_numbers_of_the_key():
    # given the pair of the class
    with_it = after("whistles")
    today, other = (stages(each) for each in with_it.streets.values())
    assert (today.total(), today["hopeless"]) == (FACTS["open_end"], FACTS["beyond"])
    assert (
        today.total() - sum(today[each] for each in ("hopeless", "unnoticed", "unvoiced"))
        == FACTS["underway"]
    )
    assert today["unnoticed"] + today["unvoiced"] > (today.total() - today["hopeless"]) / 2
    assert (today["meeting"], other["meeting"]) == (FACTS["meetings"], FACTS["meetings_with"])
    assert (today["body"], other["body"]) == (FACTS["bodies"], FACTS["bodies_with"])
    # and the attendance that the rule of the model gives
    left = exp(-usual("whistles")["more"] / BodyNumbers().whistle_scale)
    assert round(100 * (1 - left)) == FACTS["fewer_come"]
    # when other draws are looked at, then none has fewer unsolved needs
    one, other = unsolved_after("whistles", range(FIRST_SEED, FIRST_SEED + FACTS["draws"]))
    more = other - one
    assert (more.min(), more.max()) == (FACTS["least"], FACTS["most"])
    assert more.mean() == pytest.approx(FACTS["mean"], abs=0.05)


@pytest.mark.slow
def test_a_year_is_what_the_key_says(tmp_path: Path):
    # given a year of the street as it is
    year = flows(live(street(), FIRST_SEED).records)
    unknown = year.loc[year["channel"] == "silent", "needs"].sum() / year["needs"].sum()
    assert round(100 * unknown) == FACTS["unknown"]
    seeds, only = (
        range(FIRST_SEED, FIRST_SEED + FACTS["draws"]),
        ("need_days", "stage_meeting", "on_record_share"),
    )
    plain = measured(street(), seeds, only=only)
    assert round(100 * plain["on_record_share"].iloc[0]) == FACTS["on_record"]
    # and with whistles from the day after that of the plan
    lines = (
        "schema: 1",
        "name: whistling",
        "title: {en: w, zh: w}",
        f"extends: {shipped_scenario('classroom.yaml')}",
    )
    begin = f"{street().experiment.start:%Y-%m}-{FACTS['start_day'] + 1:02d}"
    file = tmp_path / "whistling.yaml"
    file.write_text(
        "\n".join([*lines, "interventions:", f"- whistles: {{from: {begin}, grids: all}}"]) + "\n"
    )
    more = measured(load(file), seeds, only=only).mean() - plain.mean()
    assert round(100 * more["need_days"] / plain["need_days"].mean()) == FACTS["year_more"]
    assert round(100 * more["stage_meeting"] / more["need_days"]) == FACTS["year_meetings"]
