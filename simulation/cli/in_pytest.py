"""What a test of a user's own file says where that file is wrong: our sentence, in this machine's language.

A drafted test names this module in `pytest_plugins`, so pytest loads it. Without it, pytest shows the way
through the program, in English.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import nullcontext

import pytest

from simulation.population import SlowRuleWarning
from simulation.scenario import ScenarioError
from simulation.text.spoken import of_this_machine, speaking, spoken
from simulation.user_files import UserFileError, told_of_waiting


def pytest_configure(config: pytest.Config) -> None:
    """That a rule is slow is said by `validate`; in a test of one day it is no matter."""
    name = f"{SlowRuleWarning.__module__}.{SlowRuleWarning.__name__}"
    config.addinivalue_line("filterwarnings", f"ignore::{name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Say beside the dots of pytest where a rule takes long."""
    terminal, capture = map(item.config.pluginmanager.get_plugin, ("terminalreporter", "capturemanager"))

    def tell(sentence: str) -> None:
        if terminal:
            with capture.global_and_fixture_disabled() if capture else nullcontext():
                terminal.write_line(_in_this_language(sentence))

    with told_of_waiting(tell):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show an error of a user file as its sentence."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, UserFileError | ScenarioError):
        report.longrepr = _in_this_language(str(error))
    return report


def _in_this_language(sentence: str) -> str:
    with speaking(of_this_machine()):
        return spoken(sentence)
