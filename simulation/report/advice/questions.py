"""Questions of a street office, each answered from the results in one sentence, or said not to be known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulation.experiment.comparison.policies.budget_ladder import BUDGET, JOINED, step_within
from simulation.report.advice import question_words as say
from simulation.report.advice.certainty.redrawn_worlds import again
from simulation.report.advice.harms import borne, hit_hard
from simulation.report.advice.ladder import called, in_full, larger_but_inconclusive, unpaid_runs
from simulation.report.advice.money.data_platform import spread
from simulation.report.advice.money.public_money import public_money
from simulation.report.advice.money.who_pays import who_pays
from simulation.report.advice.plain_days import plain_days
from simulation.report.advice.this_year import this_year
from simulation.report.data.comparison_rows import Row, first_leads, of_scenario
from simulation.report.data.measured_money import extra_hours, hours_said
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import beside, best, by_weight, inline, names, size, with_unit
from simulation.report.figures.street.unheard import AGE, BY_DAY, Group, Unheard
from simulation.report.summary.sign_held import held
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import before_a_word, difference, level, signed

POSTS, OVERTIME, STREET = "workers_filled", "overtime_hours", "cost_street"
SOLVED = "resolution_general_median"
PRICE_SAID = "cost_per_solved"  # follows from the money, which is said already
NO_POSTS = 0.01  # of workers in posts: fewer more are vacancies that are filled sooner
NAMED_AT_MOST = 3
HARDLY = 0.02  # of the needs that nobody hears of: a smaller cut is hardly one


@dataclass(frozen=True)
class Results:
    """What the answers are made of."""

    folder: Folder
    rows: Mapping[str, list[Row]]
    known: Mapping[str, MetricInfo]
    unheard: Unheard

    @property
    def good(self) -> list[Row]:
        """Rows of the headline that are conclusively better, most gain first, without what only costs."""
        found = [row for row in self.rows.get(HEADLINE, []) if not row.scenario.only_costs]
        return best([row for row in found if math.isfinite(row.difference)])

    @property
    def metric(self) -> Pair:
        """The headline inside a sentence."""
        return inline(self.known[HEADLINE].label)

    def of(self, metric: str) -> dict[str, Row]:
        """Rows of a metric by scenario."""
        return {row.scenario.id: row for row in self.rows.get(metric, [])}


def questions(
    folder: Folder, rows: Mapping[str, list[Row]], known: Mapping[str, MetricInfo], unheard: Unheard
) -> list[tuple[Pair, Pair]]:
    """Each question with its answer; none where no scenario is compared on the headline."""
    if HEADLINE not in known or not any(row.enough for row in rows.get(HEADLINE, [])):
        return []
    results = Results(folder, rows, known, unheard)
    answers = {
        "budget": _budget(results),
        "payers": who_pays(folder) or say.NO_PAYER,
        "posts": _posts(results),
        "overtime": _overtime(results),
        "neither": _neither(results),
        "soon": this_year(folder, results.good, known[HEADLINE]),
        "old": _group(results, Group(AGE, "60plus")),
        "tenants": say.TENANTS,
        "shifts": _group(results, Group(BY_DAY, "at_work")) + say.SHIFTS,
        "worse": _worse(results),
    }
    return [(say.ASKED[name], said) for name, said in answers.items()]


def _budget(results: Results) -> Pair:
    steps = results.folder.ladder.to_dict("records")
    if not steps:
        return say.NOTHING_HELPS.fill(m=results.metric)
    within = step_within(results.folder.ladder, BUDGET)
    step = within or steps[0]
    s, b = called(results.folder, step["scenario"]), level(step["budget"], "yuan")
    if not within:
        return (
            say.TOO_DEAR.fill(s=s, b=b)
            + _cheaper(results, steps)
            + public_money(results.folder, results.rows)
        )
    today = results.folder.mean(HEADLINE, results.folder.baseline.id)
    part = level(-step["effect_difference"] / today, "share")
    each = plain_days(results.folder, results.known[HEADLINE], today, step["effect_difference"])
    again_drawn = again(results.folder, results.of(HEADLINE).get(step["scenario"]))
    said = _step(results, step) + say.PART.fill(part=part, each=each) + _faster(results, step)
    said += again_drawn + _paid(results.folder, step) + spread(results.folder, step["scenario"])
    return said + public_money(results.folder, results.rows)


def _paid(folder: Folder, step: Mapping) -> Pair:
    """That what was paid is not what to apply for, since communities could not pay in so many runs, today's
    included; nothing where none lacked money."""
    k, n = unpaid_runs(folder, step["scenario"].split(JOINED))
    today, m = unpaid_runs(folder, [folder.baseline.id])
    return say.PAID.fill(k=k, n=n, today=today, m=m, b=level(step["budget"], "yuan")) if k else Pair("", "")


def _faster(results: Results, step: Mapping) -> Pair:
    """How much sooner the median general case is solved, which can be pictured; nothing where that is not
    conclusive, or the step is a sum."""
    row = results.of(SOLVED).get(step["scenario"])
    if row is None or row.verdict != "better":
        return Pair("", "")
    return say.FASTER.fill(m=row.info.label, b=row.info.level(row.baseline_mean), d=size(row))


def _cheaper(results: Results, steps: list[dict]) -> Pair:
    """What is within the budget and does more on average, but is not told from chance: the most of it."""
    larger = larger_but_inconclusive(steps, results.rows)
    within = [each for each in larger if _extra_yuan(results.folder, each) <= BUDGET]
    if not within:
        return Pair("", "")
    return say.CHEAPER.fill(s=within[0].short_name, b=cost_of(results.folder, within[0]))


def _step(results: Results, step: Mapping) -> Pair:
    """A step of the ladder with its price, its effect, and how sure that is."""
    s = in_full(results.folder, step["scenario"])
    b = _spent(step["budget"], extra_hours(results.folder, step["scenario"].split(JOINED)))
    d = _with_words(
        results,
        difference(step["effect_difference"], step["low"], step["high"], results.known[HEADLINE].unit),
    )
    tied = step["runner_up"] and step["verdict"] != "better"
    order = say.TIED.fill(t=called(results.folder, step["runner_up"])) if tied else Pair("", "")
    row = next((each for each in results.good if each.scenario.id == step["scenario"]), None)
    sure = (
        _sure(results.folder, row)
        if row
        else say.FIRST_IN.fill(k=int(step["first_in"]), n=int(step["pairs"]))
    )
    added = Pair("", "") if step["ran"] else say.SUM
    effect = say.EFFECT.fill(m=results.metric, d=d)
    return say.BEST.fill(s=s, b=b, effect=effect, sure=sure + added, order=order)


def _told_above(results: Results, step: Mapping) -> Pair:
    """A step within the budget; in few words where it is the answer to the first question."""
    if step["scenario"] != (step_within(results.folder.ladder, BUDGET) or {}).get("scenario"):
        return _step(results, step)
    d = (step["effect_difference"], step["low"], step["high"], results.known[HEADLINE].unit)
    return say.AS_ABOVE.fill(
        s=in_full(results.folder, step["scenario"]),
        b=(say.A_YEAR if step["budget"] >= 0 else say.SAVED_A_YEAR).fill(
            b=level(abs(step["budget"]), "yuan")
        ),
        m=results.metric,
        d=signed(*d),
    )


def _with_words(results: Results, text: Pair) -> Pair:
    words = results.known[HEADLINE].unit_words
    return beside(text, words) if words.en else text


def _spent(yuan: float, hours: float) -> Pair:
    """What it costs the whole street a year in money and in workers' time, in brackets; nothing where the
    money is not known."""
    if not math.isfinite(yuan):
        return Pair("", "")
    takes = say.TAKES if yuan >= 0 else say.TAKES_THOUGH
    known = math.isfinite(hours) and round(hours) != 0
    time = (takes if hours > 0 else say.FREES).fill(h=before_a_word(hours_said(abs(hours))))
    words = say.PRICED if yuan >= 0 else say.SAVING
    return words.fill(b=level(abs(yuan), "yuan"), h=time if known else Pair("", ""))


def _extra_yuan(folder: Folder, scenario: ShownScenario) -> float:
    return folder.mean(STREET, scenario.id) - folder.mean(STREET, folder.baseline.id)


def cost_of(folder: Folder, scenario: ShownScenario) -> Pair:
    """What a scenario costs a year in money and workers' time, in brackets."""
    return _spent(_extra_yuan(folder, scenario), extra_hours(folder, [scenario.id]))


