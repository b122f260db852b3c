"""What the scenarios do for the needs of a group of residents that nobody hears of, in a sentence."""

from __future__ import annotations

import math

from simulation.experiment.comparison.policies.budget_ladder import BUDGET
from simulation.report.advice import question_words as say
from simulation.report.advice.ladder import in_full
from simulation.report.advice.money.what_it_costs import extra_yuan, spent
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import names
from simulation.report.figures.street.unheard import Group, Unheard
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level

HARDLY = 0.02  # of the needs that nobody hears of: a smaller cut is hardly one


def for_group(folder: Folder, unheard: Unheard, group: Group) -> Pair:
    """The best within the budget and of all; that it is not known where the group was not recorded."""
    if group not in unheard.groups:
        return say.NO_METRIC
    rows = unheard.rows[group.id]
    good = sorted((row for row in rows if row.verdict == "better"), key=lambda row: row.difference)
    if not good:
        x = level(unheard.today(group), "share")
        return say.GROUP_UNSURE.fill(who=group.name, x=x)
    worse = [row.scenario for row in rows if row.verdict == "worse" and not row.scenario.only_costs]
    said = say.GROUP.fill(who=group.name, x=_of_a_thousand(good[0].baseline_mean))
    said += _within(folder, good)
    said += say.RAISES.fill(names=names(worse)) if worse else Pair("", "")
    return said + Pair("。", ".") + say.GROUP_ONLY


def _within(folder: Folder, good: list[Row]) -> Pair:
    """The best within the budget and, where that costs more, the best of all: needs unheard of a thousand."""
    within = [row for row in good if extra_yuan(folder, row.scenario) <= BUDGET]
    said = say.GROUP_WITHIN + cut(folder, within[0]) if within else say.GROUP_NONE_WITHIN
    if within and within[0] is good[0]:
        return said
    s = good[0].scenario
    b = spent(extra_yuan(folder, s), math.nan)
    most = say.GROUP_MOST.fill(s=s.short_name, b=b, y=_of_a_thousand(good[0].mean))
    return joined("；", "; ", [said, most])


def cut(folder: Folder, row: Row) -> Pair:
    """To how many of a thousand a scenario lowers what nobody hears of, and whether that is much."""
    x, y = _of_a_thousand(row.baseline_mean), _of_a_thousand(row.mean)
    less = (
        say.HARDLY_FEWER.fill(k=int(x) - int(y))
        if row.difference > -HARDLY * row.baseline_mean
        else Pair("", "")
    )
    few = say.FEWER_THAN_ONE if x == y else less
    return say.GROUP_CUT.fill(s=in_full(folder, row.scenario.id), y=y, few=few)


def _of_a_thousand(share: float) -> str:
    return f"{1000 * share:.0f}"
