"""`cluster`: a study as jobs of a cluster."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from simulation.cli.cluster_jobs.job import Job
from simulation.cli.cluster_jobs.kubernetes import kubernetes
from simulation.cli.cluster_jobs.slurm import slurm
from simulation.cli.options.param_types import COUNT, FILE, study_options
from simulation.cli.study_from_files import experiment_settings, study_from_files, words_of_run
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.scenario import Study


@click.command(short_help="Print the jobs that do a study on a cluster: Slurm or Kubernetes.")
@click.argument("files", nargs=-1, type=FILE)
@click.option(
    "--print", "system", type=click.Choice(["slurm", "k8s"]), required=True, help="For which kind of cluster."
)
@study_options
@click.option(
    "--parts", type=COUNT, default=4, show_default=True, help="Tasks that the study is divided into."
)
@click.option("-j", "--jobs", type=COUNT, default=4, show_default=True, help="Cores of a part.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the whole results.  [default: results/NAME]",
)
@click.option("--image", help="The container image, for k8s.")
def cluster(
    files: tuple[Path, ...],
    system: Literal["slurm", "k8s"],
    replications: int | None,
    seed: int | None,
    days: int | None,
    settings: tuple[str, ...],
    only_luck: bool,
    grid: tuple[str, ...],
    design: Path | None,
    parts: int,
    jobs: int,
    out: Path | None,
    image: str | None,
) -> None:
    """Print a job that runs FILES in parts, and one that merges them; nothing is submitted.

    FILES are those of `run`. Time and memory come of a short run of the baseline on this machine. Comments in
    what is printed say where each number is from, and what to fill in.

    \b
    Example:
      python run.py cluster scenarios/studies/six-remedies.yaml --print slurm -n 50 --parts 10 > night.sh
      python run.py cluster scenarios/studies/six-remedies.yaml --print k8s -n 50 --image grid:1 > night.yaml
    """
    if image and system == "slurm":
        raise UsageError("--image is of k8s; leave it out, or print k8s")
    numbers = experiment_settings(replications=replications, seed=seed, days=days)
    study = study_from_files(files, (*settings, *numbers), grid, design, only_luck)
    words = words_of_run(
        files, settings, grid, design, only_luck, {"-n": replications, "--seed": seed, "--days": days}
    )
    job = job_of(study, words, out or Path("results") / study.name, parts, jobs)
    click.echo(slurm(job) if system == "slurm" else kubernetes(job, image), nl=False)


def job_of(study: Study, words: tuple[str, ...], out: Path, parts: int, jobs: int) -> Job:
    """What a part of a study asks for, by a short run of its baseline that is announced on stderr."""
    from simulation.experiment import ExperimentError
    from simulation.experiment.execution.cost.city_cost import one_street
    from simulation.experiment.execution.cost.measured_run import LONGER, SHORT, measure
    from simulation.experiment.execution.cost.part_cost import part_cost
    from simulation.experiment.execution.run_functions import standard
    from simulation.experiment.planning.run_options import Options
    from simulation.experiment.runs import plan

    with as_user_errors(ExperimentError):
        runs = plan(study)
        if parts > len(runs):
            raise UsageError(f"the study has {len(runs)} runs; --parts is {len(runs)} at most")
        name = study.baseline.name
        tell(f"measuring {name} here: {SHORT} and {LONGER} days, some ten seconds", err=True)
        measured = measure(one_street(study.baseline))
        if math.isnan(measured.process):
            raise UsageError("this system does not tell the memory of a process; measure on Linux or macOS")
    cost = part_cost(runs, parts, jobs, standard(Options()), measured)
    origin = (
        f"Measured on the machine that printed this, {SHORT} and {LONGER} days of {name}: {measured}.",
        f"So a part, {cost.runs} runs of {len(runs)} on {jobs} cores, takes {cost.seconds / 60:.1f} minutes "
        f"and {cost.megabytes:.0f} MB.",
    )
    for line in origin:
        tell(line, err=True)
    return Job(study.name, words, out, parts, jobs, cost.seconds, cost.megabytes, origin)
