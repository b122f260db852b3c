"""How far a results folder is, without touching it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import simulation.experiment.execution.failures as failures
from simulation.experiment.planning.plan_file import read_plan_json
from simulation.experiment.runs import Shard
from simulation.experiment.storage.lock import holder_of
from simulation.experiment.storage.packs import homes, whole_runs
from simulation.experiment.storage.run_store import existing
from simulation.experiment.storage.stored_runs import is_whole
from simulation.text.shell_command import our_command


@dataclass(frozen=True)
class Status:
    """What became of the runs of a results folder.

    planned: runs of this folder, by scenario. finished, failed: those of them that finished or failed.
    damaged: runs whose stored files have changed since. holder: the process that works in the folder now,
    empty where none does.
    """

    folder: Path
    planned: Counter[str]
    finished: Counter[str]
    failed: Counter[str]
    holder: str
    shard: str = ""
    damaged: int = 0

    @property
    def missing(self) -> int:
        """Runs that are neither finished nor failed."""
        return self.planned.total() - self.finished.total() - self.failed.total()

    def __str__(self) -> str:
        part = f" (part {self.shard} of the study)" if self.shard else ""
        lines = [
            f"{self.folder}{part}: {self.finished.total()} of {self.planned.total()} runs finished, "
            f"{self.failed.total()} failed, {self.missing} to do"
        ]
        wide = max(map(len, self.planned), default=0)
        for name, count in self.planned.items():
            failed = f", {self.failed[name]} failed" if self.failed[name] else ""
            lines.append(f"  {name:{wide}}  {self.finished[name]} of {count} finished{failed}")
        if self.damaged:
            lines.append(f"  damaged, to be done again: {self.damaged}")
        if self.holder:
            lines.append(f"{self.holder} works in it")
        elif self.missing or self.failed:
            lines.append(f"to go on: {our_command('resume', self.folder)}")
        return "\n".join(lines)


def status(folder: Path | str) -> Status:
    """How far a results folder is. Raises ExperimentError where it holds no plan."""
    folder = existing(folder)
    stored = read_plan_json(folder)
    shard = Shard.read(stored["shard"])
    mine = shard.of(tuple((run["scenario"], run["replication"]) for run in stored["runs"]))
    stored, whole = homes(folder), whole_runs(folder, is_whole)
    done = {run for run in mine if f"{run[0]}-{run[1]}" in whole}
    damaged = sum(f"{run[0]}-{run[1]}" in stored for run in mine) - len(done)
    bad = {(line["scenario"], line["replication"]) for line in failures.read(folder)} - done
    planned, finished, failed = (Counter(run[0] for run in mine if run in some) for some in (mine, done, bad))
    part = str(shard) if shard.count > 1 else ""
    return Status(folder, planned, finished, failed, holder_of(folder), part, damaged)
