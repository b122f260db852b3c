"""At which stage a study is, seen from outside, and how it is killed there."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

STAGES = ("start", "trial", "warm-up", "store", "tables", "report")
"""In the order in which they come: until the folder is planned, until workers are there (a day is tried and
code compiled), until a first run is stored, until all are, tables, report."""
SAID = {"runs 0": "trial", "compiling": "trial", "tables": "tables", "report": "report"}
"""How lines on stderr begin, and what begins with them."""
GOLDEN = 0.6180339887498949  # multiples of it, without whole parts, spread evenly however many there are
LOOK = 0.002  # seconds


@dataclass(frozen=True)
class Killed:
    """Where a process was when it was killed, so many seconds after its start, and whether a worker of it was
    killed before."""

    stage: str
    after: float
    worker: bool


class Life:
    """A process that does a study, and when each of its stages began, in seconds since its start."""

    def __init__(self, words: list[str], folder: Path) -> None:
        self.folder, self.before = folder, packs(folder)
        self.born, self.began = time.monotonic(), {"start": 0.0}
        self.process = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def age(self) -> float:
        """Seconds since its start."""
        return time.monotonic() - self.born

    @property
    def stage(self) -> str:
        """Where it is, as far as one sees."""
        return max(self.began, key=STAGES.index)

    def look(self) -> bool:
        """Notice what can be seen from outside; whether the process lives."""
        if self.stage == "trial" and workers(self.process):
            self.began.setdefault("warm-up", self.age)
        if self.stage in ("trial", "warm-up") and packs(self.folder) - self.before:
            self.began.setdefault("store", self.age)
        return self.process.poll() is None

    def reach(self, stage: str) -> bool:
        """Wait until a stage has begun; False where it was left out, as runs are where all are stored."""
        while STAGES.index(self.stage) < STAGES.index(stage):
            if not self.look():
                return False
            time.sleep(LOOK)
        return self.stage == stage

    def wait(self, seconds: float) -> bool:
        """Let it go on for some time; whether it lives then."""
        until = time.monotonic() + seconds
        while self.look() and time.monotonic() < until:
            time.sleep(LOOK)
        return self.process.poll() is None

    def durations(self) -> dict[str, float]:
        """Seconds of each stage that it has behind it; of the last one too, where it has ended by itself."""
        times = sorted(self.began.values())
        if self.process.returncode == 0:
            times.append(self.age)
        return {stage: end - begin for (stage, begin), end in zip(self._in_order(), times[1:], strict=False)}

    def _in_order(self) -> list[tuple[str, float]]:
        return sorted(self.began.items(), key=lambda each: each[1])

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            for how, stage in SAID.items():
                if line.startswith(how):
                    self.began.setdefault(stage, self.age)


def packs(folder: Path) -> set[str]:
    """Packs of a results folder, those that are being written too."""
    return {path.name for path in folder.glob("runs/*.zip")} | {path.name for path in folder.glob("runs/.*")}


def workers(process: subprocess.Popen) -> list[int]:
    """Processes that a process has started."""
    try:
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]
    except OSError:
        return []


class Killer:
    """Kills studies: the stages take turns, and the moments in each are spread evenly over its time."""

    def __init__(self, seed: int) -> None:
        self.luck = np.random.default_rng(seed)
        self.first = self.luck.random()
        self.turn = 0
        self.lasts: dict[str, float] = {}

    def measure(self, words: list[str], folder: Path) -> None:
        """Let a study end undisturbed, and see how long each stage of it takes."""
        life = Life(words, folder)
        while life.look():
            time.sleep(LOOK)
        if life.process.returncode:
            raise RuntimeError(f"the undisturbed study ended with exit code {life.process.returncode}")
        self.lasts = life.durations()

    def course(self) -> str:
        """The stages and their seconds."""
        return ", ".join(f"{stage} {self.lasts[stage]:.1f} s" for stage in STAGES)

    def kill(self, words: list[str], folder: Path) -> Killed | None:
        """Start a study and kill it at the stage whose turn it is; None if it ended by itself, and then that
        stage is next again, in another study."""
        stage = STAGES[self.turn % len(STAGES)]
        place = (self.first + self.turn * GOLDEN) % 1
        life = Life(words, folder)
        if not (life.reach(stage) and life.wait(place * self.lasts[stage])):
            if life.process.wait():
                raise RuntimeError(f"{' '.join(words)} ended with exit code {life.process.returncode}")
            self.lasts |= life.durations()  # else a machine that became faster ends each time
            return None
        self.turn += 1
        self.lasts |= life.durations()
        there, after = life.stage, life.age
        worker = self._kill_a_worker(life)
        life.process.kill()
        if life.process.wait() != -signal.SIGKILL:
            return None
        return Killed(there, round(after, 3), worker)

    def _kill_a_worker(self, life: Life) -> bool:
        """Of three studies that have workers, kill one of one first, and let the study notice."""
        alive = workers(life.process)
        if not alive or self.luck.random() > 1 / 3:
            return False
        try:
            os.kill(int(self.luck.choice(alive)), signal.SIGKILL)
        except ProcessLookupError:
            return False
        time.sleep(0.5 * self.luck.random())
        return True
