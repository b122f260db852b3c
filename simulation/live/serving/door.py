"""Who may come in: requests to the address that was announced, from its own pages, with its key, or with the
key of a class as long as there are seats. Other pages in the same browser, and others in the network, stay
outside."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from simulation.live.serving import messages
from simulation.live.serving.line import Line, Receive, Send
from simulation.live.serving.seats import Seats

Scope = MutableMapping[str, Any]
Pages = Callable[[Scope, Receive, Send], Awaitable[None]]
KEY = "key"
OUTSIDE, FULL = (403, 1008), (503, 1013)  # how a request is answered, and a line is closed
BREATH = 0.05  # seconds between two messages of a page of the class, so that no click eats the machine
CLOSED = (
    "网址不完整，或者已经过期：请照现在投影出来的网址重新输入，连同末尾的字母。\n"
    "The address is not whole, or out of date: type it again as it is shown now, with its last letters.\n"
).encode()


class Door:
    """An ASGI application in front of `pages`. port: where it is served; key: what who comes must know;
    seats: of a class, with the key of those who only watch; hosts: names of this machine."""

    def __init__(
        self,
        pages: Pages,
        port: int,
        key: str,
        seats: Seats | None = None,
        hosts: Iterable[str] = (),
    ) -> None:
        self.pages, self.key, self.seats = pages, key, seats
        self.cookie = cookie_of(port)
        self.hosts = {f"{host}:{port}" for host in ("127.0.0.1", "localhost", *hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.pages(scope, receive, send)
            return
        key, line = self._key_of(scope), scope["type"] == "websocket"
        if not line and self._typed(scope):
            await _lead_to(f"/?{KEY}={self.seats.key}" if self.seats else "/", send)
        elif not key or (line and not messages.names_its_page(scope)):
            await _refuse(scope, receive, send)
        elif self.seats is not None and key == self.seats.key and (line or scope["path"] == "/"):
            await self._seat(self.seats, scope, receive, send)
        elif line:
            await self._hear(scope, Line(receive, send))
        else:
            await self.pages(scope, receive, self._handing_over(key, send))

    async def _seat(self, seats: Seats, scope: Scope, receive: Receive, send: Send) -> None:
        """Let somebody of the class in, where a seat is left; it is taken as long as the line is open."""
        if seats.full:
            await _refuse(scope, receive, send, FULL, seats.refusal)
        elif scope["type"] == "http":
            await self.pages(scope, receive, self._handing_over(seats.key, send))
        else:
            seats.taken += 1
            try:
                await self._hear(scope, Line(receive, send, BREATH))
            finally:
                seats.taken -= 1

    async def _hear(self, scope: Scope, line: Line) -> None:
        await self.pages(scope, line.heard, line.said)

    def _typed(self, scope: Scope) -> bool:
        """Whether a request asks for the page of the class in another spelling than the page itself does."""
        query = scope["query_string"].decode("latin-1")
        if self.seats is None or (scope["path"], query) == ("/", f"{KEY}={self.seats.key}"):
            return False
        return self._from_here(_headers(scope)) and self.seats.typed(scope["path"], query)

    def _from_here(self, headers: dict[str, str]) -> bool:
        """Whether a request came to the address that was announced, from no page of others."""
        origin = headers.get("origin", "")
        return headers.get("host") in self.hosts and (not origin or origin.partition("://")[2] in self.hosts)

    def _key_of(self, scope: Scope) -> str:
        """The key with which a request comes to this machine's own address; empty for any other request."""
        headers = _headers(scope)
        if not self._from_here(headers):
            return ""
        given = parse_qs(scope["query_string"].decode("latin-1")).get(KEY, [""])[0]
        keys = [self.key, self.seats.key] if self.seats else [self.key]
        fitting = (
            key
            for each in (given, self._kept(headers))
            for key in keys
            if secrets.compare_digest(each.encode(), key.encode())
        )
        return next(fitting, "")

    def _kept(self, headers: dict[str, str]) -> str:
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return kept.value if kept else ""

    def _handing_over(self, key: str, send: Send) -> Send:
        """The same with each answer handing over the key, which later requests bring along."""
        cookie = f"{self.cookie}={key}; HttpOnly; SameSite=Strict; Path=/".encode()

        async def answered(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": [*message.get("headers", ()), (b"set-cookie", cookie)]}
            await send(message)

        return answered


def _headers(scope: Scope) -> dict[str, str]:
    """What a request says of itself, by names in small letters."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


async def _lead_to(path: str, send: Send) -> None:
    """Send a browser on to another path of this server."""
    headers = [(b"location", path.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def cookie_of(port: int) -> str:
    """The name under which a browser keeps the key."""
    return f"grid-governance-{port}"  # cookies know no ports


async def _refuse(
    scope: Scope, receive: Receive, send: Send, how: tuple[int, int] = OUTSIDE, why: bytes = CLOSED
) -> None:
    status, code = how
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": code})
        return
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(why)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why})
