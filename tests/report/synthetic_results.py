"""A results folder made of invented numbers, for tests of the report: shaped like a study, clearly no study.

Noise comes from a hash of who it belongs to, so a value does not depend on what else is in the folder.
"""

from __future__ import annotations

import json
import shutil
import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from scipy.stats import norm

from simulation.experiment.tables.data_dictionary import columns_of
from simulation.statistics import holm, paired_difference

START = date(2025, 1, 1)
SCENARIOS = {
    "today": ("Today (test data)", "现状（测试数据）"),
    "more-workers": ("One more worker in each grid", "每个网格增加一名网格员"),
    "volunteer-points": ("Points for volunteers", "志愿服务积分"),
    "community-fund": ("Community fund", "社区基金"),
}


@dataclass(frozen=True)
class Invented:
    """A metric: its level today, what each scenario does to it, how much runs and pairs differ."""

    unit: str
    better: str
    role: str
    level: float
    effects: tuple[float, float, float]
    runs: float
    pairs: float = field(default=0.0)


METRICS = {
    "need_days": Invented("days/1,000 residents/year", "lower", "outcome", 1870, (-176, -38, -6), 60, 30),
    "needs_per_grid_day": Invented("needs/grid/day", "none", "context", 2.31, (0, 0, 0), 0.03, 0.0),
    "recorded_per_grid_day": Invented(
        "cases/grid/day", "none", "context", 0.61, (0.09, 0.03, 0.0), 0.02, 0.01
    ),
    "silence_share": Invented("share", "lower", "outcome", 0.31, (-0.012, -0.021, 0.001), 0.01, 0.006),
    "response_general_median": Invented("h", "lower", "outcome", 3.4, (-0.62, 0.03, 0.01), 0.2, 0.1),
    "resolution_general_median": Invented("h", "lower", "outcome", 29.6, (-3.9, -0.2, 0.1), 1.2, 0.6),
    "resolution_major_median": Invented("h", "lower", "outcome", 298, (-9.0, 1.5, -3.0), 12, 7),
    "resolution_emergency_median": Invented("h", "lower", "outcome", 1.33, (-0.02, 0.0, 0.0), 0.06, 0.04),
    "on_time_true": Invented("share", "higher", "outcome", 0.744, (0.034, 0.004, -0.002), 0.012, 0.008),
    "on_time_reported": Invented("share", "higher", "outcome", 0.93, (0.011, 0.002, 0.001), 0.008, 0.005),
    "satisfaction_all": Invented("share", "higher", "outcome", 0.54, (0.021, 0.009, 0.001), 0.014, 0.009),
    "satisfaction_callers": Invented("share", "higher", "outcome", 0.81, (0.008, 0.003, 0.0), 0.012, 0.008),
    "pressure": Invented("load", "lower", "outcome", 1.12, (-0.27, 0.03, 0.012), 0.02, 0.008),
    "resident_facing_share": Invented(
        "share", "higher", "outcome", 0.246, (0.042, -0.008, -0.006), 0.008, 0.004
    ),
    "overtime_hours": Invented("hours/worker/month", "lower", "outcome", 21.4, (-9.6, 1.2, 0.5), 1.1, 0.5),
    "participation_18_29": Invented("share", "higher", "outcome", 0.021, (0.0, 0.006, 0.0005), 0.002, 0.0015),
    "return_rate": Invented("share", "lower", "outcome", 0.083, (-0.006, 0.0, 0.001), 0.006, 0.004),
    "workers_paid": Invented("worker/grid", "none", "input", 2.0, (1.0, 0.0, 0.0), 0.0, 0.0),
    "volunteer_hours": Invented("hours", "higher", "outcome", 14200, (100, 5100, 300), 500, 300),
    "cost": Invented("yuan", "lower", "input", 13_540_000, (5_360_000, 412_000, 104_000), 40_000, 20_000),
    "fiscal_share": Invented("share", "lower", "outcome", 0.985, (0.002, 0.0, -0.047), 0.003, 0.002),
}


