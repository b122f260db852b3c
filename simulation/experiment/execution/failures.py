"""failures.jsonl: runs that did not finish, with the cause and the command that does each again."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from pathlib import Path

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.errors import StorageError
from simulation.experiment.execution.engines.local_pool import Failure
from simulation.experiment.planning.study_file import scenario_file
from simulation.experiment.runs import Run
from simulation.experiment.storage.files.json_files import Whole, faults
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.text.shell_command import program

FAILURES = "failures.jsonl"
FORM = {"scenario": str, "replication": Whole(), "seed": Whole(), "kind": str, "message": str, "command": str}


def note(folder: Path, run: Run, failure: Failure) -> None:
    """Write a failure down at once. Raises StorageError for one that the disk caused and not the run."""
    if failure.kind == "storage":
        raise StorageError(failure.message)
    run_store.append_line(folder / FAILURES, _line(folder, run, failure))


def write_open_failures(folder: Path, runs: Iterable[Run]) -> list[dict]:
    """Write the list anew, in the order of `runs`: the last failure of each that did not finish since.

    Returns its lines.
    """
    last = {(line["scenario"], line["replication"]): line for line in read(folder)}
    stored = StoredRuns(folder)
    left = [run for run in runs if run not in stored]
    lines = [last[which] for run in left if (which := (run.scenario.name, run.replication)) in last]
    run_store.write_lines(folder / FAILURES, lines)
    return lines


def read(folder: Path) -> list[dict]:
    """The lines of failures.jsonl; one that is no failure, as a last one that a stop cut short, does not
    count."""
    path = folder / FAILURES
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.exists() else []
    return [found for line in lines if (found := _parsed(line))]


def _parsed(line: str) -> dict | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return None if any(True for _ in faults(found, FORM)) else found


def _line(folder: Path, run: Run, failure: Failure) -> dict[str, object]:
    """What failures.jsonl says of a failure, with the command that does this one run again."""
    again = [*program(), "run", str(folder / scenario_file(run.scenario.name))]
    return {
        "scenario": run.scenario.name,
        "replication": run.replication,
        "seed": run.seed,
        "kind": failure.kind,
        "message": failure.message,
        "command": shlex.join([*again, "-n", "1", "--seed", str(run.seed), *_its_set(folder, run)]),
    }


def _its_set(folder: Path, run: Run) -> list[str]:
    """The words that give a run its parameter set when it is repeated alone, or keep it from having one."""
    if not run.parameter_set:
        return ["--only-luck"]
    return ["--set", f"experiment.parameter_sets={folder / run_store.SETS}:{run.parameter_set}"]
