"""Kill a study at random moments and resume it each time: does anything get lost?

    python benchmarks/kills.py [--kills 200] [--replications 100]

Runs two scenarios of the small street undisturbed, then again with its process, or one of its workers, killed
(SIGKILL) again and again. Says how many finished runs were lost or changed, and whether the folder ended with
the bytes of the undisturbed one; exit code 1 if anything differs. 200 kills take about a
quarter of an hour on two cores.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zipfile import ZipFile

import click
import numpy as np

ROOT = Path(__file__).parents[1]
CLASSROOM = str(ROOT / "scenarios" / "classroom.yaml")
BRIEFLY = ["--days", "40", "--set", "experiment.warmup=2", "-j", "2"]
MADE_ANEW = {"manifest.json", "plan.json", "report.html", ".lock", ".in-use"}
POLICY = """schema: 1
name: classroom-more
title: {en: One more worker, zh: 增加一名网格员}
extends: %s
interventions:
  - staffing: {add: 1, from: 2025-01-01}
"""


def command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "run.py"), *words]


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but those that say when and with what words it was made, and packs; and the
    files of its runs."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in MADE_ANEW)
    own = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.suffix != ".zip"}
    return own | stored(folder)


def stored(folder: Path) -> dict[str, bytes]:
    """The files of finished runs."""
    found: dict[str, bytes] = {}
    for pack in folder.glob("runs/[!.]*.zip"):
        with ZipFile(pack) as archive:
            found |= {name: archive.read(name) for name in archive.namelist()}
    return found


def workers(process: subprocess.Popen) -> list[int]:
    try:
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]
    except OSError:
        return []


class Killer:
    """Ends studies at random moments: half of them before a first new run is stored, as far as one knows."""

    def __init__(self, seed: int) -> None:
        self.luck = np.random.default_rng(seed)
        self.to_first_run = 4.0  # seconds, as the last life that got there took

    def kill(self, words: list[str], folder: Path) -> bool:
        """Start the study and kill it, or first a worker of it; whether it had not ended by itself before."""
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if self.luck.random() < 0.5:
            time.sleep(self.to_first_run * self.luck.random())
        else:
            self.wait_for_a_run(process, folder)
            time.sleep(0.6 * self.luck.random())
        alive = workers(process)
        if alive and self.luck.random() < 0.3:
            os.kill(int(self.luck.choice(alive)), signal.SIGKILL)
            time.sleep(0.5 * self.luck.random())
        process.kill()
        return process.wait() == -signal.SIGKILL

    def wait_for_a_run(self, process: subprocess.Popen, folder: Path) -> None:
        before, start = set(folder.glob("runs/[!.]*")), time.monotonic()
        while process.poll() is None and set(folder.glob("runs/[!.]*")) <= before:
            time.sleep(0.002)
        self.to_first_run = time.monotonic() - start


@click.command()
@click.option("--kills", default=200, show_default=True)
@click.option("--replications", default=100, show_default=True, help="Of each of two scenarios.")
@click.option("--seed", default=1, show_default=True, help="Of the moments.")
def main(kills: int, replications: int, seed: int) -> None:
    """Kill a study again and again, and look whether it ends as if nothing had happened."""
    killer = Killer(seed)
    with tempfile.TemporaryDirectory() as there:
        desk = Path(there)
        (desk / "classroom-more.yaml").write_text(POLICY % CLASSROOM, encoding="utf-8")
        files = [CLASSROOM, str(desk / "classroom-more.yaml")]
        asked = [*files, "-n", str(replications), *BRIEFLY]
        whole, results = desk / "whole", desk / "results"
        subprocess.run(command("run", *asked, "-o", str(whole)), check=True, stdout=subprocess.DEVNULL)
        kept: dict[str, bytes] = {}
        lost = ended = 0
        for number in range(kills):
            begun = (results / "plan.json").exists()
            resume, run = ("resume", str(results), "-j", "1"), ("run", *asked, "-o", str(results))
            words = command(*(resume if begun else run))
            if not begun and results.exists():
                subprocess.run(["rm", "-r", str(results)], check=True)  # it died before it was planned
            ended += not killer.kill(words, results)
            now = stored(results)
            lost += sum(now.get(name) != text for name, text in kept.items())
            kept = now
            if number % 20 == 19:
                runs = len({Path(name).parent for name in kept})
                click.echo(f"{number + 1} kills, {runs} runs finished, {lost} files lost", err=True)
        subprocess.run(command("resume", str(results), "-j", "2"), check=True, stdout=subprocess.DEVNULL)
        runs = len({Path(name).parent for name in kept})
        made, wanted = content(results), content(whole)
        differing = sorted(name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name))
    print(f"{kills} kills of a study of {2 * replications} runs ({ended} came after its end)")
    print(f"{runs} runs were finished before the last resume; files of finished runs lost or changed: {lost}")
    print(f"files that are not those of the undisturbed study: {', '.join(differing) or 'none'}")
    sys.exit(1 if differing or lost else 0)


if __name__ == "__main__":
    main()
