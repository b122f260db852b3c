"""`cluster`: the jobs that it prints are sound, ask for what was measured, and do a study in parts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulation.experiment import status
from simulation.experiment.execution.cost import measured_run
from simulation.experiment.execution.cost.measured_run import Measured, measure
from simulation.experiment.execution.cost.part_cost import part_cost
from simulation.experiment.execution.run_functions import standard
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import plan
from simulation.scenario import implicit_study, load
from tests.cli.words import BRIEFLY, CLASSROOM, SMALL
from tests.worlds import ROOT

GUESS = Measured(start=1.0, day=0.01, process=400.0, growth=0.1)
STUDY = [CLASSROOM, "-n", "8", "--days", "820", *SMALL, "--parts", "3", "-j", "2"]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured_run, "measure", lambda scenario: GUESS)


@pytest.fixture
def stand_in(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine whose sbatch stores what it is given, and whose python is this one."""
    (tmp_path / "bin").mkdir()
    submit = tmp_path / "bin" / "sbatch"
    submit.write_text(f'#!/bin/sh\ncat > {tmp_path}/"$(echo "$1" | cut -c3-8)"\necho "7;here"\n', "utf-8")
    python = tmp_path / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    for program in (submit, python):
        program.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def bash(script: str, **options) -> None:
    subprocess.run(["bash", "-c", script], check=True, **options)


@pytest.mark.usefixtures("measured")
def test_jobs_of_slurm_are_bash_and_ask_for_what_was_measured(command, stand_in, tmp_path: Path):
    ended = command("cluster", *STUDY, "--print", "slurm", "-o", "results/the night")
    script = "\n".join(ended.lines)
    # when the script runs, then it submits two jobs in sound bash
    bash(script, env=stand_in)
    part, merge = ((tmp_path / name).read_text("utf-8") for name in ("parsab", "depend"))
    for job in (part, merge):
        subprocess.run(["bash", "-n"], input=job, text=True, check=True)
    # then three runs in two processes, of 1000 days, take less than half an hour, and 3 GB with safety
    assert {"#SBATCH --array=1-3", "#SBATCH --cpus-per-task=2", "#SBATCH --signal=B:USR1@120"} <= set(
        part.splitlines()
    )
    assert "#SBATCH --time=00:18:00" in part and "#SBATCH --mem=3072M" in part
    assert f"python run.py run {CLASSROOM} -n 8 --days 820 --set" in part
    assert "--shard auto -o 'results/the night' -j 2" in part
    assert "merge 'results/the night'-[0-9]*-of-3 -o 'results/the night'" in merge
    assert str(GUESS) in script and str(GUESS) in ended.err and "FILL_IN" in script


@pytest.mark.usefixtures("measured")
def test_jobs_of_kubernetes_are_two_manifests(command):
    ended = command("cluster", *STUDY, "--print", "k8s", "-o", "results/Night 1", "--image", "grid:1")
    parts, merge = YAML(typ="safe").load_all("\n".join(ended.lines))
    assert (parts["kind"], parts["metadata"]["name"]) == ("Job", "classroom")
    spec = parts["spec"]
    assert (spec["completionMode"], spec["completions"], spec["parallelism"]) == ("Indexed", 3, 3)
    (container,) = spec["template"]["spec"]["containers"]
    assert container["image"] == "grid:1"
    assert container["env"] == [{"name": "GRID_GOVERNANCE_SHARDS", "value": "3"}]
    assert container["resources"]["limits"] == {"cpu": "2", "memory": "3072Mi"}
    assert container["command"][2].endswith("--shard auto -o '/results/Night 1' -j 2\n")
    assert merge["spec"]["suspend"] and merge["metadata"]["name"] == "classroom-merge"


@pytest.mark.parametrize(
    "words, said",
    [
        (["--print", "slurm", "--image", "grid:1"], "--image is of k8s; leave it out, or print k8s\n"),
        (["--print", "k8s", "-n", "2", "--parts", "3"], "the study has 2 runs; --parts is 2 at most\n"),
        (["--print", "pbs"], "'pbs' is not one of 'slurm', 'k8s'."),
    ],
)
def test_what_cannot_be_printed_is_one_sentence(command, words, said):
    ended = command("cluster", CLASSROOM, *words)
    assert (ended.code, ended.lines) == (2, []) and said in ended.err


def test_a_part_costs_more_days_runs_and_processes():
    def cost(parts=2, processes=2, **settings):
        words = [f"experiment.{name}={value}" for name, value in settings.items()]
        runs = plan(implicit_study([load(CLASSROOM, [*words, "experiment.replications=9"])]))
        return part_cost(runs, parts, processes, standard(Options()), GUESS)

    usual = cost(days=300)
    assert usual.runs == 5
    assert cost(days=600).seconds > usual.seconds < cost(days=300, parts=1).seconds
    assert cost(days=600).megabytes > usual.megabytes > cost(days=300, processes=1).megabytes


@pytest.mark.slow
def test_a_short_run_tells_what_days_take():
    found = measure(load(CLASSROOM, [word for word in SMALL if word != "--set"]))
    assert 0 < found.day < 1 and 50 < found.process < 2000 and 0 <= found.growth < 5


@pytest.mark.slow
@pytest.mark.usefixtures("measured")
def test_the_printed_jobs_do_a_study(command, stand_in, tmp_path: Path):
    # given the jobs of a small study, submitted
    night = tmp_path / "the night"
    ended = command(
        "cluster", CLASSROOM, *BRIEFLY[:-6], *SMALL, "--print", "slurm", "--parts", "2", "-o", str(night)
    )
    bash("\n".join(ended.lines), env=stand_in)
    # when the tasks run, one of them a second time as after a stop, and then the merge
    for task in ("1", "2", "2"):
        told = {**stand_in, "SLURM_ARRAY_TASK_ID": task}
        bash((tmp_path / "parsab").read_text("utf-8"), env=told, cwd=ROOT, capture_output=True)
    bash((tmp_path / "depend").read_text("utf-8"), env=stand_in, cwd=ROOT, capture_output=True)
    # then the whole is there
    assert (status(night).finished.total(), (night / "report.html").exists()) == (2, True)
