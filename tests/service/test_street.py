"""Busy random streets with every mechanism on: nothing is lost, each minute has its account."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.service import Arrivals, Duty, Layout, Rules, Service, kernel, legs
from tests.service.plain_kernel import PLAIN

GRIDS, WORKERS, KINDS, BODIES, DAYS = 6, 10, 2, 3, 9
STRATEGIES = [None, "community_first", "district_first", "cooperative", "random"]
SEEDS = range(6)


def plan(rng):
    """A plan with hops, waits and meetings between up to three handlings."""
    steps = [("hop", rng.exponential(300))] if rng.random() < 0.2 else []
    for k in range(rng.integers(1, 4)):
        if k and rng.random() < 0.5:
            steps.append(("wait", rng.exponential(500)))
        elif k:
            who = rng.choice(BODIES, rng.integers(1, BODIES + 1), replace=False)
            steps.append(
                ("meeting", rng.exponential(200), [(int(body), rng.exponential(60)) for body in who])
            )
        steps.append(("work", rng.exponential(60)))
    return steps


def arrivals(rng, day, size):
    """Cases of a day."""
    cls = rng.choice(3, size, p=[0.1, 0.3, 0.6])
    counted = rng.integers(0, 2, size)
    registered = 1440 * day + np.sort(rng.integers(0, 1440, size)).astype(float)
    limit = rng.choice([480.0, 2880.0], size)
    unsolvable = rng.random(size) < 0.1
    columns = {
        "id": np.arange(size), "grid": rng.integers(0, GRIDS, size), "cls": cls, "counted": counted,
        "line": np.where(cls == kernel.EMERGENCY, 0, 2 * cls + counted - 1), "late_line": 1 + counted,
        "category": rng.integers(0, 8, size), "registered": registered, "limit": limit,
        "limit_at": registered + limit, "ask_at": registered + limit / 2, "tie": rng.random(size),
        "simple": rng.integers(0, 2, size), "solvable": ~unsolvable,
        "withdraw_at": np.where(unsolvable, registered + 4000, np.inf),
        "walk_in": (cls == kernel.GENERAL) & (rng.random(size) < 0.3),
        "review": rng.integers(0, 3, size),
        "review_at": registered + 0.8 * limit,
        "review_limit_at": registered + 2 * limit,
        "patience": np.where(rng.random(size) < 0.1, rng.exponential(900, size), np.inf),
    }  # fmt: skip
    return Arrivals(columns, legs([plan(rng) for _ in range(size)]))


def duty(rng, day, even):
    """Who is there; `even` gives everybody the speed of content."""
    return Duty(
        working_day=day % 7 < 5,
        on_duty=rng.random(WORKERS) < 0.8,
        budget=rng.uniform(50, 300, WORKERS),
        desk=rng.uniform(0, 60, WORKERS),
        speed=None if even else rng.uniform(0.5, 1.5, WORKERS),
        uncounted_cut=rng.uniform(0, 0.5, WORKERS),
        appraisal=rng.random(GRIDS),
        helper_minutes=rng.uniform(0, 60, (GRIDS, KINDS)),
        helper_mask=rng.integers(0, 256, (GRIDS, KINDS)),
        helper_efficiency=None if even else [0.5, 0.8],
        help_strategy=STRATEGIES[rng.integers(5)],
    )


def street(order="appraisal", preempt="emergencies"):
    """An empty street."""
    layout = Layout(
        communities=[0, 0, 0, 1, 1, 1],
        worker_grid=[0, 0, 1, 1, 1, 2, 3, 4, 4, 5],
        body_servers=[1, 2, 1],
        helper_kinds=KINDS,
    )
    return Service(layout, Rules(order=order, preempt=preempt))


def live(seed, even=True, watch=lambda service: None, **rules):
    """A street after DAYS days; `watch` looks at it every night."""
    rng = np.random.default_rng(seed)
    service = street(**rules)
    for day in range(DAYS):
        rows = service.register(arrivals(rng, day, 40))
        paper = rows[rng.random(rows.size) < 0.2]
        service.set_paper_close(paper, service.cases["limit_at"][paper])
        waiting = service.waiting_on_others()
        service.hasten(waiting[rng.random(waiting.size) < 0.2], rng.random())
        service.hand_back(rng.choice(WORKERS, 2, replace=False))
        service.run_day(day, duty(rng, day, even))
        watch(service)
    return service


@pytest.mark.parametrize("seed", SEEDS[:3])
@pytest.mark.parametrize("order", ["arrival", "join", "resumed_first", "appraisal"])
def test_a_street_lives_alike_compiled_or_not(seed, order, monkeypatch):
    # given a random street, played by the compiled kernel
    compiled = live(seed, even=False, order=order)
    # when the plain source plays it
    monkeypatch.setattr("simulation.service.service.kernel", PLAIN)
    plain = live(seed, even=False, order=order)
    # then every column of every case and every account is the same to the last bit
    assert compiled.cases.tobytes() == plain.cases.tobytes()
    assert compiled.street.accounts.tobytes() == plain.street.accounts.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_minute_of_a_closed_case_is_waiting_working_or_away(seed):
    # given a street that has lived some days
    cases = live(seed).cases
    closed = cases[cases["state"] == kernel.CLOSED]
    assert closed.size > 50
    # then the time from registration to the true closing is the sum of its four accounts
    accounts = sum(
        closed[name] for name in ("queue_minutes", "touch_minutes", "others_minutes", "hop_minutes")
    )
    assert accounts == pytest.approx(closed["true_close"] - closed["registered"])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_minute_worked_stands_in_one_account_of_its_day(seed):
    # given the accounts of every evening
    evenings = []

    def look(service):
        accounts = np.concatenate([service.minutes(k) for k in (kernel.WORKER, kernel.ROTA, kernel.HELPER)])
        evenings.append(accounts.copy())

    service = live(seed, watch=look)
    by_class = np.sum(evenings, axis=0)[:, :3].sum(axis=0)
    # then by class they are the minutes that cases were touched
    for cls in range(3):
        touched = service.cases["touch_minutes"][service.cases["cls"] == cls].sum()
        assert by_class[cls] == pytest.approx(touched)
    # and nobody's day has more minutes than a day; parts are not more than the whole
    for evening in evenings:
        assert evening[:, :3].sum(axis=1).max() <= 1440 + 1e-9
        assert (evening[:, 3:] <= evening[:, :3].sum(axis=1)[:, None] + 1e-9).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_at_even_speed_a_closed_case_was_touched_for_its_content(seed):
    service = live(seed)
    plans, cases = service.street.legs, service.cases
    for case in cases[cases["state"] == kernel.CLOSED]:
        own = plans[case["leg"] - (case["last_leg"] - first_leg(service, case)) : case["last_leg"]]
        assert case["touch_minutes"] == pytest.approx(own["minutes"][own["kind"] == kernel.WORK].sum())


def first_leg(service, case):
    """The first leg of a case: where the plan of the case before it ends."""
    ends = service.cases["last_leg"]
    return int(np.concatenate([[0], ends])[np.searchsorted(ends, case["last_leg"])])


def queues_are_sound(service):
    """Each waiting case stands in one line and nobody else does; hands hold what says it is held."""
    s, cases = service.street, service.cases
    standing = []
    for line in range(GRIDS * service.layout.lines):
        i, before = s.lines["head"][line], kernel.NOBODY
        while i != kernel.NOBODY:
            assert cases["ahead"][i] == before
            standing.append(i)
            i, before = cases["behind"][i], i
        assert s.lines["tail"][line] == before
    assert sorted(standing) == np.flatnonzero(cases["state"] == kernel.WAITING).tolist()
    assert s.grids["waiting"].sum() == len(standing)
    holding = s.servers[(s.servers["kind"] != kernel.BODY_SERVER) & (s.servers["busy_with"] != kernel.NOBODY)]
    assert sorted(holding["busy_with"]) == np.flatnonzero(cases["state"] == kernel.WORKED).tolist()


def asking_are_waiting(service):
    """Who stands among the asking waits, and says so."""
    s, cases = service.street, service.cases
    asking = []
    for k in range(6):
        i = s.lines["head"][GRIDS * service.layout.lines + k]
        while i != kernel.NOBODY:
            asking.append(i)
            i = cases["ask_behind"][i]
    assert sorted(asking) == np.flatnonzero(cases["asking"]).tolist()
    assert (cases["state"][asking] == kernel.WAITING).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_case_is_ever_lost(seed):
    # given a street, looked at every night
    def look(service):
        queues_are_sound(service)
        asking_are_waiting(service)

    service = live(seed, watch=look)
    # then the cases are those registered, and every one is in exactly one state
    cases = service.cases
    assert cases.size == 40 * DAYS
    assert np.array_equal(~np.isnan(cases["true_close"]), cases["state"] == kernel.CLOSED)
    assert np.array_equal(~np.isnan(cases["withdrawn"]), cases["state"] == kernel.WITHDRAWN)
    # and every mechanism has had its turn
    kinds = service.server_kind(cases["server"][cases["server"] >= 0])
    assert {kernel.WORKER, kernel.ROTA, kernel.HELPER} <= set(kinds.tolist())
    lent = (cases["server"] >= 0) & (cases["server"] < WORKERS)
    assert (service.street.servers["place"][cases["server"][lent]] != cases["grid"][lent]).any()
    for name in ("preempted", "paused", "reviewed", "others_minutes", "hop_minutes"):
        assert cases[name].sum() > 0, name
    assert set(cases["reviewed"]) == {kernel.NO_REVIEW, kernel.RELABEL, kernel.EXTEND}
    assert service.street.servers["desk"].any()
    assert np.isfinite(cases["escalated_at"]).any() and np.isfinite(cases["withdrawn"]).any()


def test_a_longer_life_has_the_shorter_one_as_its_beginning(monkeypatch):
    # given a street of nine days
    long = live(0).cases
    # when only five are lived
    monkeypatch.setitem(globals(), "DAYS", 5)
    short = live(0).cases
    # then what closed in them is the same
    closed = np.flatnonzero(short["state"] == kernel.CLOSED)
    assert closed.size > 20
    assert short[closed].tobytes() == long[closed].tobytes()


def test_registering_all_days_at_once_changes_nothing():
    # given the cases of four days, with nobody's help
    def lived(at_once):
        rng = np.random.default_rng(3)
        service = street()
        days = [arrivals(rng, day, 40) for day in range(4)]
        for each in days if at_once else []:
            service.register(each)
        for day in range(4):
            if not at_once:
                service.register(days[day])
            service.run_day(day)
        return service.cases

    # then they may be told day by day or long before
    assert lived(True).tobytes() == lived(False).tobytes()


def test_permuted_grids_give_permuted_results():
    # given a street without help, and the same with its grids renamed inside their communities
    def lived(name):
        rng = np.random.default_rng(5)
        place = np.array([0, 0, 1, 1, 1, 2, 3, 4, 4, 5])
        layout = Layout(communities=[0, 0, 0, 1, 1, 1], worker_grid=name[place], body_servers=[1, 2, 1])
        service = Service(layout, Rules(order="appraisal"))
        for day in range(4):
            told = arrivals(rng, day, 40)
            service.register(Arrivals({**told.columns, "grid": name[told.columns["grid"]]}, told.legs))
            service.run_day(day)
        return service.cases

    plain, renamed = lived(np.arange(6)), lived(np.array([2, 0, 1, 5, 3, 4]))
    # then every case has the same times
    for column in ("first_start", "true_close", "withdrawn", "touch_minutes"):
        assert np.array_equal(plain[column], renamed[column], equal_nan=True)
