"""A city whose streets are spread over Dask workers: the bytes of one process, and one line where a worker
dies."""

import os
import pickle
import signal
import threading
from dataclasses import replace

import pytest

from simulation.experiment import Dask, resume, run_study
from simulation.experiment.execution.city import workers as spreading
from simulation.experiment.execution.city.block import Block
from simulation.experiment.execution.city.run import run_city
from simulation.experiment.execution.city.workers import DIED, LOST, Settled, Workers
from simulation.experiment.execution.engines import alike
from simulation.experiment.execution.engines.local_pool import CallFailed
from tests.experiment.execution.city.test_city import as_text, city, whole
from tests.experiment.execution.engines.test_dask import cluster, failures, until
from tests.experiment.stand_ins import content, silent

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("dask"), workers=2) as (address, *_):
        yield address


@pytest.fixture
def client(address):
    """Somebody who speaks with two workers."""
    with distributed.Client(address, set_as_default=False) as client, client.as_current():
        client.wait_for_workers(2, timeout=120)
        yield client


@pytest.fixture
def spread(client):
    """A city of six streets, three on each worker."""
    with Workers(client, city(), 7, 600.0, alike.state()) as blocks:
        yield blocks


def pids(client):
    """The process of each worker, by its address."""
    return client.run(os.getpid)


def held(client):
    """How many blocks the workers have."""
    return sum(client.run(lambda dask_worker: len(dask_worker.state.actors)).values())


@pytest.mark.slow
def test_a_city_on_two_workers_is_the_same_bytes_as_in_one_process(client, spread):
    assert len(set(spread.addresses)) == held(client) == 2
    assert as_text(run_city(city(), 7, spread)) == as_text(whole())
    # and nothing of it stays with the workers, which need no restart
    before = pids(client)
    spread.close()
    until(lambda: held(client) == 0)
    assert pids(client) == before


@pytest.mark.slow
def test_a_worker_that_dies_is_one_line_and_resume_does_the_run_again(tmp_path, address, client, monkeypatch):
    # given two runs of a city, and somebody who kills a worker after the first month of the first
    killed = []

    def deadly(scenario, seed, blocks, passed):
        def month(stages, every):
            if not killed:
                killed.append(pids(client)[blocks.addresses[1]])
                os.kill(killed[0], signal.SIGKILL)

        return run_city(scenario, seed, blocks, month)

    monkeypatch.setattr(spreading, "run_city", deadly)
    study = city(2, days=31, warmup=31)
    study = replace(study, experiment=replace(study.experiment, replications=2))
    outcome = run_study(study, tmp_path / "dask", engine=Dask(address), progress=silent)
    # then it has a line with its cause, and the second run is there
    assert killed and (outcome.finished, outcome.failed) == (1, 1)
    (line,) = failures(tmp_path / "dask")
    assert (line["seed"], line["kind"], line["message"]) == (study.experiment.seed, "killed", DIED)
    # and when it is done again, nobody can tell from the folder
    again = resume(tmp_path / "dask", engine=Dask(address), progress=silent)
    assert (again.finished, again.failed) == (2, 0)
    run_study(study, tmp_path / "here", 1, progress=silent)
    assert content(tmp_path / "dask") == content(tmp_path / "here")


@pytest.mark.slow
def test_one_that_dies_within_a_month_ends_the_run_too(client, spread):
    pid = pids(client)[spread.addresses[0]]
    os.kill(pid, signal.SIGSTOP)  # so that it cannot have answered before
    threading.Timer(1.0, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(CallFailed, match="a Dask worker that had some of its streets died"):
        spread.advance(None, 5)


@pytest.mark.slow
def test_one_that_is_known_to_have_died_before_it_is_asked_ends_the_run_too(client, spread):
    os.kill(pids(client)[spread.addresses[0]], signal.SIGKILL)
    until(lambda: spread.begun[0].status not in ("finished", "pending"))
    with pytest.raises(CallFailed, match="a Dask worker that had some of its streets died"):
        spread.advance(None, 5)


@pytest.mark.slow
def test_a_city_that_takes_too_long_is_ended_on_its_workers(client, spread):
    before = pids(client)
    spread.end = 0.0
    with pytest.raises(CallFailed, match="did not finish within 600 seconds"):
        spread.advance(None, 110)
    spread.close()
    until(lambda: not set(pids(client).values()) & set(before.values()))


def test_a_block_that_is_made_anew_does_not_go_on_where_the_lost_one_was():
    block = Settled(pickle.dumps((Block, (city(2, days=10, warmup=0), [7]))))
    assert block.answer(1, "advance", (None, 9)) == LOST
    assert block.answer(0, "advance", (None, 2)) is None
    lived = block.block
    assert block.answer(0, "advance", (None, 3)) == LOST and lived.streets[0].day == 2


def test_what_goes_wrong_in_a_block_is_its_sentence():
    gone = Settled(pickle.dumps((Block, (city(2), []))))
    assert gone.answer(0, "advance", (None, 2)).kind == "error"


def test_a_worker_with_another_state_of_the_program_has_no_streets():
    other = Settled(pickle.dumps((spreading._block, (city(2), [7], ({"agents": "another text"}, "")))))
    said = other.answer(0, "advance", (None, 2)).message
    assert said.startswith("the Dask worker that took it has another state of the program (in ")
