"""The choice in three paragraphs: what it does and costs; in how many fresh worlds it stays ahead, and by how
much on average; and which assumption would overturn it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from simulation.experiment.comparison.assumptions.advised_choice import advice_of, rival_said, sum_said
from simulation.experiment.comparison.assumptions.overturning import in_a_row, single_said
from simulation.experiment.comparison.assumptions.redrawn_leads import lead_said
from simulation.report.advice.certainty.turning_points import TODAY, folder_titles
from simulation.report.advice.certainty.untested_choice import untested
from simulation.report.advice.ladder import called
from simulation.report.advice.questions import cost_of
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline, with_unit
from simulation.report.wording.markup import rich
from simulation.text.bilingual import Pair, counted

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
OVERTURNS = rich("<b>会不会被推翻：</b>", "<b>Would anything overturn it?</b> ")
CHECKED = rich(
    "<b>复核：</b>另抽 {n} 个情形（新的随机数，{inputs} 项假定全部重抽，{people} 人的小街道、{days}）："
    "{leads}。",
    "<b>Re-check:</b> in {n} fresh worlds (new random draws, all {inputs} assumptions drawn anew, a small "
    "street of {people} residents over {days}): it does more {leads}.",
)
UNSURE = Pair("（尚不能判断）", " (inconclusive)")
NOTHING = Pair("什么都不做", "doing nothing")
LESS = -1.0  # fewer of the headline is better


def choice_in_short(folder: Folder, rows: Mapping[str, list[Row]]) -> list[Pair] | None:
    """A paragraph each of the choice, of its re-check and of what would overturn it; None where
    no fresh worlds were drawn (`overturn`), or the choice is not on the page."""
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
    single = single_said(tried, drawn, titles | {folder.baseline.id: TODAY}, in_full=False)
    checked = _checked(folder, drawn, against.iloc[0], titles)
    against_whom = _after(rival_said(drawn, titles))
    return [said, checked + against_whom, OVERTURNS + single + _after(untested(folder))]


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


def _checked(folder: Folder, drawn: pd.DataFrame, against: pd.Series, titles: Mapping[str, Pair]) -> Pair:
    names = dict(titles) | {folder.baseline.id: NOTHING}
    leads = [
        lead_said(each, names[str(each["rival"])], LESS)
        for each in sorted(drawn.to_dict("records"), key=lambda one: one["rival"] != folder.baseline.id)
    ]
    return CHECKED.fill(
        n=f"{against['worlds']:.0f}",
        inputs=f"{against['inputs']:.0f}",
        people=f"{against['residents']:,.0f}",
        days=counted(int(against["days"]), "天", "day"),
        leads=in_a_row(leads),
    )


def _after(text: Pair) -> Pair:
    return Pair("", " ") + text if text.en else text
