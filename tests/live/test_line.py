"""Who leaves while something is sent to him has left: nothing fails, and what is behind hears of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from simulation.live.serving.line import Line
from tests.live.served import lacks_extra

GOOD = json.dumps({"header": {"msg_type": "kernel_info_request"}, "content": {}, "channel": "shell"})
LEFT = ConnectionResetError("the client has left")
CLOSED = RuntimeError("Unexpected ASGI message 'websocket.send', after sending 'websocket.close'.")


def line_to(error: Exception, *texts: str) -> tuple[Line, list[Any]]:
    """A line over which these messages came before nobody was there: whatever is sent fails. Second: what was
    tried to be sent."""
    waiting = [{"type": "websocket.receive", "text": each} for each in texts]
    tried: list[Any] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1006}

    async def send(message: Any) -> None:
        tried.append(message["type"])
        raise error

    return Line(receive, send), tried


@pytest.mark.parametrize("error", [LEFT, CLOSED], ids=["the page left", "the server closed"])
def test_what_is_said_to_who_has_left_is_let_fall(error):
    async def visit() -> Any:
        await line.said({"type": "websocket.send", "text": "an answer"})
        await line.said({"type": "websocket.send", "text": "another"})
        return [(await line.heard())["type"] for _ in range(2)]

    line, tried = line_to(error, GOOD)
    # what had come before is still heard, then the leave
    assert asyncio.run(visit()) == ["websocket.receive", "websocket.disconnect"]
    assert tried == ["websocket.send"]


@pytest.mark.parametrize("error", [LEFT, CLOSED], ids=["the page left", "the server closed"])
def test_a_bad_message_of_who_has_left_is_a_leave(error):
    line, tried = line_to(error, "{", GOOD)
    assert asyncio.run(line.heard()) == {"type": "websocket.disconnect", "code": 1003}
    assert tried == ["websocket.close"] and not line.is_open


def test_another_error_of_the_server_is_not_hidden():
    line, _ = line_to(RuntimeError("Expected ASGI message 'websocket.accept'"))
    with pytest.raises(RuntimeError, match="Expected"):
        asyncio.run(line.said({"type": "websocket.send", "text": "x"}))


@pytest.mark.slow
@pytest.mark.skipif(bool(lacks_extra()), reason=lacks_extra())
def test_a_page_that_leaves_in_the_middle_leaves_no_error_in_the_terminal():
    from tests.fuzz.live_server import live_server, message, new_page

    server, good = live_server(), message("kernel_info_request", {})
    began = server.log.stat().st_size
    for said in (["{"], [good, "{"], [good, good, "x"], [good] * 5):
        line = server.line(new_page())
        for each in said:
            line.protocol.send_text(each.encode())
        line.protocol.send_close(1000)
        line.socket.sendall(b"".join(line.protocol.data_to_send()))  # all at once, with the leave
        line.socket.close()
        assert server.is_serving()
    assert server.log.read_text("utf-8")[began:] == ""
