"""A layout and its rules as the tables of a street before its first case."""

from __future__ import annotations

import numpy as np

import simulation.service.kernel as kernel
import simulation.service.tables as tables
from simulation.service.layout import ORDERS, PREEMPTS, VICTIMS, Layout, Rules, Shift, class_bits, grouped
from simulation.service.tables import KernelTables

FIRST_ROWS = 1024
ACCOUNTS = 5
ASKING_LINES = 6  # three classes, counted or not


def empty_street(layout: Layout, rules: Rules) -> KernelTables:
    """The tables of a street without cases."""
    grids, shift_of_grid = grid_table(layout)
    servers, bodies = server_table(layout, grids)
    crews, offsets = grouped(np.asarray(layout.worker_grid, np.int64), len(grids))
    servers["crew"][: len(crews)] = crews
    grids["crew"], grids["crew_end"] = offsets[:-1], offsets[1:]
    shifts, windows = shift_table([*layout.shifts, layout.helper_shift])
    grids["by_shift"], offsets = grouped(shift_of_grid, len(shifts))
    shifts["grid"], shifts["grid_end"] = offsets[:-1], offsets[1:]
    return KernelTables(
        cases=np.zeros(FIRST_ROWS, tables.CASE),
        lists=np.zeros(FIRST_ROWS, tables.LIST),
        legs=np.zeros(FIRST_ROWS, tables.LEG),
        jobs=np.zeros(FIRST_ROWS, tables.JOB),
        servers=servers,
        accounts=np.zeros((len(servers), ACCOUNTS)),
        grids=grids,
        lines=no_lines(len(grids) * layout.lines + ASKING_LINES * layout.streets + len(bodies)),
        bodies=bodies,
        streets=street_table(layout),
        shifts=shifts,
        windows=windows,
        clock=silent_clock(len(servers) + len(shifts) + FIRST_ROWS),
        notes=np.zeros(1 if layout.keep_timeline else 0, tables.NOTE),
        state=state_row(layout, rules),
    )


def state_row(layout: Layout, rules: Rules) -> np.void:
    """Counters at 0 and the rules as numbers."""
    state = np.zeros(1, tables.STATE)[0]
    state["working_day"] = 1
    state["lines"] = layout.lines
    state["body_lines"] = len(np.asarray(layout.communities)) * layout.lines + ASKING_LINES * layout.streets
    state["order"] = ORDERS.index(rules.order)
    state["preempt"] = PREEMPTS.index(rules.preempt)
    state["victim"] = VICTIMS.index(rules.victim)
    for name in ("helpers_first", "prio_class", "prio_age", "prio_count"):
        state[name] = getattr(rules, name)
    return state


def street_table(layout: Layout) -> np.ndarray:
    """The streets with their workers and the lists of cases that ask for help."""
    every = np.arange(layout.streets)
    workers = len(np.asarray(layout.worker_grid)) // layout.streets
    streets = np.zeros(layout.streets, tables.STREET)
    streets["asking_lines"] = len(np.asarray(layout.communities)) * layout.lines + ASKING_LINES * every
    streets["worker"], streets["worker_end"] = every * workers, (every + 1) * workers
    return streets


def grid_table(layout: Layout) -> tuple[np.ndarray, np.ndarray]:
    """The grids without their crews, and the shift of each grid."""
    communities = np.asarray(layout.communities, np.int64)
    grids = np.zeros(len(communities), tables.GRID)
    shift = (
        np.zeros(len(grids), np.int64) if layout.shift_of_grid is None else np.asarray(layout.shift_of_grid)
    )
    grids["community"], grids["shift"] = communities, shift
    grids["street"] = np.arange(len(grids)) * layout.streets // max(len(grids), 1)
    windowed = np.array([class_bits(each.windowed) for each in layout.shifts])
    pausing = np.array([each.at_close == "pause" for each in layout.shifts])
    emergency = np.int64(1 << kernel.EMERGENCY)
    grids["bound"] = windowed[shift] | (emergency if layout.rota else 0)
    # with a rota, a worker with an emergency at the change of duty finishes it
    grids["pauses"] = np.where(pausing[shift], windowed[shift] & (~emergency if layout.rota else ~0), 0)
    workers = len(np.asarray(layout.worker_grid))
    rotas = int(communities.max(initial=-1)) + 1 if layout.rota else 0
    grids["rota"] = workers + communities if layout.rota else kernel.NOBODY
    grids["by_community"], offsets = grouped(communities, int(communities.max(initial=-1)) + 1)
    grids["mate"], grids["mate_end"] = offsets[communities], offsets[communities + 1]
    grids["helper"] = workers + rotas + np.arange(len(grids)) * layout.helper_kinds
    grids["helper_end"] = grids["helper"] + layout.helper_kinds
    return grids, np.asarray(shift, np.int64)


