"""Small stand-in worlds for the experiment's tests: importable, so that fresh processes can run them.

A world's arithmetic is luck plus the scenario's effect; what it does besides is the fault under test.
"""

from __future__ import annotations

import errno
import json
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import numpy as np
import pandas as pd

import simulation.experiment.storage.run_store as run_store
from simulation.experiment import Recipe
from simulation.experiment.execution.engines.engine import Engine
from simulation.experiment.execution.engines.local_pool import End
from simulation.experiment.runs import Run


@dataclass(frozen=True)
class Experiment:
    start: date = date(2025, 1, 1)
    warmup: int = 0
    days: int = 3
    replications: int = 6
    seed: int = 7
    parameter_sets: None = None


@dataclass(frozen=True)
class World:
    name: str
    effect: float = 0.0
    faults: dict[int, str] = field(default_factory=dict)  # by seed
    signpost: Path | None = None
    title: dict = field(default_factory=lambda: {"en": "One more worker", "zh": "增加一名网格员"})
    experiment: Experiment = Experiment()
    rules: tuple = ()
    metrics: tuple = ()
    user_files: tuple = ()
    policies: tuple = ()
    shocks: tuple = ()
    claims_here: tuple = ()


@dataclass(frozen=True)
class Study:
    baseline: World
    scenarios: tuple
    name: str = "first"
    title: dict = field(default_factory=lambda: {"en": "Trial", "zh": "试验"})
    packages: dict = field(default_factory=dict)
    sweep: dict = field(default_factory=dict)
    points: dict = field(default_factory=dict)
    baselines: dict = field(default_factory=dict)


def replicate(world: World, seed: int) -> dict[str, pd.DataFrame]:
    if seed in world.faults:
        FAULTS[world.faults[seed]](world)
    luck = np.random.default_rng(seed).random(4)
    values = [10 * luck[0] - world.effect, luck[1], math.nan if seed % 2 else luck[2], 5.0]
    runs = pd.DataFrame({"metric": list(METRICS), "value": values, "unit": ["hour", "share", "case", "yuan"]})
    daily = pd.DataFrame({"date": pd.date_range("2025-01-01", periods=3), "open": luck[:3] / 3})
    if world.effect:
        daily["points"] = luck[1:] / 7
    return {"runs": runs, "daily": daily, "events": pd.DataFrame({"date": [], "kind": []})}


def _wait(world: World) -> None:
    """Say who works on this run, and go on only when the test allows it."""
    world.signpost.write_text(str(os.getpid()))
    while world.signpost.exists():
        time.sleep(0.02)


def _run_out_of_memory(world: World) -> None:
    raise MemoryError


def _fill_the_disk(world: World) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    ZipFile.writestr = refuse  # in this worker process only


def _die_while_storing(world: World) -> None:
    def die(archive: ZipFile) -> None:
        if archive.fp is None:  # another, closed long ago, that is only being cleared away
            return
        archive.fp.flush()  # all tables are there, what says where they are is not
        os.kill(os.getpid(), signal.SIGKILL)

    ZipFile.close = die  # in this worker process only


FAULTS = {
    "raise": lambda world: [][1],
    "leave": lambda world: sys.exit(0),
    "memory": _run_out_of_memory,
    "hang": lambda world: time.sleep(600),
    "die": lambda world: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda world: os._exit(3),
    "wait": _wait,
    "full": _fill_the_disk,
    "half": _die_while_storing,
    "slow": lambda world: time.sleep(0.5),
}


def metric(better: str, role: str, en: str, zh: str) -> SimpleNamespace:
    return SimpleNamespace(better=better, role=role, label={"en": en, "zh": zh})


METRICS = {
    "wait": metric("lower", "outcome", "the median wait", "等待中位时间"),
    "share": metric("higher", "outcome", "the share on time", "按期办结率"),
    "half": metric("none", "context", "cases", "件数"),
    "cost": metric("lower", "input", "the cost", "费用"),
}


def resolve(world: World) -> str:
    asked = world.experiment
    told = {"name": world.name, "effect": world.effect, "faults": world.faults, "at": str(world.signpost)}
    return (
        f"world: {json.dumps(told)} # from here\nexperiment:\n"
        f"  days: {asked.days}\n  replications: {asked.replications} # default\n  seed: {asked.seed}\n"
    )


def read(file: Path) -> World:
    lines = dict(line.strip().split(": ", 1) for line in file.read_text("utf-8").splitlines() if ": " in line)
    told = json.loads(lines["world"].partition(" #")[0])
    numbers = {name: int(lines[name].split()[0]) for name in ("days", "replications", "seed")}
    faults = {int(seed): fault for seed, fault in told["faults"].items()}
    return World(told["name"], told["effect"], faults, Path(told["at"]), experiment=Experiment(**numbers))


def nothing(world: World) -> None:
    pass


class Here(Engine):
    """An engine without processes, for tests in which nothing dies."""

    def ends(self, runs: Sequence[Run], folder: Path, recipe: Recipe, timeout: float) -> Generator[End]:
        for place, run in enumerate(runs):
            run_store.write_run(folder, run, recipe.replicate(run.scenario, run.seed))
            yield place, None


class FakeClock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


RECIPE = Recipe(replicate, nothing, resolve, read)

MADE_ANEW = {"manifest.json", "plan.json", ".lock"}


def silent(ended: int, total: int, failed: int) -> None:
    pass


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but those that say when and with what words it was made; of its runs the files,
    in whichever packs they are."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in MADE_ANEW)
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    packs = {name for name in found if name.startswith("runs/") and name.endswith(".zip")}
    return {name: text for name, text in found.items() if name not in packs} | files_of_runs(folder)


def files_of_runs(folder: Path) -> dict[str, bytes]:
    """The files of all stored runs, as more-3/runs.csv."""
    found = {}
    for pack in folder.glob("runs/[!.]*.zip"):
        with ZipFile(pack) as archive:
            found |= {member: archive.read(member) for member in archive.namelist()}
    return found


def names_of_runs(folder: Path) -> set[str]:
    """The stored runs by name, as more-3."""
    return {member.partition("/")[0] for member in files_of_runs(folder)}


def change_runs(folder: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Write all stored runs anew, each in a pack of its own, after `change` has changed their files."""
    files = files_of_runs(folder)
    change(files)
    for pack in folder.glob("runs/*.zip"):
        pack.unlink()
    for name in sorted({member.partition("/")[0] for member in files}):
        with ZipFile(folder / "runs" / f"{name}.1.zip", "w") as archive:
            for member, text in files.items():
                if member.startswith(f"{name}/"):
                    archive.writestr(member, text)


def lose(folder: Path, run: str) -> None:
    """Take a run away from a folder."""
    change_runs(folder, lambda files: [files.pop(name) for name in list(files) if name.startswith(f"{run}/")])


def alive(pid):
    """Whether a process runs; one that is dead and only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
