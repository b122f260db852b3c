"""The handbook tells all that there is: what it takes from the program is whole, what is written by hand
agrees."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from simulation import agents
from simulation.interventions import interventions
from simulation.metrics import METRICS
from simulation.population.rules.user_rule import rules_of
from simulation.report.figures import sections
from simulation.scenario.settable import known_numbers, parameter_groups
from simulation.scenario.studies import study
from simulation.scenario.yaml.inheritance import KEYS
from simulation.shocks import shocks
from tests.worlds import ROOT
from tools.handbook.filling import filled, places
from tools.handbook.pages import contents, gallery, gallery_table, repository

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def page(name: str) -> str:
    """A page with all its places filled."""
    path = DOCS / f"{name}.md"
    return filled(path.read_text("utf-8"), path)


@pytest.fixture(scope="module")
def odd() -> str:
    return page("odd")


def missing(names, text: str) -> list[str]:
    return [name for name in names if f"`{name}" not in text]


def test_the_odd_description_has_every_parameter_and_every_state(odd):
    parameters = [path for path in known_numbers() if path.partition(".")[0] in parameter_groups()]
    states = [name for kind in agents.kinds().values() for name in kind.fields()]
    assert len(parameters) > 400 and len(states) > 60
    assert missing(parameters + states, odd) == []


def test_the_odd_description_has_every_rule_with_its_arithmetic(odd):
    rules = {name for kind in agents.kinds().values() for name in rules_of(kind)}
    assert len(rules) > 60
    assert [name for name in rules if f"- `{name}(" not in odd or f"def {name}(" not in odd] == []


def test_every_letter_of_the_model_in_words_is_told_of(odd):
    letters = re.compile(r"\b[A-Z]\d{1,2}\b")
    named = set(letters.findall((DOCS / "model.md").read_text("utf-8")))
    assert len(named) > 40
    assert named - set(letters.findall(odd + page("reference/shocks"))) == set()


PARTS = ("Purpose and patterns", "Entities, state variables, and scales", "Process overview and scheduling")
DETAILS = ("Design concepts", "Initialization", "Input data", "Submodels")


def test_the_odd_description_has_the_seven_parts_in_their_order(odd):
    assert tuple(re.findall(r"^### \d (.+)$", odd, re.MULTILINE)) == PARTS + DETAILS


def test_the_order_of_a_day_is_that_of_the_diary(odd):
    called = re.findall(r"^\| \d+ \| `([\w.]+)` \|", odd, re.MULTILINE)
    assert called[0] == "begin_day" and called[-1] == "end_day"
    assert called.index("reporting.arise") < called.index("casework.work") < called.index("feedback.judge")


SET_ALONE = [path for path in known_numbers() if not path.startswith(("interventions.", "shocks."))]
IN_REFERENCE = {
    "interventions": [f"## {name}\n" for name in interventions],
    "shocks": [f"## {name}\n" for name in shocks],
    "metrics": [f"### {name}\n" for name in METRICS],
    "parameters": [f"| `{re.sub('^(place|model|city)[.]', '', path)}` |" for path in SET_ALONE],
    "rules": [f"| `{name}." for name in agents.kinds()],
}


@pytest.mark.parametrize("name", IN_REFERENCE)
def test_the_reference_has_everything(name):
    text = page(f"reference/{name}")
    assert len(IN_REFERENCE[name]) >= 5
    assert [each for each in IN_REFERENCE[name] if each not in text] == []


def test_the_keys_of_files_are_those_that_are_read():
    of_scenario, of_study = (DOCS / "reference" / "scenario-keys.md").read_text("utf-8").split("## A study")
    assert sorted(keys(of_scenario)) == sorted(KEYS)
    assert sorted(keys(of_study)) == sorted(study._KEYS)


def keys(text: str) -> list[str]:
    """The names in the first cells of a table."""
    cells = re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE)
    return re.findall(r"`(\w+)`", " ".join(cells))


@pytest.mark.slow
def test_every_picture_is_that_of_its_scenario():
    table = gallery_table.read()
    old = set(gallery_table.stale(table)) & set(table.index)
    assert old == set(), "`make gallery` runs what was changed"
    assert set(table.index) <= set(gallery_table.scenarios()), "`make gallery` forgets what is gone"


def test_every_picture_is_of_the_numbers_of_today():
    old = gallery_table.read()["model"] != gallery_table.golden()
    assert not old.any(), f"`make gallery` draws {old.sum()} pictures of older numbers again"


def test_the_place_of_the_example_is_free_and_the_page_lists_those_that_are_taken():
    shown = page("howto/plug-ins")
    assert [each.name for each in sections() if f"| {each.place} | {each.title.en} ·" not in shown] == []
    pages = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md", "docs/howto/plug-ins.md")
    named = {
        int(place) for name in pages for place in re.findall(r"place=(\d+)", (ROOT / name).read_text("utf-8"))
    }
    # but for whoever took it, as the page says
    assert named and sum(each.place in named for each in sections()) <= 1


@pytest.mark.slow
def test_a_new_scenario_stands_in_the_gallery_before_it_has_a_picture(monkeypatch):
    # given a scenario that was never run for the gallery
    table, sentence = gallery_table.read(), "No picture yet: `make gallery` makes it."
    before = gallery.cards().count(sentence)
    monkeypatch.setattr(gallery, "read", lambda: table.drop("more-workers.yaml"))
    # then it has its entry, which says how the picture is made
    assert gallery.cards().count(sentence) == before + 1


def test_a_picture_adds_up_to_the_need_days_of_its_run():
    # given a street of 28 measured days
    from tests.worlds import live, small

    records = live(small(days=28, warmup=7), seed=3).records
    # then the weeks of a picture hold what the metric counts, a need that returns counting afresh
    weeks = gallery_table.occupancy(records)
    yearly = METRICS["need_days"].value(records)
    assert weeks.shape == (4,)
    assert weeks.mean() * 365 == pytest.approx(yearly, rel=0.02)


def test_a_page_that_nobody_listed_stands_in_the_contents(tmp_path, monkeypatch):
    (tmp_path / "index.md").write_text("```{toctree}\ntutorial\nReadme <repository/readme>\n```\n", "utf-8")
    for name in ("tutorial", "own-files"):
        (tmp_path / f"{name}.md").write_text("# A page\n", "utf-8")
    monkeypatch.setattr(contents, "_DOCS", tmp_path)
    assert contents.others() == "own-files"


def test_python_tells_of_the_decorator_of_every_kind_of_plug_in():
    text = page("reference/python")
    kinds = ("interventions.intervention", "metrics.metric", "shocks.shock")
    assert [each for each in kinds if f".. autofunction:: simulation.{each}\n" not in text] == []


@pytest.mark.slow
def test_a_page_is_printed_filled_for_the_supplement_of_a_paper():
    words = ["-m", "tools.handbook.filling", "docs/reference/shocks.md"]
    said = subprocess.check_output([sys.executable, *words], cwd=ROOT, text=True, encoding="utf-8")
    assert "暴风雪" in said and "<!-- made:" not in said


def test_a_place_that_nobody_fills_is_named():
    with pytest.raises(
        ValueError, match=r"a\.md: '<!-- made: program\.metrics\.nothing -->' asks for what is not there"
    ):
        filled("# A\n\n<!-- made: program.metrics.nothing -->\n", Path("a.md"))


def test_pages_leave_no_place_unread():
    asked = {each for path in PAGES for each in places(path.read_text("utf-8"))}
    written = "".join(path.read_text("utf-8") for path in PAGES).count("<!-- made:")
    assert len(asked) > 15
    assert written == sum(len(list(places(path.read_text("utf-8")))) for path in PAGES)


def test_pages_from_outside_docs_lead_where_they_did():
    text = repository.page("CONTRIBUTING.md")
    assert "](../glossary.md)" in text  # was docs/glossary.md
    assert "](results.md)" in text  # was results/README.md
    assert "](LICENSE)" not in repository.page("README.md")  # is no page of the handbook: its words are left


@pytest.fixture(scope="module")
def handbook(tmp_path_factory) -> Path:
    """The built handbook, in a folder of its own, with the Chinese one in `zh`."""
    folder = tmp_path_factory.mktemp("a handbook · 手册")
    for name, tags in (("html", []), ("html/zh", ["-t", "zh"])):
        where = ["-c", "tools/handbook", "-d", folder / "trees" / name, *tags, "docs", folder / name]
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", *where], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    return folder / "html"


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SEEN = ("index", "tutorial", "odd", "gallery", "reference/parameters", "reference/python", "glossary")
BOTH = [*SEEN, *(f"zh/{name}" for name in SEEN)]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.skipif(not find_spec("playwright"), reason="needs the extra `browser`")
@pytest.mark.skipif(not find_spec("sphinx"), reason="needs the extra `docs`")
def test_the_handbook_asks_nobody_and_fits_a_phone(handbook):
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in (1280, 390):
            sheet = browser.new_page(viewport={"width": width, "height": 844})
            sheet.on("request", lambda request: asked.append(request.url))
            for name in BOTH:
                sheet.goto((handbook / f"{name}.html").as_uri())
                assert sheet.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        browser.close()
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.slow
@pytest.mark.skipif(not find_spec("sphinx"), reason="needs the extra `docs`")
def test_each_page_leads_to_itself_in_the_other_language(handbook):
    pages = [page for page in handbook.rglob("*.html") if "other-language" in page.read_text("utf-8")]
    led = re.compile(r'<p class="other-language"><a href="([^"]+)"')
    there = {page: (page.parent / led.findall(page.read_text("utf-8"))[0]).resolve() for page in pages}
    assert len(there) > 80
    assert {target: page for page, target in there.items()} == there


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
@pytest.mark.skipif(not find_spec("playwright"), reason="needs the extra `browser`")
@pytest.mark.skipif(not find_spec("sphinx"), reason="needs the extra `docs`")
@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("需求未解决天数", "论文逐条对照"),
        ("置信区间", "结果有多大把握"),
        ("numba", "不安装，在浏览器里运行"),
    ],
)
def test_the_chinese_handbook_finds_what_it_is_asked_for(handbook, asked, page):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sheet = browser.new_page()
        sheet.goto(f"{(handbook / 'zh' / 'search.html').as_uri()}?q={asked}")
        sheet.locator("#search-results").get_by_text(page).first.wait_for(timeout=20_000)
        browser.close()
