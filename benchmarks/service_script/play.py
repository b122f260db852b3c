"""Play a script: the same service, the same days, until everything is closed or the horizon is reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import simulation.service.kernel as kernel
from benchmarks.service_script.script import Case, Script, ScriptError, check_script, read_script
from benchmarks.service_script.timeline import outcome
from simulation.service.cases import Arrivals, Step, legs
from simulation.service.layout import CLASSES, Layout, Rules, Shift
from simulation.service.service import Service

MOST_DAYS = 10_000  # that something happens on, a generation: with more, a number is a slip of the pen
MOST_WORK = 30_000_000  # days times workers and servers, some seconds


def play(script: dict[str, Any]) -> dict[str, Any]:
    """What happens in a script, as README of the oracles section 9 writes it down. Raises ScriptError."""
    return play_script(check_script(script))


def play_file(path: str | Path) -> dict[str, Any]:
    """What happens in the script of a file. Raises ScriptError."""
    return play_script(read_script(path))


def play_script(script: Script) -> dict[str, Any]:
    """What happens in a checked script."""
    service = Service(layout_of(script), rules_of(script))
    if script.cases:
        service.register(arrivals_of(script))
    play_out(service, np.inf if script.horizon is None else script.horizon)
    return outcome(script, service)


def layout_of(script: Script) -> Layout:
    """The grids and departments of a script; grids with the same hours share a shift. No rota, no helpers."""
    shifts: dict[Shift, int] = {}
    shift_of_grid = [shifts.setdefault(grid.shift, len(shifts)) for grid in script.grids]
    return Layout(
        communities=np.zeros(len(script.grids), np.int64),
        worker_grid=np.repeat(np.arange(len(script.grids)), [grid.workers for grid in script.grids]),
        body_servers=[department.servers for department in script.departments],
        shifts=tuple(shifts) or (Shift(),),
        shift_of_grid=np.array(shift_of_grid, np.int64),
        lines=len(CLASSES),
        rota=False,
        keep_timeline=True,
    )


def rules_of(script: Script) -> Rules:
    """The rules a script asks for."""
    rules = script.rules
    return Rules(order=rules.queue_key, preempt=rules.preempt, victim=rules.victim)


def arrivals_of(script: Script) -> Arrivals:
    """The cases of a script as the service takes them."""
    grids = {grid.id: row for row, grid in enumerate(script.grids)}
    bodies = {department.id: row for row, department in enumerate(script.departments)}
    cases = script.cases
    columns = {
        "id": np.arange(len(cases)),
        "grid": np.array([grids[case.grid] for case in cases]),
        "cls": np.array([CLASSES.index(case.class_) for case in cases]),
        "registered": np.array([case.arrival for case in cases]),
        "patience": np.array([np.inf if case.patience is None else case.patience for case in cases]),
    }
    return Arrivals(columns, legs([plan(case, bodies) for case in cases]))


def plan(case: Case, bodies: dict[str | int, int]) -> list[Step]:
    """The legs of a case: its handling, then each visit and the handling after it."""
    steps: list[Step] = [("work", case.handling)]
    for visit in case.visits:
        steps.append(("meeting", 0.0, [(bodies[visit.department], visit.service)]))
        if visit.return_handling is not None:
            steps.append(("work", visit.return_handling))
    return steps


def play_out(service: Service, horizon: float) -> None:
    """Play day after day up to and including the horizon, or until every case has ended. Raises ScriptError
    where that takes more days than anybody would look at."""
    days, most = 0, min(MOST_DAYS, MOST_WORK // max(len(service.street.servers), 1))
    while horizon >= service.now and service.street.state["ended"] < service.count:
        days += 1
        if days > most:
            fewer = " or fewer workers and servers" if most < MOST_DAYS else ""
            raise ScriptError(
                f"cases: some are worked on or wait for more than {most} days; "
                f"make handling, service or patience shorter, or give the script a shorter horizon{fewer}"
            )
        service.play_day(min(service.now + kernel.DAY, np.nextafter(horizon, np.inf)))
        skip_idle_days(service)


def skip_idle_days(service: Service) -> None:
    """Go on to the day of the next event if until then nobody works and nothing waits."""
    street = service.street
    workers = street.servers[: service.of_kind(kernel.BODY_SERVER).start]
    following = kernel.next_instant(street)
    busy = np.any(workers["busy_with"] != kernel.NOBODY)
    if not busy and not np.any(street.grids["waiting"]) and np.isfinite(following):
        street.state["now"] = max(service.now, following // kernel.DAY * kernel.DAY)
