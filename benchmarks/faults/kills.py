"""Kill small studies at every stage and resume them each time: does anything get lost?

    python benchmarks/faults/kills.py [--kills 200] [--replications 3] [--seed 1] [-o FILE]

Runs two scenarios of the small street undisturbed, then again and again with its process, or first one of
its workers, killed (SIGKILL). The stages take turns (`kill_stages.STAGES`), and within a stage the moments
are spread evenly over the time that it took before. A study that ends at last must have the bytes of the
undisturbed one; then the next one begins. Each kill is a line of FILE: its number, seed, stage and moment.
Exit code 1 if anything was lost or differs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import click

from benchmarks.faults.kill_stages import STAGES, Killer

ROOT = Path(__file__).parents[2]
CLASSROOM = str(ROOT / "scenarios" / "classroom.yaml")
BRIEFLY = ["--days", "20", "--set", "experiment.warmup=20", "--no-estimate", "-j", "2"]
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


class Trial:
    """A study that is killed and resumed until it ends, as often as it takes; what was lost meanwhile."""

    def __init__(self, desk: Path, replications: int) -> None:
        (desk / "classroom-more.yaml").write_text(POLICY % CLASSROOM, encoding="utf-8")
        self.results, whole = desk / "results", desk / "whole"
        self.asked = [CLASSROOM, str(desk / "classroom-more.yaml"), "-n", str(replications), *BRIEFLY]
        self.kept: dict[str, bytes] = {}
        self.lost = self.studies = 0
        self.differing: set[str] = set()
        self.undisturbed = command("run", *self.asked, "-o", str(whole)), whole
        self.wanted: dict[str, bytes] = {}

    def words(self) -> list[str]:
        """The command that a user would type now."""
        if (self.results / "plan.json").exists():
            return command("resume", str(self.results), "-j", "2")
        return command("run", *self.asked, "-o", str(self.results))

    def look(self, ended: bool) -> None:
        """Count what is missing since the last look; a study that ended is compared, and begun anew."""
        now = stored(self.results)
        self.lost += sum(now.get(name) != text for name, text in self.kept.items())
        self.kept = now
        if ended:
            made = content(self.results)
            self.differing |= {
                name for name in made.keys() | self.wanted.keys() if made.get(name) != self.wanted.get(name)
            }
            self.studies += 1
            self.kept = {}
            shutil.rmtree(self.results)


@click.command()
@click.option("--kills", type=click.IntRange(min=1), default=200, show_default=True)
@click.option("--replications", default=3, show_default=True, help="Of each of two scenarios.")
@click.option("--seed", default=1, show_default=True, help="Of the moments.")
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("kills.jsonl"), show_default=True)
def main(kills: int, replications: int, seed: int, out: Path) -> None:
    """Kill studies again and again, and look whether they end as if nothing had happened."""
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as there, out.open("a", encoding="utf-8") as log:
        trial, killer = Trial(Path(there), replications), Killer(seed)
        killer.measure(*trial.undisturbed)
        trial.wanted = content(trial.undisturbed[1])
        click.echo(f"undisturbed: {killer.course()}", err=True)
        while done.total() < kills:
            killed = killer.kill(trial.words(), trial.results)
            trial.look(ended=killed is None)
            if killed:
                done[killed.stage] += 1
                log.write(json.dumps({"kill": done.total(), "seed": seed, **vars(killed)}) + "\n")
                log.flush()
            if killed and done.total() % 20 == 0:
                told = f"{trial.studies} studies ended, {trial.lost} files lost"
                click.echo(f"{done.total()} kills, {told}, {len(trial.differing)} differ", err=True)
        subprocess.run(trial.words(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        trial.look(ended=True)
    shares = ", ".join(f"{stage} {done[stage]}" for stage in STAGES)
    differing = ", ".join(sorted(trial.differing)) or "none"
    print(f"{done.total()} kills with seed {seed}: {shares}")
    print(f"{trial.studies} studies of {2 * replications} runs; files of finished runs lost: {trial.lost}")
    print(f"files that are not those of the undisturbed study: {differing}")
    sys.exit(1 if trial.differing or trial.lost else 0)


if __name__ == "__main__":
    main()