def _priced(folder: Folder, scenarios: Iterable[ShownScenario]) -> Pair:
    return listed(each.short_name + cost_of(folder, each) for each in scenarios)


def _sure(folder: Folder, row: Row) -> Pair:
    found = held(folder, row)
    return say.HELD.fill(k=found.k, n=found.n) if found else say.LUCK


def _best_of(results: Results, rows: list[Row], whose: Pair) -> Pair:
    """The best of some rows that help, and whether it is ahead of the next; whose: which rows these are."""
    if not rows:
        return say.NONE_LEFT.fill(m=results.metric)
    first = rows[0]
    behind = len(rows) > 1 and not first_leads(results.folder, rows)
    order = say.TIED.fill(t=rows[1].scenario.short_name) if behind else Pair("", "")
    effect = say.EFFECT.fill(m=results.metric, d=with_unit(first.text, first))
    about = {"effect": effect, "sure": _sure(results.folder, first), "order": order}
    cost = cost_of(results.folder, first.scenario)
    return whose + say.BEST.fill(s=first.scenario.short_name, b=cost, **about)


def _steps_of(results: Results, allowed: set[str]) -> list[Mapping]:
    """Steps of the ladder all of whose parts are allowed, the cheapest first."""
    steps = results.folder.ladder.to_dict("records")
    return [step for step in steps if set(step["scenario"].split(JOINED)) <= allowed]


