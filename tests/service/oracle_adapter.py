"""The service kernel as an adapter for tables of known answers: queue systems in, metrics by replication out.

Each replication is a grid of its own in one service. The tables count in hours, the service in minutes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from benchmarks.service_script.play import play, play_out
from simulation.service import Arrivals, Layout, Legs, Rules, Service, Shift, kernel
from simulation.service.layout import ALWAYS, CLASSES

Row = dict[str, Any]
Metrics = dict[tuple[str, float | None], dict[str, list[float]]]

HOUR = 60.0
BATCH = 5  # replications of long runs played together; more would only need more memory
FAMILIES: dict[str, Callable[[list[Row], int, np.random.Generator], Metrics | None]] = {}


def family(*tables: str):
    """Register the function that plays a table's systems."""

    def register(function):
        FAMILIES.update(dict.fromkeys(tables, function))
        return function

    return register


def queue(table: str, rows: list[Row], reps: int, seed: int) -> Metrics | None:
    """Metrics of one system by (class, t): one value per replication."""
    return FAMILIES[table](rows, reps, np.random.default_rng([seed, sum(map(ord, rows[0]["id"]))]))


def trace(script: dict[str, Any]) -> dict[str, Any]:
    """A script's outcome."""
    return play(script)


# --- cases of many replications, a row each; times in hours


class Cases(NamedTuple):
    """Arrays [replications, cases] of one system."""

    arrival: np.ndarray
    cls: np.ndarray
    content: np.ndarray

    @classmethod
    def draw(cls, rows: Sequence[Row], shape: tuple[int, int], rng: np.random.Generator) -> Cases:
        """Poisson arrivals of all classes of a system together, in order of arrival."""
        rates = np.array([row["lam"] for row in rows])
        arrival = np.cumsum(rng.exponential(1 / rates.sum(), shape), axis=1)
        return cls.of(rows, arrival, rng)

    @classmethod
    def of(cls, rows: Sequence[Row], arrival: np.ndarray, rng: np.random.Generator) -> Cases:
        """Cases at given arrivals: classes by their rates, contents by the law of their class."""
        rates = np.array([row.get("lam") or 1.0 for row in rows])
        which = rng.choice(len(rows), arrival.shape, p=rates / rates.sum())
        content = np.zeros(arrival.shape)
        for number, row in enumerate(rows):
            content = np.where(which == number, lengths(row, arrival.shape, rng), content)
        numbers = np.array([CLASSES.index(row["class"]) if row["class"] in CLASSES else 2 for row in rows])
        return cls(arrival, numbers[which], content)