def noise(*owner: object) -> float:
    """A standard normal number that belongs to its owner."""
    return float(norm.ppf((zlib.crc32("|".join(map(str, owner)).encode()) + 0.5) / 2**32))


def write_folder(
    path: Path,
    scenarios: int = 4,
    replications: int = 10,
    metrics: tuple[str, ...] = tuple(METRICS),
    titles: dict[str, tuple[str, str]] | None = None,
    failures: int = 0,
    served: dict[str, list[int]] | None = None,
) -> Path:
    """Write a whole results folder with this many scenarios and replications, and return it.

    served: the remedies that a scenario's policies are, by its name.
    """
    asked = (scenarios, replications, metrics, titles, failures, served)
    return shutil.copytree(_written(repr(asked), asked), path, dirs_exist_ok=True)


WRITTEN: dict[str, TemporaryDirectory] = {}
"""What this process wrote, by what was asked for: most tests ask for the same, and then change a file."""


def _written(key: str, asked: tuple) -> str:
    if key not in WRITTEN:
        WRITTEN[key] = TemporaryDirectory()
        _write(Path(WRITTEN[key].name), *asked)
    return WRITTEN[key].name


def _write(path, scenarios, replications, metrics, titles, failures, served) -> None:
    names = _names(scenarios, titles)
    runs = pd.DataFrame(
        [row for place, name in enumerate(names) for row in _runs(place, name, replications, metrics)]
    )
    runs = runs.iloc[: len(runs) - failures * len(metrics)]
    runs.to_csv(path / "runs.csv", index=False)
    _comparison(runs, list(names), metrics).to_csv(path / "comparison.csv", index=False)
    write_table(path / "closing_times.csv", _closing_times(names, replications))
    _ledger(names, replications).to_csv(path / "ledger.csv", index=False)
    _events(names).to_csv(path / "events.csv", index=False)
    grids = _grids(names, replications)
    grids.to_csv(path / "grids.csv", index=False)
    _grid_weeks(grids[grids["replication"] == 0]).to_csv(path / "grid_weeks.csv", index=False)
    _papers(path, names, replications, failures, served or {})


def write_table(path: Path, rows: pd.DataFrame | dict | list[dict]) -> None:
    """A table with all columns that a run writes, empty where a test says nothing of them."""
    pd.DataFrame(rows).reindex(columns=list(columns_of(path.name))).to_csv(path, index=False)


def write_days(path: Path, scenarios: list[str], replications: int, days: int) -> None:
    """Write daily.csv: overtime of the second scenario is far below that of the others from day 7 on."""
    rows = [
        {
            "scenario": name,
            "replication": r,
            "date": (START + timedelta(day)).isoformat(),
            "needs": 60 + noise("needs", r, day),
            "recorded": 50 + day - 0.1 * place + r,
            "minutes_overtime": (600 if place == 1 and day >= 7 else 6000) + r,
            "demand": None if day % 7 > 4 else 100.0 + day,
            "duty": None if day % 7 > 4 else 100.0,
        }
        for place, name in enumerate(scenarios)
        for r in range(replications)
        for day in range(days)
    ]
    pd.DataFrame(rows).to_csv(path / "daily.csv", index=False)


def _names(count: int, titles: dict[str, tuple[str, str]] | None) -> dict[str, tuple[str, str]]:
    known = titles or SCENARIOS
    more = {f"policy-{k}": (f"Invented policy {k}", f"虚构政策{k}") for k in range(len(known), count)}
    return dict(list((known | more).items())[:count])


def _runs(place: int, name: str, replications: int, metrics: tuple[str, ...]) -> list[dict]:
    return [
        {
            "scenario": name,
            "replication": r,
            "seed": 7 + r,
            "metric": metric,
            "unit": METRICS[metric].unit,
            "value": _value(metric, METRICS[metric], place, name, r),
        }
        for r in range(replications)
        for metric in metrics
    ]


