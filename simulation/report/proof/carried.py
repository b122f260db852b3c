"""The values of all runs, and the plan to do them again, as a page carries them."""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd

from simulation.experiment.errors import ExperimentError
from simulation.experiment.planning.plan_file import PLAN, read_plan_json
from simulation.report.data.results_folder import Folder
from simulation.report.proof.shared_lines import shared

MOST = 400_000
"""Values that a page carries at most; of a larger study its folder is checked."""
KEYS = ["scenario", "replication", "seed"]


def carried(folder: Folder) -> dict[str, Any]:
    """What a page carries of a folder: `study`, `plan` (None where there is none), `any_time`, and of its
    runs `metrics`, `units`, and `runs`, which are scenario, replication, seed and values. Where these are too
    many, their number alone, `values`."""
    if len(folder.runs) > MOST:
        return {"values": len(folder.runs)}
    units = folder.runs.drop_duplicates("metric").set_index("metric")["unit"]
    wide = folder.runs.pivot(index=KEYS, columns="metric", values="value").reindex(columns=units.index)
    runs = [[str(s), int(r), int(seed), [*map(_number, row)]] for (s, r, seed), row in _rows(wide)]
    return {
        "study": folder.study,
        "plan": _plan(folder),
        "any_time": folder.any_time,
        "metrics": list(units.index),
        "units": list(units),
        "runs": runs,
    }


def runs_of(page: dict[str, Any]) -> pd.DataFrame:
    """Rows of runs.csv out of what a page carries."""
    known = list(zip(page["metrics"], page["units"], strict=True))
    rows = [
        (*key, metric, math.nan if value is None else float(value), unit)
        for *key, values in page["runs"]
        for (metric, unit), value in zip(known, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=[*KEYS, "metric", "value", "unit"])


def _rows(wide: pd.DataFrame) -> list[tuple[Any, Any]]:
    return list(zip(wide.index, wide.to_numpy(dtype=float), strict=True))


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _plan(folder: Folder) -> dict[str, Any] | None:
    """The plan without the mark of the place where it was begun, which says nothing elsewhere; its inputs as
    `shared_lines` has them."""
    try:
        read_plan_json(folder.path)
    except ExperimentError:  # a folder of an older version; what is there can be reported all the same
        return None
    plan = json.loads((folder.path / PLAN).read_text("utf-8"))
    return plan | {"place": "", "inputs": shared(plan["inputs"])}