def lengths(row: Row, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Handling times in hours."""
    mean, cv2 = row.get("mean") or 1 / row["mu"], row.get("cv2") or 1.0
    match row.get("dist", "exponential"):
        case "deterministic":
            return np.full(shape, mean)
        case "exponential":
            return rng.exponential(mean, shape)
        case "gamma":
            return rng.gamma(1 / cv2, cv2 * mean, shape)
        case "uniform":
            return rng.uniform(0, 2 * mean, shape)
        case "lognormal":
            sigma2 = np.log1p(cv2)
            return rng.lognormal(np.log(mean) - sigma2 / 2, np.sqrt(sigma2), shape)
        case other:
            raise ValueError(f"no law '{other}'")


def serve(
    cases: Cases,
    workers: int,
    rules: Rules | None = None,
    shift: Shift | None = None,
    servers: int = 0,
    visits: np.ndarray | None = None,
    dept: np.ndarray | None = None,
    again: np.ndarray | None = None,
    patience: np.ndarray | float = np.inf,
) -> dict[str, np.ndarray]:
    """Play every replication; returns the columns of the cases, [replications, cases], in hours.

    visits: [replications, cases] number of visits to the department; dept, again: lengths of the k-th visit
    and of the handling after it, [visits, replications, cases]; none follows where `again` is NaN.
    """
    reps, size = cases.arrival.shape
    service = Service(
        Layout(
            communities=np.arange(reps),
            worker_grid=np.repeat(np.arange(reps), workers),
            body_servers=[servers] * reps if servers else [],
            shifts=(shift or Shift(ALWAYS, ()),),
            lines=3,
            rota=False,
        ),
        rules,
    )
    grid = np.repeat(np.arange(reps), size)
    columns = {
        "id": np.arange(reps * size),
        "grid": grid,
        "cls": cases.cls.ravel(),
        "registered": HOUR * cases.arrival.ravel(),
        "patience": HOUR * np.broadcast_to(patience, cases.arrival.shape).ravel(),
    }
    service.register(Arrivals(columns, plans(cases, grid, visits, dept, again)))
    play_out(service, np.inf)
    names = ("first_start", "true_close", "touch_minutes", "queue_minutes", "others_minutes", "withdrawn")
    return {name: service.cases[name].reshape(reps, size) / HOUR for name in names}


def plans(cases: Cases, grid: np.ndarray, visits, dept, again) -> Legs:
    """A handling, then for every visit a meeting with the department and, unless it closes, a handling."""
    first = np.column_stack([np.full(grid.size, kernel.WORK), HOUR * cases.content.ravel()])
    legs = [first]
    for k in range(0 if visits is None else len(dept)):
        there = (visits.ravel() > k)[:, None]
        meeting = np.column_stack([np.full(grid.size, kernel.MEET), HOUR * dept[k].ravel()])
        handling = np.column_stack([np.full(grid.size, kernel.WORK), HOUR * again[k].ravel()])
        legs += [np.where(there, meeting, np.nan), np.where(there, handling, np.nan)]
    table = np.stack(legs, axis=1)
    kept = ~np.isnan(table[:, :, 1])
    kind, minutes = table[kept].T
    meets = kind == kernel.MEET
    return Legs(
        offsets=np.concatenate([[0], np.cumsum(kept.sum(axis=1))]),
        kind=kind.astype(np.int64),
        minutes=np.where(meets, 0.0, minutes),
        job_offsets=np.concatenate([[0], np.cumsum(meets)]),
        body=np.repeat(grid, kept.sum(axis=1))[meets],
        body_minutes=minutes[meets],
    )


# --- long runs, measured by order of arrival: sections 1-4, 7, 8


def in_batches(reps: int, play_batch: Callable[[int], Metrics]) -> Metrics:
    """Play the replications a few at a time and put their values together."""
    together: Metrics = {}
    for start in range(0, reps, BATCH):
        for key, metrics in play_batch(min(BATCH, reps - start)).items():
            for name, values in metrics.items():
                together.setdefault(key, {}).setdefault(name, []).extend(values)
    return together


def shape_of(row: Row, reps: int) -> tuple[int, int]:
    """Replications and cases: warm-up, measured ones, those that arrive while the last are closed."""
    return reps, int(1.15 * (row["warmup"] + row["cases"]))


def measured(row: Row) -> slice:
    """The measured cases by order of arrival."""
    return slice(int(row["warmup"]), int(row["warmup"] + row["cases"]))


def means(values: np.ndarray, chosen: np.ndarray) -> list[float]:
    """Mean over the chosen cases of each replication."""
    return [float(np.mean(value[choice])) for value, choice in zip(values, chosen, strict=True)]


def waits(cases: Cases, told: dict[str, np.ndarray], rows: Sequence[Row], span: np.ndarray) -> Metrics:
    """Metrics of waiting by row; `span` marks the measured cases."""
    wq, w = told["first_start"] - cases.arrival, told["true_close"] - cases.arrival
    wq = np.where(wq > 1e-9, wq, 0.0)
    out: Metrics = {}
    for row in rows:
        chosen = span if row["class"] == "all" else span & (cases.cls == CLASSES.index(row["class"]))
        values = {"p_wait": means(wq > 0, chosen), "wq": means(wq, chosen), "w": means(w, chosen)}
        values["p_wq_over_mean"] = means(wq > (row.get("mean") or np.inf), chosen)
        values["p_wq_over_4h"] = means(wq > 4, chosen)
        for name in row:
            if name.startswith("x_q") and name.endswith("_wq"):
                values[f"exceed_{name[2:-3]}"] = means(wq > row[name] + 1e-9, chosen)
        if row.get("t") is not None:
            values["cdf_wq"] = means(wq <= row["t"] + 1e-9, chosen)
        out[row["class"], row.get("t")] = values
    return out


PREEMPT = {
    "none": "none",
    "every class preempts every lower": "all",
    "emergency preempts major and general": "emergencies",
}


@family(
    "01_mmc", "02_mg1", "02b_md1_cdf", "02c_mlognormal_c_reference", "03_priority_nonpreemptive",
    "04a_priority_preemptive_mg1", "04b_priority_preemptive_mmc", "04c_priority_mixed_project_rule",
)  # fmt: skip
def steady(rows: list[Row], reps: int, rng: np.random.Generator) -> Metrics:
    """Queues that run for long, with or without classes."""
    classes = [
        row for row in {row["class"]: row for row in rows}.values() if row["class"] in CLASSES
    ] or rows[:1]
    rules = Rules(preempt=PREEMPT[rows[0].get("preempt", "none")])

    def batch(size: int) -> Metrics:
        cases = Cases.draw(classes, shape_of(rows[0], size), rng)
        told = serve(cases, int(rows[0]["c"]), rules)
        span = np.zeros(cases.arrival.shape, bool)
        span[:, measured(rows[0])] = True
        return waits(cases, told, rows, span)

    return in_batches(reps, batch)


@family("07_tandem_escalation")
def tandem(rows: list[Row], reps: int, rng: np.random.Generator) -> Metrics:
    """A grid and a department, both first come first served by joining."""
    row = rows[0]
    many = 1 if "then back to the grid once" in row["routing"] or "closed by" in row["routing"] else 40

    def batch(size: int) -> Metrics:
        shape = shape_of(row, size)
        cases = Cases.draw(rows, shape, rng)
        goes = rng.random((many, *shape)) < row["p_escalate"]
        visits = np.cumprod(goes, axis=0).sum(axis=0)
        dept = rng.exponential(1 / row["mu_dept"], (many, *shape))
        again = rng.exponential(1 / row["mu"], (many, *shape))
        if "closed by the department" in row["routing"]:
            again[:] = np.nan
        told = serve(cases, int(row["c"]), Rules(order="join"), None, int(row["c_dept"]), visits, dept, again)
        served = np.where(np.arange(many)[:, None, None] < visits, dept, 0.0).sum(axis=0)
        chosen = np.zeros(shape, bool)
        chosen[:, measured(row)] = True
        values = {
            "wq_grid": told["queue_minutes"],
            "wq_dept": told["others_minutes"] - served,
            "w_grid": told["queue_minutes"] + told["touch_minutes"],
            "w_dept": told["others_minutes"],
            "w": told["true_close"] - cases.arrival,
        }
        return {("all", None): {name: means(value, chosen) for name, value in values.items()}}

    return in_batches(reps, batch)


@family("08_erlang_a")
def impatient(rows: list[Row], reps: int, rng: np.random.Generator) -> Metrics:
    """Cases that withdraw after an exponential patience."""
    row = rows[0]

    def batch(size: int) -> Metrics:
        cases = Cases.draw(rows, shape_of(row, size), rng)
        patience = rng.exponential(1 / row["theta"], cases.arrival.shape)
        told = serve(cases, int(row["c"]), patience=patience)
        chosen = np.zeros(cases.arrival.shape, bool)
        chosen[:, measured(row)] = True
        left, waited = ~np.isnan(told["withdrawn"]), told["queue_minutes"]
        values = {
            "p_wait": means(waited > 1e-9, chosen),
            "p_abandon": means(left, chosen),
            "wq_all": means(waited, chosen),
            "wq_served": means(waited, chosen & ~left),
        }
        return {("all", None): values}

    return in_batches(reps, batch)


# --- short paths and days: sections 5 and 6


def poisson_days(
    rate: Callable[[np.ndarray], np.ndarray], top: float, until: float, reps: int, rng
) -> np.ndarray:
    """Arrivals of a Poisson process whose rate changes, [replications, cases]; infinity after `until`."""
    size = int(top * until + 8 * np.sqrt(top * until) + 20)
    arrival = np.cumsum(rng.exponential(1 / top, (reps, size)), axis=1)
    kept = (rng.random(arrival.shape) * top < rate(arrival)) & (arrival < until)
    return np.sort(np.where(kept, arrival, np.inf), axis=1)[:, : max(int(kept.sum(axis=1).max()), 1)]


def rate_of(row: Row) -> tuple[Callable[[np.ndarray], np.ndarray], float]:
    """The rate by time, and its top."""
    if row.get("rate") == "sin":
        base, swing = row["base"], row["amplitude"]
        return lambda t: base + swing * np.sin(row["angular"] * t), base + swing
    rates = row["rates"] if isinstance(row["rates"], list) else json.loads(row["rates"])
    table = np.array(rates, float)
    return lambda t: table[np.floor(t).astype(np.int64) % 24], float(table.max())


NEVER = 1e5  # hours: a place for cases that do not come, far behind all measured ones


@family("05a_mt_inf", "05b_mt_m_c")
def present(rows: list[Row], reps: int, rng: np.random.Generator) -> Metrics:
    """Numbers present, waiting, and all busy at given hours, from an empty start."""
    reps = max(20 * reps, 400)
    rate, top = rate_of(rows[0])
    arrival = poisson_days(rate, top, max(row["t"] for row in rows) + 0.01, reps, rng)
    cases = Cases.of([rows[0] | {"lam": 1.0}], np.where(np.isfinite(arrival), arrival, NEVER), rng)
    told = serve(cases, int(rows[0]["c"]))
    out: Metrics = {}
    for row in rows:
        t = row["t"]
        n = ((cases.arrival <= t) & (told["true_close"] > t)).sum(axis=1)
        q = ((cases.arrival <= t) & (told["first_start"] > t)).sum(axis=1)
        values = {"n": n, "q": q, "p_busy": n >= row["c"]}
        out[row["class"], t] = {name: value.astype(float).tolist() for name, value in values.items()}
    return out


@family("06_work_windows_reference", "06b_work_window_enough_workers")
def windows(rows: list[Row], reps: int, rng: np.random.Generator) -> Metrics:
    """Classes that wait for the working hours."""
    row = rows[0]
    rate, top = rate_of(row)
    windowed = tuple(each["class"] for each in rows if each["windowed"])
    shift = Shift(((HOUR * row["open"], HOUR * row["close"]),), windowed, row["at_close"])
    rules = Rules(preempt=PREEMPT[row["preempt"]])
    arrival = poisson_days(rate, top, row["arrivals_until_h"], reps, rng)
    cases = Cases.of(rows, np.where(np.isfinite(arrival), arrival, NEVER), rng)
    told = serve(cases, int(row["c"]), rules, shift)
    return waits(cases, told, rows, (cases.arrival >= row["from_h"]) & (cases.arrival < row["to_h"]))


@family("05c_nhpp_hour_counts")
def counts(rows: list[Row], reps: int, rng: np.random.Generator) -> Metrics | None:
    """Counts of arrivals by hour say nothing about the service: skipped."""
    return None
