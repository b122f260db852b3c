"""Finished runs stand in few files; whatever happens while these are put together, none is lost or twice."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import Shard, merge, resume, run_study, status
from simulation.experiment.runs import Run
from simulation.experiment.storage import packs, run_store
from simulation.experiment.storage.files.csv_text import as_csv, as_csv_with_front, with_front
from simulation.experiment.storage.stored_runs import StoredRuns, is_whole
from simulation.experiment.studies import completion
from tests.experiment.stand_ins import (
    METRICS,
    RECIPE,
    Experiment,
    Here,
    Study,
    World,
    content,
    files_of_runs,
    names_of_runs,
    silent,
)

OWN = {"recipe": RECIPE, "metrics": METRICS}
MANY = Experiment(replications=30)
STUDY = Study(World("base", experiment=MANY), (World("more", effect=3.0, experiment=MANY),))
ONE_PACK_EACH = 1000


def run(folder: Path, **options):
    return run_study(STUDY, folder, 1, progress=silent, **{"engine": Here()} | OWN | options)


def members(folder: Path) -> list[str]:
    """The runs of all packs, one as often as it is stored."""
    found = []
    for pack in packs.packs_of(folder):
        with ZipFile(pack) as archive:
            found += packs.files_of(archive)
    return sorted(found)


@pytest.fixture
def small(monkeypatch):
    """Packs of ten runs, put together where seven hold fewer than four."""
    for name, number in (("SMALL", 4), ("FULL", 10), ("MOST_SMALL", 6)):
        monkeypatch.setattr(packs, name, number)
    monkeypatch.setattr(completion, "LOOK", 1)


@pytest.fixture(scope="module")
def loose(tmp_path_factory) -> Path:
    """The study with a pack a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "MOST_SMALL", ONE_PACK_EACH)
        run(folder := tmp_path_factory.mktemp("results") / "loose")
    return folder


@pytest.mark.slow
def test_runs_that_end_one_by_one_stand_in_few_packs_and_give_the_same_bytes(tmp_path, small, loose):
    assert len(packs.packs_of(loose)) == 60
    # when the same is run and small packs are put together
    run(tmp_path / "packed")
    # then there are as many files as it takes for ten runs each, and the few that are still small
    assert len(packs.packs_of(tmp_path / "packed")) <= 60 / 10 + 6 + 1
    assert content(tmp_path / "packed") == content(loose)
    assert members(tmp_path / "packed") == sorted(names_of_runs(loose))


@pytest.mark.parametrize("batch", [1, 5, 24, 40])
def test_files_grow_with_runs_by_one_for_twenty_five_at_most(tmp_path, monkeypatch, batch):
    def replaced(folder: Path, old: list[Path]) -> None:
        """As `_replace` does, without the bytes."""
        for pack in old:
            pack.unlink()
        (folder / "runs" / old[0].name.replace(f".{batch}.zip", f".{sum(map(packs._size, old))}.zip")).touch()

    monkeypatch.setattr(packs, "_replace", replaced)
    (tmp_path / "runs").mkdir()
    # when runs come alone, in small batches or in large ones
    for nth in range(0, 1200, batch):
        (tmp_path / "runs" / f"w-{nth}.{batch}.zip").touch()
        packs.put_together(tmp_path)
    assert len(packs.packs_of(tmp_path)) <= packs.MOST_SMALL + 1200 / packs.SMALL


class Killed(BaseException):
    """What comes after this never happens."""


class Life:
    """Lets a process do so many steps on the disk, and nothing more."""

    STEPS = ((ZipFile, "writestr"), (ZipFile, "close"), (Path, "replace"), (Path, "unlink"))

    def __init__(self, steps: int, patch: pytest.MonkeyPatch) -> None:
        self.left = steps
        for where, name in self.STEPS:
            patch.setattr(where, name, self.counted(name, getattr(where, name)))

    def counted(self, name, do):
        def step(this, *words, **options):
            if name != "close" or (this.mode == "w" and this.fp):  # to stop reading is no step
                self.left -= 1
                if self.left < 0:
                    if isinstance(this, ZipFile):
                        this.fp = None  # nobody is left who could close it
                    raise Killed
            return do(this, *words, **options)

        return step


def killed_after(steps: int, folder: Path) -> bool:
    """Put packs together, but die after so many steps; whether it came so far."""
    with pytest.MonkeyPatch.context() as patch:
        life = Life(steps, patch)
        try:
            packs.put_together(folder)
        except Killed:
            return True
    return life.left < 0


def test_a_kill_at_any_step_of_packing_loses_nothing_and_leaves_nothing_twice(tmp_path, monkeypatch, small):
    # given eight runs in packs of their own
    monkeypatch.setattr(packs, "FULL", 5)
    runs = [Run(World("base"), nth, nth) for nth in range(8)]
    (tmp_path / "loose" / "runs").mkdir(parents=True)
    for each in runs:
        run_store.write_run(tmp_path / "loose", each, RECIPE.replicate(each.scenario, each.seed))
    before = files_of_runs(tmp_path / "loose")
    steps, died = 0, True
    while died:
        folder = shutil.copytree(tmp_path / "loose", tmp_path / str(steps))
        # when whoever puts them together dies
        died = killed_after(steps, folder)
        # then each is found, whole, with the bytes that it had
        assert files_of_runs(folder) == before
        assert all(StoredRuns(folder).is_whole(each) for each in runs)
        # and stands in one pack after the next start
        packs.mend(folder, is_whole)
        run_store.sweep(folder)
        assert members(folder) == sorted(each.name for each in runs) and files_of_runs(folder) == before
        assert not list((folder / "runs").glob(".*"))
        steps += 1
    assert steps > 8 * 4 + 8 + 2  # every file was written, every old pack taken away, two had their names


