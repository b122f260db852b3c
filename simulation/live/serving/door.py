"""Who may come in: requests to this machine's own address, from its own pages, with the key of the address
that was announced. Other pages in the same browser, and other users of the machine, stay outside."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from simulation.live.serving import messages

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Pages = Callable[[Scope, Receive, Send], Awaitable[None]]
KEY = "key"
UNUSABLE = 1003  # how a line is closed whose message cannot be used
CLOSED = b"This page opens by the whole address that `serve` has printed, its key included.\n"


class Door:
    """An ASGI application in front of `pages`. port: where it is served; key: what who comes must know."""

    def __init__(self, pages: Pages, port: int, key: str) -> None:
        self.pages, self.key = pages, key
        self.cookie = f"grid-governance-{port}"  # cookies know no ports
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.pages(scope, receive, send)
        elif not self._is_ours(scope):
            await _refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._hear(scope, receive, send)
        else:
            await self.pages(scope, receive, self._handing_over(send))

    async def _hear(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in a line of a page, and close it with a sentence at the first message that no page sends."""
        if not messages.names_its_page(scope):
            await _refuse(scope, receive, send)
            return
        open_still = True

        async def heard() -> Any:
            nonlocal open_still
            message = await receive()
            fault = message["type"] == "websocket.receive" and messages.fault(message.get("text"))
            if not fault:
                return message
            if open_still:
                open_still = False
                await send({"type": "websocket.close", "code": UNUSABLE, "reason": fault})
            return {"type": "websocket.disconnect", "code": UNUSABLE}

        async def said(message: Any) -> None:
            if open_still:  # what was under way when the line was closed has nowhere to go
                await send(message)

        await self.pages(scope, heard, said)

    def _is_ours(self, scope: Scope) -> bool:
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        origin = headers.get("origin", "")
        if headers.get("host") not in self.hosts or (origin and origin.partition("://")[2] not in self.hosts):
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get(KEY, [""])[0]
        return any(
            secrets.compare_digest(each.encode(), self.key.encode()) for each in (given, self._kept(headers))
        )

    def _kept(self, headers: dict[str, str]) -> str:
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return kept.value if kept else ""

    def _handing_over(self, send: Send) -> Send:
        """The same with each answer handing over the key, which later requests bring along."""
        cookie = f"{self.cookie}={self.key}; HttpOnly; SameSite=Strict; Path=/".encode()

        async def answered(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": [*message.get("headers", ()), (b"set-cookie", cookie)]}
            await send(message)

        return answered


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(CLOSED)).encode()),
    ]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": CLOSED})
