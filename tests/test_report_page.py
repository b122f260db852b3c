"""The page as a file: its numbers are those of the CSV, and nothing in a folder can harm a reader."""

from __future__ import annotations

import base64
import gzip
import json
import math
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from synthetic_results import METRICS, write_folder

from simulation.report import UnreadableFolder, build
from simulation.report.data.comparison_rows import compared
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.figures.street.accounts import accounts
from simulation.report.page import Part, packed
from simulation.report.wording.strings import TEXT
from simulation.text.short_numbers import difference, level


class Cells(HTMLParser):
    """Texts of the large table: the cells of each row, in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.rows, self.other, self.inside = language, [], 0, False

    def handle_starttag(self, tag, attrs):
        marks = dict(attrs)
        self.inside = self.inside or (tag == "table" and marks.get("class") == "m")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.inside:
            self.rows[-1].append("")
        self.other = self.other + 1 if self.other or marks.get("class") == self.unwanted else 0

    @property
    def unwanted(self) -> str:
        return {"en": "zh", "zh": "en"}[self.language]

    def handle_endtag(self, tag):
        self.other = max(0, self.other - 1)
        self.inside = self.inside and tag != "table"

    def handle_data(self, data):
        if self.inside and not self.other and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def page_of(folder, tmp_path) -> str:
    return build([folder], tmp_path / "report.html").read_text("utf-8")


def own_html(page: str) -> str:
    """The page without the library of pictures."""
    return re.sub(r"<script>/\*\*.*?</script>", "", page, flags=re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("results") / "four")


@pytest.fixture(scope="module")
def page(folder, tmp_path_factory):
    return page_of(folder, tmp_path_factory.mktemp("page"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_the_large_table_is_the_rounded_number_of_the_csv(folder, page, language):
    # given the comparison as the file has it, and the cells of the table by metric and scenario
    table, known = pd.read_csv(folder / "comparison.csv"), metric_infos(Folder(folder))
    reader = Cells(language)
    reader.feed(own_html(page))
    cells = {" ".join(row[0].split()): row[1:] for row in reader.rows if row}
    places = list(dict.fromkeys(table["scenario"]))
    # then each cell has its difference and both ends of its interval, rounded
    for row in table.itertuples():
        head = next(
            row_head for row_head in cells if row_head.startswith(known[row.metric].label.side(language))
        )
        shown = " ".join(cells[head][places.index(row.scenario)].split())
        value, interval = re.split(
            r"[（(]", difference(row.difference, row.low, row.high, row.unit).side(language)
        )
        assert shown.startswith(value.strip())
        assert shown.endswith(interval.rstrip("）)") if row.low or row.high else TEXT["same"].side(language))


def test_a_table_holds_the_numbers_of_the_csv_to_the_last_digit(folder):
    table = pd.read_csv(folder / "comparison.csv")
    rows = table[table["metric"] == "need_days"]
    found = Part("r0", Folder(folder)).pictures["forest"].tables["need_days"]
    ids = [column["id"] for column in found["columns"]]
    for shown, row in zip(found["rows"], rows.itertuples(), strict=True):
        cells = dict(zip(ids, shown, strict=True))
        assert cells["difference"]["raw"] == row.difference
        assert cells["low"]["raw"] == row.low
        assert (
            cells["low"]["text"].en
            == difference(row.difference, row.low, row.high, row.unit).en.split("(")[1].split(" to")[0]
        )


def test_levels_of_true_and_reported_are_the_means_of_the_runs(folder):
    runs = pd.read_csv(folder / "runs.csv")
    today = runs[(runs["scenario"] == "today") & (runs["metric"] == "on_time_reported")]["value"].mean()
    found = Part("r0", Folder(folder)).pictures["rates"].tables["rates"]["rows"][0]
    assert found[3]["raw"] == pytest.approx(today)
    assert found[3]["text"] == level(today, "share")


def test_money_in_equals_money_out(folder):
    rows = Part("r0", Folder(folder)).pictures["money"].tables["money"]["rows"]
    sums = {
        side: sum(row[3]["raw"] for row in rows if row[0]["raw"] == "today" and row[1]["raw"] == side)
        for side in ("in", "out")
    }
    assert sums["in"] == pytest.approx(sums["out"])
    assert sums["in"] > 0


@pytest.mark.parametrize(
    ("start", "warmup", "days", "lived"),
    [("2025-01-01", 180, 365, 365), ("2025-03-01", 59, 306, 306), ("2025-03-11", 69, 296, 306)],
)
def test_yearly_wages_are_those_of_the_measured_months(tmp_path, start, warmup, days, lived):
    # given a ledger that holds months of the warm-up too
    folder = write_folder(tmp_path / "warm", 2, 5, metrics=("need_days",))
    ledger = pd.read_csv(folder / "ledger.csv")
    early = ledger.assign(month=ledger["month"].str.replace("2025", "2024"))
    ledger = pd.concat([early, ledger])
    ledger.to_csv(folder / "ledger.csv", index=False)
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study |= {"start": start, "warmup": warmup, "days": days}
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    # then what the page calls a year's wages is what the measured months paid, for 365 days
    paid = ledger[(ledger["month"] >= start[:7]) & (ledger["credit"] == "wages")].groupby("scenario")["yuan"]
    rows = Part("r0", Folder(folder)).pictures["money"].tables["money"]["rows"]
    shown = {row[0]["raw"]: row[3]["raw"] for row in rows if row[2]["raw"] == "wages"}
    assert shown == pytest.approx({name: yuan / 5 / lived * 365 for name, yuan in paid.sum().items()})


def test_where_no_policy_is_told_good_the_page_still_says_what_they_cost(tmp_path):
    # given a study that tells nothing of any policy
    folder = write_folder(tmp_path / "untold", 3, 6)
    table = pd.read_csv(folder / "comparison.csv").assign(verdict="cannot tell")
    costs = table["metric"] == "cost"
    table.loc[costs, "difference"] = [11.0, 49.0]
    table.to_csv(folder / "comparison.csv", index=False)
    # then the costs stand as a range from the least to the most
    short = Part("r0", Folder(folder)).answer.short
    assert re.sub("<.*?>", "", short["costs"].en) == "11 yuan to 49 yuan more than today"


def test_the_answer_and_the_large_table_count_alike_and_the_same_apart(tmp_path):
    # given a study that tells nothing, with one metric that never moves
    folder = write_folder(tmp_path / "alike", 5, 6)
    table = pd.read_csv(folder / "comparison.csv").assign(verdict="cannot tell")
    still = (table["metric"] == "on_time_true") & (table["scenario"] != "more-workers")
    table.loc[still, ["difference", "low", "high"]] = 0.0
    table.to_csv(folder / "comparison.csv", index=False)
    part = Part("r0", Folder(folder))
    # then both say the same, and every judged comparison is counted once
    counted = str(part.facts["counts"].en)
    assert part.answer.sentences[1].en == counted + "."
    judged = [row for found in part.rows.values() for row in found if row.verdict != "none"]
    assert sum(map(int, re.findall(r"\d+", counted))) == len(judged)
    assert re.search(r", [1-9]\d* the same in every pair$", counted)


def test_a_closing_curve_rises_and_keeps_censored_matters_in(folder):
    rows = Part("r0", Folder(folder)).pictures["closing"].tables["closing"]["rows"]
    shares = [row[3]["raw"] for row in rows if row[0]["raw"] == "general" and row[1]["raw"] == "today"]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] <= 1


def test_the_page_names_no_place_outside_itself(page):
    html = own_html(page)
    assert not re.findall(r"""(?:https?:|//)[a-z0-9.-]+\.[a-z]{2,}|@import|url\(""", html)
    assert not re.findall(r"""<(?:script|img|iframe|link|object|embed)[^>]*\b(?:src|href)=""", html)
    assert "default-src 'none'" in html


def test_both_languages_are_on_the_page_and_as_many_texts_in_each(page):
    html = own_html(page)
    assert html.count('<span class="zh"') == html.count('<span class="en"') > 100


def test_sections_have_the_names_and_numbers_of_the_plan_and_count_on_after_it(page):
    heads = re.findall(
        '<h2><span class="zh" lang="zh-CN">(.*?)</span><span class="en" lang="en">(.*?)</span>', page
    )
    # what belongs to a section of the plan and is a picture or a table more, has no number of its own
    more = {"The street, week by week", "How grids differ", "Four metrics of the day"}
    heads = [(zh, en) for zh, en in heads if en not in more]
    assert [en.split()[0] for _, en in heads] == [str(n + 1) for n in range(len(heads))]
    assert [zh.split("、")[0] for zh, _ in heads[:12]] == [*"一二三四五六七八九十", "十一", "十二"]
    assert heads[6:10] == [
        ("七、资金账", "7 Money"),
        ("八、属事清单运行", "8 The ownership list at work"),
        ("九、风险与副作用", "9 Risks and side effects"),
        ("十、依据与局限", "10 Grounds and limits"),
    ]


def test_a_theme_shows_its_measures_as_the_large_table_does(folder):
    part = Part("r0", Folder(folder))
    theme = part.facts["themes"]["list"]
    assert [line.info.id for line in theme.lines] == ["return_rate"]
    assert theme.lines == [line for line in part.facts["lines"]["outcome"] if line.info.id == "return_rate"]


def test_names_that_look_like_html_stay_names(tmp_path):
    # given a scenario whose title tries to close the script and one that opens a picture
    titles = {
        "base": ("Today", "现状"),
        "bad": ("</script><script>alert(1)</script>", '<img src=x onerror="alert(2)">'),
        "worse": ("<!--<script>", "{{ 7 * 7 }}"),
    }
    html = own_html(page_of(write_folder(tmp_path / "bad", 3, 6, titles=titles), tmp_path))
    # then the page has its data and its own script, no element out of a name, and no template ran
    assert html.count("<script") == 2
    assert "<img" not in html
    assert "<!--" not in html
    assert "{{ 7 * 7 }}" in html


def test_data_inside_a_script_cannot_close_it():
    text = packed({"name": "</script><!--"})
    assert re.fullmatch("[A-Za-z0-9+/=]+", text)
    assert json.loads(gzip.decompress(base64.b64decode(text))) == {"name": "</script><!--"}


def test_fewer_than_five_pairs_give_no_interval_and_no_verdict(tmp_path):
    # given three pairs, whatever the file claims
    folder = write_folder(tmp_path / "three", 2, 3)
    table = pd.read_csv(folder / "comparison.csv").assign(verdict="better")
    table.to_csv(folder / "comparison.csv", index=False)
    results = Folder(folder)
    rows = compared(results, metric_infos(results))["need_days"]
    # then nothing is told, and the page says how many are missing
    assert [row.verdict for row in rows] == ["cannot tell"]
    assert all(math.isnan(row.low) for row in rows)
    html = page_of(folder, tmp_path)
    assert "too few pairs for an interval" in html
    assert "With 3 pairs a scenario" in html
    assert "At least 5 are needed, 2 more" in html
    assert "(about 2 more pairs)" not in html
    assert "95% intervals of the paired" not in html


def test_one_pair_is_one_pair(tmp_path):
    html = own_html(page_of(write_folder(tmp_path / "one", 2, 1), tmp_path))
    assert "With 1 pair a scenario" in html
    assert not re.findall(r"\b1 (?:pairs|replications|runs failed|more pairs)\b", html)


def test_a_hollow_dot_says_that_it_cannot_be_told(folder):
    part = Part("r0", Folder(folder))
    figure = part.pictures["forest"].figures["need_days"]
    hollow = {
        trace["meta"]["scenario"]: trace["marker"]["color"] == "#FFFFFF"
        for trace in figure["data"]
        if "marker" in trace
    }
    assert hollow == {row.scenario.id: not row.told for row in part.rows["need_days"]}
    assert set(hollow.values()) == {True, False}


def test_the_first_is_called_first_only_where_its_lead_is_told(tmp_path):
    # given two policies that do the same
    folder = write_folder(tmp_path / "twins", 2, 10)
    for name in ("runs.csv", "comparison.csv"):
        table = pd.read_csv(folder / name)
        twin = table[table["scenario"] == "more-workers"].assign(scenario="twin")
        if name == "runs.csv":
            wobble = twin["replication"].map(lambda r: 1 if r % 2 else -1)
            twin["value"] = twin["value"] * (1 + 0.002 * wobble)
        pd.concat([table, twin]).to_csv(folder / name, index=False)
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["scenarios"].append({"name": "twin", "title": {"en": "Twin", "zh": "孪生"}})
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    # then neither is said to come first
    first = Part("r0", Folder(folder)).answer.sentences[0].en
    assert "which comes first cannot be told" in first


@pytest.mark.parametrize("scenarios", [1, 2, 9, 12])
def test_any_number_of_scenarios_makes_a_page_below_eight_megabytes(tmp_path, scenarios):
    path = build([write_folder(tmp_path / "any", scenarios, 5)], tmp_path / "report.html")
    assert 4_500_000 < path.stat().st_size < 8_000_000


def test_missing_files_and_metrics_are_said_and_do_not_stop_the_page(tmp_path):
    folder = write_folder(tmp_path / "few", 3, 6, metrics=("on_time_true", "cost"))
    for name in (
        "ledger.csv",
        "closing_times.csv",
        "grids.csv",
        "grid_weeks.csv",
        "events.csv",
        "failures.jsonl",
        "manifest.json",
    ):
        (folder / name).unlink()
    html = page_of(folder, tmp_path)
    assert "Unsolved need-days were not recorded in this study" in html
    assert html.count("not recorded in this study") >= 4


def test_failed_and_missing_runs_stand_under_the_question(tmp_path):
    html = page_of(write_folder(tmp_path / "failed", 3, 8, failures=2), tmp_path)
    assert "22 of 24 runs finished; intervals are wider" in html
    assert "2 runs failed and left no result, in “Points for volunteers”:" in html
    assert "invented failure" in html


def test_numbers_beyond_their_range_are_named(tmp_path):
    folder = write_folder(tmp_path / "beyond", 2, 5, metrics=("need_days",))
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["scenarios"][1]["beyond_range"] = ["workers.pay"]
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    assert "beyond the plausible range, as the scenario file allows: workers.pay." in page_of(
        folder, tmp_path
    )


def test_what_happened_alike_in_all_scenarios_is_told_once(tmp_path):
    folder = write_folder(tmp_path / "events", 2, 5, metrics=("need_days",))
    rows = [
        [name, 0, "2025-03-01", "money", "platform", "No money.", "没有钱。"]
        for name in ("today", "more-workers")
    ]
    columns = pd.read_csv(folder / "events.csv").columns
    pd.DataFrame(rows, columns=columns).to_csv(folder / "events.csv", index=False)
    html = page_of(folder, tmp_path)
    assert html.count("No money.") == 1
    assert "in 1 of 5 runs, first on 1 March 2025" in html


def test_a_metric_that_is_the_same_in_every_pair_is_neither_better_nor_unsure(folder):
    row = next(row for row in Part("r0", Folder(folder)).rows["workers_paid"] if not row.difference)
    assert row.unchanged
    assert not row.unsure
    assert row.words == TEXT["same"]


def test_several_folders_stand_side_by_side_without_differences_between_them(tmp_path):
    folders = [write_folder(tmp_path / "a", 2, 6), write_folder(tmp_path / "b", 3, 6)]
    html = build(folders, tmp_path / "report.html").read_text("utf-8")
    assert "The folders are not paired with each other" in html
    assert 'id="r0-forest"' in html
    assert 'id="r1-forest"' in html


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda at: (at / "study.json").unlink(),
            "no study.json here; a results folder is what `run` writes",
        ),
        (lambda at: (at / "runs.csv").unlink(), "no runs.csv here; a results folder is what `run` writes"),
        (lambda at: (at / "study.json").write_text("{"), "study.json:1:2: not JSON: "),
        (lambda at: (at / "runs.csv").write_text("a,b\n1,2\n"), "runs.csv: no column scenario, replication"),
        (lambda at: (at / "comparison.csv").write_text(""), "comparison.csv: not a table: "),
    ],
)
def test_a_folder_that_cannot_be_read_is_one_sentence(tmp_path, spoil, said):
    folder = write_folder(tmp_path / "spoilt", 2, 5, metrics=("need_days",))
    spoil(folder)
    with pytest.raises(UnreadableFolder) as fault:
        build([folder], tmp_path / "report.html")
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


