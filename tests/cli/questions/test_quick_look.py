"""`run --quick`: one page of what a rule touches, in this process, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulation.agents.resident import Resident
from simulation.cli import exit_code
from simulation.cli.quick_look import MOST, Moved, _count, what_moved
from simulation.cli.rule_subjects import answers, subjects
from simulation.metrics import known_metrics
from simulation.model import Street
from simulation.report.data.metric_info import MetricInfo
from simulation.scenario import load
from simulation.scenario.sections.user_defined.rules import known_targets
from simulation.text.bilingual import same
from tests.user_files.mistakes import RULE, rule, write
from tests.worlds import ROOT

SHORT = ["--days", "5", "--set", "experiment.warmup=1", "-o", "out"]


def test_a_page_opens_with_what_the_rule_is_about_and_lists_what_it_touches(tmp_path, capsys, monkeypatch):
    write(tmp_path, rule('"""Everybody is willing."""', "return 1.0"), RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["run", "--quick", "mine.yaml", *SHORT]) == 0
    told = capsys.readouterr()
    assert Path(told.out.strip()) == Path("out/quick.html")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["quick.html"]
    page = (tmp_path / "out" / "quick.html").read_text("utf-8")
    about = "Resident.willing_share is replaced by mine.py:mine, which says: Everybody is willing."
    touched = page.index("What it touches")
    assert page.index(about) < touched < page.index("hours of help", touched)
    # and what the rule answers comes first, then what it is about, whatever moved more
    rows = re.findall(r"<tr><td[^>]*>.*?</tr>", page[touched:], re.DOTALL)
    assert "share of people like this one who are willing" in rows[0] and "100" in rows[0]
    assert "hours of help" in rows[1]
    # and the terminal says what is compared
    assert told.err.startswith(
        "Running 5 days, two pairs ...\n"
        "5 days, two pairs; left of each arrow with the program's own rule, right of it with yours."
    )
    assert re.search(r"run .*classroom\.yaml mine\.yaml -n 5", page)


def test_in_chinese_the_terminal_and_the_page_speak_it(tmp_path, capsys, monkeypatch):
    write(tmp_path, rule('"""Everybody is willing."""', "return 1.0"), RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["run", "--quick", "mine.yaml", *SHORT, "--lang", "zh"]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "→" in line]
    assert said[0].startswith("规则的返回值，全体平均（条件相同的居民中愿意帮忙的比例）：")
    assert len(said) == 5 and all("各对" in line for line in said)
    assert '<html lang="zh"' in (tmp_path / "out" / "quick.html").read_text("utf-8")


def test_a_rule_that_changes_nothing_touches_nothing(tmp_path, monkeypatch):
    write(tmp_path, "from simulation.agents.resident import Resident\n\n\n"
          "def mine(self):\n    return Resident.willing_share(self)\n", RULE)  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert exit_code(["run", "--quick", "mine.yaml", *SHORT]) == 0
    assert "0 metrics differ in a pair" in (tmp_path / "out" / "quick.html").read_text("utf-8")


@pytest.mark.parametrize(
    "line, files, sentence",
    [
        ("", ["mine.yaml"], "mine.yaml has no rule of its own; name today's scenario before it"),
        ("", ["mine.yaml"] * 3, "--quick takes a scenario with a rule, or two scenarios, of which the first"),
    ],
)
def test_what_it_cannot_look_at_is_told(line, files, sentence, tmp_path, capsys, monkeypatch):
    write(tmp_path, rule("return 1.0"), line)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["run", "--quick", *files, *SHORT]) == 2
    assert sentence in capsys.readouterr().err


def test_what_moves_one_way_in_both_pairs_comes_before_what_moves_more():
    info = MetricInfo("hours", same("hours"), "hour", "higher", "outcome")
    surely, more = Moved(info, 10.0, 11.0, (1.5, 0.5)), Moved(info, 10.0, 14.0, (9.0, -1.0))
    assert sorted([more, surely], key=lambda each: each.weight, reverse=True) == [surely, more]


def test_what_a_rule_is_about_comes_first_and_what_is_spent_last():
    before = {"bill_minutes": [1.0, 1.0], "return_rate": [0.2, 0.2], "volunteer_hours": [3.0, 3.0]}
    after = {"bill_minutes": [9.0, 9.0], "return_rate": [0.3, 0.3], "volunteer_hours": [3.1, 2.9]}
    order = [each.info.id for each in what_moved(before, after, ["Resident.joining_chance"])]
    assert order == ["volunteer_hours", "return_rate", "bill_minutes"]
    # and of another rule, it has no place of its own
    assert what_moved(before, after, ["GridWorker.return_chance"])[0].info.id == "return_rate"


def test_every_rule_of_agents_has_metrics_that_it_is_about():
    rules = [each for each in known_targets() if "." in each and not each.startswith("Street.")]
    assert len(rules) > 40
    for each in rules:
        assert set(subjects([each])[1:]) and set(subjects([each])[1:]) <= set(known_metrics()), each


def test_what_a_rule_answers_is_the_mean_over_all_whom_it_is_asked():
    street = load(ROOT / "scenarios" / "classroom.yaml")
    found = answers(
        street, 7, ["Resident.willing_share", "GridWorker.absence_chance", "Resident.joining_chance"]
    )
    assert list(found) == ["answer:Resident.willing_share", "answer:GridWorker.absence_chance"]
    assert found["answer:Resident.willing_share"] == pytest.approx(
        Street(street, 7).residents.evaluate(Resident.willing_share).mean()
    )


def test_what_looks_the_same_comes_after_what_does_not():
    info = MetricInfo("share", same("a share"), "share", "higher", "outcome")
    noise, moved = Moved(info, 0.30001, 0.30002, (1e-5, 1e-5)), Moved(info, 0.3, 0.31, (0.03, -0.01))
    assert sorted([noise, moved], key=lambda each: each.weight, reverse=True) == [moved, noise]


@pytest.mark.parametrize(("more", "zh", "en"), [(0, "", ""), (57, "其余 57 项见", "has the other 57.")])
def test_a_page_that_leaves_metrics_out_says_how_many(more, zh, en):
    info = MetricInfo("hours", same("hours"), "hour", "higher", "outcome")
    count = _count([Moved(info, 10.0, 11.0, (1.0,))] * (MOST + more))
    assert f"{MOST + more} 项指标" in count.zh and f"{MOST + more} metrics" in count.en
    assert count.zh.endswith("。") and zh in count.zh and en in count.en
    assert ("其余" in count.zh) == ("other" in count.en) == bool(more)


def test_a_difference_of_next_to_nothing_is_told_without_its_noughts():
    info = MetricInfo("m", same("a measure"), "minute", "lower", "outcome")
    told = Moved(info, 10.0, 10.0, (2.75e-8, -9.27e-5, 0.25)).signed()
    assert [each.zh for each in told[:2]] == ["增加，不到 0.001 分钟", "减少，不到 0.001 分钟"]
    assert told[0].en == "up by less than 0.001 min"
    assert told[2].en.startswith("+0.25")
