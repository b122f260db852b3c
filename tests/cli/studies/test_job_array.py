"""`--shard auto`: the part that a task of a job array does, and the folder that it does it into."""

import os
from pathlib import Path

import pytest

from simulation.cli import job_array
from simulation.cli.job_array import SHARDS, shard_of_task
from simulation.experiment import Shard, status
from tests.cli.words import BRIEFLY, CLASSROOM

pytestmark = pytest.mark.usefixtures("in_this_process")


def slurm(task: int, low: int = 1, high: int = 4, count: int = 4, step: int = 1) -> dict[str, str]:
    """What Slurm tells a task of --array=LOW-HIGH:STEP."""
    numbers = {"ID": task, "MIN": low, "MAX": high, "COUNT": count, "STEP": step}
    return {f"SLURM_ARRAY_TASK_{name}": str(number) for name, number in numbers.items()}


@pytest.mark.parametrize(
    "told, part",
    [
        (slurm(3), Shard(3, 4)),
        (slurm(0, low=0, high=3), Shard(1, 4)),
        (slurm(5, low=1, high=7, step=2), Shard(3, 4)),
        ({**slurm(3, low=3, high=3, count=1), SHARDS: "4"}, Shard(3, 4)),
        ({"AWS_BATCH_JOB_ARRAY_INDEX": "9", "AWS_BATCH_JOB_ARRAY_SIZE": "10"}, Shard(10, 10)),
        ({"JOB_COMPLETION_INDEX": "0", SHARDS: "6"}, Shard(1, 6)),
    ],
    ids=["slurm", "slurm from 0", "slurm by 2", "slurm alone again", "aws", "kubernetes"],
)
def test_every_kind_of_array_has_its_parts_counted_from_one(told, part):
    assert shard_of_task(told) == part


@pytest.mark.parametrize(
    "told, said",
    [
        ({}, "SLURM_ARRAY_TASK_ID (Slurm), AWS_BATCH_JOB_ARRAY_INDEX (AWS Batch) and JOB_COMPLETION_INDEX"),
        (slurm(4, low=1, high=4, count=3), "the 3 tasks of this Slurm array, 1 to 4, are not evenly spaced"),
        ({**slurm(5), SHARDS: "4"}, "there is no part 5 of 4; allowed: 1/4 to 4/4 (from SLURM_ARRAY_TASK_ID"),
        ({"SLURM_ARRAY_TASK_ID": "x"}, "SLURM_ARRAY_TASK_ID is 'x'; in a job array it is a whole number"),
        ({"JOB_COMPLETION_INDEX": "0"}, f"set {SHARDS} in the job to its number of completions"),
        ({"AWS_BATCH_JOB_ARRAY_INDEX": "0"}, "AWS_BATCH_JOB_ARRAY_SIZE is ''"),
    ],
)
def test_what_is_no_array_of_parts_is_one_sentence(told, said):
    with pytest.raises(ValueError) as refused:
        shard_of_task(told)
    assert said in str(refused.value) and "\n" not in str(refused.value)


def test_tasks_with_one_command_line_have_a_folder_each(command, monkeypatch, tmp_path: Path):
    # given a task of a job array
    for name, text in slurm(2, high=2, count=2).items():
        monkeypatch.setenv(name, text)
    # when it runs what all tasks run
    ended = command("run", CLASSROOM, *BRIEFLY, "--shard", "auto", "-o", str(tmp_path / "night"))
    # then its part is in a folder of its own, which is said
    mine = tmp_path / "night-2-of-2"
    assert (ended.code, ended.lines) == (0, [str(mine / "report.html")])
    assert ended.err.startswith(f"part 2/2 of the study, into {mine}\n")
    assert (status(mine).shard, status(mine).planned.total()) == ("2/2", 1)


def test_without_a_job_array_auto_ends_with_a_sentence(command, monkeypatch):
    for name in (job_array.SLURM, job_array.AWS, job_array.KUBERNETES):
        monkeypatch.delitem(os.environ, name, raising=False)
    ended = command("run", CLASSROOM, "--shard", "auto")
    assert (ended.code, ended.lines) == (2, [])
    assert "auto finds no job array" in ended.err and "Traceback" not in ended.err
