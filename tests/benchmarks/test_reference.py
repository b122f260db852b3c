"""The engines of benchmarks/speed/reference_engines give cases the same times; tables say what was found."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.speed.reference_engines import (
    cpp,
    heap,
    kernel,
    pages,
    rounds,
    validation,
    with_mesa,
    with_simpy,
)
from benchmarks.speed.reference_engines.agreement import difference
from benchmarks.speed.reference_engines.workload import (
    MAJOR,
    Absent,
    Outcome,
    reference,
    simplified,
    street_sizes,
)

WORKLOADS = {"whole": reference(0.1, 12, seed=3), "simplified": simplified(4, 20, seed=3)}
PEERS = {
    "event loop": kernel.prepare_registered,
    "heapq": heap.prepare,
    "C++": cpp.prepare,
    "Mesa": with_mesa.prepare,
    "SimPy": with_simpy.prepare,
}


@pytest.fixture(scope="module", params=WORKLOADS)
def played(request):
    """A workload, and what the kernel makes of it."""
    w = WORKLOADS[request.param]
    return w, kernel.prepare(w)()


@pytest.mark.parametrize("name", PEERS)
def test_every_engine_gives_each_case_the_times_of_the_kernel(name: str, played) -> None:
    w, expected = played
    try:
        found = PEERS[name](w)()
    except Absent as sentence:
        pytest.skip(str(sentence))
    assert difference(name, found, expected) == ""


def test_the_workload_has_what_engines_can_get_wrong(played) -> None:
    # given cases that wait, and, in the whole form, bodies that follow a major case
    w, done = played
    assert np.nanmean(done.first > w.arrival) > 0.1
    if w.preempts:
        assert np.array_equal(w.body >= 0, w.cls == MAJOR)
        handled = done.close - done.first
        at_night = (w.cls == 2) & (w.arrival % 1440 < 480)
        assert np.all(done.first[at_night] % 1440 >= 480)
        assert np.nanmax(handled[w.cls == 2] - w.content[w.cls == 2]) > 1  # some were interrupted


def test_streets_stand_side_by_side_in_one_service() -> None:
    # given two streets, then a case goes to a body of its own street, and heapq finds the same times
    assert street_sizes(2) == (160, 20, 2)
    w = reference(2, 2, seed=1)
    sent = w.body >= 0
    assert np.array_equal(w.body[sent] // 10, w.grid[sent] // 80)
    assert difference("heapq", heap.prepare(w)(), kernel.prepare(w)()) == ""


@pytest.mark.parametrize("scale", [0.05, 1.5])
def test_a_scale_that_is_no_street_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="neither from"):
        street_sizes(scale)


def test_an_engine_that_differs_ends_the_comparison_with_the_first_case() -> None:
    w = WORKLOADS["simplified"]
    right = Outcome(np.array([1.0, 2.0, np.nan]), np.array([3.0, 4.0, np.nan]))
    wrong = Outcome(right.first, np.array([3.0, 4.5, 9.0]))
    with pytest.raises(rounds.Disagreement, match=r"other: case 1 closes at minute 4\.5.* 2 of 3 cases"):
        rounds.agree({"kernel": lambda _: lambda: right, "other": lambda _: lambda: wrong}, w)


def test_an_engine_that_is_not_here_is_left_out_with_a_sentence() -> None:
    def missing(_):
        raise Absent("it is not installed")

    right = Outcome(np.zeros(1), np.ones(1))
    agreed = rounds.agree({"kernel": lambda _: lambda: right, "other": missing}, WORKLOADS["whole"])
    assert list(agreed.engines) == ["kernel"]
    assert agreed.absent == ["other is left out: it is not installed."]


def test_ratios_are_of_one_round_and_the_table_shows_their_range() -> None:
    # given rounds in which the machine was slow once, for both alike
    spent = {"kernel": [1.0, 2.0, 1.0], "other": [3.0, 6.0, 3.3]}
    assert rounds.ratios(spent, "other", "kernel") == pytest.approx([3, 3, 3.3])
    lines = rounds.table(spent, ["kernel", "missing"], events=2_000_000).splitlines()
    assert lines[0] == "| engine | seconds | million events a second | times kernel |"
    assert lines[2] == "| kernel | 1 (1 to 2) | 2 | 1 |"
    assert lines[3] == "| other | 3.3 (3 to 6) | 0.606 | 3 (3 to 3.3) |"


def test_cobham_is_the_queue_of_two_servers_where_all_are_one_class(monkeypatch) -> None:
    # given one class, then the wait is that of M/M/2: rho^2 / (1 - rho^2) lengths of work
    monkeypatch.setattr(validation, "SHARES", np.array([1.0]))
    expected = 0.8**2 / (1 - 0.8**2) * validation.mean_work()
    assert validation.cobham() == pytest.approx([expected])


def test_a_measured_part_of_a_page_takes_the_place_of_the_last_one() -> None:
    page = "a\n<!-- measured: x -->\nold\n<!-- end of x -->\nb\n"
    assert pages.filled(page, "x", r"new \1") == page.replace("old", r"new \1")
    with pytest.raises(ValueError, match="no marks"):
        pages.filled(page, "y", "")
