"""Fixtures for tests of scenarios: files in an empty working folder."""

import pytest

from simulation.scenario import (
    ScenarioError,
    load,
)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes a file into an empty working folder and gives back its name."""
    monkeypatch.chdir(tmp_path)

    def written(text, name="base.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return written


@pytest.fixture
def say(tmp_path, monkeypatch):
    """Writes a file bad.yaml and gives back all that is said about it."""
    monkeypatch.chdir(tmp_path)

    def said(text, *overrides):
        content = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "bad.yaml").write_bytes(content)
        with pytest.raises(ScenarioError) as caught:
            load("bad.yaml", overrides)
        return str(caught.value)

    return said
