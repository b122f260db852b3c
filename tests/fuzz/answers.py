"""What the verbs do with one harmed input, in this process: they accept it, or say what is wrong with it."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

from benchmarks.service_script.play import play_file
from benchmarks.service_script.script import ScriptError, check_script, read_script
from simulation.experiment import ExperimentError, compare, compare_with, resume, run_study, status
from simulation.experiment.planning.study_check import check_study
from simulation.experiment.storage import packs
from simulation.experiment.studies import completion
from simulation.report import UnreadableFolder
from simulation.report.data.results_folder import Folder
from simulation.scenario import ScenarioError, implicit_study, is_study, load, load_study, sweep_over
from tests.experiment.stand_ins import METRICS, RECIPE, Here, Study, World, silent
from tests.fuzz.replayed import Replayed


class Refused(Exception):
    """Why a line of the network was refused or closed, in the words of the server."""


SAID = (ScenarioError, ExperimentError, ScriptError, UnreadableFolder, Refused)
"""The errors whose text is written for people."""
STORED = ("plan.json", "study.json", "manifest.json", "failures.jsonl", "runs.csv", "daily.csv")
HEAD = "schema: 1\ntitle: {en: B, zh: 基}\nexperiment: {start: 2025-01-01, days: 90}\n"
BASE = f"{HEAD}name: base\nplace: {{residents: 2400, communities: 1}}\n"
STUDY_HEAD = "schema: 1\nstudy: s\ntitle: {en: S, zh: 研}\n"
MORE = (
    "schema: 1\nname: more\ntitle: {en: M, zh: 增}\nextends: base.yaml\n"
    "interventions: [{staffing: {add: 1, from: 2025-01-10}}]\n"
)
MINE = (
    "from simulation.metrics import metric\n\n\n"
    '@metric("mine", unit="share", better="none", role="context", en="mine", zh="我的")\n'
    'def mine(records):\n    """Mine. Source: own."""\n    return 0.5\n\n\n'
    "def keen(self, levers, rewards, posts):\n    return 0.5\n"
)
FAILED = {"scenario": "more", "replication": 1, "seed": 8, "kind": "error", "message": "x", "command": "y"}
OWN = {"recipe": RECIPE, "metrics": METRICS}
STATUS, COMPARE, COMPARE_WITH = Replayed(status), Replayed(compare), Replayed(compare_with)
CHECK = Replayed(lambda folder: Folder(folder).check())
STEPS = {name: Replayed(getattr(completion, name)) for name in ("write_comparison", "write_dictionary")}
"""What `compare` and `resume` make of tables, which are seldom the harmed file."""

Place = Path


def place(folder: Path) -> Place:
    """A folder with what harmed files name."""
    for name, text in (("base.yaml", BASE), ("more.yaml", MORE), ("mine.py", MINE)):
        (folder / name).write_text(text, "utf-8")
    return folder


def scenario(at: Place, text: str) -> None:
    """As `validate` and `run` do."""
    file = _written(at / "any.yaml", text)
    study = load_study(file) if is_study(file) else implicit_study([load(file)])
    check_study(study)


study = scenario


def setting(at: Place, text: str) -> None:
    """As `run ... --set` does."""
    check_study(implicit_study([load(at / "more.yaml", [text])]))


def grid(at: Place, text: str) -> None:
    """As `run ... --grid` does."""
    files = [at / "base.yaml", at / "more.yaml"]
    sweep_over(implicit_study([load(file) for file in files]), files, [text], [])


def script(at: Place, text: str) -> None:
    """As `service` does before it plays."""
    file = _written(at / "any.json", text)
    read_script(file)
    check_script(json.loads(file.read_text("utf-8")))


def play(at: Place, text: str) -> None:
    """As `service` does."""
    json.dumps(play_file(_written(at / "any.json", text)), allow_nan=False)


def folder(at: Place, name: str, text: str) -> None:
    """As `status`, `compare`, `report` and `resume` do; each says by itself what is wrong."""
    copied = at / "folder"
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(_whole(), copied, copy_function=shutil.copyfile)
    _written(copied / name, text)
    read = Folder(copied)
    asked = (
        lambda: STATUS(copied),
        lambda: COMPARE_WITH(copied, "more", METRICS),
        lambda: COMPARE(copied, METRICS),
        lambda: CHECK(copied),
        lambda: (read.scenarios, read.titles, read.metrics, read.failures, read.manifest),
        lambda: resume(copied, 1, progress=silent, engine=Here(), **OWN),
    )
    with patch.multiple(completion, **STEPS):
        said = [told for ask in asked if (told := _told(ask))]
    if said:
        raise said[0]


def _told(ask) -> Exception | None:
    try:
        ask()
    except SAID as told:
        return told
    return None


def _written(file: Path, text: str) -> Path:
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return file


@cache
def _whole() -> Path:
    """A results folder of two scenarios, made once; its runs are in one pack, as in a long study."""
    made = Path(mkdtemp(prefix="fuzz-")) / "whole"
    worlds = World("base"), World("more", effect=3.0)
    run_study(Study(worlds[0], worlds[1:]), made, 1, progress=silent, engine=Here(), **OWN)
    with patch.object(packs, "MOST_SMALL", 0):
        packs.put_together(made)
    return made


@cache
def stored() -> dict[str, str]:
    """The files of that folder, by name."""
    texts = {name: (_whole() / name).read_text("utf-8") for name in STORED}
    return texts | {"failures.jsonl": json.dumps(FAILED) + "\n"}
