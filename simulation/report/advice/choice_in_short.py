"""The choice in one paragraph: what it does and costs, what a re-check on fresh worlds gave, in how many of
these it stays ahead, and which assumption would overturn it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from simulation.experiment.comparison.assumptions.advised_choice import advice_of, rival_said, sum_said
from simulation.experiment.comparison.assumptions.overturning import single_said
from simulation.report.advice.ladder import called
from simulation.report.advice.questions import cost_of
from simulation.report.advice.turning_points import folder_titles
from simulation.report.advice.untested_choice import untested
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline, with_unit
from simulation.report.wording.markup import rich
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import end, signed

ALONE = rich(
    "<b>只推行一项，平均作用最大的是{s}</b>{b}：{m} {d}。",
    "<b>Of single remedies {s} does most on average</b>{b}: {m} {d}.",
)
ADVISED = rich(
    "<b>{y}以内的选择是{s}</b>{b}：{m} {d}。", "<b>The choice for {y} a year is {s}</b>{b}: {m} {d}."
)
PART = rich(
    "<b>{y}以内的选择{t}没有一起运行过；其中作用最大的一项是{s}</b>{b}：{m} {d}。",
    "<b>The choice for {y} a year, {t}, was not run together; the part of it that does most is {s}</b>{b}: "
    "{m} {d}.",
)
OF_ALL = rich("<b>平均作用最大的是{s}</b>{b}：{m} {d}。", "<b>{s} does most on average</b>{b}: {m} {d}.")
CHECKED = Pair(
    "另抽 {n} 个情形复核（新的随机数，{inputs} 项假定全部重抽，{people} 人的小街道、{days}）：平均 {d}，"
    "最好 {best}、最差 {worst}；{n} 个情形中，{leads}。",
    " Re-checked in {n} fresh worlds (new random draws, all {inputs} assumptions drawn anew, a small street "
    "of {people} residents over {days}): {d} on average, best {best}, worst {worst}; "
    "it does more than {leads}.",
)
UNSURE = Pair("（尚不能判断）", " (inconclusive)")
NOTHING = Pair("什么都不做", "doing nothing")
LEADS = Pair("{k} 个胜过{rival}", "{rival} in {k} of them")


def choice_in_short(folder: Folder, rows: Mapping[str, list[Row]]) -> Pair | None:
    """None where no fresh worlds were drawn (`overturn`), or the choice is not on the page."""
    drawn, tried = folder.drawn_worlds, folder.overturning
    chosen = {row.scenario.id: row for row in rows.get(HEADLINE, [])}
    if drawn.empty or tried.empty or drawn["metric"].iloc[0] != HEADLINE:
        return None
    row = chosen.get(str(drawn["choice"].iloc[0]))
    against = drawn[drawn["rival"] == folder.baseline.id]
    if row is None or against.empty:
        return None
    said = _lead(folder, row)
    titles = folder_titles(folder) | {each.id: each.short_name for each in folder.scenarios}
    single = single_said(tried, drawn, titles, with_paths=False)
    checked = _checked(folder, drawn, against.iloc[0], titles, row)
    return said + checked + _after(rival_said(drawn, titles)) + _after(single) + _after(untested(folder))


def _lead(folder: Folder, row: Row) -> Pair:
    """The first sentence: of a choice by budget, of a single remedy, or of all that was run."""
    about = {
        "s": row.scenario.short_name,
        "b": cost_of(folder, row.scenario),
        "m": inline(row.info.label),
        "d": with_unit(row.text, row) + (Pair("", "") if row.conclusive else UNSURE),
    }
    if (advice := advice_of(folder.drawn_worlds)) is None:
        return (ALONE if _one_of_many(folder, row) else OF_ALL).fill(**about)
    budget, step = advice
    words = ADVISED if step == row.scenario.id else PART
    return words.fill(**about, y=sum_said(budget), t=called(folder, step))


def _one_of_many(folder: Folder, row: Row) -> bool:
    """Whether the choice was made among single remedies, with packages of them beside it."""
    return len(row.scenario.remedies) == 1 and any(len(each.remedies) > 1 for each in folder.scenarios)


def _checked(
    folder: Folder, drawn: pd.DataFrame, against: pd.Series, titles: Mapping[str, Pair], row: Row
) -> Pair:
    names = dict(titles) | {folder.baseline.id: NOTHING}
    leads = [
        LEADS.fill(rival=names[str(each["rival"])], k=f"{each['choice_leads']:.0f}")
        for each in sorted(drawn.to_dict("records"), key=lambda one: one["rival"] != folder.baseline.id)
    ]
    numbers = mean, low, high = (
        float(against["difference"]),
        float(against["smallest"]),
        float(against["largest"]),
    )
    return CHECKED.fill(
        n=f"{against['worlds']:.0f}",
        inputs=f"{against['inputs']:.0f}",
        people=f"{against['residents']:,.0f}",
        days=counted(int(against["days"]), "天", "day"),
        d=signed(mean, low, high, row.info.unit),
        best=end(low, numbers, row.info.unit),
        worst=end(high, numbers, row.info.unit),
        leads=_in_a_row(leads),
    )


def _in_a_row(leads: list[Pair]) -> Pair:
    return Pair("，".join(each.zh for each in leads), listed(leads).en)


def _after(text: Pair) -> Pair:
    return Pair("", " ") + text if text.en else text
