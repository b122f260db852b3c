"""Somebody at the page without a browser: what it receives, and the clicks that it sends."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import uuid4

from websockets.sync.client import connect


class Visitor:
    """A page of its own at an address: `parts` has the state of each part that was sent, by its number.

    Raises HTTPError, or ConnectionClosed, where it is not let in.
    """

    def __init__(self, address: str) -> None:
        cookies, self.parts = CookieJar(), {}
        with build_opener(HTTPCookieProcessor(cookies)).open(address, timeout=60) as page:
            self.html = page.read().decode()
        place = urlsplit(address).netloc
        kept = "; ".join(f"{each.name}={each.value}" for each in cookies)
        line = f"ws://{place}/jupyter/api/kernels/{uuid4()}/channels?session_id={uuid4()}"
        self.open = ExitStack()
        self.line = self.open.enter_context(
            connect(line, additional_headers={"Cookie": kept}, max_size=None, open_timeout=60)
        )
        self.control = str(uuid4())
        self._send("comm_open", comm_id=self.control, target_name="solara.control", data={})
        self._send("comm_msg", comm_id=self.control, data={"method": "run", "args": {"path": "/"}})

    def _send(self, kind: str, **content: Any) -> None:
        header = {"msg_id": str(uuid4()), "msg_type": kind, "session": "1", "username": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.line.send(json.dumps({**message, "channel": "shell", "buffers": []}))

    def listen(self, seconds: float) -> None:
        """Receive what comes meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                found = self.line.recv(timeout=left)
            except TimeoutError:
                return
            if isinstance(found, str):  # bytes are fonts and the like
                self._keep(json.loads(found))

    def _keep(self, message: dict[str, Any]) -> None:
        content = message["content"]
        state = content.get("data", {}).get("state") if isinstance(content.get("data"), dict) else None
        if state:
            self.parts.setdefault(content["comm_id"], {}).update(state)

    def part(self, *names: str, within: float = 120) -> tuple[str, dict[str, Any]]:
        """The part with a state of each of these names, as soon as it was sent."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for number, state in reversed(self.parts.items()):
                if all(name in state for name in names):
                    return number, state
            self.listen(0.2)
        raise TimeoutError(f"no part with {names} came")

    def click(self, names: tuple[str, ...], event: str, brought: Any = None) -> None:
        """Have the part with these states answer an event."""
        number, _ = self.part(*names)
        sent = {"method": "custom", "content": {"event": event, "data": brought}}
        self._send("comm_msg", comm_id=number, data=sent)

    def close(self) -> None:
        """Leave."""
        self.open.close()
