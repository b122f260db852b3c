"""How many processes are run at once where a container or batch system allows less than the machine has."""

from pathlib import Path

import pytest

from simulation.experiment.execution.cost import processors as module
from simulation.experiment.execution.cost.processors import processors


@pytest.fixture(autouse=True)
def eight_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_allowed", lambda: 8)


def system(root: Path, groups: str, quotas: dict[str, str]) -> Path:
    """A machine whose process is in some control groups. quotas: texts of files below sys/fs/cgroup."""
    texts = {"proc/self/cgroup": groups, **{f"sys/fs/cgroup/{name}": text for name, text in quotas.items()}}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text + "\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "quota, count",
    [
        ("200000 100000", 2),
        ("150000 100000", 2),
        ("50000 100000", 1),
        ("max 100000", 8),
        ("1600000 100000", 8),
    ],
)
def test_a_quota_of_version_2_is_rounded_up_and_never_adds_processors(tmp_path: Path, quota, count):
    assert processors(system(tmp_path, "0::/", {"cpu.max": quota})) == count


@pytest.mark.parametrize("quota, count", [("250000", 3), ("-1", 8)])
def test_a_quota_of_version_1_counts_too(tmp_path: Path, quota, count):
    root = system(
        tmp_path,
        "4:memory:/docker/1\n3:cpu,cpuacct:/docker/1\n0::/",  # as a container that sees itself as the topmost
        {"cpu,cpuacct/cpu.cfs_quota_us": quota, "cpu,cpuacct/cpu.cfs_period_us": "100000"},
    )
    assert processors(root) == count


def test_the_tightest_of_all_groups_above_rules(tmp_path: Path):
    limits = {"job/task/cpu.max": "max 100000", "job/cpu.max": "300000 100000", "cpu.max": "400000 100000"}
    assert processors(system(tmp_path, "0::/job/task", limits)) == 3


@pytest.mark.parametrize("groups", ["", "no groups", "0::/"])
def test_where_nothing_is_said_all_allowed_processors_are_used(tmp_path: Path, groups):
    assert processors(system(tmp_path, groups, {})) == 8
    assert processors(tmp_path / "elsewhere") == 8
