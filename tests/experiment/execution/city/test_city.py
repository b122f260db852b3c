"""A city: streets that live in blocks of any size, and settle on the first of a month."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from simulation.experiment import ExperimentError, run_study
from simulation.experiment.execution.city.block import settles
from simulation.experiment.execution.city.processes import Processes, by_processes
from simulation.experiment.execution.city.run import Here, run_city, stops
from simulation.experiment.execution.engines.local_pool import CallFailed
from simulation.experiment.execution.replicate import replicate, side_by_side
from simulation.funding_channels import CITY_POT, PURSES
from simulation.model.city.exchange import Told
from simulation.model.city.settlement import Settlement
from simulation.place.city import City
from simulation.treasury import FEN
from tests.worlds import SHORT_YEAR, short_years, small

FUND, POT = "city_fund", CITY_POT


LENGTH = {"days": 40, "warmup": 40}  # three months begin: money is called for, and paid out


def city(streets=6, fund=0.3, bodies=0.5, **how):
    usual = {"grids": 2, **LENGTH} | how
    return replace(small(**usual), city=City(streets=streets, shared_fund=fund, shared_bodies=bodies))


def as_text(tables):
    return {name: table.to_csv(index=False) for name, table in tables.items()}


@cache
def whole():
    """The tables of six streets that share, all in one block."""
    return replicate(city(), 7)


@cache
def in_blocks(count):
    """The same six streets in several blocks: their tables, the blocks, and what they settled by."""
    scenario = city()
    blocks, settlement = Here(scenario, 7, count), Settlement(scenario.city)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulation.experiment.execution.city.run.Settlement", lambda _: settlement)
        return run_city(scenario, 7, blocks), blocks.blocks, settlement


# any number of blocks


@pytest.mark.parametrize("count", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_a_city_is_the_same_bytes_in_any_number_of_blocks(count):
    assert as_text(in_blocks(count)[0]) == as_text(whole())


@pytest.mark.slow
def test_and_in_arrays_of_any_number_of_streets(monkeypatch):
    monkeypatch.setattr("simulation.experiment.execution.city.block.streets_at_once", lambda _: 2)
    assert as_text(replicate(city(), 7)) == as_text(whole())


@pytest.mark.slow
def test_and_in_any_number_of_processes():
    assert as_text(by_processes(city(), 7, 2, 600.0, print)) == as_text(whole())


@pytest.mark.slow
def test_years_of_a_city_are_the_means_of_those_of_its_streets():
    how = {"grids": 2, "days": 2 * SHORT_YEAR, "warmup": 0}
    with short_years():
        found = replicate(city(2, 0, 0, **how), 7)["years"]
        alone = [tables["years"] for tables in side_by_side(small(**how), (7, 1_000_007))]
    metric = found["metric"] == "need_days"
    assert list(found["year"].unique()) == [1, 2]
    assert metric.sum() == 2 and found["value"][metric].tolist() == (
        pytest.approx(sum(each["value"][metric].to_numpy() for each in alone) / 2)
    )


# what is shared, and what is not


@pytest.mark.slow
def test_streets_that_share_nothing_are_those_that_they_are_alone():
    found = replicate(city(3, 0, 0), 7)
    for nth, seed in enumerate((7, 1_000_007, 2_000_007), start=1):
        alone = replicate(small(grids=2, **LENGTH), seed)["runs"].set_index("metric")["value"]
        mine = found["streets"][found["streets"]["street"] == nth].set_index("metric")
        assert set(mine["street_seed"]) == {seed}
        assert mine["value"].tolist() == pytest.approx(alone[mine.index].tolist(), rel=0, abs=0, nan_ok=True)


@pytest.mark.slow
def test_one_street_is_no_city_whatever_it_would_share():
    scenario = small(grids=2, **LENGTH)
    one = replace(scenario, city=City(streets=1, shared_fund=0.9, shared_bodies=0.9))
    assert as_text(replicate(one, 7)) == as_text(replicate(scenario, 7))


def test_sharing_moves_money_and_days():
    apart = replicate(city(fund=0, bodies=0), 7)
    assert POT not in set(apart["ledger"]["debit"]) and POT in set(whole()["ledger"]["debit"])
    assert as_text(apart)["runs"] != as_text(whole())["runs"]


def test_no_fen_is_made_or_lost():
    tables, blocks, settlement = in_blocks(2)
    ledger = tables["ledger"].set_index(["debit", "credit"])["yuan"].mul(FEN).round().astype(int)
    moved = ledger.groupby(level=[0, 1]).sum()
    handed = moved[:, POT].sum()
    paid, returned = moved[POT, FUND], moved[POT].get("returned", 0)
    assert handed > 0 and paid > 0
    assert settlement.pot == handed - paid - returned
    purses = sum(int(s.world.treasury.balance[-1].sum()) for block in blocks for s in block.streets)
    assert PURSES[-1].name == FUND and purses == paid - moved[FUND].sum()


def test_every_channel_of_a_city_balances():
    table = whole()["statements"]
    closing = table["opening"] + table["received"] - table["paid"] - table["returned"]
    assert closing.to_numpy() == pytest.approx(table["closing"].to_numpy(), abs=0.005)
    assert FUND in set(table["account"]) and (table["closing"] > -0.005).all()


@pytest.mark.slow
def test_the_people_of_bodies_are_as_many_as_before():
    bodies = [street.casework.bodies for block in in_blocks(3)[1] for street in block.streets]
    usual, own = (
        np.concatenate([getattr(each, name).reshape(2, -1) for each in bodies]) for name in ("usual", "own")
    )
    assert usual.sum(axis=0) == pytest.approx(own.sum(axis=0))
    assert not np.allclose(usual, own) and (usual > 0).all()


# the rule, as arithmetic


def told(lacking, spare=0, back=0, waiting=(0, 0)):
    streets = len(lacking)
    left, over = (np.array([[each]] * streets) for each in (back, spare))
    return Told(left, over, np.array(lacking).reshape(streets, -1), np.array([waiting] * streets))


def test_communities_are_paid_in_full_in_turn_as_far_as_the_pot_goes():
    found = Settlement(City(streets=4, shared_fund=1, shared_bodies=0))
    apart = [told([[5], [9]], spare=3), told([[4], [1]], spare=3)]
    first = found.settle(date(2025, 2, 1), apart)  # twelve fen: the second community lacks too much
    assert [each.called.ravel().tolist() for each in first] == [[3, 3], [3, 3]]
    assert [each.paid.ravel().tolist() for each in first] == [[5, 0], [4, 1]]
    assert (found.pot, found.turn) == (2, 1)
    second = found.settle(date(2025, 3, 1), apart)  # fourteen: now it is the first, and the others come after
    assert [each.paid.ravel().tolist() for each in second] == [[0, 9], [4, 1]]
    assert (found.pot, found.turn) == (0, 0)


def test_no_more_is_called_for_than_is_lacking():
    found = Settlement(City(streets=4, shared_fund=1, shared_bodies=0), pot=10)
    given = found.settle(date(2025, 2, 1), [told([[30], [0]], spare=40), told([[0], [0]], spare=80, back=4)])
    # ten lie in the pot, eight come back: twelve are missing, of two hundred and forty that can be spared
    assert [each.called.ravel().tolist() for each in given] == [[2, 2], [4, 4]]
    assert (found.pot, given[0].paid.ravel().tolist()) == (0, [30, 0])
    assert found.settle(date(2025, 3, 1), [told([[0], [0]], spare=40)])[0].called.sum() == 0


def test_what_is_left_of_a_year_goes_back_in_january():
    found = Settlement(City(streets=2, shared_fund=1, shared_bodies=0), pot=70)
    found.settle(date(2026, 1, 1), [told([[0], [0]])])
    assert (found.pot, found.returned) == (0, {"2026-01": 70})


def test_a_body_is_where_matters_wait_for_it():
    found = Settlement(City(streets=2, shared_fund=0, shared_bodies=0.5))
    apart = [told([[0]], waiting=(2, 0)), told([[0]])]
    given = found.settle(date(2025, 2, 1), apart)
    assert [each.capacity.ravel().tolist() for each in given] == [[1.25, 1.0], [0.75, 1.0]]


def test_a_city_settles_on_the_first_of_a_month_and_not_before_it_began():
    scenario = small(grids=2, days=59, warmup=31, start="2025-01-01")  # from the first of December on
    assert stops(scenario) == [31, 62, 90]
    assert not any(settles(scenario, day) for day in (0, 30, 90))


# what goes wrong


@pytest.mark.slow
def test_a_block_that_fails_ends_the_run_with_its_sentence():
    scenario = replace(city(1), numbers={})
    with pytest.raises(CallFailed, match="KeyError"):
        by_processes(scenario, 7, 1, 600.0, print)


@pytest.mark.slow
def test_a_block_that_is_killed_ends_the_run_and_no_process_is_left():
    with Processes(city(), 7, 2, 600.0) as blocks:
        blocks.processes[1].kill()
        with pytest.raises(CallFailed, match="killed"):
            blocks.advance(None, 5)
    assert not any(each.is_alive() for each in blocks.processes)


@pytest.mark.slow
def test_a_city_that_takes_too_long_is_ended():
    with Processes(city(), 7, 1, 600.0) as blocks:
        blocks.end = 0.0
        with pytest.raises(CallFailed, match="did not finish within 600 seconds"):
            blocks.advance(None, 5)


# in a study


@pytest.mark.slow
@pytest.mark.parametrize("replications", [1, 2])
def test_a_study_of_a_city_has_its_streets(tmp_path, replications):
    scenario = city(3, days=31, warmup=0)
    scenario = replace(scenario, experiment=replace(scenario.experiment, replications=replications))
    outcome = run_study(scenario, tmp_path / "out", 2)
    assert (outcome.finished, outcome.failed) == (replications, 0)
    assert (tmp_path / "out" / "streets.csv").exists()
    assert not (tmp_path / "out" / "grid_weeks.csv").exists()


def test_cases_of_a_city_are_refused(tmp_path):
    with pytest.raises(ExperimentError, match="--cases is for single streets, and 'small' is a city of 6"):
        run_study(city(), tmp_path / "out", cases="csv")
