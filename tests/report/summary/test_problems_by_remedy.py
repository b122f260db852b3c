"""The table of six problems by six remedies says what the files say, and nothing where they say nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from simulation.metrics.problems import problems
from simulation.report import build
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.report.summary.problems_by_remedy import signature
from simulation.report.summary.remedies_at_work import finding
from simulation.report.summary.remedy_columns import columns
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level, signed
from tests.report.synthetic_results import write_folder

SERVED = {"more-workers": [2], "volunteer-points": [5], "community-fund": [1, 2, 5], "policy-4": [0]}


def remedied(path, served=SERVED, years=(1, 2, 3), **options):
    """An invented folder whose scenarios are remedies, with as many years, each like the whole period but
    for the sign of the second."""
    folder = write_folder(path, 5, served=served, **options)
    compared = pd.read_csv(folder / "comparison.csv")
    tables = [compared.assign(year=year) for year in years]
    for table in tables[1:2]:
        table[["difference", "low", "high"]] = -table[["difference", "high", "low"]].to_numpy()
    if tables:
        pd.concat(tables).to_csv(folder / "comparison_years.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return remedied(tmp_path_factory.mktemp("six") / "results")


@pytest.fixture(scope="module")
def part(folder):
    return Part("r0", Folder(folder))


@pytest.fixture(scope="module")
def table(part):
    return signature(part.folder, part.rows, part.known)


def line_of(table, metric):
    return next(told for block in table.blocks for told in block.lines if told.line.info.id == metric)


def test_remedies_stand_by_number_then_the_package_then_the_placebo(part, table):
    assert [each.id for each in columns(part.folder)] == list(SERVED)
    assert [head["mark"].en for head in table.columns] == ["②", "⑤", "Package", "Idle"]


def test_each_cell_is_the_difference_of_its_column_with_its_sign(folder, table):
    compared = pd.read_csv(folder / "comparison.csv").set_index(["scenario", "metric"])
    for block in table.blocks:
        for told in block.lines:
            for head, place in zip(table.columns, told.cells, strict=True):
                row = compared.loc[(head["id"], told.line.info.id)]
                assert place.cell.value == signed(row.difference, row.low, row.high, row.unit)
                assert place.cell.dot == 50 or (place.cell.dot > 50) == (row.difference > 0)


def test_a_strip_has_the_years_in_their_order(folder, table):
    years = pd.read_csv(folder / "comparison_years.csv").set_index(["scenario", "metric", "year"])
    strip = line_of(table, "overtime_hours").cells[0].years
    assert [each.number for each in strip] == table.years == [1, 2, 3]
    for each in strip:
        row = years.loc[("more-workers", "overtime_hours", each.number)]
        assert each.value == signed(row.difference, row.low, row.high, row.unit)
        assert each.css == row.verdict.split()[0]
    assert strip[0].value == strip[2].value != strip[1].value


def test_problems_have_their_outcomes_and_inputs_are_never_tinted(part, table):
    # given an input of problem 2 among the metrics
    known = part.known | {"workers_filled": replace(part.known["workers_paid"], id="workers_filled")}
    rows = part.rows | {"workers_filled": part.rows["workers_paid"]}
    made = signature(part.folder, rows, known)
    # then it stands last in its problem, plain
    block = next(each for each in made.blocks if each.label.en.startswith("Problem 2: "))
    assert [told.line.info.id for told in block.lines] == [
        "overtime_hours", "resident_facing_share", "workers_filled",
    ]  # fmt: skip
    assert {place.cell.css for place in block.lines[-1].cells} == {"plain"}
    assert table.blocks[0].label.en == "Headline"


def title(part, verdicts, rows=None):
    """The finding where outcomes have these verdicts, by scenario and metric, and else are inconclusive."""
    rows = {
        name: [replace(row, verdict=verdicts.get((row.scenario.id, name), "cannot tell")) for row in found]
        for name, found in (rows or part.rows).items()
    }
    return finding(problems(), columns(part.folder), rows)


def test_the_finding_counts_remedies_by_their_own_problem_and_by_others(part):
    own = {("more-workers", "overtime_hours"): "better", ("volunteer-points", "silence_share"): "better"}
    harm = {("volunteer-points", "overtime_hours"): "worse"}
    assert title(part, own).en == (
        "Each of the 2 remedies improves its own problem; none makes another problem conclusively worse"
    )
    assert title(part, own | harm).zh == "2 项举措都改善了各自针对的问题；1 项举措使其他问题变差（⑤）"
    assert title(part, harm).en == (
        "No remedy conclusively improves its own problem; 1 makes another problem worse (⑤)"
    )
    half = {("more-workers", "overtime_hours"): "better", ("more-workers", "silence_share"): "worse"}
    assert title(part, half).en == (
        "1 of 2 remedies improve their own problem (②); 1 makes another problem worse (②)"
    )


def test_harm_of_less_than_a_hundredth_of_today_is_said_to_be_so(part):
    harm = {("volunteer-points", "overtime_hours"): "worse", ("more-workers", "silence_share"): "worse"}
    slight = {"difference": 0.009, "baseline_mean": 1.0}
    rows = part.rows | {"overtime_hours": [replace(row, **slight) for row in part.rows["overtime_hours"]]}
    text = title(part, harm, rows)
    assert text.en.endswith("2 make another problem worse (②⑤), ⑤ by less than 1% of today’s each time")
    assert text.zh.endswith("其中⑤的变动都不到现状的 1%")
    # and what is not so small is said without
    rows["overtime_hours"] = [replace(row, difference=0.011) for row in rows["overtime_hours"]]
    assert title(part, harm, rows).en.endswith("make another problem worse (②⑤)")


def test_what_a_remedy_does_to_other_problems_is_no_merit_of_it(part):
    assert title(part, {("more-workers", "silence_share"): "better"}).en.startswith(
        "No remedy conclusively improves"
    )
    assert title(part, {("community-fund", "overtime_hours"): "better"}).en.startswith(
        "No remedy conclusively improves"
    )


def test_too_few_pairs_say_so(tmp_path):
    part = Part("r0", Folder(remedied(tmp_path / "few", replications=3)))
    made = signature(part.folder, part.rows, part.known)
    assert made.title.en.startswith("Too few pairs to say which remedy improves which problem")
    assert {place.cell.interval for told in made.blocks[0].lines for place in told.cells} == {None}


def test_where_today_has_nothing_of_the_kind_the_level_stands_alone(tmp_path):
    # given a share that the baseline does not have
    folder = remedied(tmp_path / "new")
    runs = pd.read_csv(folder / "runs.csv")
    nothing = (runs["scenario"] == "today") & (runs["metric"] == "silence_share")
    runs.loc[nothing, "value"] = None
    runs.to_csv(folder / "runs.csv", index=False)
    compared = pd.read_csv(folder / "comparison.csv")
    compared.loc[compared["metric"] == "silence_share", ["difference", "low", "high"]] = None
    compared.to_csv(folder / "comparison.csv", index=False)
    # then its cells give the level of the scenario
    part = Part("r0", Folder(folder))
    place = line_of(signature(part.folder, part.rows, part.known), "silence_share").cells[0]
    mean = part.folder.mean("silence_share", "more-workers")
    assert place.cell is None and place.alone.en == f"{level(mean, 'share').en} (none today)"


def test_large_sums_are_written_as_an_office_writes_them():
    cost = MetricInfo("cost_street", Pair("成本", "Cost"), "yuan/year", "lower", "input")
    assert cost.level(12_400_000) == Pair("1,240 万元/年", "12.4 million yuan per year")
    assert cost.level(350) == Pair("350 元/年", "350 yuan per year")


@pytest.mark.slow
def test_a_study_without_remedies_has_no_such_table(tmp_path):
    for name, served in (("none", {}), ("placebo", {"policy-4": [0]}), ("package", {"more-workers": [1, 2]})):
        part = Part("r0", Folder(remedied(tmp_path / name, served, years=())))
        assert signature(part.folder, part.rows, part.known) is None


def test_the_page_has_the_table_after_the_answer_with_heads_that_say_what_they_head(folder, tmp_path):
    html = build([folder], tmp_path / "page.html").read_text("utf-8")
    begins = html.index('id="r0-six"')
    section = html[begins : html.index("</section>", begins)]
    assert html.index('id="r0-understand"') < begins < html.index('id="r0-forest"')
    assert section.count('<th scope="col"') == 1 + len(SERVED)
    assert section.count('<th scope="rowgroup"') == section.count("<tbody>") > 2
    assert section.count('class="yrs"') > 10


def test_without_years_the_table_has_no_strips_and_does_not_speak_of_them(tmp_path):
    folder = remedied(tmp_path / "one-year", years=())
    html = build([folder], tmp_path / "page.html").read_text("utf-8")
    assert 'id="r0-six"' in html
    assert 'class="yrs"' not in html and "the difference in each of years" not in html


@pytest.mark.slow
def test_where_a_package_is_first_the_first_of_the_single_remedies_is_named_too(tmp_path):
    ranked = Part("r0", Folder(remedied(tmp_path / "a", served={}))).rows["need_days"]
    order = sorted((row for row in ranked if row.verdict == "better"), key=lambda row: row.difference)
    first, second = order[0].scenario, order[1].scenario
    for served, named in (
        ({first.id: [1, 2], second.id: [3]}, True),
        ({first.id: [1], second.id: [3]}, False),
    ):
        folder = remedied(tmp_path / f"named-{named}", served=served)
        short = Part("r0", Folder(folder)).answer.short
        said = short["most"].en
        assert first.title.en in said
        assert (f"; of single remedies, <b>{second.title.en}</b> (by " in said) is named
        assert ("That one remedy alone: <b>" in short["costs"].en) is named
