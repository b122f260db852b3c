"""The event kernel: plays a street's service from instant to instant. Mechanics only: no random draws, no
agents.

At one instant, in this order: completions; windows open or close; waits end, limits pass, cases arrive;
then free servers take cases, emergencies interrupt, neighbours help; last, the impatient withdraw.
Everything a compiled function calls is in this module: a cached kernel does not notice edits elsewhere.
Without numba, or with NUMBA_DISABLE_JIT=1, the same source runs as plain Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from simulation.compiled import compiled, njit
from simulation.service.tables import KernelTables

# these and the day are those of `simulation.codes`, said again here and held equal by a test
# numbers that functions are called with are 64 bits wide throughout: each width would be compiled for itself
EMERGENCY, MAJOR, GENERAL = map(np.int64, range(3))
COMING, WAITING, WORKED, AWAY, MEETING, SPENT, CLOSED, WITHDRAWN = range(8)  # state of a case
WORK, WAIT, HOP, MEET = range(4)  # kind of a leg
WORKER, ROTA, HELPER, BODY_SERVER = range(4)  # kind of a server
UNCOUNTED, OUTSIDE = 3, 4  # columns of accounts after the three classes
BY_ARRIVAL, BY_JOINING, RESUMED_FIRST, BY_APPRAISAL = range(4)  # order
PREEMPT_NONE, PREEMPT_EMERGENCIES, PREEMPT_ALL = range(3)
LATEST_ARRIVAL, LATEST_JOIN = range(2)  # victim
NO_HELP, COMMUNITY_FIRST, DISTRICT_FIRST, COOPERATIVE, RANDOM = range(5)  # help strategy
NO_REVIEW, RELABEL, EXTEND = range(3)  # how a case may get a longer limit
(
    ARRIVED, STARTED, RESUMED, STARTED_RETURN, PREEMPTED, PAUSED, CLOSED_HERE,
    ESCALATED, BODY_STARTED, BODY_CLOSED, RETURNED, WITHDREW,
) = map(np.int64, range(12))  # fmt: skip
DAY = 1440.0
NOBODY = np.int64(-1)
GRID_OWNER, STREET_OWNER = 0, 1

PLAIN: dict[str, Any] = {"_nrt": False}  # nothing here allocates, so nothing needs to count references
INNER: dict[str, Any] = PLAIN | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def entry(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function that Python calls."""
    return compiled(**PLAIN)(function)


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function into its callers: passing all tables on would cost more than most of them do."""
    return njit(**INNER, forceinline=True)(function)


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Write a function into its one caller before that is compiled; compiled by itself, with all that it
    calls, it would be optimised twice."""
    return njit(**INNER, inline="always")(function)


