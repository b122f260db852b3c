"""plan.json: every run of a study, written before the first one starts, and what it takes to go on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import simulation.experiment.storage.run_store as run_store
from simulation.experiment.errors import ExperimentError
from simulation.experiment.planning.run_options import DEFAULTS, CommandOptions, Options
from simulation.experiment.planning.study_file import (
    inputs_of,
    read_inputs,
    with_replications,
    without_origins,
)
from simulation.experiment.runs import WHOLE, Run, Shard, arms, plan
from simulation.experiment.storage.files.json_files import ANY, Matching, Whole, read_json
from simulation.experiment.storage.own_places import mark_of, was_begun_here
from simulation.experiment.storage.provenance import changed_packages, program
from simulation.user_files import UserFileError
from simulation.user_files.borders import within
from simulation.version import __version__

if TYPE_CHECKING:
    from simulation.scenario import Scenario, Study

PLAN = run_store.PLAN_FILE
INPUT = re.compile(
    rf"{re.escape(run_store.STUDY)}|{re.escape(run_store.SETS)}|scenarios/(?!\.)[^/\\\0]+\.(yaml|py)"
)
"""Where the inputs of a study stand in its folder; a stranger's plan is not to write elsewhere."""
SHOWN = 20  # lines of a difference that are shown
_FORM = {
    "version": str,
    "program": {ANY: str},
    "command": str,
    "place": str,
    "asked": (
        None,
        {"files": [str], "settings": [str], "grid": [str], "design?": (None, str), "only_luck?": bool},
    ),
    "options": {
        "cases": (None, Matching(re.compile("csv|parquet"), "csv or parquet")),
        "timeout": float,
        "bom": bool,
        "precision": [str],
        "most": Whole(1),
        "metrics_alone?": bool,
    },
    "shard": Matching(re.compile(r"\d{1,9}/\d{1,9}"), "a part K/N of the study"),
    "inputs": {ANY: str},
    "runs": [{"scenario": str, "replication": Whole(), "seed": Whole(), "parameter_set?": Whole(1)}],
}


