# pyright: reportMissingImports=false
"""Bring the page to a browser: a server on this machine, for this machine alone, until Ctrl-C."""

from __future__ import annotations

import secrets
import socket
import warnings
import webbrowser
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec

from simulation.live.serving.door import KEY, Door
from simulation.live.serving.log import say_in_lines
from simulation.live.serving.messages import LARGEST
from simulation.scenario import Scenario

HOST = "127.0.0.1"
EXTRA = "the live view needs the extra `live`: pip install -e '.[live]' -c constraints.txt"


class NoLive(Exception):
    """The live view cannot be shown here; the text says why, and what helps."""


def check_machine() -> None:
    """Raise NoLive unless Solara is there with the files of its pages, which it would else fetch from a
    network of others."""
    if not (find_spec("solara") and find_spec("solara_assets")):
        raise NoLive(EXTRA)
    versions = version("solara"), version("solara-assets")
    if len({each.rpartition(".")[0] for each in versions}) > 1:
        raise NoLive(f"{EXTRA} (solara {versions[0]} and solara-assets {versions[1]} do not fit)")


def bound(port: int) -> socket.socket:
    """A socket on this machine; NoLive where the port is taken. 0: any port that is free."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as fault:
        found.close()
        reason = "is taken by another program" if port else "cannot be had"
        raise NoLive(f"port {port} {reason}: --port NUMBER takes another, 0 any that is free") from fault
    return found


def serve(
    read: Callable[[], Scenario],
    language: str,
    port: int,
    announce: Callable[[str], object],
    open_browser: bool,
) -> None:
    """Show a scenario until Ctrl-C. read: gives it, anew for each start over, so that a file may be edited
    meanwhile; announce: is given the address once the page can be opened."""
    check_machine()
    door = bound(port)
    port = door.getsockname()[1]
    key = secrets.token_urlsafe(16)
    address = f"http://{HOST}:{port}/?{KEY}={key}"

    def opened() -> None:
        announce(address)
        if open_browser:
            webbrowser.open(address)

    _server(read, language, opened, port, key).run([door])


def _server(read: Callable[[], Scenario], language: str, opened: Callable[[], None], port: int, key: str):
    """A server of the page that calls `opened` once it answers, and lets in who has the key."""
    import uvicorn
    from solara.server import app, settings

    settings.telemetry.mixpanel_enable = False  # nobody learns who opens the page
    warnings.filterwarnings("ignore", "Cookies with samesite=none")  # no frame of others shows this page
    settings.theme.show_banner = False
    from solara.server.starlette import app as pages

    from simulation.live import page

    page.START.update(read=read, language=language)
    app.apps["__default__"] = app.AppScript(page.__name__)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            opened()

    say_in_lines()
    settled = {"log_config": None, "timeout_graceful_shutdown": 1, "ws_max_size": LARGEST}
    return Server(uvicorn.Config(Door(pages, port, key), log_level="error", **settled))
