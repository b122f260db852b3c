"""Runs that have not ended are told of, too: how many of all days are over, and how long the others take."""

from __future__ import annotations

import time

import pytest

from simulation.experiment.execution import days_done, progress
from simulation.experiment.execution.engines import engine
from simulation.experiment.execution.progress import Bar, Count, Log, also_done
from simulation.experiment.execution.replicate import side_by_side
from simulation.experiment.runs import Run
from simulation.model import Street
from simulation.text.spoken import speaking
from tests.experiment.stand_ins import RECIPE, FakeClock, World
from tests.worlds import small

NONE_YET = Count(0, 10, 0, 0, 5)


def test_a_log_says_how_many_days_are_over_before_the_first_run_has_ended(capsys):
    # given ten runs side by side, of which a tenth of the days is over every ten seconds
    clock, done = FakeClock(), [0.0]
    log = Log(clock)
    log.count(NONE_YET)
    with also_done(lambda: done[0]):
        for _ in range(50):
            clock.now += 1.0
            done[0] += 0.1
            log.beat()
    # then it is said soon, and then now and then, with the time that is left
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "runs 0 of 10, 0 of 5 pairs complete"
    assert said[1] == "runs 0 of 10, 5% of all days simulated, about 1.5 min left"
    assert [line.split(", ")[1] for line in said[1:]] == [
        f"{n}% of all days simulated" for n in (5, 20, 35, 50)
    ]


def test_where_nobody_notes_days_a_log_says_nothing_more(capsys):
    clock = FakeClock()
    log = Log(clock)
    log.count(NONE_YET)
    clock.now += 100.0
    log.beat()
    assert capsys.readouterr().err.count("\n") == 1


def test_a_bar_shows_days_in_chinese_and_its_clock_goes_on(capsys):
    done = [0.0]
    with speaking("zh"), also_done(lambda: done[0]):
        bar = Bar()
        with bar.bar:
            bar.count(NONE_YET)
            for done[0] in (2.0, 4.0):
                bar.beat()
    assert "配对已完成 0/5，已模拟全部天数的 40%，还要约" in capsys.readouterr().err


def test_days_that_were_said_are_never_taken_back(capsys):
    # given a run that has ended and is not counted yet: nobody notes its days any more
    clock, done = FakeClock(), [0.0]
    log = Log(clock)
    log.count(NONE_YET)
    with also_done(lambda: done[0]):
        for done[0] in (0.1, 2.0, 1.1, 3.0):
            clock.now += 50.0
            log.beat()
    said = capsys.readouterr().err.splitlines()[1:]
    assert [line.split(", ")[1].partition("%")[0] for line in said] == ["20", "20", "30"]


def test_a_batch_that_has_ended_is_counted_once(tmp_path):
    with days_done.notes_of([[1, 2, 3], [4]]) as files:
        (also,) = progress._also
        files[0].write_text("0.5")
        files[1].write_text("0.25")
        assert also() == pytest.approx(1.75)
        days_done.forget(files[0])
        assert also() == pytest.approx(0.25)
        files[1].write_text("")  # just being written
        assert also() == 0.0
    assert not files[0].parent.exists() and progress._also == []


def test_where_there_is_no_room_for_notes_there_are_none(monkeypatch):
    def no_room(**_):
        raise OSError("no space left on device")

    monkeypatch.setattr(days_done, "TemporaryDirectory", no_room)
    with days_done.notes_of([[1], [2]]) as files:
        assert files == [None, None] and progress._also == []
    days_done.forget(None)


def test_an_engine_forgets_the_note_of_a_batch_that_has_ended(monkeypatch, tmp_path):
    def run_all(function, calls, *_):
        for nth, (*_, note) in enumerate(calls):
            note.write_text("1.0")
            yield nth, None

    monkeypatch.setattr(engine, "run_all", run_all)
    runs = [Run(World("base"), seed, seed) for seed in range(4)]
    ends = engine._ends_of([[0, 1], [2, 3]], runs, tmp_path, RECIPE, 1, 60.0)
    assert [progress._also[0]() for _ in ends] == [0.0, 0.0]


def test_a_worker_notes_the_share_of_its_days(tmp_path, monkeypatch):
    # given a worker, whose street stands on its third day of eight
    monkeypatch.setattr(days_done.multiprocessing, "parent_process", lambda: True)
    monkeypatch.setattr(days_done, "EACH", 0.02)
    street = Street(small(days=6, warmup=2), 1)
    street.step()
    street.step()
    # when it is followed
    note = tmp_path / "0"
    with days_done.noted(note), days_done.followed(street):
        end = time.monotonic() + 10
        while not days_done.share(note) and time.monotonic() < end:
            time.sleep(0.01)
    # then the note says so, and nothing is followed any more
    assert days_done.share(note) == 0.25
    assert days_done._followed == []


def test_a_run_is_followed_on_each_of_its_days(monkeypatch):
    seen, step = [], Street.step
    monkeypatch.setattr(Street, "step", lambda one: (seen.append(one in days_done._followed), step(one))[1])
    list(side_by_side(small(days=3, warmup=1), [1]))
    assert seen == [True] * 4
