"""What each larger budget buys, as the page says it."""

import json
from types import SimpleNamespace

import pytest

from simulation.experiment.tables.data_dictionary import columns_of
from simulation.report.advice.ladder import ladder
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

HEAD = (
    "scenario,ran,budget,effect_difference,low,high,pairs,further_price,further_low,further_high,"
    "runner_up,lead_low,lead_high,first_in,verdict\n"
)
SAVES = "a,1,-5000,-50,-60,-40,5,,,,,,,5,better\n"
DEAR = "b,1,350000,-200,-220,-180,5,33.3,30,37,a,100,200,5,better\n"
BEYOND = "a,1,700000,-300,-320,-280,5,33.3,30,37,b,100,200,5,better\n"
SUM = "a + b,0,360000,-250,-270,-230,5,20,18,22,b,-5,9,3,cannot tell\n"
BILLS = {"base": 100, "a": 1434, "b": 60}  # hours a year
RUNS = "scenario,replication,seed,metric,unit,value\n" + "".join(
    f"{name},{run},7,bill_hours,hours/year,{hours}\n{name},{run},7,need_days,days,4000\n"
    for name, hours in BILLS.items()
    for run in range(5)
)
INFO = SimpleNamespace(
    label=Pair("需求未解决天数", "Unsolved need-days"),
    unit="days/1,000 residents/year",
    unit_words=Pair("天/(千人·年)", "days per 1,000 residents and year"),
    level=lambda value: Pair(f"{value:.0f} 天/(千人·年)", f"{value:.0f} days"),
)


