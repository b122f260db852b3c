"""What the page's parts show of two streets, in one language: plain texts and numbers, nothing of Solara."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from simulation.codes import CaseClass
from simulation.live import drawn, people, policies, user_agents, workers
from simulation.live.counts import SERIES
from simulation.live.texts import ACTS, CAUSES, SHORT, STATES, TEXT, WORDS
from simulation.live.twins import SIDES, Twins
from simulation.population import Influence
from simulation.scenario import Policy
from simulation.text.bilingual import Pair
from simulation.text.quantities import MINUS, Language
from simulation.units import unit_word

FEWEST = 0.05  # log odds: what is less has no colour


@dataclass(frozen=True)
class View:
    """What somebody looks at: language, series on the map, tab, and who was clicked: a grid (from 0) of a
    side, a resident and a matter to be explained, or a worker."""

    language: Language = "en"
    series: str = "unsolved"
    tab: str = "policies"
    side: str = "today"
    grid: int | None = None
    person: int | None = None
    need: int | None = None
    worker: int | None = None

    def say(self, text: Pair, **parts: Any) -> str:
        """A text in the language of the view."""
        return text.fill(**parts).side(self.language) if parts else text.side(self.language)

    def words(self, *names: str) -> dict[str, str]:
        """Fixed texts by name."""
        return {name: self.say(TEXT[name]) for name in names}

    def at_grid(self, side: str, grid: int) -> View:
        """The view after a click on a grid."""
        return replace(self, tab="person", side=side, grid=grid, person=None, need=None, worker=None)

    def at_person(self, person: int | None) -> View:
        """The view after a click on a resident; None: back to the grid."""
        return replace(self, person=person, need=None, worker=None)

    def at_worker(self, worker: int) -> View:
        """The view after a click on a worker."""
        return replace(self, person=None, need=None, worker=worker)

    def asking(self, side: str, need: int) -> View:
        """The view after a click on "why silent?" of a matter on a side: a second click takes the answer
        away."""
        again = (side, need) == (self.side, self.need)
        return replace(self, side=side, need=None if again else need)


def bar(twins: Twins, view: View, playing: bool) -> dict[str, Any]:
    """The line at the top: which street, which day, and what can be done."""
    done = twins.days_done
    return {
        "title": title(twins, view),
        "luck": " · ".join(map(view.say, about(twins))),
        "day": view.say(TEXT["day"], n=done) if done else view.say(TEXT["before"]),
        "date": _date(twins, view) if twins.running else view.say(TEXT["over"]),
        "over": not twins.running,
        "playing": playing,
        "language": view.language,
        "words": view.words(
            "step", "week", "play", "pause", "again", "sure", "large", "code", "close", "gone"
        ),
        "begun": done > 0,
    }


def title(twins: Twins, view: View) -> str:
    """What the scenario calls itself."""
    return twins.streets["other"].world.scenario.title[view.language]


def about(twins: Twins) -> list[Pair]:
    """What both streets share, and what user-defined parts one of them has."""
    scenario = twins.streets["other"].world.scenario
    struck = [TEXT["shock"].fill(name=Pair(**each.shock.title), day=each.start) for each in scenario.shocks]
    own = [TEXT["rule"].fill(rule=f"{each.file_name}:{each.name}") for each in scenario.rules]
    return [TEXT["luck"].fill(seed=twins.luck), *struck, *own]


def slow(twins: Twins, view: View) -> str:
    """Which user-defined rules make a day long, and how to write them faster; or nothing."""
    names = ", ".join(each.name for each in twins.slow)
    return view.say(TEXT["slow"], names=names) if names else ""


def name_of(twins: Twins, side: str) -> Pair:
    """What a side is called."""
    own = side == "other" and twins.streets[side].world.scenario.rules
    return TEXT["changed" if own else side]


def _date(twins: Twins, view: View) -> str:
    day = twins.evening
    return view.say(TEXT["evening"], y=day.year, m=day.month, d=day.day, month=drawn.MONTHS[day.month - 1])


def street(twins: Twins, view: View, side: str) -> dict[str, Any]:
    """The map of one street, and its sum."""
    series, here = SERIES[view.series], twins.streets[side]
    found = drawn.cells(
        here.world.community,
        series.by_grid(here),
        twins.borders[view.series],
        series.brief,
        series.name,
        view.grid,
        view.language,
    )
    return found | {
        "side": side,
        "title": view.say(name_of(twins, side)),
        "counted": view.say(series.name),
        "total": series.said(series.of(here)),
    }


def key(twins: Twins, view: View) -> list[dict[str, str]]:
    """The colours of both maps."""
    series = SERIES[view.series]
    return drawn.key(twins.borders[view.series], series.brief, view.language, whole=not series.digits)


def chart(twins: Twins, view: View, name: str) -> dict[str, Any]:
    """The chart of a series since the first day."""
    series, table = SERIES[name], twins.datacollector.model_vars
    values = {side: table[f"{side} {name}"] for side in SIDES}
    names = {side: view.say(name_of(twins, side)) for side in SIDES}
    return drawn.lines(values, names, twins.first_evening, series.said) | {
        "name": name,
        "title": view.say(series.name),
        "about": view.say(series.about),
        "chosen": name == view.series,
        "on_map": view.say(TEXT["on_map"]),
    }


def side(twins: Twins, view: View) -> dict[str, Any]:
    """What the panel at the right shows: the policies of the other street, or the residents of a grid."""
    return {
        "tab": view.tab,
        "tabs": [{"name": name, "text": view.say(TEXT[name])} for name in ("policies", "person")],
        "words": view.words("add", "stop", "pick_grid", "back", "why_silent"),
        "note": _note(twins, view),
        "offered": [
            {"name": name, "text": view.say(text)}
            for name, text in policies.offered(each.name for each in twins.policies).items()
            if name not in twins.in_force()
        ],
        "policies": [_policy(twins, view, each) for each in twins.in_force().values()],
        "grid": None if view.grid is None else _grid(twins, view, view.grid),
        "person": _close(twins, view),
    }


def _close(twins: Twins, view: View) -> dict[str, Any] | None:
    """Whoever was clicked."""
    if view.worker is not None:
        return _worker(twins, view, view.worker)
    return None if view.person is None else _person(twins, view, view.person)


# policies


def _note(twins: Twins, view: View) -> str:
    """That no policy is on; or that those that are have not shown yet, or nothing."""
    in_force = twins.in_force().values()
    if not in_force:
        return view.say(TEXT["none_yet" if twins.streets["other"].world.scenario.rules else "none"])
    acted = any(each.start < twins.morning for each in in_force)
    return view.say(TEXT["alike"]) if acted and twins.seem_alike() else ""


def _policy(twins: Twins, view: View, policy: Policy) -> dict[str, Any]:
    name, numbers = policy.name, vars(policy.intervention)
    return {
        "name": name,
        "title": view.say(policies.title_of(name)),
        "about": view.say(policies.about(name)),
        "since": view.say(_start_of(policy, twins)),
        "sliders": [_slider(view, each, numbers[each.name]) for each in policies.sliders(name)],
        "choices": [_choice(view, each, numbers[each.name]) for each in policies.choices(name)],
    }


def _start_of(policy: Policy, twins: Twins) -> Pair:
    if policy.start == twins.morning:
        return TEXT["from_now"]
    return TEXT["since" if policy.start < twins.morning else "later"].fill(day=policy.start)


def _slider(view: View, slider: policies.Slider, value: float) -> dict[str, Any]:
    times, unit = slider.shown_as
    return vars(slider) | {
        "value": value,
        "times": times,
        "unit": unit if unit == "%" else unit_word(unit, view.language),
        "meaning": view.say(slider.meaning),
    }


def _choice(view: View, choice: policies.Choice, value: str) -> dict[str, Any]:
    words = [{"word": word, "text": view.say(text)} for word, text in choice.allowed.items()]
    return {"name": choice.name, "value": value, "allowed": words, "meaning": view.say(choice.meaning)}


# residents


def _grid(twins: Twins, view: View, grid: int) -> dict[str, Any]:
    here = twins.streets[view.side]
    return {
        "title": view.say(TEXT["people_of"], g=grid + 1, side=name_of(twins, view.side)),
        "note": view.say(people.listed(here, grid)),
        "workers": [
            {"row": row, "name": view.say(TEXT["worker"], n=row)} for row in workers.of_grid(here, grid)
        ],
        "residents": [
            {"row": row, "name": view.say(TEXT["resident"], n=row), "what": view.say(what)}
            for row, what in people.worth_meeting(here, grid)
        ],
        "tables": _user_agents(twins, view, grid),
    }


def _user_agents(twins: Twins, view: View, grid: int) -> list[dict[str, Any]]:
    """A table for each kind of user-defined agents, on both streets: how many are here, and their states."""
    both = [user_agents.of_grid(twins.streets[side], grid) for side in SIDES]
    none = user_agents.Some(0, {})
    found = []
    for kind in dict.fromkeys(name for each in both for name in each):
        here = [each.get(kind, none) for each in both]
        rows = [_row(view.say(TEXT["how_many"]), [str(each.count) for each in here], [None, None])]
        for meaning in dict.fromkeys(meaning for each in here for meaning in each.states):
            values = [f"{each.states[meaning]:.3g}" if meaning in each.states else "–" for each in here]
            rows.append(_row(meaning, values, [None, None]))
        found.append(_table(twins, view, kind, rows))
    return found


def _worker(twins: Twins, view: View, row: int) -> dict[str, Any]:
    grid = int(twins.streets[view.side].workers.grid[row])
    tables = [_tomorrow(twins, view, row, workers.chances), _states(twins, view, row, workers.states)]
    return {
        "name": view.say(TEXT["worker"], n=row),
        "note": view.say(TEXT["works_here"], g=grid + 1),
        "story": [],
        "tables": tables,
    }


def _person(twins: Twins, view: View, row: int) -> dict[str, Any]:
    return {
        "name": view.say(TEXT["resident"], n=row),
        "note": "",
        "story": [_story(twins, view, side, row) for side in SIDES],
        "tables": [
            _acts(twins, view, row),
            _tomorrow(twins, view, row, people.chances),
            _states(twins, view, row, people.states),
        ],
    }


def _story(twins: Twins, view: View, side: str, row: int) -> dict[str, Any]:
    """A resident's troubles on one street, and why one of them was kept silent, if that is asked here."""
    here, asked = twins.streets[side], view.need if view.side == side else None
    needs = people.needs_of(here, row)
    told = [
        {
            "need": need,
            "text": view.say(people.story(here, need)),
            "silent": people.is_silent(here, need),
            "open": need == asked,
        }
        for need in needs
    ]
    why = (
        people.why(here, asked)
        if asked is not None and asked in needs and people.is_silent(here, asked)
        else None
    )
    return {
        "side": side,
        "title": view.say(name_of(twins, side)),
        "none": "" if told else view.say(TEXT["no_story"]),
        "troubles": told,
        "why": _why(view, why) if why else None,
    }


