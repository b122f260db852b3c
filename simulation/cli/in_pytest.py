"""What a test of a user's own file says where that file is wrong: our sentence, in this machine's language.

A drafted test names this module in `pytest_plugins`, so pytest loads it. Without it, pytest shows the way
through the program, in English.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from simulation.population import SlowRuleWarning
from simulation.scenario import ScenarioError
from simulation.text.spoken import of_this_machine, speaking, spoken
from simulation.user_files import UserFileError


def pytest_configure(config: pytest.Config) -> None:
    """That a rule is slow is said by `validate`; in a test of one day it is no matter."""
    name = f"{SlowRuleWarning.__module__}.{SlowRuleWarning.__name__}"
    config.addinivalue_line("filterwarnings", f"ignore::{name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show an error of a user file as its sentence."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, UserFileError | ScenarioError):
        with speaking(of_this_machine()):
            report.longrepr = spoken(str(error))
    return report