@dataclass(frozen=True)
class StudyPlan:
    """A study with all of its runs.

    inputs: the files that define the study, by path in the folder; shard: the part of the runs that this
    folder is for; command: the command that began it, for people; command_options: the same for the program,
    where there was a command line.
    """

    study: Study
    inputs: Mapping[str, str]
    options: Options = DEFAULTS
    shard: Shard = WHOLE
    command: str = ""
    command_options: CommandOptions | None = None
    runs: tuple[Run, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", plan(self.study))

    @property
    def mine(self) -> tuple[Run, ...]:
        """The runs that are to be done in this folder."""
        return self.shard.of(self.runs)

    def with_replications(self, replications: int) -> StudyPlan:
        """The same study with another number of replications."""
        experiment = replace(self.study.baseline.experiment, replications=replications)
        baseline, *others = (replace(each, experiment=experiment) for each in arms(self.study))
        study = replace(self.study, baseline=baseline, scenarios=tuple(others))
        inputs = {path: with_replications(text, replications) for path, text in self.inputs.items()}
        return replace(self, study=study, inputs=inputs)

    def write(self, folder: Path) -> None:
        """Write the plan, then the inputs out of it: `read_plan` makes good what a stop in between left."""
        run_store.write_json(folder / PLAN, self._as_json(folder))
        for path, text in self.inputs.items():
            run_store.write_text(folder / path, text)

    def _as_json(self, folder: Path) -> dict[str, Any]:
        return {
            "version": __version__,
            "program": program(),
            "command": self.command,
            "place": mark_of(folder),
            "asked": asdict(self.command_options) if self.command_options else None,
            "options": asdict(self.options),
            "shard": str(self.shard),
            "inputs": dict(self.inputs),
            "runs": [_run_as_json(run) for run in self.runs],
        }


def read_plan(
    folder: Path, read: Callable[[Path], Scenario], *, same_program: bool = True, trusted: bool = False
) -> StudyPlan:
    """The plan of a results folder, to go on with it.

    read(file): a resolved scenario of the folder; same_program: runs are to be added; trusted: user-defined
    files of a folder from elsewhere may be run. Raises ExperimentError where there is none, where it has such
    files and is not trusted, where runs are to be added by another state of the program than began the
    folder, or where a scenario of the folder was edited since, with the difference.
    """
    stored = read_plan_json(folder)
    if not trusted:
        _check_place(folder, stored)
    if same_program:
        _check_program(folder, stored)
    for path, text in stored["inputs"].items():
        if not (folder / path).resolve().is_relative_to(folder.resolve()):
            raise ExperimentError(f"{folder / path} is a link that leads out of the folder; it is not used")
        _make_good(folder / path, text)
    with nullcontext() if trusted or not is_from_elsewhere(folder, stored) else within(folder):
        study = _read_inputs(folder, read)
    options = stored["asked"]
    planned = StudyPlan(
        study,
        stored["inputs"],
        Options.read(stored["options"]),
        Shard.read(stored["shard"]),
        stored["command"],
        CommandOptions.read(options) if options else None,
    )
    if [_run_as_json(run) for run in planned.runs] != stored["runs"]:
        raise ExperimentError(f"{folder / PLAN} lists other runs than study.json asks for; it was changed")
    return planned


def _read_inputs(folder: Path, read: Callable[[Path], Scenario]) -> Study:
    from simulation.scenario import ScenarioError

    try:
        return read_inputs(folder, read)
    except FileNotFoundError as error:
        raise ExperimentError(f"{folder} lost {error.filename}, and its {PLAN} does not have it") from error
    except (ScenarioError, UserFileError) as error:
        raise ExperimentError(f"{folder} cannot be gone on with: {error}") from error


def _make_good(file: Path, text: str) -> None:
    """Write an input that a stop left out or left as it was when fewer replications were asked for.
    Raises ExperimentError where it was edited."""
    now = file.read_text("utf-8", errors="replace") if file.exists() else text
    if with_replications(now, 0) != with_replications(text, 0):
        raise ExperimentError(
            f"{file} was edited since the study began:\n{difference(text, now)}\n"
            "undo that, or run the edited file into another folder"
        )
    if now != text or not file.exists():
        run_store.write_text(file, text)


def _run_as_json(run: Run) -> dict[str, object]:
    """What the plan says of a run."""
    its_set = {"parameter_set": run.parameter_set} if run.parameter_set else {}
    return {"scenario": run.scenario.name, "replication": run.replication, "seed": run.seed, **its_set}


def read_plan_json(folder: Path) -> dict[str, Any]:
    """plan.json as it stands. Raises ExperimentError where there is none that can be read."""
    try:
        stored = read_json(folder / PLAN, _FORM)
    except FileNotFoundError:
        if not (folder / run_store.STUDY).exists():
            raise ExperimentError(f"{folder} is not a results folder: it has no {PLAN}") from None
        raise ExperimentError(
            f"{folder} has no {PLAN} (made by an older version?), so nothing can be added or done again; "
            "what is there can still be reported and compared"
        ) from None
    except ExperimentError as error:
        raise ExperimentError(f"{error}; it cannot be read, as it is not what this version writes") from error
    if strange := [path for path in stored["inputs"] if not INPUT.fullmatch(path)]:
        raise ExperimentError(f"{folder / PLAN} cannot be used: no study has an input at {strange[0]!r}")
    if strange := sorted(stored["options"].keys() - {name.rstrip("?") for name in _FORM["options"]}):
        raise ExperimentError(f"{folder / PLAN} cannot be used: no study has the option {strange[0]!r}")
    try:
        Shard.read(stored["shard"])
    except ValueError as error:
        raise ExperimentError(f"{folder / PLAN}: shard: {error}") from error
    return stored


def is_from_elsewhere(folder: Path, stored: Mapping[str, Any]) -> bool:
    """Whether a folder was begun in another place than where it stands, or by another user. stored: its
    plan.json."""
    return not was_begun_here(folder, stored["place"])


def _check_place(folder: Path, stored: Mapping[str, Any]) -> None:
    """To go on with a folder runs the user-defined files in it, which a stranger may have written."""
    own = [path for path, text in stored["inputs"].items() if ".py" in path + text]
    own += [path.name for path in folder.rglob("*.py") if f"scenarios/{path.name}" not in own]
    if own and is_from_elsewhere(folder, stored):
        raise ExperimentError(
            f"{folder} was begun in another place or by another user, and going on would run "
            f"{', '.join(own)} of it; read these files, and if you trust them, say so with --trust"
        )


def _check_program(folder: Path, stored: dict[str, Any]) -> None:
    """Runs of two states of the program in one table would be no comparison."""
    if stored["version"] != __version__:
        raise ExperimentError(
            f"{folder} was begun with version {stored['version']}, and this is {__version__}; "
            "go on with that one, or run the study anew into another folder"
        )
    packages = changed_packages(stored["program"])
    if packages:
        raise ExperimentError(
            f"the program was changed since {folder} was begun (in {', '.join(packages)}); "
            "undo that, or run the study anew into another folder"
        )


def edited_since(folder: Path, study: Study, resolve: Callable[[Scenario], str]) -> str:
    """What differs between the plan of a results folder and a study that should be the same; empty where
    nothing does. The number of replications may differ, since it can be raised afterwards.

    resolve(scenario): the whole scenario as the text of a file.
    """
    stored = read_plan_json(folder)
    options = Options.read(stored["options"])
    planned, now = stored["inputs"], inputs_of(study, resolve, options.bom)
    pairs = {path: (planned.get(path, ""), now.get(path, "")) for path in sorted(planned.keys() | now.keys())}
    found = {
        path: difference(*(with_replications(text, 0) for text in texts)) for path, texts in pairs.items()
    }
    return "\n".join(f"{path}:\n{lines}" for path, lines in found.items() if lines)


def difference(before: str, now: str) -> str:
    """Lines of two resolved scenarios that differ, without the comments on where values came from; empty
    where none does."""
    old, new = (without_origins(text).splitlines() for text in (before, now))
    lines = difflib.unified_diff(old, new, n=0, lineterm="")
    found = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    if not found:
        return ""
    more = [f"... and {len(found) - SHOWN} lines more"] if len(found) > SHOWN else []
    return "\n".join(["- as planned, + as it is now", *found[:SHOWN], *more])
