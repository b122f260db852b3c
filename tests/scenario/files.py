"""Scenario files for tests of how they are read."""

from tests.worlds import ROOT

LIBRARY = ROOT / "scenarios"
SCENARIOS = sorted(path for path in LIBRARY.glob("*.yaml"))
STUDIES = sorted((LIBRARY / "studies").glob("*.yaml"))
FIRST = next(path for path in STUDIES if path.stem == "first")
BASE = """schema: 1
name: base
title: {en: Base, zh: 基准}
experiment: {start: 2025-01-01}
"""
HEAD = """schema: 1
name: bad
title: {en: Bad, zh: 坏}
experiment: {start: 2025-01-01}
"""  # four lines: what a case adds starts in line 5
