"""Sources of numbers are honest: a work that is named has an entry, and a source that names none says so."""

import re
from collections import Counter

import pytest

from simulation.parameters import KEY, names_no_work
from tests.worlds import ROOT
from tools.handbook.evidence import tuning
from tools.handbook.evidence.citing import keys, of_file, sources

DOCS = [page for page in (ROOT / "docs").rglob("*.md") if page.name != "references.md"]
STATUS = {"found", "known", "unverified"}

NO_SOURCE = (
    r"literature survey|calibration\.md|parameters\.csv|\binstitutions\b|domain review|published|\bsure\b"
)
"""Words that once stood for a source and name nothing that a reader could open."""


def empty_words(source: str) -> list[str]:
    """Words of a source that stand for something nobody can open."""
    return re.findall(NO_SOURCE, source, re.IGNORECASE) + (["press"] if source == "press" else [])


def cited_by_pages() -> set[str]:
    return {key for page in DOCS for key in KEY.findall(page.read_text("utf-8"))}


def cited_by_numbers() -> set[str]:
    return {key for _, source in sources() for key in KEY.findall(source)}


def test_every_key_that_is_cited_has_an_entry():
    cited = cited_by_numbers() | cited_by_pages()
    assert len(cited) > 80
    assert cited - set(keys()) == set()


def test_every_entry_is_cited_by_a_number_or_a_page():
    assert set(keys()) - cited_by_numbers() - cited_by_pages() == set()


def test_no_key_has_two_entries():
    assert [key for key, times in Counter(keys()).items() if times > 1] == []


def test_every_source_names_a_work_or_says_what_it_is_instead():
    every = list(sources())
    assert len(every) > 800
    assert [(where, source) for where, source in every if names_no_work(source)] == []


def test_no_source_is_a_word_for_something_that_nobody_can_open():
    found = [(where, empty_words(source)) for where, source in sources()]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize(
    "source",
    ["literature survey: Boston", "reports of days (calibration.md)", "institutions: 90 days", "press"],
)
def test_words_for_nothing_are_seen(source):
    assert empty_words(source) and names_no_work(source)


@pytest.mark.parametrize("source", ["Gallus 2017: .435", "thesis", "sign Liu & Tian 2016; size assumed", ""])
def test_a_name_without_a_key_is_no_source(source):
    assert names_no_work(source)


def test_numbers_and_claims_of_a_scenario_file_are_read():
    place = {"pay": {"value": 1, "source": "assumed"}, "campaigns": [{"minutes": {"source": "chosen"}}]}
    claims = [{"metric": "cost", "source": "[@gallus2017]"}]
    read = list(of_file({"place": place, "claims": claims}))
    assert read == [("pay", "assumed"), ("minutes", "chosen"), ("cost", "[@gallus2017]")]


@pytest.fixture(scope="module")
def works():
    database = pytest.importorskip("pybtex.database", reason="needs the extra `docs` or `dev`")
    return database.parse_file(ROOT / "docs" / "references.bib").entries


def test_every_entry_says_how_it_is_known(works):
    assert list(works) == keys() == sorted(works)
    fields = {key: work.fields for key, work in works.items()}
    assert [key for key, each in fields.items() if each["keywords"] not in STATUS] == []
    assert [key for key, each in fields.items() if "How we know: " not in each["note"]] == []


def test_what_is_known_from_memory_does_not_say_that_it_was_read(works):
    from_memory = {key for key, work in works.items() if "How we know: from memory" in work.fields["note"]}
    not_found = {key for key, work in works.items() if work.fields["keywords"] != "found"}
    assert from_memory == not_found - {"lijiathesis"}  # of the thesis the abstract was given


def test_a_doi_says_whether_it_was_resolved(works):
    dois = {key: work.fields.get("doi_checked") for key, work in works.items() if "doi" in work.fields}
    assert len(dois) > 50
    assert {key for key, checked in dois.items() if checked not in ("no", "yes")} == set()


def test_the_page_shows_every_work_with_what_cites_it(works):
    from tools.handbook.evidence import references

    page = references.entries()
    assert [key for key in works if f"(ref-{key})=" not in page] == []
    gallus = page.partition("## gallus2017")[2].partition("## ")[0]
    assert "Gallus. Fostering Public Good" in gallus and "(not resolved)" in gallus
    assert "`residents.honour_keep`" in gallus.partition("Cited by ")[2]
    assert references.counted().startswith(f"There are {len(works)} publications: ")


def test_what_was_set_to_a_figure_is_listed_and_no_page_says_that_nothing_was():
    assert {"residents.alpha_app", "workers.burn_b0", "treasury.works_share"} <= set(tuning.tuned())
    assert "| `treasury.works_share` | 0.7 |" in tuning.numbers()
    pages = {page.name: page.read_text("utf-8") for page in [*DOCS, ROOT / "README.md"]}
    assert [name for name, text in pages.items() if re.search("nothing (was|is) tuned", text, re.I)] == []


def test_the_page_of_sets_counts_those_of_the_file():
    rows = [line for line in tuning.SETS.read_text("utf-8").splitlines() if not line.startswith("#")]
    # then the heads and set 0, the scenario itself, are not counted
    assert f": kept {len(rows) - 2} of " in tuning.shipped()
