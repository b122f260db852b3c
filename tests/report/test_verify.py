"""A report and its folder hold, and what was changed in them is found."""

from __future__ import annotations

import json
import random
import re
import shutil
from dataclasses import replace
from math import comb

import pandas as pd
import pytest

from simulation.experiment import ExperimentError, Local, compare, run_study
from simulation.experiment.storage.manifest import tables
from simulation.experiment.storage.provenance import file_digest
from simulation.report import UnreadableFolder, build
from simulation.report.data.results_folder import Folder
from simulation.report.page import packed_data
from simulation.report.proof import verify as verifying
from simulation.report.proof.citation import citation
from simulation.report.proof.sealed_page import CRATE, EMPTY, SealedPage, sealed
from simulation.report.proof.shared_lines import apart, shared
from simulation.report.proof.verify import _same, chance, verify_folder, verify_page
from tests.report.synthetic_results import write_folder
from tests.worlds import small

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture(scope="module")
def home(in_this_process, tmp_path_factory):
    """A week of a street and of the same one called 007, two replications each, and its page."""
    street = small(grids=2, days=7, warmup=0)
    street = replace(street, experiment=replace(street.experiment, replications=2))
    home = tmp_path_factory.mktemp("verified") / "out"
    run_study([street, replace(street, name="007")], home, 1)
    build([home], home / "report.html")
    return home


@pytest.fixture
def page(home, tmp_path):
    return shutil.copy(home / "report.html", tmp_path / "report.html")


def resealed(page, html):
    """A page that was changed, and whose digest was written anew by whoever changed it."""
    page.write_text(sealed(CRATE.sub(lambda _: EMPTY, html), []), "utf-8")


def test_a_page_alone_holds_and_says_which_runs_were_done_again(page):
    found = verify_page(page, 2, engine=Local(1))
    assert found.faults == () and (found.done, found.runs) == (2, 4)
    assert [line.split(":")[0] for line in found.held] == ["digest", "arithmetic", "runs"]
    said = r"2 of 4 done again \(.*-[01], .*-[01]\): [1-9]\d+ values came out the same"
    assert re.search(said, found.held[2])


def test_one_other_digit_in_its_words_is_found_by_the_digest(page):
    html = page.read_text("utf-8")
    at = re.search(r'class="v">\D*(\d)', html).start(1)
    page.write_text(html[:at] + str((int(html[at]) + 1) % 10) + html[at + 1 :], "utf-8")
    found = verify_page(page, 0)
    assert len(found.faults) == 1 and "was changed after it was written" in found.faults[0]


def test_a_difference_that_its_runs_do_not_give_is_found_whatever_the_digest_says(page):
    whole = SealedPage.read(page)
    data = json.loads(json.dumps(whole.data))
    table = data["parts"][0]["pictures"]["forest"]["tables"]["need_days"]
    at = [column["id"] for column in table["columns"]].index("mean")
    table["rows"][0][at]["raw"] += 1
    resealed(page, re.sub('(id="data">)[^<]*', lambda found: found[1] + packed_data(data), whole.html))
    found = verify_page(page, 0)
    assert [fault.split(" is ")[0] for fault in found.faults] == ["arithmetic: 007, need_days: mean"]


@pytest.mark.slow
def test_wrong_values_that_fit_everywhere_are_found_when_their_run_is_done_again(home, tmp_path, monkeypatch):
    # given a folder whose runs.csv has another value, with tables, digests and page to match
    forged = shutil.copytree(home, tmp_path / "forged")
    runs = pd.read_csv(forged / "runs.csv", dtype=str, keep_default_na=False)
    wrong = (runs["scenario"] == "007") & (runs["metric"] == "need_days") & (runs["replication"] == "1")
    runs.loc[wrong, "value"] = "123.0"
    runs.to_csv(forged / "runs.csv", index=False, lineterminator="\n")
    told = json.loads((forged / "manifest.json").read_text("utf-8"))
    (forged / "manifest.json").write_text(json.dumps(told | {"tables": tables(forged)}), "utf-8")
    compare(forged)
    page = build([forged], tmp_path / "forged.html")
    # when that run is drawn, then it is found; when another is, it is not
    for name, faults in (("007-1", ["runs: 007-1: need_days"]), ("007-0", [])):
        monkeypatch.setattr(verifying, "drawn", lambda items, count, name=name: [name])
        found = verify_page(page, 1, engine=Local(1))
        assert [fault.split(" is ")[0] for fault in found.faults] == faults
    # and of the folder the table is not what its stored runs give
    monkeypatch.undo()
    found = verify_folder(forged, 1, engine=Local(1))
    assert any(fault.startswith("runs: runs.csv differs") for fault in found.faults)