def _value(metric: str, about: Invented, place: int, name: str, r: int) -> float:
    effect = about.effects[(place - 1) % 3] * (1 + 0.3 * ((place - 1) // 3)) if place else 0.0
    shared = about.runs * noise(metric, r)
    return about.level + shared + (effect + about.pairs * noise(metric, name, r) if place else 0.0)


def _comparison(runs: pd.DataFrame, names: list[str], metrics: tuple[str, ...]) -> pd.DataFrame:
    wide = runs.pivot_table(index="seed", columns=["scenario", "metric"], values="value")
    rows = [_compared(wide, names[0], name, metric) for name in names[1:] for metric in metrics]
    columns = [
        "scenario",
        "metric",
        "unit",
        "better",
        "role",
        "baseline_mean",
        "mean",
        "difference",
        "low",
        "high",
        "pairs",
        "p",
        "p_holm",
        "verdict",
        "sentence_en",
        "sentence_zh",
    ]
    table = pd.DataFrame(rows, columns=columns)
    judged = (table["role"] == "outcome") & (table["better"] != "none")
    table["p_holm"] = (
        table["p"].where(judged).groupby(table["scenario"]).transform(lambda p: holm(p.to_numpy(float)))
    )
    table["verdict"] = [_verdict(row) for row in table.itertuples()]
    return table


def _compared(wide: pd.DataFrame, base: str, name: str, metric: str) -> dict:
    about, found = METRICS[metric], paired_difference(wide[(base, metric)], wide[(name, metric)])
    return {
        "scenario": name,
        "metric": metric,
        "unit": about.unit,
        "better": about.better,
        "role": about.role,
        "baseline_mean": found.baseline_mean,
        "mean": found.treatment_mean,
        "difference": found.mean,
        "low": found.low,
        "high": found.high,
        "pairs": found.pairs,
        "p": found.p,
        "sentence_en": f"invented: {metric} of {name}",
        "sentence_zh": f"虚构：{name} 的 {metric}",
    }


def _verdict(row) -> str:
    if row.role != "outcome" or row.better == "none":
        return ""
    if not row.p_holm < 0.05:
        return "cannot tell"
    return "better" if (row.difference < 0) == (row.better == "lower") else "worse"


GRID = [round(5 * 1.22**k) for k in range(46)]
MEDIANS = {"general": (1776, 1.5), "major": (17900, 1.1), "emergency": (80, 0.9)}


def _closing_times(names: dict, replications: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "scenario": name,
                "replication": r,
                "class": matter,
                "upto_minutes": upto,
                "closed": closed,
                "censored": lost,
            }
            for place, name in enumerate(names)
            for r in range(replications)
            for matter in MEDIANS
            for upto, closed, lost in _counts(matter, place, r)
        ]
    )


def _counts(matter: str, place: int, r: int) -> list[tuple[int, int, int]]:
    median, spread = MEDIANS[matter]
    shift = (0, -0.14, -0.02, 0.01)[place % 4] + 0.03 * noise(matter, r)
    shares = [norm.cdf((norm_log(upto) - norm_log(median) - shift) / spread) for upto in GRID]
    cases = 900 if matter == "general" else 120
    steps = [b - a for a, b in zip([0.0, *shares], shares, strict=False)]
    return [
        (upto, round(cases * 0.96 * step), round(cases * 0.04 * step) if upto > 3000 else 0)
        for upto, step in zip(GRID, steps, strict=False)
    ]


def norm_log(x: float) -> float:
    """Natural logarithm of a time in minutes."""
    from math import log

    return log(x)


def _ledger(names: dict, replications: int) -> pd.DataFrame:
    rows = []
    for place, name in enumerate(names):
        for r in range(replications):
            for month in range(1, 13):
                for debit, credit, yuan in _entries(place, month, r):
                    rows.append(
                        {
                            "scenario": name,
                            "replication": r,
                            "month": f"2025-{month:02d}",
                            "debit": debit,
                            "credit": credit,
                            "yuan": yuan,
                        }
                    )
    return pd.DataFrame(rows)