def _best_step(results: Results, rows: list[Row], whose: Pair) -> Pair:
    """What does most within the budget and, where that is another, whatever it costs; without a ladder, the
    best of the rows."""
    steps = _steps_of(results, {row.scenario.id for row in rows})
    if not steps:
        return _best_of(results, rows, whose)
    within = [step for step in steps if step["budget"] <= BUDGET]
    said = whose + (say.WITHIN + _told_above(results, within[-1]) if within else say.NONE_WITHIN)
    if within and within[-1] is steps[-1]:
        return said
    return said + (say.WHATEVER if steps[-1]["ran"] else say.WHATEVER_SUM) + _step(results, steps[-1])


def _posts(results: Results) -> Pair:
    posts = results.of(POSTS)
    if not posts:
        return say.NO_METRIC
    same = [row for row in results.good if _no_posts(posts.get(row.scenario.id))]
    return _best_step(results, same, say.POSTS_SAME) + _but_overtime(results, same)


def _but_overtime(results: Results, rows: list[Row]) -> Pair:
    """Which parts of the largest step of these rows raise overtime; nothing where none does."""
    steps = _steps_of(results, {row.scenario.id for row in rows})
    parts = steps[-1]["scenario"].split(JOINED) if steps else [row.scenario.id for row in rows[:1]]
    hours = [row for row in results.rows.get(OVERTIME, []) if row.scenario.id in parts]
    return _told(say.BUT_OVERTIME, [row for row in hours if row.verdict == "worse"])


def _neither(results: Results) -> Pair:
    """What does most without posts and without overtime, and, of a single one, what is known of its
    overtime."""
    posts, hours = results.of(POSTS), results.of(OVERTIME)
    if not posts or not hours:
        return say.NO_METRIC
    raising = {id for id, row in hours.items() if row.verdict == "worse"}
    same = [row for row in results.good if _no_posts(posts.get(row.scenario.id))]
    same = [row for row in same if row.scenario.id not in raising]
    said = _best_step(results, same, say.NEITHER_SAME)
    return said + (_its_overtime(hours.get(same[0].scenario.id)) if len(same) == 1 else Pair("", ""))


def _its_overtime(row: Row | None) -> Pair:
    if row is None:
        return Pair("", "")
    return say.ITS_OVERTIME.fill(d=with_unit(row.text, row), v=row.words)


def _no_posts(row: Row | None) -> bool:
    return row is not None and row.difference <= NO_POSTS * row.baseline_mean