def test_the_chance_is_that_of_a_draw_without_putting_back():
    assert chance(3, 36, 1) == pytest.approx(3 / 36)
    assert chance(3, 36, 4) == pytest.approx(1 - comb(32, 3) / comb(36, 3))
    assert (chance(0, 36, 1), chance(36, 36, 1), chance(2, 4, 3)) == (0, 1, 1)


def test_a_folder_holds_until_a_table_or_its_page_is_changed(home, tmp_path):
    folder = shutil.copytree(home, tmp_path / "folder")
    found = verify_folder(folder, 1, engine=Local(1))
    assert found.faults == () and (found.done, found.runs) == (1, 4)
    for name in ("flows.csv", "report.html"):
        (folder / name).write_text((folder / name).read_text("utf-8") + "x", "utf-8")
    faults = verify_folder(folder, 0).faults
    assert (
        len(faults) == 2 and "flows.csv was changed" in faults[0] and "report.html was changed" in faults[1]
    )


def test_the_crate_names_every_file_with_its_digest_and_nothing_that_it_does_not_have(home):
    graph = SealedPage.read(home / "report.html").crate["@graph"]
    known = {each["@id"]: each for each in graph}
    assert known["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    for each in graph:
        for value in each.values():
            named = value if isinstance(value, list) else [value]
            for one in (one for one in named if isinstance(one, dict)):
                assert one["@id"] in known or one["@id"].startswith("https://w3id.org/ro/"), one
    files = {name: each["sha256"] for name, each in known.items() if each["@type"] == "File"}
    assert {"runs.csv", "study.json", "report.html"} <= files.keys()
    assert all(file_digest(home / name) == files[name] for name in files if name != "report.html")


def test_what_is_no_page_and_what_is_damaged_are_sentences(page, tmp_path):
    (tmp_path / "other.html").write_text("<html>", "utf-8")
    with pytest.raises(UnreadableFolder, match=r"other.html is no report that can be verified"):
        verify_page(tmp_path / "other.html", 1)
    html = SealedPage.read(page).html
    page.write_text(re.sub('(id="proof">).{40}', r"\1", html), "utf-8")
    assert any("element 'proof' is damaged" in fault for fault in verify_page(page, 1).faults)
    old = write_folder(tmp_path / "old", 2, 2)
    (old / "manifest.json").unlink()
    with pytest.raises(UnreadableFolder, match="no digests of its tables"):
        verify_folder(old, 1)


def test_user_defined_code_of_a_page_is_not_run_without_being_trusted(page):
    html, proof = SealedPage.read(page).html, {"digests": [], "parts": SealedPage.read(page).proof}
    plan = proof["parts"][0]["plan"]
    plan["inputs"] = shared(plan["inputs"] | {"scenarios/mine.py": "raise SystemExit"})
    resealed(page, re.sub('(id="proof">)[^<]*', lambda found: found[1] + packed_data(proof), html))
    with pytest.raises(ExperimentError, match=r"scenarios/mine.py.*--trust"):
        verify_page(page, 1, engine=Local(1))


def test_scenarios_that_are_alike_weigh_little_more_than_one():
    # given 64 scenarios of which each has one line of its own, too far apart for gzip to see what they share
    rng = random.Random(1)
    like = [f"{rng.getrandbits(160):x}" for _ in range(900)]
    texts = {f"scenario-{k}.yaml": "\n".join([*like[:k], f"own: {k}", *like[k:], ""]) for k in range(64)}
    # then all of them as a page has them weigh less than two, and come back as they were
    assert len(packed_data(shared(texts))) < 2 * len(packed_data(texts["scenario-1.yaml"]))
    assert apart(json.loads(json.dumps(shared(texts))), 10**7) == texts


def test_a_plan_that_would_unpack_to_far_too_much_or_has_no_such_line_is_damaged(page):
    read = SealedPage.read(page)
    for inputs in ({"lines": ["x" * 2**20], "texts": {"a": [0] * 2**11}}, {"lines": [], "texts": {"a": [3]}}):
        proof = {"digests": [], "parts": read.proof}
        proof["parts"][0]["plan"]["inputs"] = inputs
        html = re.sub('(id="proof">)[^<]*', lambda found, p=proof: found[1] + packed_data(p), read.html)
        resealed(page, html)
        assert any("its run plan is damaged" in fault for fault in verify_page(page, 0).faults)


def test_a_citation_has_version_seeds_and_digest(home):
    said = citation(Folder(home))
    assert all(re.search(r"grid-governance \d.*sha256:[0-9a-f]{64}$", text) for text in (said.zh, said.en))


def test_the_last_digits_of_a_level_are_no_difference_and_those_before_them_are():
    assert _same(0.0, -1.9e-14, level=383.0) and not _same(0.0, 1.9e-9, level=383.0)
    assert not _same(0.0, -1.9e-14)
