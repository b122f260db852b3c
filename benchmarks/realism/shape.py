"""The shape of the baseline's log beside a real one.

    python benchmarks/realism/shape.py [--runs 1] [--seed 0] [SCENARIO]

Simulates a year and prints, for each figure that a real service log shows, the real value and the simulated
one: as closings are reported, and as they truly are where that differs. The real log is a stand-in, a city's
call centre: it speaks of rhythm, spread and concentration, not of levels in a Chinese grid. This
script tunes nothing, but some numbers come from the same log (docs/parameter-sets.md); in other rows a
difference is a finding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import click
import numpy as np
import pandas as pd

from benchmarks.realism.shape_figures import (
    WATCHED,
    Log,
    after_rest,
    again_while_open,
    again_within,
    at_the_limit,
    case_share,
    closed_within,
    closings_at_rest,
    crowding,
    distance_exponential,
    distance_lognormal,
    duplicates,
    duplicates_all,
    elasticity,
    grid_gini,
    grid_gini_recorded,
    hour_distance,
    last_tenth,
    late_in_few,
    load_correlation,
    never_closed,
    office_share,
    on_time,
    overdispersion,
    overdispersion_weekdays,
    property_in_few,
    quantile,
    queue_elasticity,
    returns,
    spread,
    spread_within,
    tenths,
    utilisation,
    weekend_ratio,
    weekend_ratio_first,
)
from simulation.model import Street
from simulation.records import BUILDING_STEP
from simulation.scenario import load

SOURCE = "[@boston311]: July-December 2011, 58,251 cases; here the 40,326 that residents reported"
ENDS = ("reported", "true")
CLOSINGS_BY_TENTH = (
    0.3109, 0.1002, 0.0849, 0.0624, 0.0590, 0.0509, 0.0315, 0.0281, 0.0226, 0.0270, 0.0231,
    0.0136, 0.0124, 0.0078, 0.0105, 0.0072, 0.0046, 0.0039, 0.0033, 0.0047, 0.1313,
)  # fmt: skip
"""Share of closings in each tenth of the limit, later ones last; the same source, cases with a due time."""


Figure = Callable[[Log], float]


@dataclass(frozen=True)
class Row:
    """A line of the table; `real` is NaN where the real log does not say."""

    name: str
    real: float
    figure: Figure
    note: str = ""


# --- a simulated year


def simulate_year(path: str, seed: int) -> Log:
    """Simulate the warm-up and a year of a scenario."""
    scenario = load(path, ["experiment.days=365"])
    street = Street(scenario, seed)
    for _ in range(scenario.experiment.warmup + scenario.experiment.days):
        street.step()
    return read(street)


def read(street: Street) -> Log:
    """The log of a street after its last day."""
    records = street.records
    tables = records.tables(with_cases=True)
    needs = pd.Series(records.needs["recorded"], records.needs["id"])
    cases = tables["cases"]
    cases = cases[cases["registered"].notna() & needs.reindex(cases["case_id"]).to_numpy(bool)]
    merged = cases["duplicate_of"].notna()
    voiced = cases["channel"] != "patrol"
    return Log(
        cases=columns(cases[~merged & voiced], street.world.buildings.estate),
        known=cases["grid"][~merged].value_counts(),
        merged=int((merged & voiced).sum()),
        merged_all=int(merged.sum()),
        working=records.working[records.start :],
        daily=tables["daily"],
        grids=records.grids,
        estates=len(street.world.estates),
        days=records.days,
    )


def columns(cases: pd.DataFrame, estates: np.ndarray) -> pd.DataFrame:
    """What the figures need of each case; the building is part of its number."""
    building = (cases["case_id"].to_numpy() & 0xFFFFFFFF) // BUILDING_STEP
    kept = ["started", "reported_closed", "true_closed", "grid", "category"]
    return cases[kept].assign(
        opened=cases["registered"],
        limit=cases["limit_at"],
        returned=cases["return_of"].notna(),
        building=building,
        estate=estates[building],
    )


# --- the table

UNITS, PLACES = ("category", "grid"), ("estate",)
CALM = "real: without storm days {}"
LONG_HOLIDAYS = "China has 8-day holidays and working weekends"
REAL_UNITS, REAL_PLACES = "real: work queue x district; category x grid", "real: precinct; estate"
UNKNOWN = math.nan
ROWS: tuple[Row, ...] = (
    Row("log sigma of handling, h > 1 minute", 3.12, spread),
    Row("the same, within category", 2.41, spread_within, "real: within 141 types, here within 10"),
    Row("KS distance to exponential", 0.50, distance_exponential),
    Row("KS distance to lognormal", 0.063, distance_lognormal),
    Row("handling p10, h", 0.417, partial(quantile, share=0.1), "open = infinite"),
    Row("handling p25, h", 12.0, partial(quantile, share=0.25)),
    Row("handling p50, h", 76.7, partial(quantile, share=0.5), "levels are a US city's"),
    Row("handling p75, h", 865, partial(quantile, share=0.75)),
    Row("handling p90, h", 22075, partial(quantile, share=0.9), "real: watched for 12 years"),
    Row("closed within 1 minute", 0.011, partial(closed_within, hours=1 / 60)),
    Row("closed within 1 h", 0.132, partial(closed_within, hours=1)),
    Row("closed within 24 h", 0.369, partial(closed_within, hours=24)),
    Row("closed within 7 d", 0.574, partial(closed_within, hours=168)),
    Row("closed within 30 d", 0.738, partial(closed_within, hours=720)),
    Row("never closed", 0.090, never_closed, f"here: in {WATCHED} days and more"),
    Row("rest days / working days, requests", 0.383, weekend_ratio, CALM.format(".336")),
    Row("the same, first reports only", UNKNOWN, weekend_ratio_first, "without returns"),
    Row("first working day after rest / others", 1.18, after_rest, "real: without storm days"),
    Row("share of requests 8:00-16:59", 0.749, office_share, "real, all channels: .795"),
    Row("hour profile, share misplaced", 0, hour_distance, "total variation distance"),
    Row("closings on rest days", 0.073, closings_at_rest),
    Row("1/k of NB, working days, moments", 0.030, overdispersion, CALM.format(".022")),
    Row("the same, freedom given back", 0.040, partial(overdispersion, corrected=True), CALM.format(".030")),
    Row("1/k, Monday to Friday, holidays too", 0.047, overdispersion_weekdays, LONG_HOLIDAYS),
    Row("the same, freedom given back", 0.062, partial(overdispersion_weekdays, corrected=True)),
    Row("late hours, worst 1 % of units", 0.404, partial(late_in_few, units=UNITS, top=0.01), REAL_UNITS),
    Row("late hours, worst 5 % of units", 0.713, partial(late_in_few, units=UNITS, top=0.05)),
    Row("late hours, worst 10 % of units", 0.824, partial(late_in_few, units=UNITS, top=0.1)),
    Row("late hours, worst 5 % of places", 0.203, partial(late_in_few, units=PLACES, top=0.05), REAL_PLACES),
    Row("late hours, worst 10 % of places", 0.311, partial(late_in_few, units=PLACES, top=0.1)),
    Row(
        "property needs in worst 11 % of estates",
        0.47,
        property_in_few,
        "real: [@shanghai12345]",
    ),
    Row("Gini of requests over places", 0.232, grid_gini, "precinct of 2,400; grid of 1,200"),
    Row("Gini of recorded cases", 0.229, grid_gini_recorded, "staff's and patrols' finds too"),
    Row(
        "returns of solved needs",
        0.053,
        returns,
        "real: same type, address, 30 d; all channels .092, as recur_30d",
    ),
    Row("again within 30 d of a closing", 0.053, partial(again_within, days=30), "by category and building;"),
    Row("again within 7 d of a closing", 0.029, partial(again_within, days=7), "60 households share one, so"),
    Row("again while still open", 0.104, again_while_open, "strangers meet by chance"),
    Row("duplicates, residents", 0.056, duplicates, "merged / all reports"),
    Row("duplicates, all channels", 0.045, duplicates_all, "duplicate_share is of all channels"),
    Row(
        "elasticity, handling on weekly load",
        -0.13,
        partial(elasticity, ended="closed"),
        "means, 30 d at most; here in weeks of 5 working days",
    ),
    Row("correlation of the two", -0.19, partial(load_correlation, ended="closed")),
    Row("elasticity, first wait on load", UNKNOWN, partial(elasticity, ended="started"), "until work begins"),
    Row("busy share of minutes on duty", UNKNOWN, utilisation, "all duties"),
    Row("cases' share of minutes on duty", UNKNOWN, case_share, "forms and tasks give way to cases"),
    Row("elasticity in an M/M/c as busy", UNKNOWN, queue_elasticity, "c = workers of a grid; in equilibrium"),
    Row("on time", 0.704, on_time, "cases with a limit"),
    Row("closings in last tenth of limit", 0.027, last_tenth),
    Row("the same / first tenth after it", 1.17, crowding, "1 = no crowding"),
    Row("closings within a minute of limit", 0.0003, at_the_limit, "paper closings spread over the last day"),
)


def cell(values: np.ndarray) -> str:
    """Mean over the runs, and half their range."""
    half = (values.max() - values.min()) / 2 if np.isfinite(values).all() else math.nan
    return number(float(values.mean())) + (f" ±{half:.1g}" if half > 0 else "")


def number(value: float) -> str:
    """Three digits that a reader can compare; a dash for what is not known."""
    if math.isnan(value):
        return "-"
    return f"{value:,.0f}" if 100 <= abs(value) < math.inf else f"{value:.3g}"


def simulated(row: Row, logs: Sequence[Log]) -> str:
    """The figure as reported, and as it truly is where that differs."""
    seen = {closing: np.array([row.figure(log.seen(closing)) for log in logs]) for closing in ENDS}
    text = cell(seen["reported"])
    same = np.array_equal(seen["reported"], seen["true"])
    return text if same else f"{text}; true {cell(seen['true'])}"


def print_table(logs: Sequence[Log]) -> None:
    """Print the table, and how closings lie about the limit."""
    print(f"real: {SOURCE}")
    lines = [("figure", "real log", "simulated", "note")]
    lines += [(row.name, number(row.real), simulated(row, logs), row.note) for row in ROWS]
    wide = [max(len(line[column]) for line in lines) for column in range(3)]
    for line in lines:
        print(" | ".join([text.ljust(width) for text, width in zip(line, [*wide, 0], strict=True)]))


def print_tenths(logs: Sequence[Log]) -> None:
    """Print per mille of closings in each tenth of the limit."""
    print(
        "\nper mille of closings by tenth of the limit; 10 ends at the limit, 21 = later than twice the limit"
    )
    reported, true = (np.mean([tenths(log.seen(closing)) for log in logs], axis=0) for closing in ENDS)
    print("tenth  real  reported  true")
    for tenth, shares in enumerate(zip(CLOSINGS_BY_TENTH, reported, true, strict=True), 1):
        real, paper, truly = (1000 * share for share in shares)
        print(f"{tenth:5d} {real:5.0f} {paper:9.0f} {truly:5.0f}")


@click.command()
@click.argument("path", default="scenarios/lijia.yaml")
@click.option("--runs", default=1, type=click.IntRange(min=1), help="how many seeds")
@click.option("--seed", default=0, type=click.IntRange(min=0), help="the first of them")
def main(path: str, runs: int, seed: int) -> None:
    """Print the shape of a scenario's log beside a real one."""
    logs = [simulate_year(path, seed + run) for run in range(runs)]
    cases = np.mean([len(log.cases) for log in logs])
    print(f"{path}, a year, {runs} runs from seed {seed}; {cases:,.0f} cases a run")
    print_table(logs)
    print_tenths(logs)


if __name__ == "__main__":
    main()