def _acts(twins: Twins, view: View, row: int) -> dict[str, Any]:
    both = [
        people.shares(twins.streets[side], row, people.Moment(CaseClass.GENERAL, at_work=False))
        for side in SIDES
    ]
    rows = [_chance_row(view.say(ACTS[act]), [each[act] for each in both]) for act in ACTS]
    return _table(twins, view, view.say(TEXT["trouble"]), rows)


def _tomorrow(twins: Twins, view: View, row: int, of: Callable) -> dict[str, Any]:
    both = [dict(of(twins.streets[side], row)) for side in SIDES]
    every = list(dict.fromkeys(name for each in both for name in each))
    rows = [_chance_row(view.say(name), [each.get(name) for each in both]) for name in every]
    return _table(twins, view, view.say(TEXT["tomorrow"]), rows)


def _states(twins: Twins, view: View, row: int, of: Callable) -> dict[str, Any]:
    both = [of(twins.streets[side], row) for side in SIDES]
    rows = [
        _row(view.say(name), [view.say(one), view.say(other)], [None, None])
        for (name, one), (_, other) in zip(*both, strict=True)
    ]
    return _table(twins, view, view.say(TEXT["state"]), rows)


def _table(twins: Twins, view: View, title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "heads": [view.say(name_of(twins, side)) for side in SIDES], "rows": rows}