def server_table(layout: Layout, grids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All servers in their order (workers, rota workers, helpers, those of bodies), and the bodies."""
    worker_grid = np.asarray(layout.worker_grid, np.int64)
    # a rota worker stands at the first grid of its community
    first_grids = (
        np.unique(grids["community"], return_index=True)[1] if layout.rota else np.zeros(0, np.int64)
    )
    helper_grid = np.repeat(np.arange(len(grids)), layout.helper_kinds)
    of_body = np.asarray(layout.body_servers, np.intp)
    server_body = np.repeat(np.arange(len(of_body)), of_body)
    kinds = (kernel.WORKER, kernel.ROTA, kernel.HELPER, kernel.BODY_SERVER)
    places = (worker_grid, first_grids, helper_grid, server_body)
    servers = np.zeros(sum(map(len, places)), tables.SERVER)
    servers["kind"] = np.repeat(kinds, [len(place) for place in places])
    servers["place"] = np.concatenate(places)
    servers["number"] = np.concatenate([number_in(place) for place in places])
    servers["on_duty"], servers["busy_with"], servers["speed"], servers["timed_at"] = (
        1,
        kernel.NOBODY,
        1.0,
        1.0,
    )
    servers["budget"] = np.inf
    servers["mask"] = np.iinfo(np.uint64).max
    servers["shift"] = server_shifts(servers, grids, len(layout.shifts))
    ends = len(servers) - len(server_body) + np.cumsum(of_body)
    bodies = np.zeros(len(of_body), tables.BODY)
    bodies["server"], bodies["server_end"] = ends - of_body, ends
    return servers, bodies


def number_in(places: np.ndarray) -> np.ndarray:
    """The number of each server among those of its place, from 1, as timelines print it."""
    members, offsets = grouped(places, int(places.max(initial=-1)) + 1)
    number = np.empty(len(places), np.int64)
    number[members] = np.arange(len(places)) - np.repeat(offsets[:-1], np.diff(offsets).astype(np.intp)) + 1
    return number


def server_shifts(servers: np.ndarray, grids: np.ndarray, helper_shift: int) -> np.ndarray:
    """The shift of each server: its grid's, or the helpers' own."""
    shift = np.full(len(servers), helper_shift)
    of_grid = servers["kind"] <= kernel.ROTA
    shift[of_grid] = grids["shift"][servers["place"][of_grid]]
    return shift


def shift_table(shifts: list[Shift]) -> tuple[np.ndarray, np.ndarray]:
    """The shifts, closed, and all their windows one after another."""
    table = np.zeros(len(shifts), tables.SHIFT)
    ends = np.cumsum([len(shift.windows) for shift in shifts])
    table["window"], table["window_end"] = np.concatenate([[0], ends[:-1]]), ends
    table["worked"] = [shift.working_days for shift in shifts]
    return table, np.array([window for shift in shifts for window in shift.windows], tables.WINDOW)


def no_lines(count: int) -> np.ndarray:
    """Empty waiting lines."""
    lines = np.zeros(count, tables.LINE)
    lines["head"], lines["tail"] = kernel.NOBODY, kernel.NOBODY
    return lines


def silent_clock(rows: int) -> np.ndarray:
    """A clock without alarms."""
    clock = np.zeros(rows, tables.ALARM)
    clock["place"] = kernel.NOBODY
    return clock


def with_capacity(street: KernelTables, cases: int, legs: int, jobs: int) -> KernelTables:
    """The street with rows for so many cases, legs and jobs in all."""
    room = len(tables.grown(street.cases, cases))
    known = len(street.clock)
    clock = tables.grown(street.clock, len(street.servers) + len(street.shifts) + room)
    clock["place"][known:] = kernel.NOBODY
    return street._replace(
        cases=tables.grown(street.cases, cases),
        legs=tables.grown(street.legs, legs),
        jobs=tables.grown(street.jobs, jobs),
        clock=clock,
        lists=tables.grown(street.lists, room),
    )