@pytest.mark.slow
def test_a_run_in_two_packs_counts_once(tmp_path, small, loose):
    run(folder := tmp_path / "results")
    # given what a kill leaves: a pack, and the ones that it was made of
    with ZipFile(packs.packs_of(folder)[0]) as archive:
        twice = list(packs.files_of(archive))
    for name in twice:
        (folder / "runs" / f"{name}.1.zip").write_bytes((loose / "runs" / f"{name}.1.zip").read_bytes())
    assert len(members(folder)) == 60 + len(twice)
    # then it is counted, merged and gone on with as if it were there once
    assert (status(folder).finished.total(), status(folder).missing) == (60, 0)
    merge([folder], tmp_path / "merged", **OWN)
    assert members(tmp_path / "merged") == sorted(names_of_runs(loose))
    assert resume(folder, 1, progress=silent, engine=Here(), **OWN).finished == 60
    assert len(members(folder)) == 60 and content(folder) == content(loose) == content(tmp_path / "merged")


def test_packs_that_share_runs_become_one_with_each_run_once(tmp_path, monkeypatch):
    (tmp_path / "runs").mkdir()
    one, two = ((Run(World("base"), nth, nth), RECIPE.replicate(World("base"), nth)) for nth in range(2))
    for some in ([one], [two], [one, two]):
        run_store.write_runs(tmp_path, [(each, run_store.files_of(each, tables)) for each, tables in some])
    before = files_of_runs(tmp_path)
    monkeypatch.setattr(packs, "MOST_SMALL", 2)
    packs.put_together(tmp_path)
    assert [pack.name for pack in packs.packs_of(tmp_path)] == ["base-0.2.zip"]
    assert members(tmp_path) == ["base-0", "base-1"] and files_of_runs(tmp_path) == before


def test_parts_that_pack_at_the_same_time_are_merged_into_the_same(tmp_path, small, loose):
    # given two parts of the study, each of which puts packs together while the other does
    meet = threading.Barrier(2)

    class Abreast(Here):
        def ends(self, *words):
            for end in super().ends(*words):
                meet.wait(timeout=60)
                yield end

    parts = [tmp_path / "one", tmp_path / "two"]
    shards = [Shard(number, 2) for number in (1, 2)]
    both = [
        threading.Thread(target=run, args=[part], kwargs={"shard": shard, "engine": Abreast()})
        for part, shard in zip(parts, shards, strict=True)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert all(len(packs.packs_of(part)) <= 3 + 6 + 1 for part in parts)
    # when they are merged, then all is as if they had been one
    merge(parts, tmp_path / "whole", **OWN)
    assert content(tmp_path / "whole") == content(loose)
    assert members(tmp_path / "whole") == sorted(names_of_runs(loose))


def test_who_reads_while_packs_are_put_together_finds_every_run(tmp_path, small, loose):
    (tmp_path / "runs").mkdir()
    for pack in (loose / "runs").iterdir():
        (tmp_path / "runs" / pack.name).write_bytes(pack.read_bytes())
    stored = StoredRuns(tmp_path)
    first = Run(STUDY.baseline, 0, 7)
    # given that packs go between a look at the folder and the reading
    with pytest.MonkeyPatch.context() as patch:
        listed = [packs.packs_of(tmp_path)]
        patch.setattr(
            packs, "packs_of", lambda folder, look=packs.packs_of: listed.pop() if listed else look(folder)
        )
        packs.put_together(tmp_path)
        listed.append([tmp_path / "runs" / "base-0.1.zip"])
        assert packs.homes(tmp_path).keys() == names_of_runs(loose)
    assert (
        stored.is_whole(first) and stored.read(first, "runs.csv") == files_of_runs(loose)["base-0/runs.csv"]
    )


def test_a_pack_that_is_damaged_anywhere_is_told_and_done_again(tmp_path):
    study = Study(replace(STUDY.baseline, experiment=Experiment(replications=3)), ())
    run_study(study, folder := tmp_path / "results", 1, progress=silent, engine=Here(), **OWN)
    whole = content(folder)
    (pack,) = [each for each in packs.packs_of(folder) if each.name.startswith("base-1")]
    good = pack.read_bytes()
    harms = [good[:size] for size in range(0, len(good), len(good) // 25)]
    harms += [
        good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :] for at in range(0, len(good), len(good) // 60)
    ]
    for harm in harms:
        pack.write_bytes(harm)
        stored = StoredRuns(folder)
        middle = Run(study.baseline, 1, 8)
        if middle in stored and stored.is_whole(middle):
            continue  # a byte that says nothing of a table, as the year
        packs.mend(folder, is_whole)
        assert middle not in StoredRuns(folder) and not pack.exists() and status(folder).missing == 1
    resume(folder, 1, progress=silent, engine=Here(), **OWN)
    assert content(folder) == whole


ODD = pd.DataFrame(
    {
        "text": ["a,b", 'say "yes"', "two\nlines"],
        "missing": ["x", None, ""],
        "number": [0.1, np.nan, -np.inf],
        "large": [1e300, 1e16, 5e-324],
        "whole": [1, -2, 3],
        "flag": [True, False, True],
        "maybe": pd.array([1, None, 3], "Int64"),
        "day": pd.date_range("2025-01-01", periods=3),
    }
)


@pytest.mark.parametrize(
    "table",
    [ODD, ODD[["text", "missing", "number", "large", "whole"]], ODD.head(0), pd.DataFrame(index=range(3))],
    ids=["kinds that are left to pandas", "usual kinds", "no rows", "no columns"],
)
def test_tables_of_runs_are_written_as_pandas_writes_them(table):
    front = {"scenario": 'my, "own"', "replication": 3}
    assert as_csv_with_front(front, table) == as_csv(with_front(front, table))
