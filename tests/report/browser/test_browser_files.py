"""Tables and pictures that a reader saves from the page, in a real browser."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys

import pandas as pd
import pytest

from simulation.report import build
from tests.report.browser.chromium import IN_A_BROWSER, path_of, see_all
from tests.report.synthetic_results import write_folder
from tests.worlds import ROOT

pytestmark = IN_A_BROWSER


def test_a_table_opens_under_its_picture_and_says_so(opened):
    page = opened("lang=en")
    button = page.locator("#r0-forest [data-act=table]")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator("#r0-forest .scroll tbody tr").count() == 2
    assert all(text.strip() for text in page.locator("#r0-forest .scroll td").all_inner_texts())


def test_a_download_is_a_csv_that_no_spreadsheet_takes_for_a_formula(opened, tmp_path):
    page = opened("lang=en")
    with page.expect_download() as waiting:
        page.locator("#r0-forest [data-act=csv]").click()
    waiting.value.save_as(tmp_path / "forest.csv")
    raw = (tmp_path / "forest.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    assert [row["Scenario (id)"] for row in rows] == ["more-workers", "'=1+1"]
    assert rows[1]["Scenario"].startswith("'=HYPERLINK")
    assert float(rows[0]["Difference"]) < 0 and rows[0]["Unit"] == "days per 1,000 residents and year"


def test_the_large_table_downloads_every_metric(opened, tmp_path):
    page = opened("lang=zh")
    with page.expect_download() as waiting:
        page.locator("#r0-all [data-act=csv]").click()
    waiting.value.save_as(tmp_path / "all.csv")
    rows = list(csv.DictReader((tmp_path / "all.csv").open(encoding="utf-8-sig")))
    assert len({row["指标（代号）"] for row in rows}) == page.locator("#r0-all tbody tr:not(.role)").count()


@pytest.mark.parametrize(
    "picture", ["forest", "rates", "grids", "street", "closing", "flows", "worker_day", "money"]
)
def test_a_saved_picture_carries_its_title_and_origin(opened, tmp_path, picture):
    page = opened("lang=en")
    with page.expect_download() as waiting:
        page.locator(f"#r0-{picture} [data-act=svg]").click()
    waiting.value.save_as(tmp_path / "picture.svg")
    saved = " ".join(re.sub("<[^>]+>", " ", (tmp_path / "picture.svg").read_text("utf-8")).split())
    title = html.unescape(saved)
    assert page.locator(f"#r0-{picture} h3").inner_text()[:40] in title
    assert "study invented · seeds 7–16" in title
    assert picture != "worker_day" or "■ Visits, patrols" in title  # its key comes along


@pytest.mark.parametrize("format", ["png", "svg"])
def test_every_picture_of_a_page_is_a_file_in_both_languages(address, tmp_path, format):
    # when all pictures of a page are asked for, in a process of its own as a reader does
    folder, pictures = path_of(address).parent / "results", tmp_path / "pictures"
    words = ["report", folder, "-o", tmp_path / "page.html", f"--{format}", pictures]
    done = subprocess.run(
        [sys.executable, ROOT / "run.py", *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, f"22 pictures in {pictures}")
    saved = sorted(pictures.iterdir())
    # then each is there in Chinese and in English, named after its section
    shown = ["forest", "rates", "grids", "street", "worker_day", "money", "closing", "days", "participation"]
    shown += ["flows", "payers"]
    wanted = {f"{picture}-{lang}.{format}" for picture in shown for lang in ("zh", "en")}
    assert {path.name for path in saved} == wanted
    # and it is a picture, with words of its language
    if format == "png":
        assert all(path.read_bytes().startswith(b"\x89PNG") for path in saved)
    else:
        texts = {path.stem: path.read_text("utf-8") for path in saved}
        chinese = {name: re.search("[一-鿿]{2}", text) is not None for name, text in texts.items()}
        assert chinese == {name: name.endswith("zh") for name in texts}
        # and a file stands alone: it names its lines and areas, with their colours, and takes its note along
        curves, street = texts["closing-en"], texts["street-en"]
        assert "╍" in curves and "One more worker in each grid" in curves and "Dashed: today" in curves
        assert "fill: rgb(31, 78, 110)" in street and "no coordinates" in street


HARM = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 7 }}"
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1")


def harmful_folder(path):
    """A results folder that means harm wherever the author of a scenario, or a run, may say something."""
    titles = {f"s{n}": (formula, formula + HARM) for n, formula in enumerate(FORMULAS)}
    folder = write_folder(path, len(titles), 10, titles=titles, failures=1)
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["title"] = {"en": HARM, "zh": HARM}
    claim = {"metric": "on_time_reported", "value": 0.9, "unit": "share", "source": HARM}
    study["scenarios"][1] |= {
        "claims": [claim | {"about": {"en": HARM, "zh": HARM}}],
        "beyond_range": [HARM],
        "rules": [{"replaces": HARM, "file": HARM, "with": HARM, "sha256": HARM}],
    }
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    events = pd.read_csv(folder / "events.csv")
    row = dict.fromkeys(events.columns, HARM) | {"scenario": "s1", "replication": 0, "date": "2025-01-01"}
    pd.concat([events, pd.DataFrame([row])]).to_csv(folder / "events.csv", index=False)
    return folder


def test_whatever_a_scenario_says_is_text_on_the_page_and_in_its_files(opened, tmp_path):
    # given the page of a folder that means harm, in which every table is open
    made = build([harmful_folder(tmp_path / "bad")], tmp_path / "page.html")
    page = opened("lang=en", address=made.as_uri())
    see_all(page)
    for button in page.locator("[data-act=table]").all():
        button.click()
    # then nothing of it ran, and a reader sees it as it was written
    assert page.complaints == []
    assert page.locator("img").count() == 0 and page.locator("script").count() == 6
    assert page.locator("h1").inner_text() == HARM
    assert page.locator("body").inner_text().count(HARM) >= 7
    # and no cell of any of its files is a formula
    texts = []
    for button in page.locator("[data-act=csv]").all():
        page.wait_for_timeout(120)  # Chromium drops what goes beyond ten downloads a second
        with page.expect_download() as waiting:
            button.click()
        text = waiting.value.path().read_bytes().decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        texts.append(text)
        assert [c for c in cells if c[:1] in "=+-@\t\r" and c and not is_number(c)] == []
    assert sum("'+1+1" in text for text in texts) >= 5  # the others name no scenario


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
