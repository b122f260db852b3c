"""Questions of a street office, each answered from the results in one sentence, or said not to be known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulation.experiment.comparison.policies.budget_ladder import BUDGET, JOINED, step_within
from simulation.report.advice import question_words as say
from simulation.report.advice.certainty.sure_in_short import held_said, sure_in_short
from simulation.report.advice.for_groups import for_group
from simulation.report.advice.harms_in_short import harms_in_short
from simulation.report.advice.ladder import called, in_full, larger_but_inconclusive, unpaid_runs
from simulation.report.advice.money.public_money import gross, public_money
from simulation.report.advice.money.what_it_costs import cost_of, extra_yuan, spent
from simulation.report.advice.money.who_pays import who_pays
from simulation.report.advice.my_street import example
from simulation.report.advice.plain_days import plain_days
from simulation.report.advice.this_year import this_year
from simulation.report.advice.to_residents import SOLVED, to_residents
from simulation.report.data.comparison_rows import Row, first_leads
from simulation.report.data.measured_money import extra_hours
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import beside, best, inline, names, size, with_unit
from simulation.report.figures.street.unheard import AGE, BY_DAY, Group, Unheard
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import difference, level, signed

POSTS, OVERTIME = "workers_filled", "overtime_hours"
NO_POSTS = 0.01  # of workers in posts: fewer more are vacancies that are filled sooner


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


@dataclass(frozen=True)
class Asked:
    """A question with its short answer; more: what is folded below it; see: ids of the sections that work it
    out."""

    question: Pair
    said: Pair
    more: tuple[Pair, ...] = ()
    see: tuple[str, ...] = ()


def questions(
    folder: Folder, rows: Mapping[str, list[Row]], known: Mapping[str, MetricInfo], unheard: Unheard
) -> list[Asked]:
    """Each question with its answer; none where no scenario is compared on the headline."""
    if HEADLINE not in known or not any(row.enough for row in rows.get(HEADLINE, [])):
        return []
    results = Results(folder, rows, known, unheard)
    ask, whose = say.ASKED, ("whose",)
    old, at_work = (for_group(folder, unheard, Group(*of)) for of in ((AGE, "60plus"), (BY_DAY, "at_work")))
    found = [
        Asked(ask["budget"], _budget(results), _about_the_budget(results), ("ladder",)),
        Asked(ask["payers"], who_pays(folder) or say.NO_PAYER, see=("payers",)),
        Asked(ask["sure"], _how_sure(results), see=("sure", "turning")),
        Asked(ask["neither"], _neither(results), _only_one(results), ("harms",)),
        Asked(ask["soon"], this_year(folder, results.good, known[HEADLINE])),
        Asked(ask["old"], old, see=whose),
        Asked(ask["tenants"], say.TENANTS),
        Asked(ask["shifts"], at_work + say.SHIFTS, see=whose),
        Asked(ask["worse"], _worse(results), see=("harms",)),
        Asked(ask["say"], _to_residents(results)),
        Asked(ask["mine"], example(folder), see=("mine",)),
    ]
    return [each for each in found if each.said.en]


def _budget(results: Results) -> Pair:
    """What to do with it, what that brings, and what public money alone would buy."""
    folder, steps = results.folder, results.folder.ladder.to_dict("records")
    if not steps:
        return say.NOTHING_HELPS.fill(m=results.metric)
    public = public_money(folder, results.rows)
    if (step := step_within(folder.ladder, BUDGET)) is None:
        s, b = called(folder, steps[0]["scenario"]), level(steps[0]["budget"], "yuan")
        return say.TOO_DEAR.fill(s=s, b=b) + _cheaper(results, steps) + public
    today = folder.mean(HEADLINE, folder.baseline.id)
    each = plain_days(folder, results.known[HEADLINE], today, step["effect_difference"])
    paid = say.PAID.fill(b=level(step["budget"], "yuan")) if _unpaid(folder, step) else Pair("", "")
    return _step(results, step, how_sure=False) + each + paid + public


def _about_the_budget(results: Results) -> tuple[Pair, ...]:
    """What is worth knowing of that answer besides, a sentence each."""
    folder, step = results.folder, step_within(results.folder.ladder, BUDGET)
    if step is None:
        return ()
    found = (_faster(results, step), _unpaid(folder, step), gross(folder))
    return tuple(each for each in found if each.en)


def _how_sure(results: Results) -> Pair:
    """Of the choice within the budget, or, where there is none that was run, of what does most."""
    step = step_within(results.folder.ladder, BUDGET)
    mine = [row for row in results.good if step is not None and row.scenario.id == step["scenario"]]
    chosen = next(iter(mine or results.good), None)
    return sure_in_short(results.folder, results.rows[HEADLINE], chosen)


def _unpaid(folder: Folder, step: Mapping) -> Pair:
    """Why what was paid is not what to apply for: communities could not pay in so many runs, today's
    included; nothing where none lacked money."""
    k, n = unpaid_runs(folder, step["scenario"].split(JOINED))
    today, m = unpaid_runs(folder, [folder.baseline.id])
    return say.UNPAID.fill(k=k, n=n, today=today, m=m) if k else Pair("", "")


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
    within = [each for each in larger if extra_yuan(results.folder, each) <= BUDGET]
    if not within:
        return Pair("", "")
    return say.CHEAPER.fill(s=within[0].short_name, b=cost_of(results.folder, within[0]))


def _step(results: Results, step: Mapping, how_sure: bool = True) -> Pair:
    """A step of the ladder with its price, its effect, and how sure that is."""
    folder, names_of = results.folder, step["scenario"].split(JOINED)
    ends = (step["effect_difference"], step["low"], step["high"])
    d = _with_words(results, difference(*ends, results.known[HEADLINE].unit))
    tied = step["runner_up"] and step["verdict"] != "better"
    said = [
        say.EFFECT.fill(m=results.metric, d=d),
        _sure_of_step(results, step) if how_sure else Pair("", ""),
        Pair("", "") if step["ran"] else say.SUM,
        say.TIED.fill(t=called(folder, step["runner_up"])) if tied else Pair("", ""),
    ]
    b = spent(step["budget"], extra_hours(folder, names_of))
    return say.BEST.fill(s=in_full(folder, step["scenario"]), b=b, said=_in_turn(said))


def _sure_of_step(results: Results, step: Mapping) -> Pair:
    row = next((each for each in results.good if each.scenario.id == step["scenario"]), None)
    if row:
        return held_said(results.folder, row)
    return say.FIRST_IN.fill(k=int(step["first_in"]), n=int(step["pairs"]))


def _in_turn(said: list[Pair]) -> Pair:
    return joined("；", "; ", [each for each in said if each.en])


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


def _priced(folder: Folder, scenarios: Iterable[ShownScenario]) -> Pair:
    return listed(each.short_name + cost_of(folder, each) for each in scenarios)


def _best_of(results: Results, rows: list[Row], whose: Pair) -> Pair:
    """The best of some rows that help, and whether it is ahead of the next; whose: which rows these are."""
    if not rows:
        return say.NONE_LEFT.fill(m=results.metric)
    first = rows[0]
    behind = len(rows) > 1 and not first_leads(results.folder, rows)
    said = [
        say.EFFECT.fill(m=results.metric, d=with_unit(first.text, first)),
        held_said(results.folder, first),
        say.TIED.fill(t=rows[1].scenario.short_name) if behind else Pair("", ""),
    ]
    cost = cost_of(results.folder, first.scenario)
    return whose + say.BEST.fill(s=first.scenario.short_name, b=cost, said=_in_turn(said))


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


def _only_one(results: Results) -> tuple[Pair, ...]:
    """What to do where only one of the two must not grow."""
    answers = {"posts": _posts(results), "overtime": _overtime(results)}
    return tuple(say.ONLY.fill(asked=say.ASKED[name], said=said) for name, said in answers.items())


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


def _worse(results: Results) -> Pair:
    """Of what would be chosen, else of what does most, and of those that hit hard."""
    step = step_within(results.folder.ladder, BUDGET)
    chosen = step["scenario"].split(JOINED) if step else [row.scenario.id for row in results.good[:1]]
    return harms_in_short(results.folder, results.rows, chosen)


def _to_residents(results: Results) -> Pair:
    step = step_within(results.folder.ladder, BUDGET)
    return say.NOTHING_TO_SAY if step is None else to_residents(results.folder, results.rows, step)
