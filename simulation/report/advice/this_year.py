"""Whether results show within this year: what was counted, since when the choice is in force, and that no
more is known."""

from __future__ import annotations

import pandas as pd

from simulation.experiment.comparison.policies.budget_ladder import BUDGET, step_within
from simulation.report.advice import question_words as say
from simulation.report.advice.ladder import in_full
from simulation.report.data.comparison_rows import Row
from simulation.report.data.measured_money import whole_years
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import one_year, period
from simulation.report.data.titles import inline
from simulation.report.wording.dates import spoken_date
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import difference, signed


def this_year(folder: Folder, good: list[Row], info: MetricInfo) -> Pair:
    """The choice within the budget, else what does most, over the first measured year: its own rows in a
    study of several years, else the whole period. good: rows of the headline that help, most first."""
    table = folder.comparison_years
    first = table[(table["year"] == table["year"].min()) & (table["metric"] == HEADLINE)]
    helped = set(first.loc[first["verdict"] == "better", "scenario"]) if len(first) else None
    there = [row for row in good if helped is None or row.scenario.id in helped]
    tail = _later(folder, helped is None)
    if not there:
        return say.NO_YEAR_ONE.fill(m=inline(info.label)) + tail
    chosen = (step_within(folder.ladder, BUDGET) or {}).get("scenario")
    row = next((each for each in there if each.scenario.id == chosen), there[0])
    d = _in_first_year(row, first)
    said = say.YEAR_ONE.fill(
        when=_counted(folder),
        s=in_full(folder, row.scenario.id),
        effect=say.EFFECT.fill(m=inline(info.label), d=d),
    )
    return said + _starts(folder, row.scenario.id) + tail


def _counted(folder: Folder) -> Pair:
    """The days that the answer counts."""
    years = whole_years(folder)
    return years[min(years)] if years else one_year(folder) or period(folder)


def _in_first_year(row: Row, first: pd.DataFrame) -> Pair:
    """With its interval where years differ; else the bare number, whose interval stands at the choice."""
    for mine in first[first["scenario"] == row.scenario.id].to_dict("records"):
        return difference(mine["difference"], mine["low"], mine["high"], row.info.unit)
    return signed(row.difference, row.low, row.high, row.info.unit)


def _starts(folder: Folder, scenario: str) -> Pair:
    """From which day its policies are in force, and from which wholly; nothing where no days are given."""
    listed = {each["name"]: each.get("policies", []) for each in folder.study.get("scenarios", [])}
    days = [(each["from"], each["full"]) for each in listed.get(scenario, []) if "from" in each]
    if not days:
        return Pair("", "")
    first, full = min(one for one, _ in days), max(other for _, other in days)
    words = say.STARTS if first == full else say.STARTS_SLOWLY
    return words.fill(first=spoken_date(first), full=spoken_date(full))


def _later(folder: Folder, one: bool) -> Pair:
    days, start = int(folder.study.get("days") or 0), str(folder.study.get("start", ""))[5:10]
    said = say.LATER if one else Pair("", "")
    if one and days < 365:
        said = say.PART_YEAR.fill(days=days)
    return said + (say.LATE_START if start != "01-01" else Pair("", ""))
