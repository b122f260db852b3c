"""Fixtures for tests of user-defined files."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from simulation.scenario import Scenario
from tests.worlds import ROOT, small


@pytest.fixture
def short() -> Scenario:
    return small(grids=2, days=40, warmup=0)


@pytest.fixture
def rules_file(tmp_path: Path):
    """Write a file of rules; its path."""

    def write(text: str, name: str = "my_rules.py") -> Path:
        path = tmp_path / name
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write


@pytest.fixture
def scenario_file(tmp_path: Path):
    """A scenario like the classroom's, two weeks long, with user-defined rules; its path."""

    def write(rules: str, name: str = "mine") -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(
            f"schema: 1\nname: {name}\ntitle: {{en: Mine, zh: 我的}}\n"
            f"extends: {ROOT / 'scenarios/classroom.yaml'}\n"
            f"rules: {rules}\n"
            "experiment: {warmup: 1 day, days: 14 days, replications: 2}\n",
            encoding="utf-8",
        )
        return path

    return write
