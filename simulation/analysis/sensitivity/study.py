"""A sensitivity study: the points written as a table of parameter sets, from which the engine runs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from simulation.analysis.inputs import Number, numbers
from simulation.analysis.points import FEWEST, FEWEST_RANDOM
from simulation.analysis.sensitivity.design import LUCKS, By, Design, labels, morris_points, random_points
from simulation.analysis.sensitivity.steps import FINEST_FIRST
from simulation.close_names import did_you_mean
from simulation.experiment import ExperimentError
from simulation.metrics import METRICS
from simulation.scenario import Scenario, Study

HEAD = """\
# Points of a sensitivity study about {name}: {design}, one row per point.
"""


TRAJECTORIES, RANDOM_POINTS = 3, 300
"""Of a design, where nobody says how many: all numbers of the classroom in their rules, with a policy, are
screened in less than eight minutes of two cores."""


@dataclass(frozen=True)
class Asked:
    """What points are asked for. count: trajectories or random points, None: as many as `points_of` takes by
    itself; width: part of each range that is drawn from; only: numbers or groups to vary, all where there are
    none."""

    design: Design = "morris"
    by: By = "rule"
    count: int | None = None
    width: float = 0.5
    seed: int = 0
    only: tuple[str, ...] = ()


def check_metrics(study: Study, metrics: Sequence[str]) -> None:
    """Raises ExperimentError where a metric is asked for that the runs of a study will not have."""
    known = [*METRICS.all(), *(each.name for each in study.baseline.metrics)]
    for name in metrics:
        if name not in known:
            raise ExperimentError(f"there is no metric '{name}'{did_you_mean(name, known)}")


def points_of(scenario: Scenario, asked: Asked) -> pd.DataFrame:
    """The points about a scenario. Raises ExperimentError where they would be too few, or `only` names
    nothing that can vary."""
    among = _among(scenario, asked)
    if asked.design == "random":
        found = random_points(among, asked.count or RANDOM_POINTS, asked.width, asked.seed)
    else:
        count = asked.count or _trajectories(among, asked.by)
        found = morris_points(among, asked.by, count, asked.width, asked.seed)
    fewest = FEWEST_RANDOM if asked.design == "random" else FEWEST
    if len(found) < fewest:
        raise ExperimentError(
            f"too few points to be analysed: {len(found)}, and at least {fewest} are needed; raise --count"
        )
    return found


def _trajectories(among: Sequence[Number], by: By) -> int:
    """As many trajectories as a screening has where nobody says how many; more where they would be too
    short."""
    points_each = len(set(labels([each.path for each in among], by).values())) + 1
    return max(TRAJECTORIES, -(-FEWEST // points_each))


def _among(scenario: Scenario, asked: Asked) -> list[Number]:
    every = numbers(scenario)
    if not asked.only:
        return every
    names = {each.path: {labels([each.path], by)[each.path] for by in FINEST_FIRST} for each in every}
    known = set().union(*names.values())
    if strange := [name for name in asked.only if name not in known]:
        near = did_you_mean(strange[0], sorted(known))
        raise ExperimentError(f"there is no number or group '{strange[0]}' to vary{near}")
    return [each for each in every if names[each.path] & set(asked.only)]


def write_points(path: Path, scenario: Scenario, asked: Asked) -> int:
    """Write the points as a table that a study can run over. Returns how many replications the study needs:
    each point is run with several seeds. Raises ExperimentError where the file already holds other points."""
    table = points_of(scenario, asked)
    text = HEAD.format(name=scenario.name, design=asked.design)
    text += table.set_axis(table.index + 1).to_csv(index_label="set", lineterminator="\n")
    if path.exists() and path.read_text("utf-8") != text:
        raise ExperimentError(f"{path} holds other points; delete it, or give -o another folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return len(table) * LUCKS
