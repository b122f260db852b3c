"""What no page sends ends its line in words; what no button brings changes nothing; an error is a line."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from simulation.live import clicks
from simulation.live.serving.door import Door
from simulation.live.serving.log import OneLine, is_news
from simulation.live.serving.messages import LARGEST, fault

HERE = "127.0.0.1:8765"
GOOD = {"header": {"msg_type": "kernel_info_request"}, "content": {}, "channel": "shell"}


def changed(**parts: Any) -> str:
    return json.dumps(GOOD | parts)


def of_kind(kind: Any, content: Any) -> str:
    return changed(header={"msg_type": kind}, content=content)


def clicked(content: Any) -> str:
    return of_kind("comm_msg", {"comm_id": "x", "data": {"method": "custom", "content": content}})


FAULTS = {
    "it holds bytes, not a text": [None],
    "it is longer than 1000000 characters": [" " * (LARGEST + 1)],
    "it is not JSON": ["", "{", "NaN,", '{"header": ', "网格"],
    "it is nested too deeply": ["[" * 100_000],
    "it is not an object": ["[]", "7", "null", "NaN", '"x"'],
    "header and content must be objects": ["{}", changed(header=[]), changed(content="x")],
    "its msg_type is none that one sends": [
        of_kind("execute_request", {}),
        of_kind(None, {}),
        of_kind([], {}),
    ],
    "its channel must be a text": [changed(channel=None), changed(channel={})],
    "comm_id must be a text": [of_kind("comm_msg", {"data": {}}), of_kind("comm_close", {"comm_id": []})],
    "comm_id has letters that no page gives it": [
        of_kind("comm_open", {"comm_id": "control网", "target_name": "solara.control"})
    ],
    "target_name must be a text": [of_kind("comm_open", {"comm_id": "x"})],
    "data must be an object": [of_kind("comm_msg", {"comm_id": "x", "data": 7})],
    "a click must name its event": [clicked([]), clicked({}), clicked({"event": 7})],
    "a click has no create_widget": [
        clicked({"event": "run", "create_widget": ["os", "system"], "props": {}})
    ],
    "a click has no update_ref": [clicked({"event": "run", "update_ref": {"ref": "run"}})],
}


@pytest.mark.parametrize("said", FAULTS)
def test_what_no_page_sends_is_refused_in_a_few_words(said):
    for text in FAULTS[said]:
        assert fault(text) == f"this is no message of the page: {said}"
    assert len(fault(FAULTS[said][0]).encode()) <= 123  # more does not fit into the end of a line


@pytest.mark.parametrize(
    "text",
    [
        changed(),
        of_kind("comm_msg", {"comm_id": "x", "data": {"method": "run"}}),
        clicked({"event": "run", "data": 7}),
    ],
)
def test_what_a_page_sends_is_let_through(text):
    assert fault(text) == ""


def talked(*texts: str, query: str = "key=secret&session_id=1") -> tuple[list[Any], list[dict[str, Any]]]:
    """What the pages hear of some messages, and what is sent back; they answer each."""
    heard, sent = [], []
    waiting = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "text": each} for each in texts),
    ]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        for _ in texts:
            message = await receive()
            heard.append(message.get("text", message["type"]))
            await send({"type": "websocket.send", "text": "an answer"})

    scope = {"type": "websocket", "query_string": query.encode(), "headers": [(b"host", HERE.encode())]}
    asyncio.run(Door(pages, 8765, "secret")(scope, receive, send))
    return heard, sent


def test_a_line_ends_with_a_sentence_at_the_first_message_of_nobody():
    heard, sent = talked(changed(), "{", changed())
    assert heard == [changed(), "websocket.disconnect", changed()]
    closed = {"type": "websocket.close", "code": 1003, "reason": fault("{")}
    assert sent == [{"type": "websocket.accept"}, {"type": "websocket.send", "text": "an answer"}, closed]


def test_a_line_that_names_no_page_is_not_opened():
    assert talked(changed(), query="key=secret")[1] == [{"type": "websocket.close", "code": 1008}]


ODD = [
    None,
    True,
    -1,
    0,
    1,
    7,
    10**30,
    2.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "zh",
    [],
    {},
    [1],
    ["a", "b", 1],
]


def let_through(fits: Any, *more: Any) -> list[Any]:
    """What of odd and other things reaches what answers a click."""
    done: list[Any] = []
    for each in [*ODD, *more]:
        clicks.only(fits, done.append)(each)
    return done


def test_a_click_brings_what_its_button_can_bring(lived):
    assert let_through(clicks.is_step) == [1, 7]
    assert let_through(clicks.is_switch, False) == [True, False]
    assert let_through(clicks.one_of(*clicks.LANGUAGES), "en") == ["zh", "en"]
    assert let_through(clicks.row_of(2)) == [0, 1]
    assert let_through(clicks.is_series, "unsolved") == ["unsolved"]
    assert let_through(clicks.is_policy, "staffing") == ["staffing"]
    assert let_through(clicks.is_resident_or_none(lived), 10**6) == [None, 0, 1, 7]
    assert let_through(clicks.is_need(lived)) == []
    fitting = [["today", 0], ["other", 7]]
    rest = [["nobody", 0], ["today"], ["today", 10**9], ["other", -1], ["other", True], [7, 7], "ab"]
    assert list(filter(clicks.is_need(lived), fitting + rest)) == fitting


def test_a_number_of_a_policy_is_turned_to_what_it_can_be():
    good = [["staffing", "add", 1], ["staffing", "add", 0.5]]
    bad = [["staffing", "add", each] for each in ODD if not isinstance(each, int | float) or each != each]
    bad += [
        ["staffing", "add", True],
        ["staffing", "none", 1],
        ["none", "add", 1],
        ["staffing", [], 1],
        [[], "add", 1],
    ]
    assert let_through(clicks.is_turn, *good, *bad) == good


def test_an_error_is_told_in_a_line_with_its_place():
    try:
        try:
            {}["lost"]
        except KeyError as error:
            raise ExceptionGroup("several", [error]) from error
    except ExceptionGroup as error:
        found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "it failed\nin %s", ("two lines",), found)
    told = OneLine().format(record)
    assert told.startswith("it failed: KeyError: 'lost' (test_messages.py:") and "\n" not in told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AssertionError("cannot disconnect a page in state: gone"), False),
        (AssertionError("another"), True),
        (ExceptionGroup("several", [AssertionError("cannot disconnect a page in state: gone")]), False),
    ],
)
def test_a_line_that_breaks_twice_is_no_news(error, told):
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "it failed", (), (type(error), error, None))
    assert is_news(record) == told