def _overtime(results: Results) -> Pair:
    hours = results.of(OVERTIME)
    if not hours:
        return say.NO_METRIC
    worse = {id for id, row in hours.items() if row.verdict == "worse"}
    same = [row for row in results.good if row.scenario.id not in worse]
    said = _best_step(results, same, say.OVERTIME_SAME)
    for verdict, words in (("better", say.LESS_OVERTIME), ("worse", say.MORE_OVERTIME)):
        some = [r.scenario for r in hours.values() if r.verdict == verdict and not r.scenario.only_costs]
        listing = _priced(results.folder, some) if verdict == "better" else names(some)
        said += words.fill(names=listing) if some else Pair("", "")
        unsure = [row.scenario for row in results.rows[HEADLINE] if row.unsure and row.scenario in some]
        if verdict == "better" and unsure:
            said += say.UNSURE_HELP.fill(names=names(unsure), m=results.metric)
    return said


def _told(words: Pair, rows: list[Row]) -> Pair:
    """Who they are; nothing where there is none."""
    return words.fill(names=names(row.scenario for row in rows)) if rows else Pair("", "")


def _group(results: Results, group: Group) -> Pair:
    """What the scenarios do for the needs of a group that nobody hears of."""
    if group not in results.unheard.groups:
        return say.NO_METRIC
    rows = results.unheard.rows[group.id]
    good = sorted((row for row in rows if row.verdict == "better"), key=lambda row: row.difference)
    if not good:
        x = level(results.unheard.today(group), "share")
        return say.GROUP_UNSURE.fill(who=group.name, x=x)
    worse = [row.scenario for row in rows if row.verdict == "worse" and not row.scenario.only_costs]
    said = say.GROUP.fill(who=group.name, x=_of_a_thousand(good[0].baseline_mean))
    said += _group_within(results.folder, good)
    said += say.RAISES.fill(names=names(worse)) if worse else Pair("", "")
    return said + Pair("。", ".")


def _group_within(folder: Folder, good: list[Row]) -> Pair:
    """The best within the budget and, where that costs more, the best of all: needs unheard of a thousand."""
    within = [row for row in good if _extra_yuan(folder, row.scenario) <= BUDGET]
    said = say.GROUP_WITHIN + _cut(folder, within[0]) if within else say.GROUP_NONE_WITHIN
    if within and within[0] is good[0]:
        return said
    s = good[0].scenario
    most = say.GROUP_MOST.fill(s=s.short_name, b=cost_of(folder, s), y=_of_a_thousand(good[0].mean))
    return joined("；", "; ", [said, most])


def _cut(folder: Folder, row: Row) -> Pair:
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


def _worse(results: Results) -> Pair:
    """What gets worse with what would be chosen and with those that hit hard, in the order and the words of
    the section on it."""
    step = step_within(results.folder.ladder, BUDGET)
    chosen = step["scenario"].split(JOINED) if step else [row.scenario.id for row in results.good[:1]]
    hard = [row.scenario for row in hit_hard(results.folder, results.rows)]
    rest = [each for each in results.folder.scenarios[1:] if not each.only_costs]
    named = [each for each in rest if each.id in chosen or each in hard]
    said = [found for each in named if (found := _worst(results, each)).en]
    return joined("", "", said) + say.WORSE_END if said else say.NO_WORSE


def _worst(results: Results, scenario: ShownScenario) -> Pair:
    """All that is worse, where that is little; else, but for the price, the largest change for each who bears
    one. Nothing where nothing is worse."""
    mine = [row for name in results.rows if (row := of_scenario(scenario, results.rows, name))]
    bad = by_weight([row for row in mine if row.verdict == "worse"])
    if len(bad) <= NAMED_AT_MOST:
        said = joined("；", "; ", borne(results.folder, bad))
        return say.WORSE_ALL.fill(s=scenario.short_name, n=len(bad), list=said) if bad else Pair("", "")
    most = [row for row in bad if row.info.id != PRICE_SAID]
    said = borne(results.folder, most, most=1)[:NAMED_AT_MOST]
    return say.WORSE.fill(s=scenario.short_name, list=joined("；", "; ", said))
