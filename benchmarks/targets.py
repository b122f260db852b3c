"""The baseline's numbers beside what surveys and logs say of such a street.

    python benchmarks/targets.py [--runs 5] [--years 1] [SCENARIO]

Prints, for each target that the rules can reach, the mean over the runs (of the last year), whether it lies
in the accepted range, and where the range comes from. Nothing is tuned here: a miss is a finding.
"""

from __future__ import annotations

from collections.abc import Callable

import click
import numpy as np
import pandas as pd

from simulation.metrics import evaluate
from simulation.model import Street
from simulation.records import CHANNELS
from simulation.scenario import load

COUNCIL = CHANNELS.index("council")
Figure = Callable[[pd.Series, Street], float]


def _on_the_spot(metrics: pd.Series, street: Street) -> float:
    return float(street.records.cases()["on_spot"].mean())


def _recurrence(metrics: pd.Series, street: Street) -> float:
    return float((street.records.cases()["return_of"] >= 0).mean())


def _young_in_council(metrics: pd.Series, street: Street) -> float:
    cases = street.records.cases()
    person = cases["person"][cases["channel"] == COUNCIL]
    return float((street.residents.columns["age"][person] < 40).mean())


def _gap(metrics: pd.Series, street: Street) -> float:
    return metrics["on_time_reported"] - metrics["on_time_true"]


def _age_ratio(metrics: pd.Series, street: Street) -> float:
    adults = street.records.adults
    young = sum(metrics[f"participation_{group}"] * adults[group] for group in ("18_29", "30_39"))
    return metrics["participation_60plus"] / (young / (adults["18_29"] + adults["30_39"]))


def _metric(name: str) -> Figure:
    return lambda metrics, street: metrics[name]


TARGETS: tuple[tuple[str, Figure, float, float, str], ...] = (
    ("1 members with 4 or more real turn-outs a year", _metric("members_acting_share"), 0.04, 0.15, "thesis"),
    ("1 recorded / real party hours", _metric("party_hours_recorded_ratio"), 1.2, 2.5, "formalism"),
    ("2 demanded / duty minutes", _metric("pressure"), 1.03, 1.20, "surveys: 44 % work 9 h and more"),
    ("2 resident-facing share of paid minutes", _metric("resident_facing_share"), 0.15, 0.35, "surveys"),
    ("2 burnout", _metric("burnout_share"), 0.30, 0.55, "surveys"),
    ("2 yearly quits", _metric("quit_rate"), 0.15, 0.35, "surveys"),
    ("3 key households seen within 90 days", _metric("key_seen_share"), 0.35, 0.65, "assumed"),
    ("3 needs foreseen", _metric("foreseen_share"), 0, 0.03, "thesis"),
    ("4 firms that give in a year", _metric("firms_giving_share"), 0.10, 0.25, "thesis"),
    ("5 monthly active, 60+ against 18-39", _age_ratio, 2.5, 6, "thesis; gates are derived"),
    ("5 under-40 share of council acts", _young_in_council, 0.03, 0.15, "thesis"),
    ("5 silence at first choice", _metric("silence_share"), 0.20, 0.40, "thesis"),
    ("6 fiscal-origin share", _metric("fiscal_share"), 0.92, 1.00, "Nanjimen 1.0"),
    ("- recorded matters per grid and day", _metric("recorded_per_grid_day"), 0.4, 0.9, "surveys"),
    ("- settled on the spot", _on_the_spot, 0.10, 0.20, "Huzhou .13, Kunming .17"),
    ("- recurrence", _recurrence, 0.07, 0.13, "Boston 311: .092"),
    ("- reported minus true on time", _gap, 0.03, 0.20, "logs"),
)


def _figures(path: str, seed: int, years: int) -> list[float]:
    """Every target of one run, measured over its last year."""
    warmup = 180 + 365 * (years - 1)
    scenario = load(path, [f"experiment.warmup={warmup}", "experiment.days=365"])
    street = Street(scenario, seed)
    for _ in range(warmup + 365):
        street.step()
    metrics = evaluate(street.records).set_index("metric")["value"]
    return [figure(metrics, street) for _, figure, *_ in TARGETS]


@click.command()
@click.argument("path", default="scenarios/lijia.yaml")
@click.option("--runs", default=5, help="how many seeds")
@click.option("--years", default=1, help="which year to measure")
def main(path: str, runs: int, years: int) -> None:
    """Print the table."""
    table = np.array([_figures(path, seed, years) for seed in range(runs)])
    print(f"{path}, year {years}, {runs} runs")
    for (name, _, low, high, source), values in zip(TARGETS, table.T, strict=True):
        inside = "ok  " if low <= values.mean() <= high else "MISS"
        spread = f"{values.min():.3f} to {values.max():.3f}"
        print(f"{inside} {name:48s} {values.mean():7.3f} ({spread:16s}) accept {low:g} to {high:g}; {source}")


if __name__ == "__main__":
    main()
