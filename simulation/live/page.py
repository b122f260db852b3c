# pyright: reportMissingImports=false, reportPrivateImportUsage=false
"""The page that Solara draws of two streets. What is shown is in `shown`, what clicks do in `controls`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import solara
import solara.lab

from simulation.live import clicks, shown
from simulation.live.clicks import only
from simulation.live.controls import Controls
from simulation.live.counts import SERIES
from simulation.live.shown import View
from simulation.live.texts import TEXT
from simulation.live.twins import SIDES, Twins
from simulation.scenario import ScenarioError
from simulation.user_files import UserFileError

HERE = Path(__file__).parent
START: dict[str, Any] = {}
"""How to `read` the scenario, and in which `language` the page begins: set by `server`."""


@solara.component_vue("vue/bar.vue", vuetify=False)
def Bar(
    title: str,
    luck: str,
    day: str,
    date: str,
    over: bool,
    playing: bool,
    language: str,
    words: dict,
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
    tab: str,
    tabs: list,
    words: dict,
    none: str,
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
    view = solara.use_reactive(View(START["language"]))
    task = solara.lab.use_task(_begun, dependencies=[life], prefer_threaded=True)
    solara.Style(HERE / "vue" / "live.css")
    if not task.finished:
        solara.Div(children=[view.value.say(TEXT["loading"])], classes=["live-wait"])
    elif isinstance(task.value, Twins):
        Both(task.value, view, lambda: begin(life + 1))
    else:
        Fault(str(task.value), view.value, lambda: begin(life + 1))


def _begun() -> Twins | str:
    """Two streets on the eve of their first day; where that cannot be, the sentence that says why."""
    try:
        return Twins(START["read"]())
    except (ScenarioError, UserFileError) as wrong:
        return str(wrong)


@solara.component
def Fault(sentence: str, view: View, begin: Callable[[], None]):
    """What is wrong with the scenario or a user file, until it is mended and read again."""
    with solara.Div(classes=["live-wait"]):
        solara.Div(children=[view.say(TEXT["mend"], again=TEXT["again"])])
        solara.Div(children=[sentence], classes=["live-fault"])
        solara.Button(view.say(TEXT["again"]), on_click=begin)


@solara.component
def Both(twins: Twins, view: solara.Reactive[View], begin: Callable[[], None]):
    """The two streets, and what is done to them."""
    error, show_error = solara.use_state("")
    _, draw = solara.use_state(0)
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
    solara.Title(shown.title(twins, view.value))
    with controls.free, solara.Div(classes=["live"]):
        Bar(
            **shown.bar(twins, view.value, playing.value),
            event_run=only(clicks.is_step, controls.run_days),
            event_play=only(clicks.is_switch, playing.set),
            event_again=lambda _: begin(),
            event_speak=only(clicks.one_of(*clicks.LANGUAGES), lambda each: _look(view, language=each)),
        )
        with solara.Div(classes=["live-main"]):
            _notes(error, shown.slow(twins, view.value))
            _streets(twins, view)
            _charts(twins, view)
        _side(controls, view)


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


def _side(controls: Controls, view: solara.Reactive[View]) -> None:
    """The panel at the right: policies are turned, people are met."""
    twins = controls.twins
    posts = len(twins.streets["today"].workers)
    Side(
        **shown.side(twins, view.value),
        event_open=only(clicks.one_of(*clicks.TABS), lambda tab: _look(view, tab=tab)),
        event_add=only(clicks.is_policy, controls.add),
        event_stop=only(clicks.is_policy, controls.stop),
        event_turn=only(clicks.is_turn, controls.change),
        event_meet=only(clicks.is_resident_or_none(twins), lambda row: view.set(view.value.at_person(row))),
        event_visit=only(clicks.row_of(posts), lambda row: view.set(view.value.at_worker(row))),
        event_ask=only(clicks.is_need(twins), lambda need: view.set(view.value.asking(need))),
    )


@solara.component
def Key(colours: list[dict[str, str]]):
    """What the colours of the maps stand for."""
    with solara.Div(classes=["live-key"]):
        for each in colours:
            with solara.v.Html(tag="span"):
                solara.v.Html(tag="i", style_=f"background: {each['fill']}")
                solara.v.Html(tag="b", children=[each["text"]])
