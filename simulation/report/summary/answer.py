"""The answer in a few sentences, from the headline's rows, what moves beside it, where need-days lie, and who
is left out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import simulation.report.wording.answer as texts
from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.report.data.comparison_rows import Row, first_leads, of_scenario
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import (
    bare,
    best,
    by_weight,
    inline,
    names,
    one,
    size,
    spoken_size,
    tally,
    with_unit,
)
from simulation.report.figures.street.unheard import Unheard
from simulation.report.summary import stages_summary, unheard_summary
from simulation.report.summary.short_answers import four
from simulation.report.summary.sign_held import held_or_not
from simulation.report.summary.unit_prices import price_of
from simulation.report.wording.tooltips import NEED_DAY, term
from simulation.text.bilingual import Pair, counted, listed, same
from simulation.text.shell_command import program, typed
from simulation.text.short_numbers import level

NAMED_AT_MOST = 2
WORSE_AT_MOST = 8  # what gets worse is named, not counted


@dataclass(frozen=True)
class Answer:
    """What the page says first: sentences, and short answers by the id of their question."""

    sentences: list[Pair]
    short: dict[str, Pair]
    lead: Row | None


def answer(
    folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo], unheard: Unheard
) -> Answer:
    """The answer of one folder, whatever it holds: no metric, one scenario, few pairs, no effect."""
    headline = [row for row in rows.get(HEADLINE, []) if math.isfinite(row.difference)]
    if not headline:
        whose = [unheard_summary.sentence(unheard, None)] if unheard.known else []
        return Answer([_alone(folder, known), *whose], {}, None)
    good = best(headline)
    lead = good[0] if good else None
    enough = any(row.enough for row in headline)  # else the first sentence has said so of them all
    sentences = [
        _first(folder, headline, good, rows) + (held_or_not(folder, lead) if lead else Pair("", "")),
        _beside(lead, len(good) == 1 or first_leads(folder, good), headline, rows),
        *_where(folder, known, lead),
        _left_out(rows, lead, unheard)
        + (Pair("", " ") + _inconclusive(headline) if enough else Pair("", "")),
    ]
    return Answer(sentences, four(folder, headline, good, rows, unheard), lead)


def _where(folder: Folder, known: dict[str, MetricInfo], lead: Row | None) -> list[Pair]:
    said = stages_summary.sentence(folder, known, lead.scenario if lead else None)
    return [said] if said else []


def _alone(folder: Folder, known: dict[str, MetricInfo]) -> Pair:
    info = known.get(HEADLINE)
    if info is None:
        return texts.ABSENT
    words = texts.NO_PAIR if len(folder.scenarios) > 1 else texts.ALONE
    to_go_on = same(typed(*program(), "resume", folder.path.name))
    return words.fill(m=info.label, b=info.level(folder.mean(HEADLINE, folder.baseline.id)), c=to_go_on)


def _first(folder: Folder, headline: list[Row], good: list[Row], rows: dict[str, list[Row]]) -> Pair:
    about = _about(headline[0])
    if not any(row.enough for row in headline):
        return texts.FEW.fill(
            n=counted(max(row.pairs for row in headline), "对运行", "pair"),
            least=FEWEST_PAIRS,
            more=min(r.more_pairs or 0 for r in headline),
        )
    if not good:
        worse = [row for row in headline if row.verdict == "worse"]
        return (
            texts.HARM.fill(finding=one(min(worse, key=lambda row: row.gain)), **about)
            if worse
            else _nothing(headline, about)
        )
    if len(good) > 1 and not first_leads(folder, good):
        named = {"s1": good[0].scenario.name, "s2": good[1].scenario.name}
        return texts.TIED.fill(d1=good[0].text, d2=good[1].text, **named, **about)
    begins = texts.ALONE_IT if len(headline) == 1 else texts.LEADS
    sentence = begins + (texts.CUTS if good[0].difference < 0 else texts.RAISES)
    part = level(abs(good[0].difference) / good[0].baseline_mean, "share")
    said = sentence.fill(s=good[0].scenario.name, d=size(good[0]), ends=bare(good[0]), part=part, **about)
    return said + _cost(folder, good[0], rows)


def _nothing(headline: list[Row], about: dict[str, Pair]) -> Pair:
    if len(headline) == 1:
        return texts.NOTHING_ONE.fill(s=headline[0].scenario.name, **about)
    return texts.NOTHING.fill(**about)


def _about(row: Row) -> dict[str, Pair]:
    headline = term(inline(row.info.label), NEED_DAY) + texts.GLOSS
    return {"m": headline, "b": row.info.level(row.baseline_mean)}


def _cost(folder: Folder, lead: Row, rows: dict[str, list[Row]]) -> Pair:
    cost = of_scenario(lead.scenario, rows, "cost")
    if cost is None:
        return texts.NO_COST
    price = price_of(folder, lead.scenario)
    priced = Pair("", "") if price is None else texts.PRICED.fill(p=price) if price.en else texts.UNPRICED
    words = texts.COST if cost.difference >= 0 else texts.SAVED
    return words.fill(c=spoken_size(cost), ends=bare(cost), price=priced)


def _beside(lead: Row | None, alone: bool, headline: list[Row], rows: dict[str, list[Row]]) -> Pair:
    """What the leading scenario, or the only one, moves beside the headline; of several without a lead, how
    many comparisons are conclusive. alone: whether the sentence before has named it alone."""
    judged = [row for row in headline if row.enough]
    if lead is None and len(judged) != 1:
        return tally([row for found in rows.values() for row in found]) + Pair("。", ".")
    scenario = (lead or judged[0]).scenario
    others = [row for metric, found in rows.items() if metric != HEADLINE for row in found]
    mine = [row for row in others if row.scenario == scenario]
    named = texts.IT if lead and alone else scenario.name
    words = texts.AFTER_A_LEAD if lead else texts.ON_ITS_OWN
    return _gains(mine, words, named) + _losses(mine)


def _gains(rows: list[Row], words: tuple[Pair, Pair, Pair], named: Pair) -> Pair:
    """What rows of a scenario improve. words: for several metrics, for one, for none."""
    better = [row for row in rows if row.verdict == "better"]
    said = words[0] if len(better) > 1 else words[1] if better else words[2]
    return said.fill(s=named, n=len(better), list=_named(by_weight(better)[:NAMED_AT_MOST]))


def _losses(rows: list[Row]) -> Pair:
    """What rows make worse, the largest by name."""
    worse = [row for row in rows if row.verdict == "worse"]
    said = texts.BUT if len(worse) > 1 else texts.BUT_ONE if worse else texts.NO_BUT
    named = _named(by_weight(worse)[:WORSE_AT_MOST], len(worse) - WORSE_AT_MOST)
    return said.fill(n=len(worse), list=named)


def _named(rows: list[Row], more: int = 0) -> Pair:
    """Some rows with their differences, and how many more there are."""
    items = [
        Pair("{m} {d}", "{m} {d}").fill(m=inline(row.info.label), d=with_unit(row.text, row)) for row in rows
    ]
    return listed(items + ([texts.OTHERS.fill(n=more)] if more > 0 else []))


def _inconclusive(headline: list[Row]) -> Pair:
    unsure = [row for row in headline if row.unsure]
    about = {"m": inline(headline[0].info.label)}
    said = texts.INCONCLUSIVE.fill(names=names(row.scenario for row in unsure), **about)
    still = [row.scenario for row in headline if row.unchanged]
    first = said if unsure else Pair("", "") if still else _all_conclusive(headline, about)
    return first + (texts.UNCHANGED.fill(names=names(still), **about) if still else Pair("", ""))


def _all_conclusive(headline: list[Row], about: dict[str, Pair]) -> Pair:
    """Where the runs show what every scenario does to the headline: how many improve it, and which do not."""
    worse = [row.scenario for row in headline if row.verdict == "worse"]
    if not worse:  # of one scenario the first sentence has said it
        return texts.ALL_BETTER.fill(**about) if len(headline) > 1 else Pair("", "")
    counts = {"n": len(headline), "k": len(headline) - len(worse)}
    return texts.SOME_WORSE.fill(names=names(worse), **counts, **about)


def _left_out(rows: dict[str, list[Row]], lead: Row | None, unheard: Unheard) -> Pair:
    if unheard.known:
        return unheard_summary.sentence(unheard, lead.scenario if lead else None)
    return _silent(rows, lead)


def _silent(rows: dict[str, list[Row]], lead: Row | None) -> Pair:
    found = rows.get("silence_share", [])
    if not found:
        return Pair("", "")
    today = texts.SILENT.fill(x=level(found[0].baseline_mean, "share"))
    row = of_scenario(lead.scenario, rows, "silence_share") if lead else None
    row = row if row and row.conclusive else None
    return today + (
        texts.STILL.fill(s=row.scenario.name, y=level(row.mean, "share")) if row else Pair("。", ".")
    )
