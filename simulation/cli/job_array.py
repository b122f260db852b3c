"""Which part of a study a task of a job array does, by the variables that Slurm, AWS Batch or Kubernetes set.

Their sources: sbatch(1), "Output environment variables"; AWS Batch, "Job environment variables"; Kubernetes,
"Indexed Job for parallel processing with static work assignment".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.experiment import Shard

SLURM, AWS, KUBERNETES = "SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX", "JOB_COMPLETION_INDEX"
SHARDS = "GRID_GOVERNANCE_SHARDS"  # the number of parts, set by the user: Kubernetes has no variable for it


def shard_of_task(environment: Mapping[str, str]) -> Shard:
    """The part that this task does. Raises ValueError where the environment tells of no array, or of one that
    is not numbered as parts are."""
    for variable, read in ((SLURM, _in_slurm), (AWS, _in_aws), (KUBERNETES, _in_kubernetes)):
        if variable in environment:
            return read(environment)
    raise ValueError(
        f"auto finds no job array: {SLURM} (Slurm), {AWS} (AWS Batch) and {KUBERNETES} (Kubernetes) are not "
        "set; write k/n, such as 2/5 for the second of five parts"
    )


def _in_slurm(environment: Mapping[str, str]) -> Shard:
    """Counted from the lowest task. With SHARDS they are numbered from 1 instead, so that one of them can be
    submitted again alone."""
    if SHARDS in environment:
        return _checked(_whole(environment, SLURM), _whole(environment, SHARDS), f"{SLURM}, {SHARDS}")
    task = _whole(environment, SLURM)
    low, high, count = (_whole(environment, f"SLURM_ARRAY_TASK_{which}") for which in ("MIN", "MAX", "COUNT"))
    step = max(_whole(environment, "SLURM_ARRAY_TASK_STEP"), 1)
    if high != low + step * (count - 1) or (task - low) % step:
        raise ValueError(
            f"the {count} tasks of this Slurm array, {low} to {high}, are not evenly spaced; number them "
            f"from 1 (--array=1-N), and set {SHARDS} to N where only some of them are submitted"
        )
    return _checked((task - low) // step + 1, count, SLURM)


def _in_aws(environment: Mapping[str, str]) -> Shard:
    size = "AWS_BATCH_JOB_ARRAY_SIZE"
    return _checked(_whole(environment, AWS) + 1, _whole(environment, size), f"{AWS}, {size}")


def _in_kubernetes(environment: Mapping[str, str]) -> Shard:
    if SHARDS not in environment:
        raise ValueError(
            f"{KUBERNETES} is set, but Kubernetes does not say how many tasks there are; set {SHARDS} in the "
            "job to its number of completions"
        )
    return _checked(
        _whole(environment, KUBERNETES) + 1, _whole(environment, SHARDS), f"{KUBERNETES}, {SHARDS}"
    )


def _checked(number: int, count: int, variables: str) -> Shard:
    from simulation.experiment import Shard

    try:
        return Shard.read(f"{number}/{count}")
    except ValueError as error:
        raise ValueError(f"{error} (from {variables})") from None


def _whole(environment: Mapping[str, str], name: str) -> int:
    text = environment.get(name, "")
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} is '{text}'; in a job array it is a whole number")
    return int(text)
