"""Fixtures for tests of the report."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.report import build
from tests.report.browser.chromium import ARGUMENTS, CHROMIUM, TITLES, open_parts
from tests.report.pages import page_of
from tests.report.synthetic_days import write_daily, write_flows, write_participation, write_unheard
from tests.report.synthetic_results import write_days, write_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("results") / "four")


@pytest.fixture(scope="session")
def page(folder, tmp_path_factory):
    return page_of(folder, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def browser():
    """Closed with its file: a second Playwright, as another file opens one, would not start beside it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    home = tmp_path_factory.mktemp("page")
    folder = write_folder(home / "results", 3, 10, titles=TITLES, served={"more-workers": [2]})
    write_daily(folder, list(TITLES), 10)
    minutes = pd.read_csv(folder / "daily.csv").drop(columns=["trust", "minutes_overtime"])
    write_days(folder, list(TITLES), 10, 90)
    whose = ["scenario", "replication", "date"]
    both = pd.read_csv(folder / "daily.csv").merge(minutes, on=whose, how="left")
    filled = both.fillna(dict.fromkeys(minutes.columns.drop(whose), 0))
    filled.to_csv(folder / "daily.csv", index=False)
    write_flows(folder, list(TITLES), 10)
    write_participation(folder, list(TITLES), 10)
    write_unheard(folder, list(TITLES), 10)
    return build([folder], home / "report.html").as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page and remembers what it asked for and what it complained of."""
    pages = []

    def go(choices: str = "lang=en", width: int = 1280, address: str = address, folded: bool = False):
        page = browser.new_page(viewport={"width": width, "height": 900}, accept_downloads=True)
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
        page.on("dialog", lambda dialog: (page.complaints.append("dialog"), dialog.dismiss()))
        pages.append(page)
        page.goto(f"{address}#{choices}")
        page.wait_for_selector("html[data-ready]")
        if not folded:
            open_parts(page)
        return page

    yield go
    for page in pages:
        page.close()
