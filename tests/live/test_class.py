"""A class watches the streets of its teacher: each page by itself, none of them with a hand in it."""

from __future__ import annotations

import asyncio
from time import sleep
from typing import Any
from urllib.error import HTTPError

import pytest

from simulation.cli import exit_code
from simulation.cli.verbs.watching.serve import _announce, _seats
from simulation.live.room import Room
from simulation.live.serving import code, server
from simulation.live.serving.door import Door
from simulation.live.serving.seats import SIGNS, Seats
from simulation.scenario import ScenarioError
from tests.live.served import lacks_extra, served_to_a_class
from tests.live.streets import twins

HERE = "192.168.1.5:8765"


# the door


def asked(
    door: Door,
    kind: str,
    query: str,
    told: list[dict[str, Any]],
    path: str = "/",
    more: Any = None,
    **headers: str,
):
    """A request to a door; of a line, more: what is awaited before it is closed; headers: others than those
    of this machine's own."""

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    waiting = [{"type": f"{kind}.connect"}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        if more is not None:
            await more.wait()
        return {"type": f"{kind}.disconnect"}

    scope = {
        "type": kind,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), said.encode()) for name, said in ({"host": HERE} | headers).items()],
    }
    return door(scope, receive, send)


async def _pages(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        return
    await receive()
    await send({"type": "websocket.accept"})
    await receive()


def door_of(seats: Seats) -> Door:
    return Door(_pages, 8765, "secret", seats, ["192.168.1.5"])


def test_one_seat_is_taken_while_its_line_is_open_and_the_next_is_told_so():
    async def visits() -> None:
        seats, left = Seats(1), asyncio.Event()
        door, first, full, page, mine, again = door_of(seats), [], [], [], [], []
        line = f"key={seats.key}&session_id=1"
        # given one who watches
        one = asyncio.create_task(asked(door, "websocket", line, first, more=left))
        await asyncio.sleep(0.2)
        assert (seats.taken, first) == (1, [{"type": "websocket.accept"}])
        # when another comes, then he is told in both languages that it is full, while the teacher comes in
        await asked(door, "websocket", line, full)
        await asked(door, "http", f"key={seats.key}", page)
        await asked(door, "http", "key=secret", mine)
        assert full == [{"type": "websocket.close", "code": 1013}]
        assert page[0]["status"] == 503 and mine[0]["status"] == 200
        assert "Every seat of this class (1) is taken" in page[1]["body"].decode()
        assert "1 个座位都已占用" in page[1]["body"].decode()
        # and when the first leaves, his seat is free
        left.set()
        await one
        assert seats.taken == 0
        await asked(door, "http", f"key={seats.key}", again)
        assert again[0]["status"] == 200

    asyncio.run(visits())


def test_the_key_of_a_class_is_handed_over_as_its_own():
    seats, told = Seats(2), []
    asyncio.run(asked(door_of(seats), "http", f"key={seats.key}", told))
    (cookie,) = (value.decode() for name, value in told[0]["headers"] if name == b"set-cookie")
    assert cookie.startswith(f"grid-governance-8765={seats.key};")


def test_a_key_that_is_typed_has_no_signs_that_look_alike():
    assert not set("01ilo") & set(SIGNS)
    assert len({Seats(1).key for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/g2y24g", ""),
        ("/G2Y24G", ""),
        ("/g2y24g ", ""),
        ("/g2y24g/", ""),
        ("/", "g2y24g"),
        ("/", "Key=G2Y24G"),
        ("/", "key=g2y24g%20"),
        ("/？key＝ｇ2y24g", ""),
    ],
)
def test_what_a_telephone_makes_of_a_typed_address_leads_to_the_page(path, query):
    told, door = [], door_of(Seats(2, "g2y24g"))
    asyncio.run(asked(door, "http", query, told, path))
    assert told[0]["status"] == 307 and (b"location", b"/?key=g2y24g") in told[0]["headers"]
    # and the page itself is not led to itself
    told.clear()
    asyncio.run(asked(door, "http", "key=g2y24g", told))
    assert told[0]["status"] == 200


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}])
def test_a_page_of_others_is_not_led_in_by_what_it_types(headers):
    told = []
    asyncio.run(asked(door_of(Seats(2, "g2y24g")), "http", "", told, "/G2Y24G", **headers))
    assert told[0]["status"] == 403


@pytest.mark.parametrize(
    ("path", "query"), [("/g2y24", ""), ("/", "key=g2y24gg"), ("/g2y24g/more", ""), ("/", "")]
)
def test_another_word_is_told_that_it_may_be_out_of_date(path, query):
    told = []
    asyncio.run(asked(door_of(Seats(2, "g2y24g")), "http", query, told, path))
    assert told[0]["status"] == 403
    said = told[1]["body"].decode()
    assert "已经过期" in said and "out of date" in said


def test_a_telephone_is_given_a_code_with_a_margin_and_without_the_library_none(monkeypatch):
    segno = pytest.importorskip("segno")
    found = code.code_of("http://192.168.1.5:8765/class7")
    assert found
    known = segno.make("http://192.168.1.5:8765/class7", error="m", micro=False)
    assert found["size"] == known.symbol_size()[0]
    assert found["path"].startswith("M4 4h1v1h-1z") and found["path"].count("M") == sum(
        map(sum, known.matrix)
    )
    monkeypatch.setattr(code, "find_spec", lambda name: None)
    assert code.code_of("http://192.168.1.5:8765/class7") is None


