"""The headlines, computed anew from the tables that a reader gets, as docs/recompute.md says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.docs.commands import call
from tests.docs.test_examples import BLOCK
from tests.worlds import ROOT

pytestmark = pytest.mark.slow
ARGUMENTS = ("-n", "2", "--days", "150", "--set", "experiment.warmup=60", "-j", "1")


@pytest.fixture(scope="module")
def folder(in_this_process, tmp_path_factory) -> Path:
    """A study of the classroom with two policies, all needs of which are written down."""
    at = tmp_path_factory.mktemp("again")
    more = at / "more.yaml"
    more.write_text(
        "schema: 1\nname: more\ntitle: {en: More, zh: 更多}\n"
        f"extends: {ROOT / 'scenarios/classroom.yaml'}\n"
        "interventions:\n  - staffing: {from: 2025-01-20, add: 1}\n  - needs_survey: {from: 2025-01-10}\n",
        encoding="utf-8",
    )
    asked = ("run", str(ROOT / "scenarios/classroom.yaml"), str(more), *ARGUMENTS, "--cases", "csv")
    done = call([sys.executable, "run.py", *asked, "-o", str(at / "out")])
    assert done.returncode == 0, done.stderr
    ((_, _, script),) = BLOCK.findall((ROOT / "docs" / "recompute.md").read_text("utf-8"))
    (at / "recompute.py").write_text(script, encoding="utf-8")
    return at


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)


def again(at: Path) -> subprocess.CompletedProcess[str]:
    return python(str(at / "recompute.py"), str(at / "out"))


def test_headlines_come_out_of_the_tables_again(folder):
    done = again(folder)
    # then 22 metrics of each of four runs are the same to the twelfth digit, and none is empty
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 4 * 22 and "nan" not in done.stdout
    # and the warm-up counts: without its rows the share on time is another
    needs = pd.read_csv(folder / "out" / "needs.csv")
    assert ((needs.warm_up == 1) & (needs.registered >= 0) & (needs.recorded == 1)).any()


@pytest.mark.parametrize("harm", ["one row less", "no warm-up", "a minute later"])
def test_tables_that_do_not_fit_are_seen(folder, harm):
    # given needs of which one is missing, or all of the warm-up, or one of which is recorded wrongly
    path = folder / "out" / "needs.csv"
    kept = path.read_text("utf-8")
    needs = pd.read_csv(path, keep_default_na=False, dtype=str)
    open_ones = (needs.warm_up == "0") & (needs.days_unnoticed.astype(float) > 0)
    row = needs.index[open_ones][0]
    if harm == "one row less":
        needs = needs.drop(index=row)
    elif harm == "no warm-up":
        needs = needs[needs.warm_up == "0"]
    else:
        needs.loc[row, "days_unnoticed"] = str(float(needs.days_unnoticed[row]) + 1 / 1440)
    needs.to_csv(path, index=False)
    # when the headlines are computed, then a difference is found
    try:
        assert "Not equal to tolerance" in again(folder).stderr
    finally:
        path.write_text(kept, encoding="utf-8")
