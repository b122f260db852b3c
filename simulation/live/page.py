# pyright: reportMissingImports=false, reportPrivateImportUsage=false
"""The page: what Solara draws of two streets, and what clicks do to them. What is shown is in `shown`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, RLock
from typing import Any

import solara
import solara.lab

from simulation.live import policies, shown
from simulation.live.counts import SERIES
from simulation.live.shown import View
from simulation.live.twins import SIDES, Twins
from simulation.live.words import TEXT
from simulation.population import RuleError
from simulation.scenario import Scenario

HERE = Path(__file__).parent
PAUSE = 0.08  # seconds between two days while the page plays
START: dict[str, Any] = {}
"""Which `scenario` is lived, and in which `language` the page begins: set by `server`."""


@solara.component_vue("bar.vue", vuetify=False)
def Bar(
    title: str,
    luck: str,
    day: str,
    date: str,
    over: bool,
    playing: bool,
    language: str,
    words: dict,
    event_live: Callable,
    event_play: Callable,
    event_again: Callable,
    event_speak: Callable,
):
    """The line at the top, see `shown.bar`."""


@solara.component_vue("plan.vue", vuetify=False)
def Plan(
    side: str,
    title: str,
    total: str,
    grids: list,
    names: list,
    wide: float,
    high: float,
    event_pick: Callable,
):
    """A street, see `shown.street`."""


@solara.component_vue("lines.vue", vuetify=False)
def Lines(
    name: str,
    title: str,
    about: str,
    chosen: bool,
    on_map: str,
    lines: list,
    rows: list,
    days: list,
    wide: float,
    high: float,
    left: float,
    right: float,
    bottom: float,
    event_show: Callable,
):
    """A chart, see `shown.chart`."""


@solara.component_vue("side.vue", vuetify=False)
def Side(
    tab: str,
    tabs: list,
    words: dict,
    offered: list,
    policies: list,
    grid: Any,
    person: Any,
    event_open: Callable,
    event_add: Callable,
    event_stop: Callable,
    event_turn: Callable,
    event_meet: Callable,
    event_visit: Callable,
    event_ask: Callable,
):
    """The panel at the right, see `shown.side`."""


@solara.component
def Page():
    """The whole page: two streets of its own for everyone who opens it."""
    life, begin = solara.use_state(0)
    scenario: Scenario = START["scenario"]
    view = solara.use_reactive(View(START["language"]))
    task = solara.lab.use_task(lambda: Twins(scenario), dependencies=[life], prefer_threaded=True)
    solara.Title(scenario.title[view.value.language])
    solara.Style(HERE / "live.css")
    if task.finished and task.value is not None:
        Both(task.value, view, lambda: begin(life + 1))
    else:
        said = str(task.exception) if task.error else view.value.say(TEXT["loading"])
        solara.Div(children=[said], classes=["live-wait"])


@solara.component
def Both(twins: Twins, view: solara.Reactive[View], begin: Callable[[], None]):
    """The two streets, and what is done to them."""
    fault, complain = solara.use_state("")
    _, draw = solara.use_state(0)  # a new one draws the page anew
    playing = solara.use_reactive(False)
    lock = solara.use_memo(RLock, [twins])
    seen = view.value

    def look(**changes: Any) -> None:
        view.set(replace(view.value, **changes))

    def do(change: Callable[[], None]) -> None:
        """Change the streets while nobody looks; a rule of somebody's own that is wrong says so."""
        try:
            with lock:
                change()
        except RuleError as wrong:
            playing.set(False)
            complain(str(wrong))
        draw(lambda before: before + 1)

    def live(days: int) -> None:
        do(lambda: twins.live(days))

    def play(stopped: Event) -> None:
        while playing.value and twins.running and not stopped.wait(PAUSE):
            live(1)
        if not twins.running:
            playing.set(False)

    def turn(name: str, numbers: dict[str, Any] | None) -> None:
        do(lambda: twins.turn(name, numbers))

    def change(asked: list) -> None:
        name, number, value = asked
        now = vars(twins.in_force()[name].intervention)
        turn(name, policies.kept(name, {**now, number: value}))

    solara.use_thread(play, dependencies=[playing.value, twins])
    with lock, solara.Div(classes=["live"]):
        Bar(
            **shown.bar(twins, seen, playing.value),
            event_live=live,
            event_play=playing.set,
            event_again=lambda _: begin(),
            event_speak=lambda language: look(language=language),
        )
        with solara.Div(classes=["live-main"]):
            if fault:
                solara.Div(children=[fault], classes=["live-fault"])
            with solara.Div(classes=["live-streets"]):
                for side in SIDES:
                    Plan(
                        **shown.street(twins, seen, side),
                        event_pick=lambda grid, side=side: view.set(view.value.at_grid(side, grid)),
                    )
            Key(shown.key(twins, seen))
            with solara.Div(classes=["live-charts"]):
                for name in SERIES:
                    Lines(**shown.chart(twins, seen, name), event_show=lambda name: look(series=name))
        Side(
            **shown.side(twins, seen),
            event_open=lambda tab: look(tab=tab),
            event_add=lambda name: turn(name, policies.usual(name)),
            event_stop=lambda name: turn(name, None),
            event_turn=change,
            event_meet=lambda row: view.set(view.value.at_person(row)),
            event_visit=lambda row: view.set(view.value.at_worker(row)),
            event_ask=lambda need: look(need=None if need == view.value.need else need),
        )


@solara.component
def Key(colours: list[dict[str, str]]):
    """What the colours of the plans stand for."""
    with solara.Div(classes=["live-key"]):
        for each in colours:
            with solara.v.Html(tag="span"):
                solara.v.Html(tag="i", style_=f"background: {each['fill']}")
                solara.v.Html(tag="b", children=[each["text"]])
