"""What may come over a line of the network to the live view: messages that were cut, mixed or made up, clicks
that bring anything, from its own page and from strangers."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus

from simulation.live.serving.messages import LARGEST
from tests.fuzz.answers import Refused
from tests.fuzz.live_server import ANSWERED, CONTROL, RUN, LiveServer, live_server, message, new_page

ASK = message("kernel_info_request", {})
REFUSED = 403
WELL = (1000, 1003, 1007, 1009)  # codes of a line that was closed, not broken
FAULTY = ("Traceback", "Exception in ASGI")  # what a log is not to hold
STRANGERS: dict[str, dict[str, Any]] = {
    "no key": {"key": ""},
    "a wrong key": {"key": "guess"},
    "another page": {"origin": "http://evil.example"},
    "a page of nowhere": {"origin": "null"},
}


def line(_: object, text: str) -> None:
    """What the live view does with a case: it goes on serving, or raises Refused."""
    case, server = json.loads(text), live_server()
    began = server.log.stat().st_size
    try:
        _told(server, case)
    finally:
        assert server.is_serving()
        said = server.log.read_text("utf-8", "replace")[began:]
        assert not any(each in said for each in FAULTY), said


def _told(server: LiveServer, case: dict[str, Any]) -> None:
    """Say everything over one line, and ask something at the end that a server at work answers."""
    path = server.page if case["clicks"] else case["path"] or new_page()
    try:
        with server.line(path, **STRANGERS.get(case["who"], {})) as its:
            assert case["who"] == "page", "a stranger was let in"
            for each in _messages(server, case):
                its.send(each)
            if case["cut"]:
                its.socket.close()
                return
            its.send(ASK)
            while json.loads(its.recv(timeout=ANSWERED))["msg_type"] != "kernel_info_reply":
                pass
    except InvalidStatus as answer:
        assert answer.response.status_code in (REFUSED, 404), answer
        raise Refused(f"refused with {answer.response.status_code}") from answer
    except ConnectionClosed as end:
        if case["cut"]:
            return
        if not end.rcvd and any(len(each) > LARGEST for each in _messages(server, case)):
            raise Refused("a message was too large") from end  # the system lost the word with what was unread
        assert end.rcvd and end.rcvd.code in WELL, end
        asked = "shutdown_request" in json.dumps(case)
        assert end.rcvd.reason or asked, "closed without a word"
        raise Refused(end.rcvd.reason or "closed, as was asked") from end


def _messages(server: LiveServer, case: dict[str, Any]) -> list[str | bytes]:
    clicks = [_click(server, *each) for each in case["clicks"]]
    return clicks + [_unpacked(each) for each in case["says"]]


def _click(server: LiveServer, button: int, brought: Any) -> str:
    part, event = server.buttons[button % len(server.buttons)]
    content = {"event": event, "data": brought}
    return message("comm_msg", {"comm_id": part, "data": {"method": "custom", "content": content}})


def _unpacked(said: str | list) -> str | bytes:
    """A text as it is; a case has bytes as [bytes in hexadecimal], and a long text as [text, times]."""
    if isinstance(said, str):
        return said
    return said[0] * said[1] if len(said) == 2 else bytes.fromhex(said[0])


PAGE = [
    ASK, message("comm_info_request", {}), message("comm_open", CONTROL), message("comm_msg", RUN),
    message("comm_msg", {"comm_id": "control", "data": {"method": "run"}}),
    message("comm_msg", {"comm_id": "none", "data": {}}), message("comm_close", {"comm_id": "control"}),
    message("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": {}}}),
    message("comm_open", {"comm_id": "x", "target_name": "nowhere", "data": {}}),
    message("execute_request", {"code": "1 / 0"}), message("shutdown_request", {"restart": False}),
]  # fmt: skip
PATHS = ["", "", "", "/", "/x", "/jupyter/api/kernels/a/b", "/jupyter/api/kernels/../x?session_id=1"]


def _said(harmed: Any, slipped: Any, odd: list[Any]) -> st.SearchStrategy[Any]:
    """One thing to say. harmed, slipped: how trees and texts are harmed; odd: values of all kinds."""
    whole = st.sampled_from(PAGE)
    return st.one_of(
        whole,
        whole.flatmap(lambda text: harmed(json.loads(text))).map(json.dumps),
        whole.flatmap(slipped).map(lambda text: text.encode("utf-8", "replace").decode()),
        st.sampled_from(odd).map(json.dumps),
        st.binary(max_size=80).map(lambda raw: [raw.hex()]),
        st.sampled_from([["x", 2_000_000], ["[", 200_000], ['{"a":', 50_000]]),
    )


def cases(harmed: Any, slipped: Any, odd: list[Any]) -> st.SearchStrategy[str]:
    """Cases as texts; a third of them are clicks, a third come from strangers. The server is begun first."""
    live_server()
    says = st.lists(_said(harmed, slipped, odd), max_size=5)
    brought = st.one_of(st.sampled_from(odd), st.integers(-3, 40), st.lists(st.sampled_from(odd), max_size=4))
    clicks = st.lists(st.tuples(st.integers(0, 60), brought), min_size=1, max_size=5)
    who = st.sampled_from(["page"] * 8 + list(STRANGERS))
    rest = {"cut": st.sampled_from([False] * 6 + [True]), "who": who}
    return st.one_of(
        st.fixed_dictionaries({"path": st.sampled_from(PATHS), "says": says, "clicks": st.just([]), **rest}),
        st.fixed_dictionaries({"path": st.sampled_from(PATHS), "says": says, "clicks": st.just([]), **rest}),
        st.fixed_dictionaries({"path": st.just(""), "says": st.just([]), "clicks": clicks, **rest}),
    ).map(json.dumps)
