"""Only this machine's own pages, with the key of the announced address, are let in."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from simulation.live.serving.door import Door

HERE = "127.0.0.1:8765"


async def _pages(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"the page"})


def asked(kind: str = "http", query: str = "", **headers: str) -> list[dict[str, Any]]:
    """What is answered to a request."""
    told: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.connect"}

    scope = {
        "type": kind,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Door(_pages, 8765, "secret")(scope, receive, send))
    return told


@pytest.mark.parametrize("host", [HERE, "localhost:8765"])
def test_the_announced_address_opens_and_hands_over_the_key(host):
    start, body = asked(query="key=secret", host=host)
    assert (start["status"], body["body"]) == (200, b"the page")
    (cookie,) = (value.decode() for name, value in start["headers"] if name == b"set-cookie")
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    again = asked(host=host, cookie=cookie.partition(";")[0])
    assert again[0]["status"] == 200


@pytest.mark.parametrize(
    "request_",
    [
        {"query": "key=secret", "host": "evil.example"},
        {"query": "key=secret", "host": "127.0.0.1:8766"},
        {"query": "key=secret"},
        {"query": "key=secret", "host": HERE, "origin": "http://evil.example"},
        {"query": "key=secret", "host": HERE, "origin": "null"},
        {"query": "key=guess", "host": HERE},
        {"query": "key=%E5%AF%86", "host": HERE},
        {"host": HERE},
        {"host": HERE, "cookie": "grid-governance-8765=guess"},
        {"host": HERE, "cookie": "grid-governance-8766=secret"},
        {"host": HERE, "cookie": '"; broken'},
    ],
)
def test_everybody_else_stays_outside(request_):
    assert asked(**request_)[0]["status"] == 403
    assert asked("websocket", **request_) == [{"type": "websocket.close", "code": 1008}]


def test_a_websocket_of_our_own_page_is_let_in():
    told = asked(
        "websocket", "session_id=1", host=HERE, origin=f"http://{HERE}", cookie="grid-governance-8765=secret"
    )
    assert told == [{"type": "websocket.accept"}]
