"""A resident from near: state, troubles, what comes next with which chance, and why somebody kept silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation import categories
from simulation.agents.resident import Resident
from simulation.agents.resident.ages import ADULT
from simulation.agents.resident.channels import ACTS
from simulation.codes import DAY, CaseClass, Channel
from simulation.live.counts import unsolved_rows
from simulation.live.texts import AGAINST, AS_TEXT, CLASS, KNOWN, STAGE, STATES, STORY, TEXT, WORDS
from simulation.model import Street
from simulation.population import Influence, influences_on, terms_of
from simulation.records.stages import stage_at
from simulation.text.bilingual import Pair, same

MUCH = 0.3  # log odds: what speaks against a channel by less is hardly felt
OFFICE = (8.5 * 60, 17.5 * 60)


@dataclass(frozen=True)
class Moment:
    """A choice of R2: how grave the matter is (a `CaseClass`), by somebody at work or not, for a firm or
    not."""

    cls: int
    at_work: bool
    business: bool = False


@dataclass(frozen=True)
class Why:
    """Why a resident chose as he did: the chance of each act, and the terms of the log odds of each against
    silence, by cause (none where the rule in force is user-defined); influences: what each state moved
    then. need: row of the matter."""

    need: int
    shares: dict[str, float]
    terms: dict[str, dict[str, float]]
    influences: list[Influence]


# whom to meet


def worth_meeting(street: Street, grid: int, most: int = 9) -> list[tuple[int, Pair]]:
    """Residents of a grid, with what makes them worth a visit: the silent first, then those who wait for an
    answer, the latest matter first; then a volunteer, and somebody without any trouble."""
    found: dict[int, Pair] = {}
    for rows, what in ((street.reporting.silent, "silent"), (_waiting(street), "waiting")):
        for row in rows[street.records.needs["grid"][rows] == grid][::-1].tolist():
            if len(found) < most - 2:
                found.setdefault(
                    int(street.records.needs["person"][row]), WORDS[what].fill(m=matter(street, row))
                )
    for what, row in _others(street, grid, set(found)):
        found.setdefault(row, WORDS[what])
    return list(found.items())


def listed(street: Street, grid: int) -> Pair:
    """How many unsolved needs a grid has, and of how many somebody is listed; a map shows all of them."""
    rows = unsolved_rows(street.records.needs)
    here = rows[street.records.needs["grid"][rows] == grid]
    troubled = set(street.records.needs["person"][here].tolist())
    told = sum(row in troubled for row, _ in worth_meeting(street, grid))
    return TEXT["listed"].fill(n=here.size, k=told) if here.size > told else Pair("", "")


def _waiting(street: Street) -> NDArray[np.intp]:
    """Unsolved needs that somebody knows of."""
    rows = unsolved_rows(street.records.needs)
    return rows[street.records.needs["channel"][rows] > 0]


def _others(street: Street, grid: int, known: set[int]) -> list[tuple[str, int]]:
    people = street.residents
    here = (people.grid == grid) & (people.age >= ADULT)
    here[list(known)] = False
    groups = {"volunteer": here & people.on_roster, "quiet": here & ~people.on_roster}
    return [(what, int(np.argmax(who))) for what, who in groups.items() if who.any()]


# what is known of one


def states(street: Street, row: int) -> list[tuple[Pair, Pair]]:
    """The state of a resident, name and value of each."""
    who = street.residents[row]
    return [(name, _said(state, getattr(who, state))) for state, name in STATES.items()]


def _said(state: str, value: Any) -> Pair:
    if Resident.fields()[state].dtype == bool:
        return WORDS["yes" if value else "no"]
    return AS_TEXT[state].fill(v=f"{value:.0f}") if state in AS_TEXT else same(f"{value:.2f}")


def chances(street: Street, row: int) -> list[tuple[Pair, float]]:
    """The chance of each thing that the resident might do tomorrow."""
    w, one = street.world, street.residents.part(np.array([row]))
    rewards, posts = street.volunteering.rewards, w.by_grid(w.workers.grid[w.workers.filled])[one.grid]
    if one.on_roster[0]:
        asked: dict[str, tuple[Callable, tuple]] = {
            "session": (Resident.session_chance, (w.levers, rewards)),
            "leaves": (Resident.leaving_chance, (rewards,)),
        }
    else:
        asked = {"joins": (Resident.joining_chance, (w.levers, rewards, posts))}
    return [(WORDS[what], float(one.evaluate(rule, *given)[0])) for what, (rule, given) in asked.items()]


def shares(street: Street, row: int, moment: Moment) -> dict[str, float]:
    """R2: the chance of each act, if a matter like this had to be acted upon now."""
    one = street.residents.part(np.array([row]))
    found = one.evaluate(Resident.act_shares, *_asked(street, moment))[0]
    return dict(zip(ACTS, found.tolist(), strict=True))


def _asked(street: Street, moment: Moment) -> tuple[Any, ...]:
    w = street.world
    severity = float(w.numbers.residents.severity(moment.cls))
    emergency = float(moment.cls == CaseClass.EMERGENCY)
    return w.levers, severity, float(moment.at_work), emergency, float(moment.business)


# troubles


def needs_of(street: Street, row: int, most: int = 5) -> list[int]:
    """Rows of a resident's troubles, the latest first."""
    return np.flatnonzero(street.records.needs["person"] == row)[::-1][:most].tolist()


