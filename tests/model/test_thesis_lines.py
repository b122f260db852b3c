"""Lines of the thesis that each have a mechanism, a metric that shows it, and a direction."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents.grid_worker import GridWorker
from simulation.levers import Governance
from simulation.model import Street
from simulation.service.numbers import ServiceNumbers
from tests.worlds import live, measured, small


def figures(
    *settings: str, policies: tuple[str, ...] = (), days: int = 120, seeds=(1, 2), **more
) -> dict[str, float]:
    """Metrics of a small street, mean of some seeds."""
    scenario = small(*settings, policies=policies, days=days, warmup=0, **more)
    return measured(scenario, seeds).mean(skipna=False).to_dict()


@pytest.mark.slow
def test_a_survey_of_households_hears_the_silent_and_takes_minutes():  # S06
    usual, asked = figures(), figures(policies=("needs_survey: {from: 2025-01-01, rounds: 12}",))
    assert asked["stage_unvoiced"] < 0.95 * usual["stage_unvoiced"]
    assert asked["bill_minutes"] > usual["bill_minutes"] + 1


def test_small_grids_have_longer_borders_and_short_ways():  # S09
    n = ServiceNumbers()
    few, usual, many = (Governance(residents_per_grid=size).borders for size in (2400, 1200, 300))
    assert usual == 1
    assert n.refusal_chance(0.7, 1, many) > n.refusal_chance(0.7, 1, usual) > n.refusal_chance(0.7, 1, few)
    assert n.refusal_chance(0.7, 0, many) == n.refusal_chance(0.7, 0, few)
    street = Street(small("model.residents_per_grid=600", grids=4, days=2, warmup=0), 1)
    assert street.world.grid_size.mean() == pytest.approx(0.5)


def test_hours_of_patrol_reach_fewer_households_of_a_large_grid():  # S09
    known = [
        figures(f"model.residents_per_grid={size}", "place.residents=9600", seeds=(1,))["key_known_share"]
        for size in (1200, 4800)
    ]
    assert known[1] < known[0] - 0.03


@pytest.mark.slow
def test_services_fit_where_households_are_known():  # S12
    seen = [
        figures(f"workers.visit_key={chance}", "residents.need_rate_true=.002")["fitting_share"]
        for chance in (0.002, 0.03)
    ]
    assert seen[1] > seen[0] + 0.1


@pytest.mark.slow
def test_young_workers_leave_sooner_and_who_leaves_takes_knowledge_along():  # S26
    street = live(small("workers.quit_annual=.5", "workers.known_start=.9", days=120, warmup=0, grids=16), 1)
    workers, levers = street.workers, street.world.levers
    workers.columns["age"][:] = 50
    settled = workers.evaluate(GridWorker.quitting_chance, levers)
    workers.columns["age"][:] = 25
    assert (workers.evaluate(GridWorker.quitting_chance, levers) > 1.3 * settled).all()
    days = street.records.daily
    assert sum(day["key_lost"] for day in days if day["quits"]) > 0
    assert sum(day["key_lost"] for day in days if not day["quits"]) == 0


@pytest.mark.slow
def test_advice_on_taxes_makes_gifts_cheaper_and_larger():  # S30
    def given(advice: float) -> float:
        street = live(
            small(
                f"model.tax_advice={advice}",
                "enterprises.eit_rate=.25",
                "enterprises.give_price=1.2",
                "enterprises.give_base=.06",
                days=120,
                warmup=0,
            ),
            1,
        )
        ledger = street.records.ledger
        return float(ledger.loc[ledger["credit"].isin(["gifts", "named_gifts"]), "yuan"].sum())

    assert given(1) > 1.03 * given(0) > 0


@pytest.mark.slow
def test_what_contractors_settle_comes_back_more_often():  # S32
    rates = [
        figures(
            "model.market_contract=.5", "residents.need_rate_true=.003", f"enterprises.market_return={odds}"
        )["contracted_return_rate"]
        for odds in (-0.5, 1)
    ]
    assert rates[1] > rates[0] + 0.05
    assert np.isfinite(rates).all()
