"""A line of a page: what comes over it is heard as long as a page of ours would send it, and what is said to
somebody who has left is let fall."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from simulation.live.serving import messages

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
UNUSABLE = 1003  # how a line is closed whose message cannot be used


class Line:
    """receive, send: of the server; breath: seconds between two messages of the page.

    Neither `heard` nor `said` fails where the page is gone: `heard` says so to what is behind.
    """

    def __init__(self, receive: Receive, send: Send, breath: float = 0) -> None:
        self.receive, self.send, self.breath = receive, send, breath
        self.is_open = True

    async def heard(self) -> Any:
        """The next message; a line is closed with a sentence at the first one that no page sends."""
        await asyncio.sleep(self.breath)
        message = await self.receive()
        fault = message["type"] == "websocket.receive" and messages.fault(message.get("text"))
        if not fault:
            return message
        if self.is_open:
            self.is_open = False  # before it is sent: what is under way has nowhere to go
            await self._sent({"type": "websocket.close", "code": UNUSABLE, "reason": fault})
        return {"type": "websocket.disconnect", "code": UNUSABLE}

    async def said(self, message: Any) -> None:
        """Send a message, as long as there is somebody to hear it."""
        if self.is_open:
            await self._sent(message)

    async def _sent(self, message: Any) -> None:
        try:
            await self.send(message)
        except OSError:  # the page has left
            self.is_open = False
        except RuntimeError as error:  # the server itself has closed the line
            if "websocket.close" not in str(error):
                raise
            self.is_open = False
