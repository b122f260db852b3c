"""A study as a job array of Slurm, and a job that merges its parts."""

from __future__ import annotations

from simulation.cli.cluster_jobs.job import WARNING, Job
from simulation.cli.job_array import SHARDS

NUMBER = '"$SLURM_ARRAY_TASK_ID"'  # of a part, in shell
FILL_IN = """\
##SBATCH --partition=FILL_IN
##SBATCH --account=FILL_IN
# Fill in how this machine finds the program's Python, for example: source .venv/bin/activate
"""


def slurm(job: Job) -> str:
    """A script for bash that submits both jobs."""
    return f"""\
#!/bin/bash
# {job.name} on Slurm, in {job.parts} parts. Submit it with `bash FILE` in the folder of the program.
{job.comments()}
# Fill in, in both jobs: partition and account (take one # away), and how Python is found.
# A part that is stopped before its limit keeps its finished runs; submit this again to go on. The merge waits
# until all parts end well; what is there can be put together before: python run.py merge FOLDERS -o WHOLE
set -eu
parts=$(sbatch --parsable <<'PART'
{_part(job)}PART
)
sbatch --dependency="afterok:${{parts%%;*}}" --kill-on-invalid-dep=yes <<'MERGE'
{_merge(job)}MERGE
"""


def _part(job: Job) -> str:
    return (
        f"{_head(job, job.label, job.cores)}"
        f"#SBATCH --array=1-{job.parts}\n"
        f"#SBATCH --signal=B:USR1@{WARNING}\n"
        f"{FILL_IN}"
        f"export {SHARDS}={job.parts}\n"
        f"{job.part_commands(NUMBER)}"
    )


def _merge(job: Job) -> str:
    return f"{_head(job, f'{job.label}-merge', 1)}{FILL_IN}{job.merge_command()}"


def _head(job: Job, name: str, cores: int) -> str:
    hours, minutes = divmod(job.minutes, 60)
    return (
        "#!/bin/bash\n"
        f"#SBATCH --job-name={name}\n"
        "#SBATCH --ntasks=1\n"
        f"#SBATCH --cpus-per-task={cores}\n"
        f"#SBATCH --mem={job.mebibytes}M\n"
        f"#SBATCH --time={hours:02}:{minutes:02}:00\n"
    )