def _entries(place: int, month: int, r: int) -> list[tuple[str, str, float]]:
    grant = 2_600_000 / 12
    programme = (160_000, 165_000, 198_000, 168_000)[place % 4] * (1 + 0.02 * noise("programme", month, r))
    entries = [
        ("district", "wages", 893_000 * (1.5 if place % 4 == 1 else 1.0)),
        ("fiscal", "fiscal", grant),
        ("fiscal", "council", programme),
        *([("fiscal", "returned", 400_000.0)] if month == 12 else []),
    ]
    fund = [("social", "community_fund", 15_000 * 13 / 12), ("community_fund", "points redeemed", 9_000.0)]
    return entries + (fund if place % 4 == 3 else [])


def _events(names: dict) -> pd.DataFrame:
    columns = ["scenario", "replication", "date", "kind", "subject", "message_en", "message_zh"]
    last = list(names)[-1]
    rows = [
        [
            last,
            r,
            f"2025-11-{10 + r:02d}",
            "money ran out",
            "volunteer_points",
            "Money for volunteer points ran out; points fell back to none.",
            "志愿积分资金用尽，积分停发。",
        ]
        for r in range(3)
    ]
    return pd.DataFrame(rows if len(names) > 1 else [], columns=columns)


GRIDS, UNHEARD, WEEKS = 24, (20, 24), 8


def _grids(names: dict, replications: int) -> pd.DataFrame:
    """The later a grid's number, the more need; grids of UNHEARD hardly report any, each scenario a bit
    more."""
    rows = [
        {"scenario": name, "replication": r, "grid": grid, "community": (grid - 1) // 6 + 1}
        | {"arose": 60 + 5 * grid + r, "recorded": (15 if grid in UNHEARD else 30 + 3 * grid) + place}
        | {"unsolved": grid, "silent": int(grid in UNHEARD)}
        for place, name in enumerate(names)
        for r in range(replications)
        for grid in range(1, GRIDS + 1)
    ]
    return pd.DataFrame(rows)


def _grid_weeks(grids: pd.DataFrame) -> pd.DataFrame:
    """Every grid has an eighth of its needs each week, and one more in the first."""
    rows = [
        {"scenario": row.scenario, "replication": 0, "week": f"2025-0{1 + week // 4}-0{1 + week % 4 * 2}"}
        | {"grid": row.grid, "arose": row.arose // WEEKS + (week == 0), "recorded": row.recorded // WEEKS}
        for week in range(WEEKS)
        for row in grids.itertuples()
    ]
    return pd.DataFrame(rows)


def _papers(path: Path, names: dict, replications: int, failures: int, served: dict) -> None:
    study = {
        "name": "invented",
        "title": {
            "en": "Invented numbers: which policy first, and at what cost?",
            "zh": "虚构数据：优先推行哪一项，代价多大？",
        },
        "baseline": next(iter(names)),
        "start": "2025-01-01",
        "days": 365,
        "replications": replications,
        "seed": 7,
        "scenarios": [
            {"name": name, "title": {"en": en, "zh": zh}}
            | ({"remedies": served[name]} if name in served else {})
            for name, (en, zh) in names.items()
        ],
    }
    made = {
        "versions": {"grid-governance": "0.0", "python": "3.12"},
        "platform": {"system": "test"},
        "created": "2025-06-01T08:00:00",
        "command": "python run.py run invented.yaml",
    }
    (path / "study.json").write_text(json.dumps(study, ensure_ascii=False), "utf-8")
    (path / "manifest.json").write_text(json.dumps(made), "utf-8")
    lines = [
        json.dumps(
            {
                "scenario": list(names)[-1],
                "replication": replications - 1 - k,
                "seed": 7,
                "kind": "error",
                "message": "invented failure",
                "command": "",
            }
        )
        for k in range(failures)
    ]
    (path / "failures.jsonl").write_text("\n".join(lines), "utf-8")
