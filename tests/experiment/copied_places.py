"""Results folders of models at places, made of invented gains."""

import json

import pandas as pd

from simulation.experiment import compare
from simulation.scenario import load, resolve
from tests.worlds import ROOT

LIBRARY = ROOT / "scenarios" / "copies"
METRICS = {"need_days": "days/1,000 residents/year", "cost": "yuan/resident/year", "budget_share": "share"}


def folder_of(path, place, gains, share=0.02, noise=0.0, library=LIBRARY, titles=()):
    """A results folder of models at a place; gains: of each scenario against 5,000 need-days."""
    (path / "scenarios").mkdir(parents=True)
    names = [f"lijia-today-at-{place}", *gains]
    rows = []
    for name in names:
        home = library if name in gains else LIBRARY
        (path / "scenarios" / f"{name}.yaml").write_text(resolve(load(home / f"{name}.yaml")), "utf-8")
        for r in range(6):
            luck = noise * (-1) ** r * (name != names[0])
            values = (5000 + r - gains.get(name, 0) + luck, 100.0, share)
            rows += [
                {
                    "scenario": name,
                    "replication": r,
                    "seed": r,
                    "metric": metric,
                    "value": value,
                    "unit": unit,
                }
                for (metric, unit), value in zip(METRICS.items(), values, strict=True)
            ]
    pd.DataFrame(rows).to_csv(path / "runs.csv", index=False)
    told = {name: {"en": name, "zh": name} for name in names} | dict(titles)
    scenarios = [{"name": name, "title": told[name]} for name in names]
    study = {"name": place, "baseline": names[0], "scenarios": scenarios, "replications": 6}
    (path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    compare(path)
    return path
