"""A street that is copied on any day, or saved and opened again, goes on to the bytes of an unbroken one."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation import load_street, save_street
from simulation.experiment import ExperimentError, StorageError
from simulation.experiment.execution.kept_street import state_of
from simulation.model import Street
from simulation.population import user_rule
from simulation.scenario import Scenario
from tests.worlds import assert_same, live, small, tables, texts

EARLY = "volunteer_points: {from: 2024-12-20, to: 2025-01-20}"
LATE = {  # policies and shocks by the day of the simulation on which they begin
    "workers": ("staffing: {add: 1 worker/grid, from: 2025-01-05, ramp: 5 days}", ""),
    "council": ("residents_council: {from: 2025-01-06, grids: 50 %}", ""),
    "app": ("app: {from: 2025-01-05, reach: 0.8}", ""),
    "points and a storm": ("volunteer_points: {from: 2025-01-08}", "winter_storm: {from: 2025-01-09}"),
}
WARMUP, DAYS, LAST = 12, 14, 16  # LAST: the latest day on which all of these are still to come
SEED = 5


@cache
def world(name: str = "", *overrides: str, days: int = DAYS) -> Scenario:
    """The classroom, with a policy that began in its warm-up and one that comes."""
    policy, shock = LATE.get(name, ("", ""))
    return small(
        *overrides, grids=2, days=days, warmup=WARMUP,
        policies=tuple(each for each in (EARLY, policy) if each), shocks=(shock,) if shock else (),
    )  # fmt: skip


def lived(days: int, scenario: Scenario | None = None, seed: int = SEED) -> Street:
    """A street on the morning of a day, which may be changed."""
    street = Street(scenario or world(), seed)
    while street.day < days:
        street.step()
    return street


def whole(name: str = "") -> Street:
    return live(world(name), SEED)


@cache
def unbroken(name: str = "") -> dict[str, str]:
    return texts(whole(name))


def gone_on(street: Street) -> Street:
    street.run_model()
    return street


def some(count: int, **drawn):
    """A test over some days and policies, the same ones each time."""
    return lambda test: settings(
        max_examples=count, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),  # type: ignore[arg-type]
    )(given(**drawn)(test))  # fmt: skip


AT = st.integers(0, LAST)
WAYS = st.sampled_from(sorted(LATE))


@pytest.mark.slow
@some(2, day=AT, name=WAYS)
def test_a_branch_goes_on_to_the_bytes_of_an_unbroken_street(day, name):
    _branches(day, name)


@pytest.mark.slow
@some(24, day=AT, name=WAYS)
def test_any_branch_goes_on_to_the_bytes_of_an_unbroken_street(day, name):
    _branches(day, name)


def _branches(day: int, name: str) -> None:
    # given a street, a copy of it, and one that goes on under another policy
    street = lived(day)
    same, other = street.branch(), street.branch(world(name))
    # when the copies go on first, then all three are as if nothing had happened
    assert_same(gone_on(other), unbroken(name))
    assert_same(gone_on(same), unbroken())
    assert_same(gone_on(street), unbroken())


def test_the_policies_of_these_tests_change_something():
    texts = {name: tables(whole(name))["cases"].to_csv() for name in ("", *LATE)}
    assert len(set(texts.values())) == len(texts)


def test_a_branch_of_a_branch_and_one_under_a_policy_from_today_on():
    first = lived(9).branch()
    while first.day < LAST:
        first.step()
    assert_same(gone_on(first.branch(world("workers")).branch()), whole("workers"))


def test_a_branch_shares_nothing_that_changes():
    street = lived(8)
    before, copy = state_of(street), street.branch()
    assert state_of(copy) == before and copy is not street
    for name, column in copy.residents.columns.items():
        assert column is not street.residents.columns[name], name
    copy.step()
    assert state_of(street) == before != state_of(copy)
    street.residents.columns["trust"][:] = 0
    assert copy.residents.trust.any()


def test_a_branch_cannot_change_what_has_been():
    street = lived(9)
    began = replace(world().policies[0], start=street.world.calendar.date(3))
    with pytest.raises(ValueError, match="has not been run under"):
        street.branch(replace(world(), policies=(began,)))
    with pytest.raises(ValueError, match="has not been run under"):
        street.branch(world("", "place.pm_share=.1"))


@pytest.mark.slow
def test_streets_side_by_side_branch_together():
    street = Street(world(), SEED, beside=[SEED + 1])
    while street.day < 9:
        street.step()
    copy = street.branch(world("workers"))
    for each in (street, copy):
        each.run_model()
    closed = [[*each.measurement.close_all(each.opening, each.day)] for each in (street, copy)]
    for records, name in zip(closed, ("", "workers"), strict=True):
        other = live(world(name), SEED + 1).records
        assert records[1].tables(True)["cases"].to_csv() == other.tables(True)["cases"].to_csv()


def test_user_defined_rules_go_along(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text("def willing_share(self):\n    return 0.9 + 0 * self.age\n", encoding="utf-8")
    own = replace(world(), rules=(user_rule("Resident.willing_share", f"{file}:willing_share"),))
    street = lived(9, own)
    copy = gone_on(street.branch())
    assert_same(copy, gone_on(street))
    assert tables(copy)["cases"].to_csv() != tables(whole())["cases"].to_csv()


# kept by its recipe


@pytest.mark.slow
@some(1, day=AT, name=WAYS)
def test_a_saved_street_goes_on_to_the_bytes_of_an_unbroken_one(tmp_path_factory, day, name):
    _saved(tmp_path_factory.mktemp("kept") / "street.json", day, name)


@pytest.mark.slow
@some(15, day=AT, name=WAYS)
def test_any_saved_street_goes_on_to_the_bytes_of_an_unbroken_one(tmp_path_factory, day, name):
    _saved(tmp_path_factory.mktemp("kept") / "street.json", day, name)


def _saved(path: Path, day: int, name: str) -> None:
    # given a street, and a branch under another policy, which are both saved and opened again
    street = lived(day)
    for each, its in ((street, ""), (street.branch(world(name)), name)):
        save_street(each, path)
        found = load_street(path)
        assert (found.day, state_of(found)) == (day, state_of(each))
        assert_same(gone_on(found), unbroken(its))
    # and the street that was saved is as it was
    assert_same(gone_on(street), unbroken())


def test_a_street_can_be_saved_on_its_last_evening(tmp_path):
    save_street(whole("workers"), tmp_path / "street.json")
    assert_same(load_street(tmp_path / "street.json"), whole("workers"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> dict:
    """What a file of a street holds."""
    path = tmp_path_factory.mktemp("kept") / "street.json"
    save_street(lived(4), path)
    return json.loads(path.read_text("utf-8"))


OTHER = "0" * 64
REFUSED = {
    "another state": ({"state": OTHER}, r"another street is reached than was saved: the file was edited, or"),
    "another seed": ({"seed": 6}, "the file was edited"),
    "another day": ({"day": 3}, "the file was edited"),
    "another program": (
        {"state": OTHER, "program": {"agents": "x"}}, r"the program was changed since \(in .*agents",
    ),
    "another library": ({"state": OTHER, "made_with": "Python 2.7"}, "saved by Python 2.7, and this is"),
    "too late": ({"day": 900}, f"day is 900, but the scenario has {WARMUP + DAYS} days"),
    "no day": ({"day": -1}, "day is -1, but must be a whole number"),
    "another schema": ({"schema": 2}, "schema is 2, but must be a whole number from 1 to 1"),
    "no scenario": ({"scenario": "name: x"}, r"street\.json holds no scenario that can be run: "),
    "a text as a seed": ({"seed": "7"}, "seed is \"7\", but must be a whole number"),
    "no digest": ({"state": "x"}, "state is \"x\", but must be a digest"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_leads_elsewhere_is_refused_in_a_sentence(kept, tmp_path, what):
    changed, said = REFUSED[what]
    path = tmp_path / "street.json"
    path.write_text(json.dumps(kept | changed), "utf-8")
    with pytest.raises(ExperimentError, match=said) as told:
        load_street(path)
    assert str(path) in str(told.value)


def test_a_file_of_a_stranger_runs_nothing(kept, tmp_path):
    # given a file whose scenario names a rule of somebody
    ran = tmp_path / "ran"
    (tmp_path / "evil.py").write_text(f"import pathlib\npathlib.Path({str(ran)!r}).touch()\n", "utf-8")
    text = f"{kept['scenario']}\nmetrics: ['{tmp_path}/evil.py:mine']\n"
    (tmp_path / "street.json").write_text(json.dumps(kept | {"scenario": text}), "utf-8")
    with pytest.raises(ExperimentError, match="holds no scenario that can be run"):
        load_street(tmp_path / "street.json")
    assert not ran.exists()


def test_what_cannot_be_saved_is_a_sentence(tmp_path):
    with pytest.raises(ExperimentError, match=r"user-defined rules, .* cannot be saved"):
        save_street(Street(world(), SEED, {"Resident.willing_share": lambda self: 0.9 + 0 * self.age}), "x")
    with pytest.raises(ExperimentError, match="side by side cannot be saved"):
        save_street(Street(world(), SEED, beside=[6]), tmp_path / "x")
    with pytest.raises(StorageError, match="cannot write to"):
        save_street(lived(0), tmp_path / "none" / "x.json")
    with pytest.raises(ExperimentError, match="there is no such file"):
        load_street(tmp_path / "none.json")
