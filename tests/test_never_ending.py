"""A user-defined function that never ends is stopped and named, wherever it is called."""

from __future__ import annotations

import threading
import time

import pytest

from simulation.cli import exit_code
from simulation.model import Street
from simulation.population import RuleError
from simulation.user_files import UserFileError, time_limit
from simulation.user_files.run import found_in, run_file
from simulation.user_files.time_limit import TookTooLong, limited, told_of_waiting
from tests.user_files.mistakes import RULE, write
from tests.worlds import small

LOOPS = "def {name}({inputs}):\n    n = 1\n    while n:\n        n = n + 1\n    return 0.5\n"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(time_limit, "SECONDS", 0.4)
    monkeypatch.setattr(time_limit, "LOOK", 0.1)


def test_a_function_that_ends_gives_its_answer_and_one_that_does_not_is_stopped():
    assert limited(lambda one, two: one + two, 1, two=2) == 3
    with pytest.raises(TookTooLong, match=r"still runs after 0\.4 seconds"):
        limited(_for_ever)
    assert limited(time.sleep, 0.3) is None  # the clock begins anew with each call
    assert limited(time.sleep, 0.3) is None


def _for_ever():
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def test_a_function_that_catches_all_errors_is_stopped_all_the_same():
    with pytest.raises(TookTooLong):
        limited(_stubborn)
    assert limited(lambda: 1) == 1


def _stubborn():
    try:
        _for_ever()
    except:  # noqa: E722
        _for_ever()


def test_only_the_thread_that_takes_too_long_is_stopped():
    ended = []
    threads = [threading.Thread(target=lambda: ended.append(limited(time.sleep, 0.2))) for _ in range(3)]
    for each in threads:
        each.start()
    with pytest.raises(TookTooLong):
        limited(_for_ever)
    for each in threads:
        each.join()
    assert ended == [None] * 3


def test_a_rule_that_never_ends_is_named_with_file_and_line(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(LOOPS.format(name="keen", inputs="self, levers, rewards, posts"), "utf-8")
    with pytest.raises(RuleError, match=r"mine\.py:[34]: .*still runs after 0.4 seconds"):
        Street(small(days=2, warmup=0), 1, rules={"Resident.joining_chance": f"{file}:keen"}).step()


def test_what_takes_long_is_told_once_before_it_is_stopped(monkeypatch):
    monkeypatch.setattr(time_limit, "PATIENCE", 0.1)
    told: list[str] = []
    with told_of_waiting(told.append), pytest.raises(TookTooLong):
        limited(_for_ever)
    assert told == ["_for_ever takes long; waiting for 0.4 seconds at most"]
    with pytest.raises(TookTooLong):
        limited(_for_ever)
    assert len(told) == 1  # nobody asked to be told any more


@pytest.mark.parametrize(
    "language, words",
    [("en", "mine takes long; waiting for 0.4 seconds at most"), ("zh", "mine 还在算；最多等 0.4 秒")],
)
def test_validate_says_that_it_waits_for_a_rule(language, words, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(time_limit, "PATIENCE", 0.1)
    write(tmp_path, LOOPS.format(name="mine", inputs="self"), RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["validate", "--rules", "mine.yaml", "--lang", language]) == 2
    assert capsys.readouterr().err.startswith(f"{words}\nmine.py:")


def test_a_file_and_a_metric_that_never_end_are_named_with_file_and_line():
    with pytest.raises(UserFileError, match=r"own\.py:2: .*still runs after 0.4 seconds"):
        run_file("n = 1\nwhile n: n = n + 1\n", "own.py")
    text = (
        "from simulation.metrics import metric\n"
        '@metric("mine", unit="share", better="none", role="context", en="mine", zh="我的")\n'
        + LOOPS.format(name="mine", inputs="records").replace(
            "    n = 1", '    "Mine. Source: own."\n    n = 1'
        )
    )
    mine = found_in(text, "own.py", "metric")["mine"]
    with pytest.raises(UserFileError, match=r"own\.py:[5-7]: mine still runs after 0.4 seconds"):
        mine.value(None)
