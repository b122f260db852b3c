"""The live view at work in a process of its own, for all cases: a page that is open in it, and its log."""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.request import urlopen
from uuid import uuid4

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.worlds import ROOT

SERVE = """
import sys
from simulation.cli import main
main(["serve", "--no-browser", "--port", "0", *sys.argv[1:]])
"""
OPENED = 300.0  # seconds for the first page, which compiles the street
ANSWERED = 30.0  # seconds by the clock, on a machine that others use, for what takes a hundredth of one
CONTROL = {"comm_id": "control", "target_name": "solara.control", "data": {}}
RUN = {"comm_id": "control", "data": {"method": "run", "args": {"path": "/", "appName": None}}}
SLOW = ("again", "play")  # each would begin two streets anew, or keep them busy


@dataclass(frozen=True)
class LiveServer:
    """address: as it was announced; log: what it wrote to stderr; page: the line of an open page; buttons:
    what can be clicked in it, the number of the part and the name of the event."""

    address: str
    log: Path
    page: str
    buttons: tuple[tuple[str, str], ...]

    @property
    def host(self) -> str:
        """Where it is served, with its port."""
        return self.address.split("/")[2]

    def headers(self, key: str | None = None) -> dict[str, str]:
        """What a browser sends that was handed this key (None: the right one)."""
        key = self.address.partition("key=")[2] if key is None else key
        return {"Cookie": f"grid-governance-{self.host.rpartition(':')[2]}={key}; solara-session-id=fuzz"}

    def line(self, path: str, key: str | None = None, origin: str | None = None) -> ClientConnection:
        """A line of the network to it."""
        return connect(
            f"ws://{self.host}{path}",
            additional_headers=self.headers(key),
            origin=f"http://{self.host}" if origin is None else origin,  # type: ignore[arg-type]
            max_size=None,
            max_queue=None,  # what nobody reads is no reason not to hear the other side close
            open_timeout=ANSWERED,
            close_timeout=ANSWERED,
        )

    def is_serving(self, patience: float = ANSWERED) -> bool:
        """Whether it still gives the page to who has its address, within some seconds."""
        with urlopen(self.address, timeout=patience) as answer:
            return answer.status == 200


def new_page() -> str:
    """The path of the line of a page that nobody has opened yet."""
    return f"/jupyter/api/kernels/{uuid4()}/channels?session_id={uuid4()}"


def message(kind: str, content: object) -> str:
    """A message as the page writes it."""
    header = {"msg_id": uuid4().hex, "msg_type": kind, "username": "", "session": "fuzz", "version": "5.2"}
    rest = {"parent_header": {}, "metadata": {}, "channel": "shell", "buffers": []}
    return json.dumps({"header": header, "content": content, **rest})


@cache
def live_server() -> LiveServer:
    """The server, with a page open in it, until this process ends."""
    log = Path(mkdtemp(prefix="live-")) / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(ROOT / "scenarios/classroom.yaml")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=out,
            text=True,
        )
    atexit.register(process.kill)
    assert process.stdout
    found = LiveServer(process.stdout.readline().strip(), log, new_page(), ())
    assert re.match(r"http://127\.0\.0\.1:\d+/\?key=.+", found.address), log.read_text()
    found.is_serving(OPENED)
    line = found.line(found.page).__enter__()  # until this process ends
    buttons = _opened(line)
    threading.Thread(target=_listen, args=(line,), daemon=True).start()
    return LiveServer(found.address, log, found.page, buttons)


def _opened(line: ClientConnection) -> tuple[tuple[str, str], ...]:
    """Open a page, and wait until its streets are there; its buttons."""
    line.send(message("comm_open", CONTROL))
    line.send(message("comm_msg", RUN))
    found: list[tuple[str, str]] = []
    while not any(event == "ask" for _, event in found):  # of the panel at the right, which comes last
        heard = json.loads(line.recv(timeout=OPENED))
        if heard["msg_type"] == "comm_open":
            part, state = heard["content"]["comm_id"], heard["content"]["data"].get("state", {})
            found += [(part, event) for event in state.get("events") or () if event not in SLOW]
    return tuple(found)


def _listen(line: ClientConnection) -> None:
    """Take what a page is told, so that it can be told more."""
    try:
        for _ in line:
            pass
    except ConnectionClosed:
        pass