def test_the_same_folder_makes_the_same_page(folder, page, tmp_path):
    assert page_of(folder, tmp_path) == page


def test_the_synthetic_study_has_outcomes_inputs_and_context():
    assert {about.role for about in METRICS.values()} == {"outcome", "input", "context"}


def test_money_draws_the_largest_accounts_and_the_rest_together_and_lists_all(tmp_path):
    # given a ledger in which money goes to fourteen accounts, 1,000 to 14,000 yuan
    folder = write_folder(tmp_path / "many", 1, 2)
    entries = [("district", f"account {k:02}", 1000.0 * (k + 1)) for k in range(14)]
    rows = [
        {"scenario": "today", "replication": r, "month": "2025-01", "debit": debit, "credit": credit}
        | {"yuan": yuan}
        for r in range(2)
        for debit, credit, yuan in entries
    ]
    pd.DataFrame(rows).to_csv(folder / "ledger.csv", index=False)
    # when it is drawn
    picture = accounts(Folder(folder))
    bars = {
        trace["xaxis"]: trace["x"] for trace in picture.figures["money"]["data"] if trace["type"] == "bar"
    }
    # then ten bars and one for the four smallest, both sides the same sum, and a line each in the table
    assert bars["x2"] == pytest.approx([*range(14_000, 4_000, -1000), 1000 + 2000 + 3000 + 4000])
    assert sum(bars["x"]) == pytest.approx(sum(bars["x2"]))
    assert len(picture.tables["money"]["rows"]) == 1 + 14


