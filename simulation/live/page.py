# pyright: reportMissingImports=false, reportPrivateImportUsage=false
"""The page that Solara draws of two streets. What is shown is in `shown`, what clicks do in `controls`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

import solara
import solara.lab

from simulation.live import clicks, shown
from simulation.live.clicks import only
from simulation.live.controls import Controls
from simulation.live.counts import SERIES
from simulation.live.room import Room, begun
from simulation.live.shown import View
from simulation.live.texts import TEXT
from simulation.live.twins import SIDES, Twins

HERE = Path(__file__).parent
LEADER, WATCHER = 0.1, 1.0  # seconds between two looks at the streets of a class
EACH = 0.05  # seconds by which everybody who watches slows down all of them: some 0.025 go into each page
START: dict[str, Any] = {}
"""How to `read` the scenario, and in which `language` the page begins; of a class its `room`, who `leads`,
its `seats`, its `address`, its QR `code`, and whether it is for this machine `alone`: set by `server`."""


@solara.component_vue("vue/bar.vue", vuetify=False)
def Bar(
    title: str,
    luck: str,
    day: str,
    date: str,
    over: bool,
    playing: bool,
    begun: bool,
    language: str,
    words: dict,
    leads: bool,
    of_class: str,
    address: str,
    code: Any,
    alone: str,
    watching: str,
    event_run: Callable,
    event_play: Callable,
    event_again: Callable,
    event_speak: Callable,
):
    """The line at the top, see `shown.bar`."""


@solara.component_vue("vue/plan.vue", vuetify=False)
def Plan(
    side: str,
    title: str,
    counted: str,
    total: str,
    grids: list,
    names: list,
    wide: float,
    high: float,
    value_size: float,
    name_size: float,
    number_size: float,
    event_pick: Callable,
):
    """A street, see `shown.street`."""


@solara.component_vue("vue/lines.vue", vuetify=False)
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


@solara.component_vue("vue/side.vue", vuetify=False)
def Side(
    leads: bool,
    tab: str,
    tabs: list,
    words: dict,
    note: str,
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
    """The whole page: two streets of its own for everyone who opens it, or those of a class."""
    solara.Style(HERE / "vue" / "live.css")
    if START.get("room") is None:
        Alone()
    else:
        InClass(START["room"], START["leads"](solara.lab.cookies.value))


@solara.component
def Alone():
    """Two streets that nobody else sees."""
    life, begin = solara.use_state(0)
    view = solara.use_reactive(View(START["language"]))
    task = solara.lab.use_task(lambda: begun(START["read"]), dependencies=[life], prefer_threaded=True)
    found = task.value if task.finished else None
    if isinstance(found, Twins):
        Both(found, view, lambda: begin(life + 1))
    else:
        NotYet(found, view.value, lambda: begin(life + 1))


@solara.component
def NotYet(why: str | None, view: View, begin: Callable[[], None] | None):
    """While the warm-up is simulated; or what is wrong with the scenario or a user file, until it is mended
    and read again."""
    with solara.Div(classes=["live-wait"]):
        if why is None:
            solara.Div(children=[view.say(TEXT["loading"])])
        else:
            solara.Div(children=[view.say(TEXT["mend"], again=TEXT["again"])])
            solara.Div(children=[why], classes=["live-fault"])
            if begin:
                solara.Button(view.say(TEXT["again"]), on_click=begin)


@solara.component
def Both(twins: Twins, view: solara.Reactive[View], begin: Callable[[], None]):
    """The two streets, and what is done to them."""
    error, show_error = solara.use_state("")
    changes, draw = solara.use_state(0)
    playing = solara.use_reactive(False)
    controls = solara.use_memo(
        lambda: Controls(twins, lambda: draw(lambda before: before + 1), show_error), [twins]
    )

    def play(stopped: Event) -> None:
        if playing.value:
            controls.play(stopped)
            if not stopped.is_set():
                playing.set(False)

    solara.use_thread(play, dependencies=[playing.value, twins])
    Streets(controls, view, Hands(controls.run_days, playing.set, begin), playing.value, error, changes)


@solara.component
def InClass(room: Room, leads: bool):
    """The streets of a class: they change by the hands of who leads, and all others watch, each with a view
    of its own."""
    view = solara.use_reactive(View(START["language"]))
    seen, see = solara.use_state([0, 0])  # changes of the streets, and how many watch
    seats = START["seats"]

    def follow(stopped: Event) -> None:
        while not stopped.wait(LEADER if leads else max(WATCHER, EACH * seats.taken)):
            see([room.changes, seats.taken if leads else 0])

    solara.use_thread(follow, dependencies=[])
    controls, found = room.controls, room.found
    if controls is None:
        NotYet(found if isinstance(found, str) else None, view.value, room.begin if leads else None)
    else:
        hands = Hands(controls.run_days, room.play, room.begin) if leads else None
        Streets(controls, view, hands, room.playing, room.error, seen)


@dataclass(frozen=True)
class Hands:
    """What moves the streets beside their policies; who only watches has none."""

    run_days: Callable[[int], object]
    play: Callable[[bool], None]
    begin: Callable[[], None]


def _if(leads: object, fits: clicks.Fits, do: Callable[[Any], object]) -> Callable[[Any], None]:
    """What answers a click that changes the streets: nothing where it comes from who only watches."""
    return only(fits, do if leads else lambda _: None)


@solara.component
def Streets(
    controls: Controls,
    view: solara.Reactive[View],
    hands: Hands | None,
    playing: bool,
    error: str,
    changes: object,
):
    """All of the page. changes: it is drawn anew where these differ."""
    twins = controls.twins
    solara.Title(shown.title(twins, view.value))
    with controls.free, solara.Div(classes=["live"]):
        _bar(twins, view, hands, playing)
        with solara.Div(classes=["live-main"]):
            _notes(error, shown.slow(twins, view.value))
            _streets(twins, view)
            _charts(twins, view)
        _side(controls, view, hands is not None)


def _bar(twins: Twins, view: solara.Reactive[View], hands: Hands | None, playing: bool) -> None:
    """The line at the top; who leads a class sees there where it may come in, and how many watch."""
    of_class = alone = address = ""
    if hands and START.get("room") is not None:
        seats = START["seats"]
        address = START["address"]
        of_class = view.value.say(TEXT["class"], at=address, n=seats.taken, most=seats.count)
        alone = view.value.say(TEXT["alone"]) if START["alone"] else ""
    Bar(
        **shown.bar(twins, view.value, playing),
        leads=hands is not None,
        of_class=of_class,
        address=address.removeprefix("http://"),
        code=START["code"] if address else None,
        alone=alone,
        watching="" if hands else view.value.say(TEXT["watching"]),
        event_run=_if(hands, clicks.is_step, lambda days: hands and hands.run_days(days)),
        event_play=_if(hands, clicks.is_switch, lambda on: hands and hands.play(on)),
        event_again=_if(hands, lambda _: True, lambda _: hands and hands.begin()),
        event_speak=only(clicks.one_of(*clicks.LANGUAGES), lambda each: _look(view, language=each)),
    )


def _look(view: solara.Reactive[View], **changes: Any) -> None:
    view.set(replace(view.value, **changes))


def _notes(error: str, slow: str) -> None:
    """What is wrong or slow in a user file."""
    for text, kind in ((error, "live-fault"), (slow, "live-note")):
        if text:
            solara.Div(children=[text], classes=[kind])


def _streets(twins: Twins, view: solara.Reactive[View]) -> None:
    """The maps side by side, and what their colours mean."""
    with solara.Div(classes=["live-streets"]):
        for side in SIDES:
            Plan(
                **shown.street(twins, view.value, side),
                event_pick=only(
                    clicks.row_of(twins.streets[side].world.grids),
                    lambda grid, side=side: view.set(view.value.at_grid(side, grid)),
                ),
            )
    Key(shown.key(twins, view.value))


def _charts(twins: Twins, view: solara.Reactive[View]) -> None:
    """A chart a series; a click on its name brings it to the maps."""
    with solara.Div(classes=["live-charts"]):
        for name in SERIES:
            Lines(
                **shown.chart(twins, view.value, name),
                event_show=only(clicks.is_series, lambda name: _look(view, series=name)),
            )


def _side(controls: Controls, view: solara.Reactive[View], leads: bool) -> None:
    """The panel at the right: policies are turned, people are met."""
    twins = controls.twins
    posts = len(twins.streets["today"].workers)
    Side(
        **shown.side(twins, view.value),
        leads=leads,
        event_open=only(clicks.one_of(*clicks.TABS), lambda tab: _look(view, tab=tab)),
        event_add=_if(leads, clicks.is_policy, controls.add),
        event_stop=_if(leads, clicks.is_policy, controls.stop),
        event_turn=_if(leads, clicks.is_turn, controls.change),
        event_meet=only(clicks.is_resident_or_none(twins), lambda row: view.set(view.value.at_person(row))),
        event_visit=only(clicks.row_of(posts), lambda row: view.set(view.value.at_worker(row))),
        event_ask=only(clicks.is_need(twins), lambda asked: view.set(view.value.asking(*asked))),
    )


@solara.component
def Key(colours: list[dict[str, str]]):
    """What the colours of the maps stand for."""
    with solara.Div(classes=["live-key"]):
        for each in colours:
            with solara.v.Html(tag="span"):
                solara.v.Html(tag="i", style_=f"background: {each['fill']}")
                solara.v.Html(tag="b", children=[each["text"]])
