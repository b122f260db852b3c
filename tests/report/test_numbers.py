"""Numbers and verdicts on the page are those of the CSV."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from simulation.report import build
from simulation.report.data.comparison_rows import compared, without_dust
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import counts, tally
from simulation.report.figures.street.accounts import accounts
from simulation.report.page import Part
from simulation.report.tables.all_metrics import matrix
from simulation.report.wording.strings import TEXT
from simulation.text.short_numbers import difference, level
from tests.report.pages import own_html, page_of
from tests.report.synthetic_results import write_folder


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
    assert hollow == {row.scenario.id: not row.conclusive for row in part.rows["need_days"]}
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
    assert "which does more is inconclusive" in first


@pytest.mark.slow
@pytest.mark.parametrize("scenarios", [1, 2, 9, 12])
def test_any_number_of_scenarios_makes_a_page_below_four_and_a_half_megabytes(tmp_path, scenarios):
    path = build([write_folder(tmp_path / "any", scenarios, 5)], tmp_path / "report.html")
    assert 1_500_000 < path.stat().st_size < 4_500_000  # the library of pictures, compressed, and the rest


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
    """The answer's sentences where the only scenario does nothing to need-days that is conclusive."""
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
    assert f"improves <b>{len(better)} metrics</b>" in second
    assert "also" not in second and "No metric gets conclusively worse" in second


def test_of_several_scenarios_without_a_lead_comparisons_are_counted(tmp_path):
    _, second, _ = told_of_one(write_folder(tmp_path / "three", 3, 10))
    assert second.startswith("Of all comparisons")


def test_the_first_sentence_says_what_part_of_today_the_gain_is_and_the_second_goes_on_about_it(tmp_path):
    folder = write_folder(tmp_path / "led", 4, 10)
    first, second = (each.en for each in Part("r0", Folder(folder)).answer.sentences[:2])
    table = pd.read_csv(folder / "comparison.csv").set_index(["scenario", "metric"])
    lead = table.loc[("more-workers", "need_days")]
    assert f", or {level(-lead.difference / lead.baseline_mean, 'share').en}; today it is" in first
    assert second.startswith("It also ")


def test_where_every_scenario_is_told_the_third_sentence_names_those_that_make_the_headline_worse(tmp_path):
    folder = write_folder(tmp_path / "told", 4, 10)
    table = pd.read_csv(folder / "comparison.csv")
    mine = table["metric"] == "need_days"
    table.loc[mine, "verdict"] = ["better", "better", "worse"]
    table.to_csv(folder / "comparison.csv", index=False)
    third = Part("r0", Folder(folder)).answer.sentences[2].en
    assert "better: 2 of 3 scenarios; worse: “Community fund”." in third


def test_a_difference_in_another_step_than_its_level_says_its_unit(tmp_path):
    folder = write_folder(tmp_path / "steps", 2, 10)
    runs, table = pd.read_csv(folder / "runs.csv"), pd.read_csv(folder / "comparison.csv")
    runs.loc[runs["metric"] == "cost", "value"] = 1.6e6
    told = table["metric"] == "cost"
    for unit, shown in (("yuan/year", "−8 元/年"), ("yuan", "−8 元")):
        runs.loc[runs["metric"] == "cost", "unit"] = table.loc[told, "unit"] = unit
        table.loc[told, ["difference", "low", "high"]] = [-8, -21, 5]
        runs.to_csv(folder / "runs.csv", index=False)
        table.to_csv(folder / "comparison.csv", index=False)
        lines = [each for part in matrix_of(Folder(folder)).values() for each in part]
        cells = next(each.cells for each in lines if each.info.id == "cost")
        assert cells[0].value.zh == shown


def matrix_of(folder: Folder):
    known = metric_infos(folder)
    return matrix(folder, compared(folder, known), known)


def test_a_cost_below_half_a_fen_is_the_same_as_today(tmp_path):
    folder = write_folder(tmp_path / "free", 2, 10)
    table = pd.read_csv(folder / "comparison.csv")
    table.loc[table["metric"] == "need_days", "verdict"] = "cannot tell"
    table.loc[table["metric"] == "cost", ["difference", "low", "high"]] = [0.0005, 0.0001, 0.0009]
    table.to_csv(folder / "comparison.csv", index=False)
    assert "to the fen" in Part("r0", Folder(folder)).answer.short["costs"].en


@pytest.mark.parametrize(
    "hours, said", [([-90, -120, -60], "today to the fen; <b>90.0 hours"), ([-90, -190, 10], "to the fen")]
)
def test_time_that_one_scenario_saves_is_said_beside_its_money(tmp_path, hours, said):
    folder = write_folder(tmp_path / "saves", 2, 10)
    for name in ("runs.csv", "comparison.csv"):  # another number of hours in its place
        text = (folder / name).read_text("utf-8").replace("overtime_hours", "bill_hours")
        (folder / name).write_text(text, encoding="utf-8")
    table = pd.read_csv(folder / "comparison.csv")
    table.loc[table["metric"] == "need_days", "verdict"] = "cannot tell"
    numbers = ["difference", "low", "high"]
    for metric, found in (("cost", [0.0005, 0.0001, 0.0009]), ("bill_hours", hours)):
        table.loc[table["metric"] == metric, numbers] = found
    table.to_csv(folder / "comparison.csv", index=False)
    short = Part("r0", Folder(folder)).answer.short
    assert "moves" in short and "most" not in short  # which of one does most is no question
    told = short["costs"].en
    assert said in told and told.endswith("saved" if hours[2] < 0 else "fen")


@pytest.mark.parametrize("scenarios, compared", [(2, False), (3, True)])
def test_of_one_scenario_it_is_not_said_that_it_does_most(tmp_path, scenarios, compared):
    folder = write_folder(tmp_path / "few", scenarios, 10)
    said = "\n".join(each.en + each.zh for each in Part("r0", Folder(folder)).answer.sentences)
    assert all(
        (words in said) is compared for words in ("does most", "作用最大", "Every scenario", "各方案都")
    )
    assert " by <b>173</b>" in said and "减少 <b>173</b>" in said


def test_what_rounding_leaves_of_nothing_is_nothing():
    assert without_dust(1.9e-17, -2e-17, 6e-17, 0.4) == (0.0, 0.0, 0.0)
    assert without_dust(1.9e-5, -2e-17, 4e-5, 0.4) == (1.9e-5, -2e-17, 4e-5)
    assert without_dust(1e-9, 1e-9, 1e-9, 0.0) == (1e-9, 1e-9, 1e-9)


def test_what_was_not_recorded_is_counted_apart_from_what_is_inconclusive(tmp_path):
    part = Part("r0", Folder(write_folder(tmp_path / "lost", 3, 6)))
    rows = [row for found in part.rows.values() for row in found if row.verdict != "none"]
    lost = replace(rows[0], difference=math.nan, low=math.nan, high=math.nan, verdict="cannot tell")
    before, after = counts(rows), counts([*rows, lost, lost])
    assert after == before | {"absent": 2} and before["absent"] == 0
    assert tally([*rows, lost, lost]).en.endswith(", 2 with nothing to compare")
    assert tally([*rows, lost, lost]).zh.endswith("，2 处无从比较") and "nothing to" not in tally(rows).en