@pytest.fixture
def shown(tmp_path):
    def made(*rows, compared=(), package=()):
        titles = {
            "base": ("Today", "现状"),
            "a": ("Remedy 1: x", "举措一：甲"),
            "b": ("Remedy 2: y", "举措二：乙"),
        }
        listed = [
            {"name": name, "title": {"en": en, "zh": zh}, "remedies": [at] if at else []}
            for at, (name, (en, zh)) in enumerate(titles.items())
        ]
        if package:
            listed += [{"name": "whole", "title": {"en": "All", "zh": "全"}, "remedies": package}]
        study = {"name": "s", "title": {"en": "S", "zh": "研"}, "baseline": "base", "scenarios": listed}
        (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
        if not (tmp_path / "runs.csv").exists():
            (tmp_path / "runs.csv").write_text(RUNS, encoding="utf-8")
        (tmp_path / "ladder.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
        return ladder(Folder(tmp_path), {"need_days": INFO}, {"need_days": list(compared)})

    return made


def test_the_title_says_what_to_do_with_the_budget_and_what_that_does(shown):
    said = shown(SAVES, DEAR, BEYOND).title
    assert said.en == (
        "Within 500,000 yuan: “Remedy 2: y”, costing 350 thousand yuan in the model, cuts unsolved "
        "need-days by 5.0%; more money: see the table"
    )
    assert said.zh == (
        "50 万元以内：做“举措二：乙”，模型里花 35.0 万元，需求未解决天数减少 5.0%；钱更多见下表"
    )
    assert shown(SAVES).title.zh.endswith("模型里节省 5,000 元，需求未解决天数减少 1.2%")


def test_where_the_budget_buys_nothing_the_title_names_each_step_with_its_budget(shown, monkeypatch):
    monkeypatch.setattr("simulation.report.advice.ladder.BUDGET", -1e6)
    said = shown(SAVES, DEAR).title
    assert said.en == (
        "In this model, with these assumptions, what does most on average: no extra money (saves 5,000 "
        "yuan) “Remedy 1”; from 350 thousand yuan “Remedy 2”"
    )
    assert said.zh == (
        "在本模型及其假设下，平均作用最大的是：不增加支出（节省 5,000 元），“举措一”；35.0 万元起，“举措二”"
    )


def test_a_line_has_the_price_of_a_further_need_day_and_who_comes_second(shown):
    told = shown(SAVES, DEAR)
    budget, choice, _, effect, further, first, order = (each.en for each in told.lines[1])
    assert told.heads[5].en == "Times first, of 5" and told.heads[5].zh == "5 次比较中排第一的次数"
    assert (budget, choice) == ("from 350 thousand yuan", "②")
    assert effect == "−200 (−220 to −180)"
    assert further == "33.3 yuan (30.0 to 37.0)"
    assert (first, order) == ("5", "its lead is conclusive")
    assert "today 4000 days, or 4.0 days a resident and year, of which the last row cuts 5.0%" in told.sub.en


def test_the_hours_of_a_step_are_those_of_its_parts_to_three_digits(shown):
    lines = shown(SAVES, DEAR, SUM).lines
    assert [line[2].en for line in lines] == ["1,330", "−40.0", "1,290"]  # 1,334; 60 - 100; their sum


def test_a_sum_is_marked_and_the_note_says_what_that_means(shown):
    told = shown(DEAR, SUM)
    assert told.lines[1][1].en == "①+②†"
    assert told.lines[1][4].en == "20.0 yuan (18.0 to 22.0)"
    assert told.lines[1][6].en == "10.0 thousand yuan dearer than ②, not shown to be better"
    assert told.lines[1][6].zh == "比②贵 1.00 万元，是否更有效还不能判断，可不选"
    assert "†" in told.note.en and "†" in told.note.zh
    assert told.sub.en.endswith("cuts 6.2%†. Brackets: 95% confidence intervals.")
    assert "†" not in shown(DEAR).note.en


def test_a_sum_has_no_conclusive_lead_and_the_title_says_what_is_tied(shown):
    # given a sum that leads by its numbers, and one that ties with what is cheaper
    leads = shown(DEAR, SUM.replace("cannot tell", "better"))
    assert leads.lines[1][6] == Pair("推算，可能偏大", "a sum, perhaps too large")
    assert "“Remedy 1” and “Remedy 2”†, costing" in leads.title.en and "tied" not in leads.title.en
    # then the title does not sell the second as more
    assert shown(DEAR, SUM).title.en.endswith(" by 6.2% (tied with “Remedy 2”)")


def test_a_sum_of_more_than_the_package_did_says_what_the_package_did(shown, tmp_path):
    # given that both were run together, too, and made 240 days fewer, where the sum says 250
    runs = "".join(f"whole,{run},7,need_days,days,3760\n" for run in range(5))
    (tmp_path / "runs.csv").write_text(RUNS + runs, encoding="utf-8")
    (tmp_path / "comparison.csv").write_text(",".join(columns_of("comparison.csv")), encoding="utf-8")
    told = shown(SAVES, SUM.replace("cannot tell", "better"), SUM, package=(1, 2))
    assert told.lines[1][6].en == "a sum; all 2 run together made only −240"
    assert told.lines[1][6].zh == "推算；2 项一起运行只有 −240"
    assert "of which the last row cuts 6.2%† (6.0% where all 2 really ran together)." in told.sub.en
    assert "减少最多的一档减少 6.2%†（2 项真正一起运行是 6.0%）。" in told.sub.zh
    assert told.lines[2][6].en == "tied with ②; a sum; all 2 run together made only −240"
    # then of a sum of less than that, and of what a package has not, nothing is said
    small = SUM.replace("-250", "-230").replace("cannot tell", "better")
    assert shown(small, package=(1, 2)).lines[0][6].en == "a sum, perhaps too large"
    assert shown(SUM, package=(1, 3)).lines[0][6].en == "tied with ②"


def test_every_sign_of_the_table_is_explained(shown):
    tied = DEAR.replace("better", "cannot tell")
    assert [each.en for each in shown(tied).key] == ["① Remedy 1: x", "② Remedy 2: y"]
    assert [each.zh for each in shown(SAVES).key] == ["① 举措一：甲"]
    assert [each.zh for each in shown(DEAR).key] == ["② 举措二：乙"]  # who is behind stands in no cell


def test_every_column_has_a_brief_name_or_none_needed(shown):
    found = shown(DEAR)
    assert len(found.briefs) == len(found.heads) == len(found.lines[0])
    assert found.briefs[2:6] == (
        Pair("工时（小时/年）", "Worker hours a year"),
        Pair("未解决天数", "Unsolved days"),
        Pair("比上一行每多减 1 天", "Per extra day saved"),
        Pair("居首次数（共 5 次）", "Times first (of 5)"),
    )


def test_why_two_rows_have_one_price_is_said_where_two_have(shown):
    assert "equal prices: the same remedy is what is added" in shown(DEAR, BEYOND).note.en
    assert "equal prices" not in shown(DEAR, SUM).note.en


def test_the_budget_is_said_to_be_gross(shown):
    head = shown(DEAR).heads[0]
    assert head.zh == "全街道每年新增预算（全部花费，含外部资金）"
    assert "gross, outside money included" in head.en


def test_what_saves_has_no_price_and_no_rival(shown):
    line = shown(SAVES).lines[0]
    assert (line[4].en, line[6].en) == ("–", "the only conclusive effect within this budget, in this model")


def test_bills_that_were_not_paid_stand_beside_the_costs(shown, tmp_path):
    assert "lacked money" not in shown(DEAR).note.en
    told = "scenario,replication,date,kind,subject,message_en,message_zh\n"
    lines = ["a,0,d,money,x,m,m", "a,0,e,money,y,m,m", "b,1,d,money,x,m,m", "b,0,d,lever,x,m,m"]
    (tmp_path / "events.csv").write_text(told + "\n".join(lines) + "\n", encoding="utf-8")
    told = shown(DEAR).note
    assert "In 2 of 15 runs some communities ran short and stopped part of the work" in told.en
    assert told.en.endswith("costs are what was paid, not what to apply for.")
    assert "15 次运行中有 2 次有社区缺钱、停过部分工作：" in told.zh
    assert told.zh.endswith("金额是模型里实际付出的，申请预算时不能照抄。")


def test_without_a_step_there_is_no_section(shown):
    assert shown() is None


def test_what_does_more_on_average_but_is_not_told_from_chance_is_named(shown):
    # given a scenario that spares more than every step, one that spares less, and one that is a step
    def row(name, gain, conclusive):
        return SimpleNamespace(
            gain=gain,
            conclusive=conclusive,
            scenario=SimpleNamespace(short_name=Pair(f"“{name}”", f"“{name}”")),
        )

    rows = [row("Less", 49, False), row("More", 90, False), row("Most", 180, False), row("x", 50, True)]
    found = shown(SAVES, compared=rows)
    # then the title claims no more than conclusive effects, and the note says what is left out
    assert found.title.en.endswith("by 1.2%, the most of the conclusive effects")
    assert "The mean difference of “Most” and “More” is larger, but these runs do not tell" in found.note.en
    assert "“Most”和“More”的平均差值更大" in found.note.zh
    assert "left out" not in shown(SAVES, compared=rows[:1]).note.en
