"""`test`: run the tests of user-defined rules, policies, shocks and metrics."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from simulation.cli.drafts import pytest_installed
from simulation.cli.options.near_path import meant
from simulation.cli.options.param_types import FILE
from simulation.cli.telling import tell
from simulation.cli.user_errors import BAD_INPUT, FAILED, GOOD, UsageError
from simulation.text.bilingual import Pair

IN_SENTENCES = (
    *("-p", "simulation.cli.in_pytest", "-p", "no:cacheprovider", "--disable-warnings"),
    *("-p", "no:unraisableexception"),  # or a Ctrl-C that a callback swallowed would be a warning, and lost
)


@click.command(short_help="Run the tests of your rules, policies, shocks and metrics.")
@click.argument("files", nargs=-1, required=True, type=FILE)
def test(files: tuple[Path, ...]) -> int:
    """Run every test in FILES, and say of each that fails what it found, and where.

    `new` writes such a file beside each draft. A test is a function whose name begins with test_; its
    `assert` says what must hold. A loop of its own that never ends is ended after 20 seconds. For all that
    pytest can do, type `python -m pytest`.

    \b
    Example:
      python run.py test test_my_rule.py
    """
    for file in files:
        if file.suffix != ".py":
            raise UsageError(f"{file}: tests are written in Python, in a file test_NAME.py{_beside(file)}")
    if find_spec("pytest") is None:
        raise UsageError(f"tests need pytest; install it with: {pytest_installed()}")
    tell(Pair("正在运行测试……", "Running the tests ..."), err=True)
    import pytest

    ended = pytest.main([*IN_SENTENCES, *map(str, files)])
    if ended == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise UsageError(f"{files[0]}: no test in it; its name would begin with test_{_beside(files[0])}")
    if ended == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if ended == pytest.ExitCode.TESTS_FAILED:
        return FAILED
    return GOOD if ended == pytest.ExitCode.OK else BAD_INPUT


def _beside(file: Path) -> str:
    """The tests that lie beside a file that is none of tests, as a question; or nothing."""
    return "" if file.name.startswith("test_") else meant(file.with_name(f"test_{file.stem}.py"))
