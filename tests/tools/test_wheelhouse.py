"""A folder of libraries for machines without a network, of this kind or another."""

from pathlib import Path

import pytest

from tools import wheelhouse


def test_for_machines_like_this_one_pip_alone_is_asked():
    (pip,) = wheelhouse.commands(wheelhouse.asked(["--extras", "test"]))
    assert pip[3:] == [
        *("wheel", "--quiet", "-w", "build/wheelhouse", "-c", "constraints.txt", ".[test]"),
        *("hatchling", "editables", "pip"),
    ]


def test_for_other_machines_their_libraries_are_listed_before_they_are_loaded():
    told = wheelhouse.asked(["--extras", "test,live", "--platform", "win_amd64", "--python", "3.12"])
    _, uv, pip = (" ".join(each) for each in wheelhouse.commands(told))
    assert "--python-platform x86_64-pc-windows-msvc --python-version 3.12 --extra test --extra live" in uv
    assert "--no-deps" in pip and "--platform win_amd64 --python-version 3.12" in pip


def test_an_unknown_machine_is_one_sentence(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        wheelhouse.asked(["--platform", "win32"])
    assert "invalid choice: 'win32' (choose from" in capsys.readouterr().err


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose folder of libraries was filled before."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wheelhouse").mkdir()
    (tmp_path / "wheelhouse" / "old.whl").touch()
    return tmp_path / "wheelhouse"


def filling(monkeypatch: pytest.MonkeyPatch, source: str, built: str, code: int = 0) -> None:
    """What comes from the network, and what is built of it."""

    def call(words: list[str]) -> int:
        wheelhouse.DRAFT.mkdir(exist_ok=True)
        made = built if words[-1].endswith(".tar.gz") else source
        (wheelhouse.DRAFT / made).touch()
        return code

    monkeypatch.setattr(wheelhouse.subprocess, "call", call)


def test_a_library_without_a_wheel_gets_one(house: Path, monkeypatch: pytest.MonkeyPatch):
    filling(monkeypatch, "assets-1.tar.gz", "assets-1-py3-none-any.whl")
    wheelhouse.main([])
    assert [each.name for each in house.iterdir()] == ["assets-1-py3-none-any.whl"]


def test_a_library_that_was_built_for_this_machine_alone_is_refused_and_the_old_folder_stays(
    house: Path, monkeypatch: pytest.MonkeyPatch
):
    filling(monkeypatch, "fast-1.tar.gz", "fast-1-cp313-cp313-linux_x86_64.whl")
    with pytest.raises(SystemExit, match=r"fast-1.tar.gz has no wheel for that machine"):
        wheelhouse.main(["--platform", "win_amd64"])
    assert [each.name for each in house.iterdir()] == ["old.whl"]


def test_without_a_network_the_old_folder_stays(house: Path, monkeypatch: pytest.MonkeyPatch):
    filling(monkeypatch, "half.whl", "", code=1)
    with pytest.raises(SystemExit):
        wheelhouse.main([])
    assert [each.name for each in house.iterdir()] == ["old.whl"]
