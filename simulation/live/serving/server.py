# pyright: reportMissingImports=false
"""Bring the page to a browser: a server on this machine, for this machine alone unless told otherwise, until
Ctrl-C."""

from __future__ import annotations

import errno
import secrets
import socket
import warnings
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from urllib.parse import urlsplit

from simulation.live.serving.code import code_of
from simulation.live.serving.door import KEY, Door, cookie_of
from simulation.live.serving.log import say_in_lines
from simulation.live.serving.messages import LARGEST
from simulation.live.serving.seats import Seats
from simulation.scenario import Scenario

HOST, EVERY = "127.0.0.1", "0.0.0.0"
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


def bound(port: int, host: str = HOST) -> socket.socket:
    """A socket of this machine; NoLive where the port is taken, or the machine has no such address. 0: any
    port that is free."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as fault:
        found.close()
        if isinstance(fault, socket.gaierror) or fault.errno == errno.EADDRNOTAVAIL:
            raise NoLive(
                f"this machine has no address {host}: --host 0.0.0.0 takes all that it has"
            ) from fault
        reason = "is taken by another program" if port else "cannot be had"
        raise NoLive(f"port {port} {reason}: --port NUMBER takes another, 0 any that is free") from fault
    return found


@dataclass(frozen=True)
class Where:
    """Where the page is served. port: 0: any that is free; host: an address of this machine; seats: of a
    class that watches the streets of who has the other key, None: everybody has streets of his own."""

    port: int = 0
    host: str = HOST
    seats: Seats | None = None


def serve(
    read: Callable[[], Scenario],
    language: str,
    where: Where,
    announce: Callable[[str, str], object],
    open_browser: bool,
) -> None:
    """Show a scenario until Ctrl-C. read: gives it, anew for each start over, so that a file may be edited
    meanwhile; announce: is given the address, and that of the class or nothing, once the page can be
    opened."""
    check_machine()
    door = bound(where.port, where.host)
    where = replace(where, port=door.getsockname()[1])
    key = secrets.token_urlsafe(16)
    mine, of_class = _address(HOST if where.host == EVERY else where.host, where.port, key), ""
    if where.seats:
        of_class = f"http://{in_network(where.host)}:{where.port}/{where.seats.key}"

    def opened() -> None:
        announce(mine, of_class)
        if open_browser:
            webbrowser.open(mine)

    _prepare(read, language, where, key, of_class)
    _server(where, key, opened).run([door])


def _address(host: str, port: int, key: str) -> str:
    return f"http://{host}:{port}/?{KEY}={key}"


def for_this_machine_alone(address: str) -> bool:
    """Whether no other machine can open an address."""
    return (urlsplit(address).hostname or "").startswith("127.")


def in_network(host: str) -> str:
    """The address under which others find this machine, where it listens on all that it has."""
    if host != EVERY:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # nothing is sent: it only chooses the way out
        except OSError:
            return HOST
        return str(asked.getsockname()[0])


def _prepare(read: Callable[[], Scenario], language: str, where: Where, key: str, address: str) -> None:
    """Tell the page what it shows, and settle how Solara serves it."""
    from solara.server import settings

    from simulation.live import page
    from simulation.live.room import Room

    warnings.filterwarnings("ignore", "Cookies with samesite=none")  # no frame of others shows this page
    settings.telemetry.mixpanel_enable = False  # nobody learns who opens the page
    settings.theme.show_banner = False
    page.START.update(read=read, language=language, room=None)
    if where.seats:
        settings.kernel.cull_timeout = "1m"  # what a page of the class kept is let go soon after it is closed
        room = Room(read)
        leads = partial(_holds, cookie_of(where.port), key)
        page.START.update(room=room, leads=leads, seats=where.seats, address=address)
        alone = for_this_machine_alone(address)
        page.START.update(alone=alone, code=None if alone else code_of(address))
        room.begin()


def _holds(cookie: str, key: str, cookies: Mapping[str, str] | None) -> bool:
    """Whether somebody's cookies hold a key."""
    return secrets.compare_digest((cookies or {}).get(cookie, "").encode(), key.encode())


def _server(where: Where, key: str, opened: Callable[[], None]):
    """A server of the page that calls `opened` once it answers, and lets in who has the key."""
    import uvicorn
    from solara.server import app
    from solara.server.starlette import app as pages

    from simulation.live import page

    app.apps["__default__"] = app.AppScript(page.__name__)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            opened()

    say_in_lines()
    settled = {"log_config": None, "timeout_graceful_shutdown": 1, "ws_max_size": LARGEST}
    door = Door(pages, where.port, key, where.seats, {where.host, in_network(where.host)})
    return Server(uvicorn.Config(door, log_level="error", **settled))