def seldom(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function once, apart from its callers: it is called so seldom that a copy of it in each would
    take longer to compile than it saves."""
    return compiled(**INNER)(function)


# --- the clock: at most one alarm each for a server, a shift, a case; a heap that knows where each one is


@kernel
def earlier(clock, a, b):
    """Whether a's event comes before b's; servers before shifts before cases at the same instant."""
    x, y = clock["when"][a], clock["when"][b]
    return x < y or (x == y and a < b)


@kernel
def put(clock, who, place):
    """Note that an alarm stands at this place of the heap, on both sides."""
    clock["heap"][place] = who
    clock["place"][who] = place


@kernel
def rise(clock, who, place):
    """Move an alarm up to where no later one is above it."""
    heap = clock["heap"]
    while place > 0:
        parent = (place - 1) >> 1
        if not earlier(clock, who, np.int64(heap[parent])):
            break
        put(clock, np.int64(heap[parent]), place)
        place = parent
    put(clock, who, place)


@kernel
def sink(clock, who, place, size):
    """Move an alarm down to where no earlier one is below it."""
    heap = clock["heap"]
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and earlier(clock, np.int64(heap[child + 1]), np.int64(heap[child])):
            child += 1
        if earlier(clock, who, np.int64(heap[child])):
            break
        put(clock, np.int64(heap[child]), place)
        place = child
    put(clock, who, place)


@kernel
def clear_alarm(s, who):
    """Take an alarm out of the heap; the last one fills its place."""
    clock = s.clock
    place = np.int64(clock["place"][who])
    if place == NOBODY:
        return
    size = s.state["alarms"] - 1
    s.state["alarms"] = size
    clock["place"][who] = NOBODY
    last = np.int64(clock["heap"][size])
    if last != who:
        rise(clock, last, place)
        sink(clock, last, np.int64(clock["place"][last]), size)


@kernel
def set_alarm(s, who, when):
    """Schedule the next event of `who` at `when`, replacing any other; none if `when` is infinite."""
    clock = s.clock
    place = np.int64(clock["place"][who])
    if place != NOBODY and clock["when"][who] == when:
        return
    if not np.isfinite(when):
        clear_alarm(s, who)
        return
    clock["when"][who] = when
    if place == NOBODY:
        place = s.state["alarms"]
        s.state["alarms"] = place + 1
    rise(clock, who, place)
    sink(clock, who, np.int64(clock["place"][who]), s.state["alarms"])


@entry
def next_instant(s):
    """The time of the next event; infinity if none is known."""
    t = np.inf
    if s.state["alarms"] > 0:
        t = s.clock["when"][s.clock["heap"][0]]
    if s.state["coming"] < s.state["coming_end"]:
        t = min(t, s.cases["registered"][s.lists["coming"][s.state["coming"]]])
    return t


# --- small notes


@kernel
def note(s, t, what, i, place, server):
    """Write one line of the timeline, where one is kept."""
    if s.notes.size == 0:
        return
    n = s.state["notes"]
    s.state["notes"] = n + 1
    s.notes["time"][n] = t
    s.notes["what"][n] = what
    s.notes["case"][n] = i
    s.notes["place"][n] = place
    s.notes["server"][n] = server


@kernel
def mark_street(s, g):
    """Something changed in the street of grid g: look whether neighbours can help."""
    s.state["marked"] = 1
    s.streets["marked"][s.grids["street"][g]] = 1


@kernel
def mark_grid(s, g):
    """Something changed at grid g: look, at the end of this instant, who can take what."""
    mark_street(s, g)
    if not s.grids["marked"][g]:
        s.grids["marked"][g] = 1
        n = s.state["marked_grids"]
        s.grids["agenda"][n] = g
        s.state["marked_grids"] = n + 1


@kernel
def mark_body(s, b):
    """The same for a body."""
    if not s.bodies["marked"][b]:
        s.bodies["marked"][b] = 1
        n = s.state["marked_bodies"]
        s.bodies["agenda"][n] = b
        s.state["marked_bodies"] = n + 1


@kernel
def bound(classes, cls):
    """Whether a class is among a set of classes (one bit each)."""
    return (classes >> cls) & 1 == 1


# --- waiting lines: sorted lists, so that a case can leave from anywhere


@kernel
def before(cases, a, b):
    """Whether a waits before b inside one line; the key was set when it joined."""
    if cases["key_group"][a] != cases["key_group"][b]:
        return cases["key_group"][a] < cases["key_group"][b]
    if cases["key_time"][a] != cases["key_time"][b]:
        return cases["key_time"][a] < cases["key_time"][b]
    return came_earlier(cases, a, b)


@kernel
def came_earlier(cases, a, b):
    """Arrival order: time of registration, then place in the list."""
    x, y = cases["registered"][a], cases["registered"][b]
    return x < y or (x == y and a < b)


@once
def place_in(cases, ahead, behind, head, tail, i):
    """The case behind which i belongs: sought from the tail if i is new, else from the head; both near."""
    if np.isnan(cases["first_start"][i]):
        j = tail
        while j != NOBODY and before(cases, i, j):
            j = np.int64(ahead[j])
        return j
    j, follower = NOBODY, head
    while follower != NOBODY and before(cases, follower, i):
        j, follower = follower, np.int64(behind[follower])
    return j


@kernel
def link(cases, ahead, behind, lines, line, i):
    """Put i into a line at the place its key gives it."""
    j = place_in(cases, ahead, behind, lines["head"][line], lines["tail"][line], i)
    insert(ahead, behind, lines, line, i, j)


@kernel
def insert(ahead, behind, lines, line, i, j):
    """Put i into a line right behind j; at its head if j is NOBODY."""
    follower = lines["head"][line] if j == NOBODY else np.int64(behind[j])
    ahead[i], behind[i] = j, follower
    if j == NOBODY:
        lines["head"][line] = i
    else:
        behind[j] = i
    if follower == NOBODY:
        lines["tail"][line] = i
    else:
        ahead[follower] = i


@kernel
def unlink(ahead, behind, lines, line, i):
    """Let i leave a line, wherever it stands."""
    j, follower = ahead[i], behind[i]
    if j == NOBODY:
        lines["head"][line] = follower
    else:
        behind[j] = follower
    if follower == NOBODY:
        lines["tail"][line] = j
    else:
        ahead[follower] = j
    ahead[i] = behind[i] = NOBODY


@kernel
def line_of(s, i):
    """The line of case i in its grid: its own, or the majors' once the limit has passed."""
    late = not np.isnan(s.cases["escalated_at"][i])
    line = s.cases["late_line"][i] if late else s.cases["line"][i]
    return s.cases["grid"][i] * s.state["lines"] + line


@kernel
def help_list(s, i):
    """The list of cases like i that ask other grids for help: by class, counted or not."""
    street = s.grids["street"][s.cases["grid"][i]]
    return s.streets["asking_lines"][street] + 2 * s.cases["rank"][i] + (1 - s.cases["counted"][i])


@once
def set_key(s, i, t):
    """The key of a case in its line: its arrival, for ever; under other orders the time of joining."""
    c, order = s.cases, s.state["order"]
    c["joined"][i] = t
    c["key_group"][i] = 0
    c["key_time"][i] = c["registered"][i]
    if order in (BY_JOINING, RESUMED_FIRST):
        c["key_time"][i] = t
    if order == RESUMED_FIRST:
        c["key_group"][i] = 1 - c["interrupted"][i]


@kernel
def join_line(s, i, t):
    """Case i waits for a worker from t on."""
    c = s.cases
    c["state"][i] = WAITING
    set_key(s, i, t)
    enter_line(s, i, t)
    schedule_case(s, i)


@kernel
def enter_line(s, i, t):
    """Stand in the line, and among those who ask for help if it is time."""
    c, g = s.cases, np.int64(s.cases["grid"][i])
    link(c, c["ahead"], c["behind"], s.lines, line_of(s, i), i)
    s.grids["waiting"][g] += 1
    mark_grid(s, g)
    if may_ask_for_help(s, i, t):
        ask_for_help(s, i)


@kernel
def leave_line(s, i):
    """Leave the line, and those who ask for help."""
    c = s.cases
    unlink(c["ahead"], c["behind"], s.lines, line_of(s, i), i)
    s.grids["waiting"][c["grid"][i]] -= 1
    if c["asking"][i]:
        unlink(c["ask_ahead"], c["ask_behind"], s.lines, help_list(s, i), i)
        c["asking"][i] = 0


@kernel
def stop_waiting(s, i, t):
    """The wait of case i is over: it counts."""
    s.cases["queue_minutes"][i] += t - s.cases["joined"][i]
    leave_line(s, i)


@kernel
def may_ask_for_help(s, i, t):
    """Help is asked for when the grid has no worker on duty, or the case has waited half its limit."""
    if s.state["strategy"] == NO_HELP:
        return False
    g = np.int64(s.cases["grid"][i])
    alone = s.grids["manned"][g] == 0 and s.streets["on_duty"][s.grids["street"][g]] > 0
    return alone or s.cases["ask_at"][i] <= t


@kernel
def ask_for_help(s, i):
    """Stand among those who ask other grids for help."""
    c = s.cases
    c["asking"][i] = 1
    link(c, c["ask_ahead"], c["ask_behind"], s.lines, help_list(s, i), i)
    mark_street(s, np.int64(s.cases["grid"][i]))


# --- a case's way through its legs


@kernel
def patience_ends(s, i):
    """When case i has waited all the minutes it is ready to wait."""
    return s.cases["joined"][i] + (s.cases["patience"][i] - s.cases["queue_minutes"][i])


@kernel
def schedule_case(s, i):
    """Schedule the next event of case i that the clock alone brings."""
    c, now = s.cases, s.state["now"]
    state, when = c["state"][i], np.inf
    if state == AWAY:
        when = c["leg_until"][i]
    if state == WAITING:
        when = min(when, patience_ends(s, i))
        if c["ask_at"][i] > now and s.state["strategy"] != NO_HELP:
            when = min(when, c["ask_at"][i])
    due_now = (
        c["limit_at"][i] == now and c["paper_close_at"][i] > now
    )  # paused at the very minute of the limit
    if np.isnan(c["escalated_at"][i]) and (c["limit_at"][i] > now or due_now):
        when = min(when, c["limit_at"][i])
    if c["review"][i] != NO_REVIEW and c["review_at"][i] >= now:
        when = min(when, c["review_at"][i])
    if c["withdraw_at"][i] > now:
        when = min(when, c["withdraw_at"][i])
    set_alarm(s, s.servers.size + s.shifts.size + i, when)


@kernel
def next_leg(s, i, t):
    """Send case i on to its next leg; legs without length pass at once."""
    c = s.cases
    while True:
        c["leg"][i] += 1
        leg = np.int64(c["leg"][i])
        if leg >= c["last_leg"][i]:
            end_plan(s, i, t)
            return
        if c["withdraw_at"][i] <= t:
            withdraw(s, i, t)
            return
        if begin_leg(s, i, leg, t):
            return


@once
def begin_leg(s, i, leg, t):
    """Begin a leg; False if it is over at once."""
    c, kind, minutes = s.cases, s.legs["kind"][leg], s.legs["minutes"][leg]
    s.legs["began"][leg] = t
    if kind == WORK:
        c["remaining"][i] = minutes
        c["interrupted"][i] = 0
        join_line(s, i, t)
        return True
    c["leg_from"][i] = t
    c["leg_until"][i] = t + minutes
    if minutes > 0:
        c["state"][i] = AWAY
        schedule_case(s, i)
        return True
    return convene(s, i, t)


@once
def end_wait(s, i, t):
    """A wait without a queue is over: the next leg, or the meeting it led to."""
    c = s.cases
    if s.legs["kind"][c["leg"][i]] == HOP:
        c["hop_minutes"][i] += t - c["leg_from"][i]
    else:
        c["others_minutes"][i] += t - c["leg_from"][i]
    c["leg_from"][i] = t
    if not convene(s, i, t):
        next_leg(s, i, t)


@seldom
def convene(s, i, t):
    """Let case i join the queue of every body of its meeting at once; False if the leg has none."""
    c, leg = s.cases, s.cases["leg"][i]
    first, last = np.int64(s.legs["first_job"][leg]), np.int64(s.legs["last_job"][leg])
    if first == last:
        return False
    c["state"][i] = MEETING
    c["jobs_left"][i] = last - first
    for job in range(first, last):
        s.jobs["joined"][job] = t
        link_job(s, job)
        body = np.int64(s.jobs["body"][job])
        note(s, t, ESCALATED, i, body, NOBODY)
        mark_body(s, body)
    schedule_case(s, i)
    return True


@seldom
def end_plan(s, i, t):
    """All legs are behind case i: truly closed, unless it cannot be solved."""
    c = s.cases
    if not c["solvable"][i]:
        c["state"][i] = SPENT
        if c["withdraw_at"][i] <= t:
            withdraw(s, i, t)
        else:
            schedule_case(s, i)
        return
    c["state"][i] = CLOSED
    c["true_close"][i] = t
    c["reported_close"][i] = min(t, c["paper_close_at"][i])
    n = s.state["closed"]
    s.lists["closed"][n] = i
    s.state["closed"] = n + 1
    s.state["ended"] += 1
    clear_alarm(s, s.servers.size + s.shifts.size + i)


@seldom
def withdraw(s, i, t):
    """Case i leaves unsolved."""
    s.cases["state"][i] = WITHDRAWN
    s.cases["withdrawn"][i] = t
    s.state["ended"] += 1
    note(s, t, WITHDREW, i, np.int64(s.cases["grid"][i]), NOBODY)
    clear_alarm(s, s.servers.size + s.shifts.size + i)


@seldom
def escalate(s, i, t):
    """The limit has passed: the street owns the case now, and it waits among the majors. Happens once."""
    c = s.cases
    waiting = c["state"][i] == WAITING
    if waiting:
        leave_line(s, i)
    c["escalated_at"][i] = t
    c["owner"][i] = STREET_OWNER
    c["rank"][i] = min(c["rank"][i], MAJOR)
    c["ask_at"][i] = min(c["ask_at"][i], t)
    if waiting:
        enter_line(s, i, t)


@once
def waits_on_others(s, i):
    """Whether case i lies with bodies outside the grid now: in a wait without a queue, or in a meeting."""
    state = s.cases["state"][i]
    if state == AWAY:
        return s.legs["kind"][s.cases["leg"][i]] != HOP
    return state == MEETING


@once
def review(s, i):
    """A date before its limit gives case i a longer one: by another label, or, if it waits on others, by
    extension. Happens once."""
    c, asked = s.cases, s.cases["review"][i]
    c["review"][i] = NO_REVIEW
    if asked == RELABEL or waits_on_others(s, i):
        c["reviewed"][i] = asked
        c["limit_at"][i] = c["review_limit_at"][i]


@seldom
def pass_limits(s, i, t):
    """What dates do to an open case: a longer limit after a review, escalation unless closed on paper."""
    c = s.cases
    if c["review"][i] != NO_REVIEW and c["review_at"][i] <= t:
        review(s, i)
    late = c["limit_at"][i] <= t and np.isnan(c["escalated_at"][i])
    if late and c["paper_close_at"][i] > c["limit_at"][i]:
        escalate(s, i, t)


@once
def fire_case(s, i, t):
    """The scheduled event of case i."""
    c = s.cases
    pass_limits(s, i, t)
    if c["state"][i] == AWAY and c["leg_until"][i] <= t:
        end_wait(s, i, t)
    if c["withdraw_at"][i] <= t and c["state"][i] in (WAITING, AWAY, SPENT):
        if c["state"][i] == WAITING:
            stop_waiting(s, i, t)
        withdraw(s, i, t)
    if c["state"][i] in (CLOSED, WITHDRAWN):
        return
    if c["state"][i] == WAITING:
        fire_waiting(s, i, t)
    else:
        schedule_case(s, i)


@once
def fire_waiting(s, i, t):
    """Half the limit is over, or all the patience; an impatient case may still be taken at this very
    instant."""
    if not s.cases["asking"][i] and may_ask_for_help(s, i, t):
        ask_for_help(s, i)
    if patience_ends(s, i) <= t:
        n = s.state["impatient"]
        s.lists["impatient"][n] = i
        s.state["impatient"] = n + 1
        clear_alarm(s, s.servers.size + s.shifts.size + i)
    else:
        schedule_case(s, i)


@once
def arrive(s, i, t):
    """Case i is registered: its first leg begins, and dates count."""
    note(s, t, ARRIVED, i, np.int64(s.cases["grid"][i]), NOBODY)
    next_leg(s, i, t)
    if s.cases["state"][i] not in (CLOSED, WITHDRAWN):
        pass_limits(s, i, t)
        schedule_case(s, i)


# --- servers at work


@kernel
def book(s, h, t):
    """Write the minutes that server h has worked since the last booking into today's accounts."""
    servers, i = s.servers, s.servers["busy_with"][h]
    minutes = t - servers["booked"][h]
    servers["booked"][h] = t
    if servers["at_desk"][h]:
        servers["desk"][h] += minutes
    else:
        servers["used"][h] += minutes
    servers["balance"][h] -= minutes
    s.accounts[h, s.cases["cls"][i]] += minutes
    s.cases["touch_minutes"][i] += minutes
    if not s.cases["counted"][i]:
        s.accounts[h, UNCOUNTED] += minutes
    if not s.shifts["open"][servers["shift"][h]]:
        s.accounts[h, OUTSIDE] += minutes


@kernel
def start(s, h, i, t):
    """Server h takes waiting case i."""
    c, servers = s.cases, s.servers
    if np.isnan(c["first_start"][i]):
        what = STARTED
    elif c["interrupted"][i]:
        what = RESUMED
    else:
        what = STARTED_RETURN
    note(s, t, what, i, np.int64(c["grid"][i]), h)
    stop_waiting(s, i, t)
    if what == STARTED:
        c["first_start"][i] = t
    c["state"][i] = WORKED
    c["server"][i] = h
    servers["busy_with"][h] = i
    servers["since"][h] = servers["booked"][h] = t
    servers["at_desk"][h] = c["walk_in"][i] and desk_open(s, h)
    servers["timed_at"][h] = servers["speed"][h]
    set_alarm(s, h, t + c["remaining"][i] / servers["speed"][h])
    schedule_case(s, i)


@kernel
def release(s, h, t):
    """Server h is free again; returns the case it held."""
    i = s.servers["busy_with"][h]
    book(s, h, t)
    s.servers["busy_with"][h] = NOBODY
    mark_grid(s, s.servers["place"][h])
    return i


@kernel
def update_remaining(s, h, t):
    """Take what server h has done up to t off the content of its case."""
    i = s.servers["busy_with"][h]
    done = (t - s.servers["since"][h]) * s.servers["timed_at"][h]
    s.cases["remaining"][i] = max(s.cases["remaining"][i] - done, 0.0)
    s.servers["since"][h] = t


@kernel
def interrupt(s, h, t):
    """Server h lays its case down; the case takes its place in the line again with what remains."""
    update_remaining(s, h, t)
    i = release(s, h, t)
    clear_alarm(s, h)
    s.cases["interrupted"][i] = 1
    join_line(s, i, t)
    return i


@entry
def pause(s, h, t):
    """Server h lays its case down because its hours are over."""
    i = interrupt(s, h, t)
    s.cases["paused"][i] += 1
    note(s, t, PAUSED, i, np.int64(s.cases["grid"][i]), h)


@once
def finish(s, h, t):
    """Server h has done its leg."""
    i = release(s, h, t)
    s.cases["remaining"][i] = 0.0
    next_leg(s, i, t)
    if s.cases["state"][i] == CLOSED:
        note(s, t, CLOSED_HERE, i, np.int64(s.cases["grid"][i]), h)


# --- windows


@once
def is_open(s, shift, t):
    """Whether a shift is on at t; windows are half-open."""
    if s.shifts["worked"][shift] and not s.state["working_day"]:
        return False
    midnight = s.state["midnight"]
    for w in range(s.shifts["window"][shift], s.shifts["window_end"][shift]):
        # as `next_switch` adds them: a difference, t - midnight, would be rounded otherwise
        if midnight + s.windows["opens"][w] <= t < midnight + s.windows["closes"][w]:
            return True
    return False


@once
def next_switch(s, shift, t):
    """When today after t a window of the shift opens or closes next; infinity if none does."""
    turn, midnight = np.inf, s.state["midnight"]
    for w in range(s.shifts["window"][shift], s.shifts["window_end"][shift]):
        for end in (s.windows["opens"][w], s.windows["closes"][w]):
            if end < DAY and t < midnight + end < turn:
                turn = midnight + end
    return turn


@seldom
def switch_shift(s, shift, t):
    """Open or close a shift's windows; at a close the classes that pause are laid down."""
    now_open = is_open(s, shift, t)
    set_alarm(s, s.servers.size + shift, next_switch(s, shift, t))
    if now_open == (s.shifts["open"][shift] == 1):
        return
    book_shift(s, shift, t)
    s.shifts["open"][shift] = now_open
    for k in range(s.shifts["grid"][shift], s.shifts["grid_end"][shift]):
        g = s.grids["by_shift"][k]
        mark_grid(s, g)
        if not now_open:
            pause_grid(s, g, t)


@once
def book_shift(s, shift, t):
    """Book before the windows turn, so that minutes inside and outside them stay apart."""
    for h in range(s.servers.size):
        if (
            s.servers["shift"][h] == shift
            and s.servers["kind"][h] != BODY_SERVER
            and s.servers["busy_with"][h] != NOBODY
        ):
            book(s, h, t)


@once
def pause_grid(s, g, t):
    """At the close the crew of grid g lays down what does not run over."""
    for k in range(s.grids["crew"][g], s.grids["crew_end"][g]):
        h = s.servers["crew"][k]
        i = s.servers["busy_with"][h]
        if i != NOBODY and bound(s.grids["pauses"][g], np.int64(s.cases["cls"][i])):
            pause(s, h, t)


# --- who takes what


@kernel
def score(s, i, t):
    """W10: class, share of the limit that is over, and, under appraisal, whether its closing counts."""
    c, rules = s.cases, s.state
    late = (t - c["registered"][i]) / c["limit"][i]
    press = s.grids["appraisal"][c["grid"][i]] * c["counted"][i]
    points = rules["prio_age"] * late + rules["prio_count"] * press
    return points + rules["prio_class"] * (c["rank"][i] == MAJOR)


@kernel
def goes_first(s, a, b, t):
    """Whether case a is taken before case b, heads of two lines."""
    x, y = s.cases["rank"][a], s.cases["rank"][b]
    if s.state["order"] == BY_APPRAISAL and x != EMERGENCY and y != EMERGENCY:
        p, q = score(s, a, t), score(s, b, t)
        if p != q:
            return p > q
    if x != y:
        return x < y
    return before(s.cases, a, b)


@kernel
def in_window(s, h, i):
    """Whether the hours of server h let it work on case i now."""
    shift_open = s.shifts["open"][s.servers["shift"][h]] == 1
    return shift_open or not bound(s.grids["bound"][s.servers["place"][h]], np.int64(s.cases["cls"][i]))


@kernel
def desk_open(s, h):
    """Whether worker h still has minutes of presence at the station's desk today."""
    return s.servers["desk"][h] < s.servers["desk_budget"][h]


@kernel
def has_minutes(s, h, i):
    """Whether the minutes of worker h let it start case i: those of the desk for walk-ins, else those for
    cases; emergencies ask for none."""
    if s.cases["rank"][i] == EMERGENCY or (s.cases["walk_in"][i] and desk_open(s, h)):
        return True
    share = 1.0 if s.cases["counted"][i] else 1.0 - s.servers["cut"][h]
    return s.servers["used"][h] < s.servers["budget"][h] * share


@kernel
def is_free(s, h):
    """On duty and without a case."""
    return s.servers["on_duty"][h] == 1 and s.servers["busy_with"][h] == NOBODY


@once
def choose(s, g, h, t):
    """The case of grid g that its free worker h takes next; NOBODY if there is none it may start."""
    best = NOBODY
    lines = s.state["lines"]
    for line in range(g * lines, (g + 1) * lines):
        i = s.lines["head"][line]
        if i == NOBODY or (best != NOBODY and not goes_first(s, i, best, t)):
            continue
        if in_window(s, h, i) and has_minutes(s, h, i):
            best = i
    return best


@once
def start_crew(s, g, t):
    """Every free worker of grid g, the lowest number first, takes a case."""
    for k in range(s.grids["crew"][g], s.grids["crew_end"][g]):
        if s.grids["waiting"][g] == 0:
            return
        h = s.servers["crew"][k]
        if is_free(s, h):
            i = choose(s, g, h, t)
            if i != NOBODY:
                start(s, h, i, t)


@once
def may_help(s, h, i):
    """Helpers take simple generals of their categories that are still the grid's own."""
    c = s.cases
    if c["cls"][i] != GENERAL or not c["simple"][i] or c["owner"][i] != GRID_OWNER:
        return False
    return (s.servers["mask"][h] >> np.uint64(c["category"][i])) & np.uint64(1) == np.uint64(1)


@once
def choose_for_helper(s, g, h, t):
    """The first case of grid g that helper h may take; helpers look past the heads of the lines."""
    best = NOBODY
    lines = s.state["lines"]
    for line in range(g * lines, (g + 1) * lines):
        i = s.lines["head"][line]
        while i != NOBODY and not may_help(s, h, i):
            i = np.int64(s.cases["behind"][i])
        if i != NOBODY and (best == NOBODY or goes_first(s, i, best, t)):
            best = i
    return best


@kernel
def start_helpers(s, g, t):
    """Free helpers of grid g start cases in their hours while they have minutes left; they may overdraw."""
    for h in range(s.grids["helper"][g], s.grids["helper_end"][g]):
        able = s.servers["balance"][h] > 0 and s.shifts["open"][s.servers["shift"][h]] == 1
        if able and is_free(s, h) and s.grids["waiting"][g] > 0:
            i = choose_for_helper(s, g, h, t)
            if i != NOBODY:
                start(s, h, i, t)


@seldom
def call_rota(s, g, t):
    """Outside the windows the community's rota worker takes its grids' emergencies, the first first."""
    h = s.grids["rota"][g]
    if h == NOBODY or not is_free(s, h):
        return
    best, lines = NOBODY, s.state["lines"]
    for k in range(s.grids["mate"][g], s.grids["mate_end"][g]):
        other = s.grids["by_community"][k]
        i = s.lines["head"][other * lines]
        closed = not s.shifts["open"][s.grids["shift"][other]]
        if i != NOBODY and closed and (best == NOBODY or before(s.cases, i, best)):
            best = i
    if best != NOBODY:
        start(s, h, best, t)


@once
def yields_first(s, a, b):
    """Whether, of two cases under way, a is interrupted rather than b."""
    c = s.cases
    if c["rank"][a] != c["rank"][b]:
        return c["rank"][a] > c["rank"][b]
    if s.state["victim"] == LATEST_JOIN:
        if s.state["order"] == RESUMED_FIRST and c["interrupted"][a] != c["interrupted"][b]:
            return c["interrupted"][a] < c["interrupted"][b]
        if c["joined"][a] != c["joined"][b]:
            return c["joined"][a] > c["joined"][b]
    return came_earlier(c, b, a)


@kernel
def victim(s, g, rank, worst):
    """The server of grid g whose case yields first to this rank; `worst` if its case yields before all."""
    for k in range(s.grids["crew"][g], s.grids["crew_end"][g]):
        h = s.servers["crew"][k]
        i = s.servers["busy_with"][h]
        if i == NOBODY or s.cases["rank"][i] <= rank:
            continue
        if worst == NOBODY or yields_first(s, i, s.servers["busy_with"][worst]):
            worst = h
    return worst


@seldom
def take_over(s, h, i, t):
    """Server h lays down its case for case i."""
    loser = interrupt(s, h, t)
    s.cases["preempted"][loser] += 1
    note(s, t, PREEMPTED, loser, np.int64(s.cases["grid"][loser]), h)
    start(s, h, i, t)


@once
def interrupter(s, g, t):
    """The waiting case of grid g with the first right to interrupt another; NOBODY if none may."""
    if s.grids["crew"][g] == s.grids["crew_end"][g]:
        return NOBODY
    best, lines = NOBODY, s.state["lines"]
    h = s.servers["crew"][s.grids["crew"][g]]
    for line in range(g * lines, (g + 1) * lines):
        i = s.lines["head"][line]
        if i == NOBODY or (s.state["preempt"] != PREEMPT_ALL and s.cases["rank"][i] != EMERGENCY):
            continue
        if in_window(s, h, i) and (best == NOBODY or goes_first(s, i, best, t)):
            best = i
    return best


@seldom
def preempt(s, g, t):
    """Cases that may not wait interrupt the least of those under way."""
    while s.grids["waiting"][g] > 0:
        i = interrupter(s, g, t)
        if i == NOBODY:
            return
        h = victim(s, g, np.int64(s.cases["rank"][i]), NOBODY)
        if h == NOBODY:
            return
        take_over(s, h, i, t)


@once
def assign_grid(s, g, t):
    """Who takes what at grid g, now that all that happened at t is known."""
    if s.state["helpers_first"]:
        start_helpers(s, g, t)
    start_crew(s, g, t)
    start_helpers(s, g, t)
    call_rota(s, g, t)
    if s.state["preempt"] != PREEMPT_NONE:
        preempt(s, g, t)


# --- help from other grids


@kernel
def is_candidate(s, h, i):
    """A free worker with budget may be sent to case i of another grid."""
    return is_free(s, h) and in_window(s, h, i) and has_minutes(s, h, i)


@once
def random_candidate(s, i):
    """`random`: uniform over all candidates, by the random number of the case."""
    street = s.grids["street"][s.cases["grid"][i]]
    first, end = s.streets["worker"][street], s.streets["worker_end"][street]
    candidates = 0
    for h in range(first, end):
        candidates += is_candidate(s, h, i)
    pick = min(int(s.cases["tie"][i] * candidates), candidates - 1)
    for h in range(first, end):
        if is_candidate(s, h, i):
            if pick == 0:
                return h
            pick -= 1
    return NOBODY


@kernel
def less_loaded(s, h, other):
    """Whether h has worked fewer minutes on cases today; the lower number comes first and so keeps a tie."""
    return other == NOBODY or s.servers["used"][h] < s.servers["used"][other]


@once
def helper_for(s, i):
    """The worker whom the help strategy sends to case i; NOBODY if none is free."""
    strategy = s.state["strategy"]
    if strategy == RANDOM:
        return random_candidate(s, i)
    near = far = both = NOBODY
    g = s.cases["grid"][i]
    community, street = s.grids["community"][g], s.grids["street"][g]
    for h in range(s.streets["worker"][street], s.streets["worker_end"][street]):
        if not is_candidate(s, h, i):
            continue
        if less_loaded(s, h, both):
            both = h
        if s.grids["community"][s.servers["place"][h]] == community:
            if less_loaded(s, h, near):
                near = h
        elif less_loaded(s, h, far):
            far = h
    if strategy == COOPERATIVE:
        return both
    if strategy == COMMUNITY_FIRST:
        return near if near != NOBODY else far
    return far if far != NOBODY else near


@once
def interrupted_for(s, i):
    """The server of the community that must go to an emergency of a grid without a worker on duty."""
    g = np.int64(s.cases["grid"][i])
    if s.cases["rank"][i] != EMERGENCY or s.grids["manned"][g] > 0 or s.state["preempt"] == PREEMPT_NONE:
        return NOBODY
    worst = NOBODY
    for k in range(s.grids["mate"][g], s.grids["mate_end"][g]):
        other = s.grids["by_community"][k]
        if s.shifts["open"][s.grids["shift"][other]]:
            worst = victim(s, other, EMERGENCY, worst)
    return worst


@once
def first_request(s, street, exhausted, t):
    """The case of a street with the first right to help; lists in `exhausted` (a bit each) found none."""
    best, first = NOBODY, s.streets["asking_lines"][street]
    for k in range(6):
        i = s.lines["head"][first + k]
        if i != NOBODY and not bound(exhausted, k) and (best == NOBODY or goes_first(s, i, best, t)):
            best = i
    return best


@seldom
def send_help(s, street, t):
    """Send free workers of a street to the cases of other grids that ask, until a whole list finds no
    helper."""
    exhausted = np.int64(0)
    while True:
        i = first_request(s, street, exhausted, t)
        if i == NOBODY:
            return
        h = helper_for(s, i)
        if h != NOBODY:
            start(s, h, i, t)
            continue
        h = interrupted_for(s, i)
        if h != NOBODY:
            take_over(s, h, i, t)
        else:
            exhausted |= 1 << (help_list(s, i) - s.streets["asking_lines"][street])


# --- bodies: c servers, first come first served


@once
def job_before(s, a, b):
    """Bodies serve by time of joining, then class, then arrival order."""
    x, y = s.jobs["joined"][a], s.jobs["joined"][b]
    if x != y:
        return x < y
    i, j = np.int64(s.jobs["case"][a]), np.int64(s.jobs["case"][b])
    if s.cases["rank"][i] != s.cases["rank"][j]:
        return s.cases["rank"][i] < s.cases["rank"][j]
    return came_earlier(s.cases, i, j)


@once
def link_job(s, job):
    """Put a job into the queue of its body; newcomers belong near the tail."""
    ahead, behind = s.jobs["ahead"], s.jobs["behind"]
    line = s.state["body_lines"] + s.jobs["body"][job]
    j = s.lines["tail"][line]
    while j != NOBODY and job_before(s, job, j):
        j = np.int64(ahead[j])
    insert(ahead, behind, s.lines, line, job, j)


@once
def serve_body(s, b, t):
    """Every free server of body b takes the next job."""
    line = s.state["body_lines"] + b
    for h in range(s.bodies["server"][b], s.bodies["server_end"][b]):
        job = s.lines["head"][line]
        if job == NOBODY:
            return
        if s.servers["busy_with"][h] == NOBODY:
            unlink(s.jobs["ahead"], s.jobs["behind"], s.lines, line, job)
            s.servers["busy_with"][h] = job
            set_alarm(s, h, t + s.jobs["minutes"][job])
            note(s, t, BODY_STARTED, np.int64(s.jobs["case"][job]), b, h)


@once
def finish_job(s, h, t):
    """A body has done its part; the case goes on when all have."""
    job, b = s.servers["busy_with"][h], s.servers["place"][h]
    s.servers["busy_with"][h] = NOBODY
    mark_body(s, b)
    i, c = np.int64(s.jobs["case"][job]), s.cases
    c["jobs_left"][i] -= 1
    if c["jobs_left"][i] == 0:
        c["others_minutes"][i] += t - c["leg_from"][i]
        next_leg(s, i, t)
    if c["state"][i] == WAITING:
        note(s, t, RETURNED, i, np.int64(c["grid"][i]), NOBODY)
    else:
        note(s, t, BODY_CLOSED, i, b, h)


# --- the day


@once
def fire(s, t):
    """All that the clock brings at t: completions, windows, cases; in this order, by their numbers."""
    servers, shifts = s.servers.size, s.shifts.size
    while s.state["alarms"] > 0 and s.clock["when"][s.clock["heap"][0]] == t:
        who = np.int64(s.clock["heap"][0])
        clear_alarm(s, who)
        if who >= servers + shifts:
            fire_case(s, who - servers - shifts, t)
        elif who >= servers:
            switch_shift(s, who - servers, t)
        elif s.servers["kind"][who] == BODY_SERVER:
            finish_job(s, who, t)
        else:
            finish(s, who, t)


@once
def admit(s, t):
    """Cases registered at t arrive."""
    while s.state["coming"] < s.state["coming_end"]:
        i = np.int64(s.lists["coming"][s.state["coming"]])
        if s.cases["registered"][i] != t:
            return
        s.state["coming"] += 1
        arrive(s, i, t)


@once
def help_in_streets(s, t):
    """Neighbours help in every street in which something changed."""
    for street in range(s.streets.size):
        if s.streets["marked"][street]:
            s.streets["marked"][street] = 0
            if s.state["strategy"] != NO_HELP:
                send_help(s, street, t)


@once
def assign_work(s, t):
    """Free servers take cases, wherever something changed; then neighbours help."""
    while True:
        while s.state["marked_grids"] > 0:
            s.state["marked_grids"] -= 1
            g = s.grids["agenda"][s.state["marked_grids"]]
            s.grids["marked"][g] = 0
            assign_grid(s, g, t)
        if not s.state["marked"]:
            break
        s.state["marked"] = 0
        help_in_streets(s, t)
    while s.state["marked_bodies"] > 0:
        s.state["marked_bodies"] -= 1
        b = s.bodies["agenda"][s.state["marked_bodies"]]
        s.bodies["marked"][b] = 0
        serve_body(s, b, t)


@once
def withdraw_impatient(s, t):
    """Cases whose patience ended at t and that no server took are withdrawn."""
    for k in range(s.state["impatient"]):
        i = np.int64(s.lists["impatient"][k])
        if s.cases["state"][i] == WAITING and patience_ends(s, i) <= t:
            stop_waiting(s, i, t)
            withdraw(s, i, t)
    s.state["impatient"] = 0


@entry
def begin_day(s, t):
    """A new day at t: accounts at 0, new speeds for work under way, windows and crews looked at afresh."""
    s.state["midnight"] = t
    s.state["closed"] = 0
    s.accounts[:] = 0.0
    s.servers["used"][:] = 0.0
    s.servers["desk"][:] = 0.0
    for shift in range(s.shifts.size):
        set_alarm(s, s.servers.size + shift, t)
    for h in range(s.servers.size):
        i = s.servers["busy_with"][h]
        if (
            s.servers["kind"][h] != BODY_SERVER
            and i != NOBODY
            and s.servers["timed_at"][h] != s.servers["speed"][h]
        ):
            update_remaining(s, h, t)
            s.servers["timed_at"][h] = s.servers["speed"][h]
            set_alarm(s, h, t + s.cases["remaining"][i] / s.servers["speed"][h])
    s.streets["on_duty"][:] = 0
    for g in range(s.grids.size):
        count_crew(s, g)
    for g in range(s.grids.size):
        renew_help_requests(s, g, t)


@once
def count_crew(s, g):
    """How many are on duty at grid g today."""
    s.grids["manned"][g] = 0
    for k in range(s.grids["crew"][g], s.grids["crew_end"][g]):
        s.grids["manned"][g] += s.servers["on_duty"][s.servers["crew"][k]]
    s.streets["on_duty"][s.grids["street"][g]] += s.grids["manned"][g]
    mark_grid(s, g)


@once
def renew_help_requests(s, g, t):
    """Who is on duty today, and the strategy of today, decide anew who asks for help, and when."""
    c, lines = s.cases, s.state["lines"]
    for line in range(g * lines, (g + 1) * lines):
        i = s.lines["head"][line]
        while i != NOBODY:
            wants = may_ask_for_help(s, i, t)
            if wants and not c["asking"][i]:
                ask_for_help(s, i)
            elif c["asking"][i] and not wants:
                unlink(c["ask_ahead"], c["ask_behind"], s.lines, help_list(s, i), i)
                c["asking"][i] = 0
            schedule_case(s, i)
            i = np.int64(c["behind"][i])


@entry
def hasten(s, rows, share):
    """Cut a share (0 to 1) of what is left of the waits of some cases on others, at the minute up to which
    the street was played."""
    c, now = s.cases, s.state["now"]
    for i in rows:
        c["leg_until"][i] = now + (c["leg_until"][i] - now) * (1.0 - share)
        schedule_case(s, i)


@entry
def reschedule(s, rows):
    """Set the alarms of some cases anew, between two days, after dates of theirs were changed."""
    for i in rows:
        if s.cases["state"][i] not in (COMING, CLOSED, WITHDRAWN):
            schedule_case(s, i)


@entry
def end_day(s, t):
    """Book the work under way up to midnight, so that each day's accounts hold its own minutes."""
    for h in range(s.servers.size):
        if s.servers["kind"][h] != BODY_SERVER and s.servers["busy_with"][h] != NOBODY:
            book(s, h, t)


@entry
def play(s: KernelTables, until):
    """Play all instants before `until`. False if the timeline must grow first."""
    while True:
        t = next_instant(s)
        if t >= until:
            return True
        if s.notes.size > 0 and s.notes.size - s.state["notes"] < s.state["notes_instant"]:
            return False
        s.state["now"] = t
        fire(s, t)
        admit(s, t)
        assign_work(s, t)
        withdraw_impatient(s, t)
