"""Progress: one line per step in a log, and how long the rest takes, right within a quarter."""

import heapq
import itertools
from types import SimpleNamespace

import pytest

from simulation.experiment.execution import progress
from simulation.experiment.execution.cost.time_left import TimeLeft, spoken
from simulation.experiment.execution.progress import Count, Log
from tests.experiment.stand_ins import FakeClock


def ends_of(durations, processes, start_up):
    """When each run ends, of runs that processes take in turn, after they have started."""
    free, ends = [start_up] * processes, []
    for duration in durations:
        ends.append(heapq.heappop(free) + duration)
        heapq.heappush(free, ends[-1])
    return sorted(ends)


def uneven(runs):
    """Seconds of runs that differ by a third, as scenarios do."""
    return list(itertools.islice(itertools.cycle([10.0, 12.0, 9.0, 11.0, 13.0, 10.0, 10.5, 9.5, 11.0]), runs))


def estimates(ends, clock):
    left, total = TimeLeft(clock), len(ends)
    for ended, end in enumerate(ends, start=1):
        clock.now = 1000.0 + end
        left.note(ended)
        yield ended, left.seconds(total - ended), ends[-1] - end


@pytest.mark.parametrize("processes", [1, 2, 3, 4, 8])
@pytest.mark.parametrize("start_up", [1.0, 12.0])
@pytest.mark.parametrize("runs", [90, 360])
def test_the_time_left_is_right_within_a_quarter_after_the_first_tenth(runs, processes, start_up):
    # given runs of uneven length, on so many processes, that start slowly or at once
    ends = ends_of(uneven(runs), processes, start_up)
    # then every estimate after the first tenth is right within a quarter, until a few runs are left
    for ended, said, true in estimates(ends, FakeClock()):
        if runs / 10 <= ended <= runs - 3 * processes and ended > 1.5 * processes:
            assert said == pytest.approx(true, rel=0.25), ended


def test_runs_side_by_side_count_for_what_they_cost():
    # given twenty runs alone, then eighty in batches of four that take two and a half times as long each
    alone, batches = ends_of([10.0] * 20, 2, 5.0), [10.0] * 20 + [25.0] * 20
    ends = [(end, 1.0) for end in alone] + [
        (end, 0.625) for end in ends_of(batches, 2, 5.0)[20:] for _ in range(4)
    ]
    clock, left = FakeClock(), 20 + 80 * 0.625
    time_left = TimeLeft(clock)
    # then the estimate is right from the first tenth on, long before the first batch has ended
    for ended, (end, work) in enumerate(ends, start=1):
        clock.now, left = 1000.0 + end, left - work
        time_left.note(ended, work)
        said = time_left.seconds(100 - ended, left) if ended < 100 else 0.0
        if 10 <= ended <= 84 and ends[ended][0] > end:
            assert said == pytest.approx(ends[-1][0] - end, rel=0.25), ended


def test_it_follows_a_machine_that_becomes_slower():
    ends = ends_of([*[10.0] * 30, *[20.0] * 60], 2, 5.0)
    late = [(said, true) for ended, said, true in estimates(ends, FakeClock()) if 60 <= ended <= 84]
    assert all(said == pytest.approx(true, rel=0.25) for said, true in late)


def test_nothing_is_said_before_a_second_lap():
    # given eight processes whose first runs end at about the same time
    found = [said for _, said, _ in estimates(ends_of([10.0] * 16, 8, 2.0), FakeClock())]
    assert found[:8] == [None] * 8 and found[8] == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "10 s"), (44, "40 s"), (100, "1.5 min"), (170, "3 min"), (760, "13 min"), (9000, "2.5 h")],
)
def test_times_are_said_in_round_numbers(seconds, said):
    assert spoken(seconds) == said


def lines_of(capsys, clock, ends, pairs):
    """What a log says of a study whose runs end at these times."""
    log, total = Log(clock), len(ends)
    log.count(Count(0, total, 0, 0, pairs))
    log.stage("compiling")
    clock.now += 30
    log.stage("runs")
    began = clock.now
    for ended, end in enumerate(ends, start=1):
        clock.now = began + end
        log.count(Count(ended, total, 0, ended * pairs // total, pairs))
    log.stage("tables")
    return capsys.readouterr().err


def test_a_log_has_whole_lines_a_step_each_and_no_carriage_returns(capsys):
    # when 360 runs of some ten seconds end on two processes
    text = lines_of(capsys, FakeClock(), ends_of(uneven(360), 2, 5.0), 40)
    # then there is one line per twentieth, none is written over, and the others are stages
    first, compiling, *steps, tables = text.splitlines()
    assert "\r" not in text and text.endswith("\n")
    assert (first, compiling, tables) == ("runs 0 of 360, 0 of 40 pairs complete", "compiling", "tables")
    assert steps[1] == "runs 36 of 360, 4 of 40 pairs complete, about 29 min left"
    assert steps[-1] == "runs 360 of 360, 40 of 40 pairs complete" and len(steps) == 20


def test_a_log_of_a_fast_study_has_few_lines(capsys):
    text = lines_of(capsys, FakeClock(), ends_of([0.5] * 100, 2, 1.0), 10)
    assert len(text.splitlines()) == 6


def test_a_log_is_not_silent_where_a_step_takes_long(capsys):
    text = lines_of(capsys, FakeClock(), ends_of([100.0] * 2000, 2, 5.0), 20)
    assert "runs 5 of 2000, 0 of 20 pairs complete, about 27.5 h left" in text


def test_what_failed_is_said_and_a_study_of_one_scenario_has_no_pairs():
    assert Count(3, 10, 1, 3, 10).besides(None) == ["1 failed"]


def test_a_terminal_has_a_bar_with_stage_pairs_and_time(capsys):
    clock = FakeClock()
    bar = progress.Bar(clock)
    with bar.bar:
        bar.stage("compiling")
        bar.stage("runs")
        for ended in range(10):
            clock.now += 10
            bar.count(Count(ended, 20, 0, ended // 2, 10))
        bar.bar.refresh()
    said = capsys.readouterr().err
    assert "compiling:" in said and "runs:  45%" in said
    assert "9/20" in said and ", 4 of 10 pairs complete, about 2 min left]" in said


@pytest.mark.parametrize(("size", "room"), [((0, 0), progress.USUAL_ROOM), ((120, 40), {})])
def test_a_terminal_without_a_size_gets_a_bar(monkeypatch, size, room):
    size = progress.os.terminal_size(size)
    monkeypatch.setattr(progress.sys, "stderr", SimpleNamespace(fileno=lambda: 2))
    monkeypatch.setattr(progress.os, "get_terminal_size", lambda number: size)
    assert progress._room() == room
    # and what is no terminal is left to itself
    monkeypatch.setattr(progress.sys, "stderr", object())
    assert progress._room() == {}
