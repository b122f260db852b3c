"""What a page may send to the server of the live view. Whatever else comes is refused in words: the library
behind it would end the line with a traceback."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

LARGEST = 1_000_000  # bytes; a click is some hundred
NOT_OURS = "this is no message of the page"
KINDS = (
    "kernel_info_request",
    "comm_info_request",
    "comm_open",
    "comm_msg",
    "comm_close",
    "shutdown_request",
)
_TEXTS = {"comm_open": ("comm_id", "target_name"), "comm_msg": ("comm_id",), "comm_close": ("comm_id",)}
"""Of what a message says, what has to be a text."""


def names_its_page(scope: Mapping[str, Any]) -> bool:
    """Whether a line that is to be opened says which page it is of."""
    return any(parse_qs(scope["query_string"].decode("latin-1")).get("session_id", ()))


def fault(text: str | None) -> str:
    """Why a message is refused, in a few words; empty for one that a page may send. text: None for bytes."""
    if text is None:
        return f"{NOT_OURS}: it holds bytes, not a text"
    if len(text) > LARGEST:
        return f"{NOT_OURS}: it is longer than {LARGEST} characters"
    try:
        found = json.loads(text)
    except RecursionError:
        return f"{NOT_OURS}: it is nested too deeply"
    except ValueError:
        return f"{NOT_OURS}: it is not JSON"
    return _fault_of(found)


def _fault_of(found: Any) -> str:
    """What is wrong with the parts of a message."""
    if not isinstance(found, dict):
        return f"{NOT_OURS}: it is not an object"
    header, content = found.get("header"), found.get("content")
    if not (isinstance(header, dict) and isinstance(content, dict)):
        return f"{NOT_OURS}: header and content must be objects"
    kind = header.get("msg_type")
    if kind not in KINDS:
        return f"{NOT_OURS}: its msg_type is none that one sends"
    if not isinstance(found.get("channel"), str):
        return f"{NOT_OURS}: its channel must be a text"
    wrong = [name for name in _TEXTS.get(kind, ()) if not isinstance(content.get(name), str)]
    if wrong:
        return f"{NOT_OURS}: {wrong[0]} must be a text"
    if not str(content.get("comm_id", "")).isascii():  # the library writes its bytes as ASCII
        return f"{NOT_OURS}: comm_id has letters that no page gives it"
    data = content.get("data", {})
    if not isinstance(data, dict):
        return f"{NOT_OURS}: data must be an object"
    return _fault_of_click(data["content"]) if data.get("method") == "custom" and "content" in data else ""


def _fault_of_click(click: Any) -> str:
    """What is wrong with what a click sends. The library behind would also make an object of any class of any
    module that it is told, and call any method of a part: no page of ours asks for that."""
    if not isinstance(click, dict) or not isinstance(click.get("event"), str):
        return f"{NOT_OURS}: a click must name its event"
    more = sorted(set(click) - {"event", "data"})
    return f"{NOT_OURS}: a click has no {more[0]}" if more else ""
