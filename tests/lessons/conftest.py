"""A lesson that runs is a whole study: tests that run one are slow."""

from pathlib import Path

import pytest

RUN = Path(__file__).with_name("test_lessons.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path == RUN:
            item.add_marker(pytest.mark.slow)
