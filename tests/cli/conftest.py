"""Fixtures for tests of the command line."""

from pathlib import Path

import pytest

from simulation import cli
from tests.cli.words import BRIEFLY, CLASSROOM, Ended


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]):
    """Call the command line as `python run.py WORDS` does."""

    def call(*words: str) -> Ended:
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        assert isinstance(end.value.code, int)
        return Ended(end.value.code, *capsys.readouterr())

    return call


@pytest.fixture(scope="module")
def results(in_this_process: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results folder of two short runs of the classroom street, made once."""
    folder = tmp_path_factory.mktemp("results") / "classroom"
    with pytest.raises(SystemExit) as end:
        cli.main(["run", CLASSROOM, *BRIEFLY, "-o", str(folder)])
    assert end.value.code == 0
    return folder