def _chance_row(name: str, values: list[float | None]) -> dict[str, Any]:
    return _row(name, [percent(each) for each in values], values)


def _row(name: str, texts: list[str], bars: list[float | None]) -> dict[str, Any]:
    cells = [{"text": text, "bar": bar} for text, bar in zip(texts, bars, strict=True)]
    return {"name": name, "cells": cells, "differs": texts[0] != texts[1]}


def percent(chance: float | None) -> str:
    """A chance as it is shown, small ones with more digits."""
    if chance is None:
        return "–"
    return f"{100 * chance:.0f}%" if chance >= 0.1 else f"{100 * chance:.2g}%"


def _why(view: View, found: people.Why) -> dict[str, Any]:
    return {"sentence": view.say(people.in_words(found))} | (
        _terms(view, found) if found.terms else _moved(view, found)
    )


def _terms(view: View, found: people.Why) -> dict[str, Any]:
    """One row per cause, one column per act; below it the sums, and the chances that they make."""
    causes = [cause for cause in CAUSES if any(each.get(cause) for each in found.terms.values())]
    rows = [
        {"name": view.say(CAUSES[cause]), "cells": [_odds(each.get(cause)) for each in found.terms.values()]}
        for cause in causes
    ]
    sums = [{"text": _signed(sum(each.values())), "way": ""} for each in found.terms.values()]
    chances = [{"text": percent(found.shares[act]), "way": ""} for act in found.terms]
    return {
        "heads": [view.say(SHORT[act]) for act in found.terms],
        "rows": [
            *rows,
            {"name": view.say(TEXT["whole"]), "kind": "sum", "cells": sums},
            {"name": view.say(TEXT["chance"]), "kind": "sum", "cells": chances},
        ],
        "note": view.say(WORDS["by_terms"]),
    }


def _odds(value: float | None) -> dict[str, str]:
    if not value:
        return {"text": "", "way": ""}
    way = "up" if value > FEWEST else "down" if value < -FEWEST else ""
    return {"text": _signed(value), "way": way}


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", MINUS)


def _moved(view: View, found: people.Why) -> dict[str, Any]:
    """One row per state that the rule reads: as it is, as usual, and the chance of silence if it were so."""
    rows = [
        {
            "name": view.say(STATES[each.state]) if each.state in STATES else each.state,
            "cells": [{"text": text, "way": ""} for text in _influence(each)],
        }
        for each in found.influences
    ]
    return {
        "heads": [view.say(WORDS[head]) for head in ("value", "usual", "silence_then")],
        "rows": rows,
        "note": "",
    }


def _influence(each: Influence) -> tuple[str, str, str]:
    return f"{each.value:.2g}", f"{each.usual:.2g}", percent(float(each.answer[-1]))
