"""The page as a file: its sections, and nothing in a folder can harm a reader."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from simulation.report import UnreadableFolder, build
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import command
from simulation.report.data.titles import one
from simulation.report.page import Part, packed_data, unbroken
from simulation.report.proof.sealed_page import CRATE
from simulation.report.summary.run_notes import events
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from tests.report.pages import own_html, page_of
from tests.report.synthetic_results import METRICS, write_folder


def test_the_page_names_no_place_outside_itself(page):
    # its run crate names vocabularies, and a drawn table what SVG is; no browser fetches them
    html = CRATE.sub("", own_html(page)).replace("http://www.w3.org/2000/svg", "")
    assert not re.findall(r"""(?:https?:|//)[a-z0-9.-]+\.[a-z]{2,}|@import|url\(""", html)
    assert not re.findall(r"""<(?:script|img|iframe|link|object|embed)[^>]*\b(?:src|href)=""", html)
    assert "default-src 'none'" in html


def test_both_languages_are_on_the_page_and_as_many_texts_in_each(page):
    html = own_html(page)
    assert html.count('<span class="zh"') == html.count('<span class="en"') > 100


def test_sections_are_numbered_through_all_parts(page):
    words = '<span class="zh" lang="zh-CN">(.*?)</span><span class="en" lang="en">(.*?)</span>'
    heads = re.findall(f'<div class="kick"><h2>{words}', page)
    # what belongs to a section and is a picture or a table more, has no number of its own
    more = {"The street, week by week", "How grids differ", "Four metrics of the day"}
    heads = [(zh, en) for zh, en in heads if en not in more]
    assert [en.split()[0] for _, en in heads] == [str(n + 1) for n in range(len(heads))]
    assert [zh.split("、")[0] for zh, _ in heads[:12]] == [*"一二三四五六七八九十", "十一", "十二"]
    assert [en.partition(" ")[2] for _, en in heads[-2:]] == ["Evidence and limits", "The runs"]


def test_the_page_has_three_parts_of_which_the_first_is_open(page):
    parts = re.findall(r'<details class="part" id="([\w-]+)"(?: data-part="r0")?( open)?>', page)
    assert parts == [("r0-decide", " open"), ("r0-understand", ""), ("check", "")]
    assert re.findall('data-goto="([^"]*)"', page)[:3] == [name for name, _ in parts]


def test_the_street_as_it_is_has_one_name_on_the_whole_page(folder, page):
    pictures = Part("r0", Folder(folder)).pictures.values()
    texts = [text for each in pictures for text in (each.shown.title, each.shown.sub, each.shown.note)]
    said = page.partition("<script")[0]  # what follows is data and program
    chinese = said + " ".join(str(text.zh) for text in texts)
    english = said + " ".join(str(text.en) for text in texts)
    assert re.findall("(?<!空转)对照.{9}", chinese) == []
    assert re.findall("(?<!from the )[Bb]aseline[’ .,)].{9}", english) == []


def test_every_answer_leads_to_sections_that_are_on_the_page(page):
    led = re.findall('class="see" href="#([^"]*)" data-goto="([^"]*)"', page)
    assert {name for name, _ in led} >= {"r0-sure", "r0-harms"} and all(one == other for one, other in led)
    assert all(f'id="{name}"' in page for name, _ in led)


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
    # then the page has its data, proof, crate and own script, no element out of a name, and no template ran
    assert html.count("<script") == 4
    assert "<img" not in html
    assert "<!--" not in html
    assert "{{ 7 * 7 }}" in html


def test_data_inside_a_script_cannot_close_it():
    text = packed_data({"name": "</script><!--"})
    assert re.fullmatch("[A-Za-z0-9+/=]+", text)
    assert json.loads(gzip.decompress(base64.b64decode(text))) == {"name": "</script><!--"}


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
    assert "2 runs failed and were left out, in “Points for volunteers”:" in html
    assert "invented failure" in html


def test_numbers_beyond_their_range_are_named(tmp_path):
    folder = write_folder(tmp_path / "beyond", 2, 5, metrics=("need_days",))
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["scenarios"][1]["beyond_range"] = ["workers.pay"]
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    assert "outside the plausible range, as its scenario file allows: workers.pay." in page_of(
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


def test_bills_that_nobody_paid_are_one_sentence_with_what_follows(tmp_path):
    folder = write_folder(tmp_path / "bills", 2, 5, metrics=("need_days",))
    bills = {"platform": ("2025-03-01", 0), "council": ("2025-02-01", 1), "training": ("2025-04-01", 1)}
    rows = [
        ["more-workers", run, day, "money", bill, f"No money left: {bill}", f"未支付：{bill}"]
        for bill, (day, run) in bills.items()
    ]
    rows += [["more-workers", 2, "2025-05-01", "money", "council", "No money left: council", "未支付"]]
    columns = pd.read_csv(folder / "events.csv").columns
    pd.DataFrame(rows, columns=columns).to_csv(folder / "events.csv", index=False)
    (told,) = events(Folder(folder))
    assert told.message.en == (
        "Some communities lacked money and at times did not pay: residents’ council, data platform and "
        "training. What is not paid does not take place there."
    )
    assert told.message.zh.startswith("有的社区经费不足，有时未支付：居民议事会、数据平台和培训。")
    assert told.seen.en == "in 3 of 5 runs, first on 1 February 2025"


def test_what_happened_before_the_measured_days_is_said_to_be_in_the_warm_up(tmp_path):
    folder = write_folder(tmp_path / "early", 2, 5, metrics=("need_days",))
    rows = [["more-workers", 0, "2024-10-10", "money", "council", "No money left", "未支付"]]
    columns = pd.read_csv(folder / "events.csv").columns
    pd.DataFrame(rows, columns=columns).to_csv(folder / "events.csv", index=False)
    (told,) = events(Folder(folder))
    assert told.seen.zh == "1 / 5 次运行出现，最早 2024 年 10 月 10 日（在测量期前的预热期）"


def test_the_command_has_no_folder_of_the_machine_and_no_language(folder):
    found = Folder(folder)
    found.__dict__["manifest"] = {"command": "python run.py run scenarios/a.yaml -o /home/me/q/out --lang en"}
    assert command(found) == "python run.py run scenarios/a.yaml -o out"
    found.__dict__["manifest"] = {
        "command": "python run.py run '/home/me/我的 作业/a.yaml' -o /home/me/q/out/"
    }
    assert command(found) == "python run.py run a.yaml -o out/"
    found.__dict__["manifest"] = {"command": ["python", "run.py", "-o", r"C:\\me\\out"]}
    assert command(found) == "python run.py -o out"
    # but a scenario of the program is named as it is found from any folder
    found.__dict__["manifest"] = {
        "command": "python ../p/run.py run /home/p/scenarios/a.yaml /home/me/b.yaml -n 5"
    }
    assert command(found) == "python ../p/run.py run scenarios/a.yaml b.yaml -n 5"


def test_a_metric_that_is_the_same_in_every_pair_is_neither_better_nor_unsure(folder):
    row = next(row for row in Part("r0", Folder(folder)).rows["workers_paid"] if not row.difference)
    assert row.unchanged
    assert not row.unsure
    assert row.words == TEXT["same"]


def test_a_study_of_which_no_pair_is_done_says_how_to_go_on(tmp_path):
    # given a study of two scenarios that was stopped before a run of the second was finished
    write_folder(tmp_path / "halved", 2, 6)
    runs, compared = (pd.read_csv(tmp_path / "halved" / f"{name}.csv") for name in ("runs", "comparison"))
    runs[runs["scenario"] == "today"].to_csv(tmp_path / "halved" / "runs.csv", index=False)
    numbers = ["mean", "difference", "low", "high", "p", "p_holm", "verdict"]
    compared.assign(**dict.fromkeys(numbers), pairs=0).to_csv(
        tmp_path / "halved" / "comparison.csv", index=False
    )
    # when its page is made
    part = Part("r0", Folder(tmp_path / "halved"))
    # then it does not say that there is one scenario
    first = part.answer.sentences[0]
    assert "还不能比较；接着做：" in first.zh and "run.py resume halved" in first.zh
    assert "计划每个方案" in part.facts["meta"].zh
    assert "nothing can be compared yet" in first.en and str(tmp_path) not in first.en


def test_a_title_says_why_an_interval_without_zero_is_inconclusive(folder):
    rows = [row for found in Part("r0", Folder(folder)).rows.values() for row in found]
    open_ = next(row for row in rows if row.unsure and row.enough)
    within, beside = (one(replace(open_, low=low, high=8.0)) for low in (-1.0, 1.0))
    assert beside.zh.endswith("；比较的指标多，判断从严）") and beside.en.endswith("outcomes are compared)")
    assert "从严" not in within.zh and "strictly" not in within.en


@pytest.mark.slow
def test_several_folders_stand_side_by_side_without_differences_between_them(tmp_path):
    folders = [write_folder(tmp_path / "a", 2, 6), write_folder(tmp_path / "b", 3, 6)]
    html = build(folders, tmp_path / "report.html").read_text("utf-8")
    assert "Runs of different folders are not paired" in html
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


def test_an_interval_is_not_broken_between_lines():
    said = unbroken(Pair("28.1 元（25.2 至 31.7）", "28.1 yuan (25.2 to 31.7)"))
    assert '28.1 元<span class="nb">（25.2 至 31.7）</span>' in said
    assert '28.1 yuan<span class="nb"> (25.2' not in said and '<span class="nb">(25.2 to 31.7)</span>' in said
    assert unbroken(Pair("甲（乙）", "a (to b)")).count("nb") == 0