def told_of_one(folder) -> list[str]:
    """The answer's sentences where the only scenario does nothing to need-days that can be told."""
    table = pd.read_csv(folder / "comparison.csv")
    table.loc[table["metric"] == "need_days", "verdict"] = "cannot tell"
    table.to_csv(folder / "comparison.csv", index=False)
    return [sentence.en for sentence in Part("r0", Folder(folder)).answer.sentences]


def test_what_a_single_scenario_does_is_named_where_it_does_nothing_to_the_headline(tmp_path):
    # given
    folder = write_folder(tmp_path / "one", 2, 10)
    # when
    first, second, _ = told_of_one(folder)
    # then it says so of the scenario, whatever that is made of
    assert "One more worker in each grid" in first and "policy" not in first.lower()
    # and names what gets better most, as the CSV has it
    table = pd.read_csv(folder / "comparison.csv")
    better = table[(table["verdict"] == "better") & (table["metric"] != "need_days")]
    assert f"makes <b>{len(better)} metrics</b> visibly better" in second
    assert "also" not in second and "None gets visibly worse" in second


def test_of_several_scenarios_without_a_lead_comparisons_are_counted(tmp_path):
    _, second, _ = told_of_one(write_folder(tmp_path / "three", 3, 10))
    assert second.startswith("Of all comparisons")


