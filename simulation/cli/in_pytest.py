"""What a test of a user's own file says where that file is wrong: our sentence, in the reader's language.

The verb `test` loads this module: then pytest says nothing but a sentence for each failure, and how many
passed. A drafted test names it in `pytest_plugins` too, for whoever types `pytest` alone: then errors of user
files are sentences, and all else, also of other tests, is pytest's.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from simulation.population import SlowRuleWarning
from simulation.scenario import ScenarioError
from simulation.text.spoken import language_here, speaking, spoken
from simulation.user_files import UserFileError, failure, line_in, not_python, told_of_waiting
from simulation.user_files.asserted import why_not_held
from simulation.user_files.own_time import Stopped, Watched, still_runs
from simulation.user_files.time_limit import SECONDS, endless, takes_long


def pytest_configure(config: pytest.Config) -> None:
    """That a rule is slow is said by `validate`; in a test of one day it is no matter."""
    if _is_asked_for(config):
        _say_little(config)
    name = f"{SlowRuleWarning.__module__}.{SlowRuleWarning.__name__}"
    config.addinivalue_line("filterwarnings", f"ignore::{name}")


def _is_asked_for(config: pytest.Config) -> bool:
    """Whether the command loads this module, so that all its tests are of drafts."""
    return __name__ in (config.option.plugins or ())


def _say_little(config: pytest.Config) -> None:
    config.option.no_header, config.option.tbstyle, config.option.reportchars = True, "short", "N"
    config.option.verbose = config.option.verbose or -1  # of `pytest -v` one hears more
    config.option.continue_on_collection_errors = True  # or pytest says that it was interrupted


def pytest_sessionstart(session: pytest.Session) -> None:
    """Leave Ctrl-C to the verb, which says it in a word, without the place in the program that it met."""
    terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal and _is_asked_for(session.config):
        terminal._report_keyboardinterrupt = lambda: None


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> tuple[str, str, str] | None:
    """A sign among the dots where pytest has the first letter of an English word."""
    if report.failed and _is_asked_for(config):
        return "failed" if report.when == "call" else "error", "!", "!"
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Say beside the dots of pytest where a rule takes long."""
    terminal, capture = map(item.config.pluginmanager.get_plugin, ("terminalreporter", "capturemanager"))

    def tell(sentence: str) -> None:
        if terminal:
            with capture.global_and_fixture_disabled() if capture else nullcontext():
                terminal.write_line(_in_this_language(sentence))

    def still(line: int) -> None:
        tell(f"{item.path.name}:{line}: {still_runs(item.name)}")

    with told_of_waiting(tell), _watched(item, lambda: tell(takes_long(item.name)), still):
        return (yield)


def _watched(
    node: pytest.Item | pytest.Collector,
    tell: Callable[[], object] = lambda: None,
    still: Callable[[int], object] | None = None,
) -> AbstractContextManager[None]:
    """Ends what a file of tests does by itself and without end, where its command names this module."""
    return Watched(str(node.path), tell, still) if _is_asked_for(node.config) else nullcontext()


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Show what keeps a file of tests from being read as its sentence."""
    with _watched(collector):
        report = yield
    call = getattr(report, "call", None)
    if report.failed and call and call.excinfo and _is_asked_for(collector.config):
        error = call.excinfo.value.__cause__ or call.excinfo.value  # pytest wraps what a file raises
        report.longrepr = _told(collector.path, error)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show an error of a user file as its sentence; where the verb runs the tests, what they find, too."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, UserFileError | ScenarioError):
        report.longrepr = _in_this_language(str(error))
    elif report.failed and error and _is_asked_for(item.config):
        report.longrepr = _told(item.path, error)
    return report


def _told(path: Path, error: BaseException) -> str:
    return f"{path.name}:{line_in(str(path), error)}: {_found(path, error)}"


def _found(path: Path, error: BaseException) -> str:
    """What a test expected, in its own words, or what is wrong in its file."""
    if isinstance(error, Stopped):
        return _in_this_language(endless(SECONDS))
    if isinstance(error, SyntaxError):
        return _in_this_language(not_python(error, path.read_text("utf-8", "replace")))
    expected = isinstance(error, AssertionError) and str(error).partition("\n")[0]
    if expected and expected.startswith("assert "):
        return _in_this_language(why_not_held(expected, str(path), line_in(str(path), error)))
    return expected or _in_this_language(failure(error))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """Which tests failed, why, and how many passed, in place of what pytest says."""
    if _is_asked_for(terminalreporter.config):
        stats = terminalreporter.stats
        failed = [*stats.pop("error", []), *stats.pop("failed", [])]
        passed = len(stats.get("passed", []))
        for each in failed:
            name = each.nodeid.rpartition("::")[2]
            terminalreporter.write_line(_in_this_language(f"the test {name} failed: {each.longrepr}"))
        if passed or failed:
            terminalreporter.write_line(_in_this_language(f"tests: {passed} passed, {len(failed)} failed"))
        terminalreporter.config.option.verbose = -2  # so quiet that pytest does not count them once more
    return (yield)


def _in_this_language(sentence: str) -> str:
    with speaking(language_here()):
        return spoken(sentence)