def matter(street: Street, need: int) -> Pair:
    """What a trouble is about."""
    needs = street.records.needs
    name = categories.NAMES[needs["category"][need]]
    about = Pair(categories.LABELS[name], name.replace("_", " "))
    return CLASS[CaseClass(needs["cls"][need]).word].fill(about=about)


def story(street: Street, need: int) -> Pair:
    """What became of a trouble until this evening, as a sentence."""
    needs, first = street.records.needs, street.world.calendar
    said = {"day": first.date(int(needs["arose"][need] // DAY)).isoformat(), "m": matter(street, need)}
    return STORY[_fate(street, need)].fill(
        **said, how=KNOWN[Channel(needs["channel"][need]).word], stage=_stage(street, need)
    )


def _stage(street: Street, need: int) -> Pair:
    """On which stage of its way an unsolved matter is this evening."""
    street.measurement.ask_the_service()  # else every case would seem not to be dispatched yet
    found = stage_at(street.records.needs, need, float(street.day * DAY))
    return STAGE.get(found.word, Pair(found.zh, found.en))


def _fate(street: Street, need: int) -> str:
    each = {name: street.records.needs[name][need] for name in ("solved", "ended", "channel")}
    if is_silent(street, need):
        return "silent"
    if not np.isnan(each["solved"]):
        return "solved" if each["channel"] else "alone"
    if each["ended"]:
        return "given_up"
    return "waiting" if each["channel"] else "coming"


def is_silent(street: Street, need: int) -> bool:
    """Whether somebody keeps silent about a matter this evening."""
    return bool((street.reporting.silent == need).any())


# why


def moment_of(street: Street, need: int) -> Moment:
    """The circumstances under which a matter was acted upon last."""
    needs, calendar = street.records.needs, street.world.calendar
    day, minute = divmod(float(needs["act_at"][need]), DAY)
    at_work = bool(calendar.working[int(day)]) and OFFICE[0] <= minute < OFFICE[1]
    return Moment(int(needs["cls"][need]), at_work, bool(needs["firm"][need] >= 0))


def why(street: Street, need: int) -> Why:
    """Why somebody chose as he did about a matter, with the states and levers of this evening."""
    row, moment = int(street.records.needs["person"][need]), moment_of(street, need)
    people, given = street.residents, _asked(street, moment)
    terms = terms_of(people, row, Resident.act_shares, *given)
    moved = [] if terms else influences_on(people, row, usual_here(street, row), Resident.act_shares, *given)
    named: dict[str, dict[str, float]] = {} if terms is None else dict(zip(ACTS, terms, strict=False))
    return Why(need, shares(street, row, moment), named, moved)


def usual_here(street: Street, row: int) -> dict[str, float]:
    """The usual state of an adult of the same grid: the mean of each state that is a level."""
    people = street.residents
    here = people.part((people.grid == people.grid[row]) & (people.age >= ADULT))
    levels = (name for name, about in Resident.fields().items() if about.dtype.kind == "f" or name == "age")
    return {name: float(getattr(here, name).mean()) for name in levels}


def in_words(found: Why) -> Pair:
    """The sentence that answers `why`: how likely silence was, and what spoke most against the likeliest way
    to speak up."""
    silence = f"{100 * found.shares['silence']:.0f}"
    if not found.terms:
        return WORDS["why_own"].fill(p=silence)
    channel = max(list(ACTS[:4]), key=lambda act: found.shares[act])
    against = min(found.terms[channel].items(), key=lambda each: each[1])
    if against[1] > -MUCH:
        return WORDS["why_luck"].fill(p=silence)
    return WORDS["why"].fill(
        p=silence,
        act=WORDS[f"by_{channel}"],
        q=f"{100 * found.shares[channel]:.0f}",
        cause=AGAINST[against[0]],
        size=f"{-against[1]:.1f}",
    )
