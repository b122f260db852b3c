"""Invented results of a street whose cost by resident is what its ledger says."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from tests.report.synthetic_results import METRICS, SCENARIOS, Invented, write_folder, write_table

PEOPLE = 9600
NAMES = list(SCENARIOS)
RUNS = 10
ADDED_WAGES = 446_500.0  # a month, of the workers that one scenario adds


def write_priced(path: Path) -> Path:
    """Four scenarios; the street costs what its ledger says, and more workers fill more posts."""
    more = {
        "workers_filled": Invented("workers/grid", "none", "input", 2.0, (0.5, 0.0, 0.0), 0.01, 0.001),
        "bill_hours": Invented("hours/year", "lower", "input", 200.0, (800, 400, 100), 5, 1),
    }
    METRICS.update(more)
    try:
        write_folder(path, 4, RUNS, metrics=tuple(METRICS))
    finally:
        for name in more:
            del METRICS[name]
    _price(path)
    days = [
        {"scenario": s, "replication": r, "date": "2025-01-01", "workers": 160.0, "minutes_duty": 6e6}
        for s in NAMES
        for r in range(RUNS)
    ]
    others = ("cases", "patrol", "window", "bill", "forms", "tasks", "meetings", "idle", "overtime", "night")
    pd.DataFrame(days).assign(**{f"minutes_{each}": 0.0 for each in others}).to_csv(
        path / "daily.csv", index=False
    )
    return path


def serve(path: Path, **served: list[int]) -> Path:
    """Say which remedies each scenario's policies are, and that one step of a budget was found."""
    study = json.loads((path / "study.json").read_text("utf-8"))
    for each in study["scenarios"]:
        each["remedies"] = served.get(each["name"].replace("-", "_"), [])
    (path / "study.json").write_text(json.dumps(study), "utf-8")
    write_table(
        path / "ladder.csv",
        [
            {"scenario": "more-workers", "ran": 1, "budget": 9e5, "pairs": RUNS}
            | {"effect_difference": -176.0, "low": -200.0, "high": -150.0, "first_in": 9, "verdict": "better"}
        ],
    )
    return path


def _price(path: Path) -> None:
    """Put the street's cost into runs.csv as the ledger has it, and `cost` by resident."""
    ledger = pd.read_csv(path / "ledger.csv")
    out = ledger[ledger["debit"].isin(["district", "fiscal_grant", "community_fund", "fiscal"])]
    ledger = ledger.replace({"debit": {"fiscal": "fiscal_grant"}, "credit": {"fiscal": "fiscal_grant"}})
    ledger = ledger[ledger["debit"] != ledger["credit"]]
    ledger.to_csv(path / "ledger.csv", index=False)
    out = ledger[ledger["debit"].isin(["district", "fiscal_grant", "community_fund"])]
    out = out[~out["credit"].isin(["returned", "community_fund"])]
    yuan = out.groupby(["scenario", "replication"])["yuan"].sum().reset_index(name="value")
    runs = pd.read_csv(path / "runs.csv")
    street = yuan.assign(seed=7 + yuan["replication"], metric="cost_street", unit="yuan/year")
    each = street.assign(metric="cost", unit="yuan/resident/year", value=street["value"] / PEOPLE)
    pd.concat([runs[runs["metric"] != "cost"], street, each]).to_csv(path / "runs.csv", index=False)


def paid_by_the_market(path: Path) -> None:
    """Say that market income pays all workers that were added."""
    ledger = pd.read_csv(path / "ledger.csv")
    added = (ledger["scenario"] == "more-workers") & (ledger["credit"] == "wages")
    ledger.loc[added, "yuan"] -= ADDED_WAGES
    outside = ledger[added].assign(debit="market_services", yuan=ADDED_WAGES)
    pd.concat([ledger, outside]).to_csv(path / "ledger.csv", index=False)
