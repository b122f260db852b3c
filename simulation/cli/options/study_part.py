"""Which part of a study `run` does, and into which folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.cli.telling import tell

if TYPE_CHECKING:
    from simulation.experiment import Shard


@dataclass(frozen=True)
class StudyPart:
    """A part of a study; in_array: a task of a job array does it, and all tasks are told the same folder."""

    shard: Shard
    in_array: bool = False

    def folder(self, out: Path | None, study: str) -> Path:
        """The results folder: `out`, or a dated one. Of a task it is numbered, and said on stderr."""
        if not self.in_array:
            return out or Path("results") / f"{study}-{datetime.now():%Y%m%d-%H%M%S}"
        of_task = numbered(out or Path("results") / study, self.shard)
        tell(f"part {self.shard} of the study, into {of_task}", err=True)
        return of_task


def numbered(folder: Path, shard: Shard) -> Path:
    """The folder of a task, where all are told `folder`: results/night-2-of-4."""
    return Path(f"{folder}-{shard.number}-of-{shard.count}")