def test_the_first_sentence_says_what_part_of_today_the_gain_is_and_the_second_goes_on_about_it(tmp_path):
    folder = write_folder(tmp_path / "led", 4, 10)
    first, second = (each.en for each in Part("r0", Folder(folder)).answer.sentences[:2])
    table = pd.read_csv(folder / "comparison.csv").set_index(["scenario", "metric"])
    lead = table.loc[("more-workers", "need_days")]
    assert f", or {level(-lead.difference / lead.baseline_mean, 'share').en}, from" in first
    assert second.startswith("It also ")


def test_where_every_scenario_is_told_the_third_sentence_names_those_that_make_the_headline_worse(tmp_path):
    folder = write_folder(tmp_path / "told", 4, 10)
    table = pd.read_csv(folder / "comparison.csv")
    mine = table["metric"] == "need_days"
    table.loc[mine, "verdict"] = ["better", "better", "worse"]
    table.to_csv(folder / "comparison.csv", index=False)
    third = Part("r0", Folder(folder)).answer.sentences[2].en
    assert "better: 2 of 3 scenarios; worse: “Community fund”." in third


def test_a_cost_below_half_a_fen_is_the_same_as_today(tmp_path):
    folder = write_folder(tmp_path / "free", 2, 10)
    table = pd.read_csv(folder / "comparison.csv")
    table.loc[table["metric"] == "need_days", "verdict"] = "cannot tell"
    table.loc[table["metric"] == "cost", ["difference", "low", "high"]] = [0.0005, 0.0001, 0.0009]
    table.to_csv(folder / "comparison.csv", index=False)
    assert "to the fen" in Part("r0", Folder(folder)).answer.short["costs"].en
