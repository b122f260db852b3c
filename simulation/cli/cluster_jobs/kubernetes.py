"""A study as an indexed job of Kubernetes, and a job that merges its parts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from textwrap import indent

from simulation.cli.cluster_jobs.job import MINUTE, WARNING, Job
from simulation.cli.job_array import SHARDS

NUMBER = '"$((JOB_COMPLETION_INDEX + 1))"'  # of a part, in shell
SUSPENDED = "  suspend: true\n"
TRIES = 3  # a part, on the average
RESULTS = PurePosixPath("/results")  # where the shared volume is


def kubernetes(job: Job, image: str | None) -> str:
    """A manifest of both jobs. image: the container's, if it is known."""
    job = replace(job, out=RESULTS / job.out.name)
    wait = f"kubectl wait --for=condition=complete --timeout=-1s job/{job.label}"
    go = f"""kubectl patch job/{job.label}-merge --type=merge -p '{{"spec":{{"suspend":false}}}}'"""
    parts = _job(job, job.label, image, job.cores, _indexed(job), job.part_commands(NUMBER))
    merge = _job(job, f"{job.label}-merge", image, 1, SUSPENDED, job.merge_command())
    return f"""\
# {job.name} on Kubernetes, in {job.parts} parts. Start it with: kubectl apply -f FILE
{job.comments()}
# Fill in: the image, whose working folder is that of the program, with its libraries and the scenario files;
# and the claim of a volume that all pods may write (ReadWriteMany). Results go to {job.out} in it.
# A part that is stopped keeps its finished runs, and the pod that takes its place goes on with it.
# The merge is suspended until you start it, when all parts are done:
#   {wait} &&
#   {go}
{parts}---
{merge}"""


def _indexed(job: Job) -> str:
    return (
        "  completionMode: Indexed\n"
        f"  completions: {job.parts}\n"
        f"  parallelism: {job.parts}  # fewer: so many at a time\n"
        f"  backoffLimit: {TRIES * job.parts}\n"
    )


def _job(job: Job, name: str, image: str | None, cores: int, how: str, commands: str) -> str:
    """One job. how: lines of its spec; commands: what its container does, in shell."""
    script = indent(commands, " " * 14)
    picture = json.dumps(image) if image else "FILL_IN"
    return f"""\
apiVersion: batch/v1
kind: Job
metadata:
  name: {name}
spec:
{how}  template:
    spec:
      restartPolicy: Never
      activeDeadlineSeconds: {job.minutes * MINUTE}
      terminationGracePeriodSeconds: {WARNING}
      containers:
        - name: study
          image: {picture}
          command:
            - sh
            - -c
            - |
{script}\
          env:
            - name: {SHARDS}
              value: "{job.parts}"
          resources:
            requests: {{cpu: "{cores}", memory: {job.mebibytes}Mi}}
            limits: {{cpu: "{cores}", memory: {job.mebibytes}Mi}}
          volumeMounts:
            - {{name: results, mountPath: {RESULTS}}}
      volumes:
        - name: results
          persistentVolumeClaim:
            claimName: FILL_IN
"""
