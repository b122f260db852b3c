"""The open page of a study that still runs notices a newer one, and offers it, in a real browser."""

from __future__ import annotations

import http.server
import re
import shutil
import threading
from functools import partial

import pytest

from simulation.report import build
from simulation.report.export.stamp import stamp_of
from tests.report.browser.chromium import IN_A_BROWSER
from tests.report.synthetic_results import write_folder

pytestmark = IN_A_BROWSER
SOON = {"timeout": 30_000}


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def study(tmp_path):
    """Makes the page of a study of ten pairs, of which so many are there; without a number, the last page."""
    folder = write_folder(tmp_path / "results", 3, 10)
    return lambda pairs=None: build([folder], tmp_path / "report.html", pairs)


@pytest.fixture(params=["file", "http"])
def address(request, study):
    """The page of two pairs, opened as a file and from a server."""
    page = study(2)
    if request.param == "file":
        yield page.as_uri()
        return
    handler = partial(Silent, directory=page.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/report.html"
        server.shutdown()


def test_a_newer_page_is_offered_until_the_last_one_is_there(opened, study, address):
    # given an open page of two pairs, which says so
    page = opened("lang=en", address=address)
    assert "2 of 10 pairs of runs done" in page.locator(".warn:visible").inner_text()
    bar = page.locator("[data-newest]")
    assert bar.inner_text() == ""
    # when one of four is there, it is offered, and shown at a click
    study(4)
    bar.get_by_text("There is a newer report, of 4 pairs of runs.").wait_for(**SOON)
    assert [said for said in page.complaints if "404" not in said] == []  # a server is asked for an icon, too
    bar.get_by_role("button", name="Show it").click()
    page.get_by_text("4 of 10 pairs of runs done").wait_for(**SOON)
    assert bar.inner_text() == ""
    # and when the study has ended, so is the last one, which watches no more
    page.wait_for_timeout(1000)
    last = study()
    bar.get_by_text("The study has ended").wait_for(**SOON)
    bar.get_by_role("button", name="Show it").click()
    page.wait_for_selector("html[data-ready]:not(:has([data-newest]))", **SOON)
    assert page.locator(".warn:visible").count() == 0 and not stamp_of(last).exists()


def test_the_reader_goes_on_at_the_same_place_with_the_same_choices(opened, study, address):
    # given a reader who has chosen a language and a focus, and looks at a picture far down
    page = opened("lang=zh&focus=volunteer-points", address=address)
    page.locator("#r0-closing .plot").scroll_into_view_if_needed()
    page.locator("#r0-closing .plot[data-drawn]").wait_for()
    page.locator("#r0-closing").evaluate(
        "section => scrollTo(0, scrollY + section.getBoundingClientRect().top - 90)"
    )
    study(4)
    page.get_by_text("已有新的一版报告，含 4 对运行。").wait_for(**SOON)
    top = page.locator("#r0-closing").bounding_box()["y"]
    page.locator("[data-newest] button").click()
    page.get_by_text("已完成 4 对").wait_for(state="attached", **SOON)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(1500)
    assert "focus=volunteer-points" in page.url and page.locator("html").get_attribute("data-lang") == "zh"
    assert page.locator("#r0-closing").bounding_box()["y"] == pytest.approx(top, abs=30)


def test_a_copy_of_the_page_claims_nothing(opened, study, tmp_path):
    # given a page that was sent to somebody while the study ran
    (tmp_path / "elsewhere").mkdir()
    copy = shutil.copy(study(2), tmp_path / "elsewhere" / "report.html")
    page = opened("lang=en", address=copy.as_uri())
    page.wait_for_timeout(12_000)
    assert page.locator("[data-newest]").inner_text() == ""


def test_the_policy_lets_in_pictures_from_beside_the_page_and_no_more(opened, study):
    page = study(2)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page.read_text("utf-8")).group(1)
    own = "script-src( 'sha256-[A-Za-z0-9+/=]{44}'){2} "
    assert re.fullmatch(
        f"default-src 'none'; style-src 'unsafe-inline'; {own}; img-src data: blob: 'self' file:", policy
    )
    shown = opened("lang=en", address=page.as_uri())
    blocked = """() => new Promise((done) => {
      document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
      new Image().src = "https://127.0.0.1:9/out.png";
    })"""
    assert shown.evaluate(blocked) == "img-src"