def test_who_is_no_teacher_holds_no_key_of_a_teacher():
    for cookies in (None, {}, {"grid-governance-1": "guess"}, {"grid-governance-2": "secret"}):
        assert not server._holds("grid-governance-1", "secret", cookies)
    assert server._holds("grid-governance-1", "secret", {"grid-governance-1": "secret"})


# the verb


def test_a_teacher_may_keep_the_address_of_a_class():
    kept = _seats(30, "Class7", for_class=True)
    assert kept and (kept.count, kept.key) == (30, "class7")
    assert _seats(30, None, for_class=False) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--key", "class7"], "--key goes with --class"),
        (["--class", "--key", "三班"], "--key: '三班' must be 4 to 20 letters a to z or digits"),
        (["--class", "--key", "abc"], "--key: 'abc' must be 4 to 20 letters"),
    ],
)
def test_a_key_that_cannot_be_typed_is_refused_in_a_sentence(words, said, capsys):
    assert exit_code(["serve", *words]) == 2
    assert said in capsys.readouterr().err


def test_streets_of_ones_own_are_for_this_machine_alone(capsys):
    assert exit_code(["serve", "--host", "0.0.0.0"]) == 2
    assert "--host goes with --class" in capsys.readouterr().err


@pytest.mark.parametrize(("host", "alone"), [("127.0.0.1", True), ("192.168.1.5", False)])
def test_an_address_that_no_pupil_can_open_is_told_to_be_one(host, alone, capsys):
    _announce("http://127.0.0.1:8765/?key=long", f"http://{host}:8765/?key=short")
    said = capsys.readouterr().out.splitlines()
    assert said[1] == f"for the class, to watch: http://{host}:8765/?key=short"
    assert said[2:] == (
        ["only this machine can open it; for a class, join a network and add --host 0.0.0.0"] * alone
    )


def test_an_address_that_the_machine_has_not_is_one_sentence():
    with pytest.raises(server.NoLive, match=r"this machine has no address 203\.0\.113\.9: --host"):
        server.bound(0, "203.0.113.9")


# the room


def waited(room: Room) -> Room:
    while room.found is None:
        sleep(0.01)
    return room


def test_a_room_says_what_is_wrong_and_begins_again_when_it_is_mended(monkeypatch):
    def wrong():
        raise ScenarioError(["a.yaml: there is no such file"])

    room = Room(wrong)
    room.begin()
    assert waited(room).found == "a.yaml: there is no such file"
    assert room.controls is None
    # when it is mended
    pair = twins()
    monkeypatch.setattr("simulation.live.room.begun", lambda read: pair)
    room.begin()
    assert waited(room).found is pair
    room.controls.run_days(2)
    assert pair.days_done == 2


def test_a_room_plays_until_it_is_told_to_stop_or_no_day_is_left(monkeypatch):
    monkeypatch.setattr("simulation.live.room.begun", lambda read: twins(days=3))
    room = Room(lambda: None)
    room.begin()
    waited(room).play(True)
    while room.playing:
        sleep(0.01)
    assert room.found.days_done == 3


# thirty


@pytest.mark.slow
@pytest.mark.skipif(bool(lacks_extra()), reason=lacks_extra())
def test_thirty_pages_follow_one_teacher_and_none_of_them_moves_a_street():
    from tests.live.visitor import Visitor

    bar, side = ("luck", "playing"), ("tab", "policies")
    with served_to_a_class("--seats", "30") as (mine, of_class):
        teacher = Visitor(mine)
        teacher.part(*bar)
        pupils = [Visitor(of_class) for _ in range(30)]
        for each in pupils:
            assert each.part(*bar)[1]["leads"] is False
        # given that all seats are taken, when one more comes, then a sentence says so
        with pytest.raises(HTTPError) as full:
            Visitor(of_class)
        assert full.value.code == 503 and "Every seat of this class (30)" in full.value.read().decode()
        # when every pupil presses all that moves a street
        for each in pupils:
            each.click(bar, "run", 7)
            each.click(bar, "play", True)
            each.click(bar, "again")
            each.click(side, "add", "honour")
        teacher.click(side, "add", "app")
        teacher.click(bar, "run", 7)
        # then all see the one week and the one policy of the teacher, and each what it looks at itself
        pupils[0].click(bar, "speak", "zh")
        until(teacher, *bar, day="Day 7")
        for each in pupils:
            until(each, *bar, day="第 7 天" if each is pupils[0] else "Day 7")
            for _ in range(300):  # parts of a page come one after the other
                if each.part(*side)[1]["policies"]:
                    break
                each.listen(0.2)
            assert [policy["name"] for policy in each.part(*side)[1]["policies"]] == ["app"]
        assert "(30 of 30 watch)" in teacher.part(*bar)[1]["of_class"]
        # and a seat that is left can be taken
        pupils.pop().close()
        until(teacher, *bar, of_class=teacher.part(*bar)[1]["of_class"].replace("30 of", "29 of"))
        pupils.append(Visitor(of_class))
        for each in [teacher, *pupils]:
            each.close()


def until(visitor: Any, *part: str, **state: str) -> None:
    """Wait for what a part shows."""
    for _ in range(300):
        if visitor.part(*part)[1].items() >= state.items():
            return
        visitor.listen(0.2)
    raise AssertionError(f"{state} did not come, but {visitor.part(*part)[1]}")
