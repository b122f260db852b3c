"""A release is made of a commit whose places agree on its version."""

from pathlib import Path

import pytest

from simulation import __version__
from tools import release


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that can be released."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "CITATION.cff").write_text(f"title: x\nversion: {__version__}\n", "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {__version__} (2026-12-01)\n", "utf-8")
    monkeypatch.setattr(release, "git", lambda *words: "")
    return tmp_path


def test_a_commit_whose_places_agree_can_be_released(project: Path):
    assert release.faults() == []


def test_all_that_stands_in_the_way_is_said_at_once(project: Path, monkeypatch: pytest.MonkeyPatch):
    (project / "CITATION.cff").write_text("version: 0.0.9\n", "utf-8")
    (project / "CHANGELOG.md").write_text(f"## Unreleased\n## {__version__}9\n", "utf-8")
    monkeypatch.setattr(release, "git", lambda *words: " M run.py\n")
    changes, citation, heading = release.faults()
    assert "in no commit" in changes and "CITATION.cff" in citation and "no heading" in heading


def test_digests_are_those_that_a_stranger_checks(project: Path):
    (project / "dist").mkdir()
    (project / "dist" / "a.zip").write_bytes(b"abc")
    (project / "dist" / "SHA256SUMS").touch()
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, example B.1
    assert release.digests() == f"{known}  a.zip\n"
