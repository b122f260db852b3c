"""What was discovered, in sentences of both languages, on a page and in tables."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

import pandas as pd

from simulation.analysis.discover.discovery import Discovery, Policy, Worlds
from simulation.analysis.discover.peeling import Bound, Box
from simulation.experiment.comparison.assumptions.number_words import amount, meaning, unit_said
from simulation.metrics import METRICS
from simulation.pages import Section, page
from simulation.text.bilingual import Pair, counted

PAGE, REGRET, CONDITIONS = "discover.html", "regret.csv", "conditions.csv"
TITLE = Pair("在不确定的假定下选哪一项", "What to choose when worlds are uncertain")
BEGUN = Pair(
    "{worlds}，{numbers}：正在寻找条件，并打乱次序看偶然能找到什么",
    "{worlds} of {numbers}: looking for conditions, and for what chance would find",
)
CHOOSE = Pair(
    "选择{name}：在 {worlds} 种假定情形中，它与各情形最好者的平均差距最小（{regret} {unit}）{unless}。",
    "Choose {name}: over {worlds} worlds it is on average nearest to the best of each ({regret} {unit})"
    "{unless}.",
)
UNLESS = Pair("，除非{conditions}", ", unless {conditions}")
NEVER = Pair("{name}：在 {worlds} 种假定情形中从未失效。", "{name} fails in none of {worlds} worlds.")
ALWAYS = Pair("{name}：在全部 {worlds} 种假定情形中都失效。", "{name} fails in all of {worlds} worlds.")
FAILS = Pair(
    "{name}：在 {share} 的假定情形中失效。条件：{conditions}"
    "（框内 {density} 失效，涵盖失效情形的 {coverage}；p = {p}）。",
    "{name} fails in {share} of the worlds, where {conditions} (of worlds there {density} fail; they hold "
    "{coverage} of all that fail; p = {p}).",
)
NO_BOX = Pair(
    "{name}：在 {share} 的假定情形中失效；没有找到能与偶然区分的条件（p = {p}）。",
    "{name} fails in {share} of the worlds; no condition found that is distinguishable from chance "
    "(p = {p}).",
)
UNKNOWN = Pair("{name}：在 {share} 的假定情形中失效。", "{name} fails in {share} of the worlds.")
BELOW, ABOVE = (
    Pair("{what}低于 {at}", "{what} is below {at}"),
    Pair("{what}高于 {at}", "{what} is above {at}"),
)
AND = Pair("，且", ", and ")
WORSE = Pair("“失效”指不如对照。", "A policy fails where the baseline does better.")
FAR = Pair(
    "“失效”指与该假定情形中最好者的差距超过 {limit} {unit}。",
    "A policy fails where it is more than {limit} {unit} from the best of that world.",
)
HEADS = (
    Pair("情景", "scenario"), Pair("平均差距", "mean regret"), Pair("最大差距", "largest regret"),
    Pair("最好的比例", "share of worlds best"), Pair("失效的比例", "share of worlds failing"),
)  # fmt: skip
TABLE = Pair("差距", "Regret")
TABLE_TEXT = Pair(
    "与每种假定情形中最好的情景相比；{label}，{unit}。",
    "Against the best scenario of each world; {label}, {unit}.",
)
WHERE = Pair("在哪里失效", "Where each fails")
WHERE_TEXT = Pair(
    "条件由 PRIM 找出；拟 p 值说明去掉这一条件后，仅凭偶然得到同样结果的机会。",
    "Conditions are found by PRIM; a quasi-p says how likely the same would be if that condition told "
    "nothing.",
)
WHERE_HEADS = (
    Pair("情景", "scenario"),
    Pair("条件", "condition"),
    Pair("拟 p 值", "quasi-p"),
    Pair("能否与偶然区分", "told from chance"),
)
YES, NO = Pair("能", "yes"), Pair("不能", "no")


def begun(worlds: Worlds) -> Pair:
    """What is looked at, before the work begins."""
    there = counted(len(worlds.values), "种假定情形", "world")
    return BEGUN.fill(worlds=there, numbers=counted(len(worlds.paths), "个参数", "number"))


def verdict(found: Discovery) -> Pair:
    """Which scenario to choose, and unless what."""
    first, metric = found.policies[0], METRICS[found.worlds.metric]
    sure = first.where is not None and first.where.is_sure
    unless = UNLESS.fill(conditions=conditions(first.where)) if first.where and sure else Pair("", "")
    return CHOOSE.fill(
        name=_title(found, first),
        worlds=len(found.worlds.values),
        regret=f"{first.mean_regret:,.3g}",
        unit=unit_said(metric.unit),
        unless=unless,
    )


def facts(found: Discovery) -> list[Pair]:
    """What it means to fail, and where each scenario fails. The baseline is never worse than itself."""
    unit, baseline = unit_said(METRICS[found.worlds.metric].unit), found.worlds.values.columns[0]
    meant = WORSE if found.limit is None else FAR.fill(limit=f"{found.limit:g}", unit=unit)
    told = [each for each in found.policies if found.limit is not None or each.name != baseline]
    return [meant, *(_fact(found, each) for each in told)]


def _fact(found: Discovery, policy: Policy) -> Pair:
    parts = {
        "name": _title(found, policy),
        "worlds": len(found.worlds.values),
        "share": f"{policy.fails:.0%}",
    }
    box = policy.where
    if policy.fails in (0, 1):
        return (ALWAYS if policy.fails else NEVER).fill(**parts)
    if box is None:
        return UNKNOWN.fill(**parts)
    parts["p"] = f"{box.p:.2g}"
    if not box.is_sure or not box.bounds:
        return NO_BOX.fill(**parts)
    shares = {"density": f"{box.density:.0%}", "coverage": f"{box.coverage:.0%}"}
    return FAILS.fill(**parts, **shares, conditions=conditions(box))


def _title(found: Discovery, policy: Policy) -> Pair:
    return Pair(**{side: found.worlds.titles[policy.name][side] for side in ("zh", "en")}).quoted()


def conditions(box: Box) -> Pair:
    """The bounds of a box in words, with units."""
    said = [each for bound in box.bounds for each in in_words(bound)]
    text = said[0]
    for each in said[1:]:
        text = text + AND + each
    return text


def in_words(bound: Bound) -> list[Pair]:
    """A bound in words; two where it has both ends."""
    ends = ((ABOVE, bound.low), (BELOW, bound.high))
    return [
        form.fill(what=meaning(bound.name), at=amount(bound.name, at)) for form, at in ends if isfinite(at)
    ]


def write(found: Discovery, folder: Path) -> Path:
    """Write page and tables into the folder. Returns the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    _regret(found).to_csv(folder / REGRET, index=False, lineterminator="\n")
    _conditions(found).to_csv(folder / CONDITIONS, index=False, lineterminator="\n")
    text = page(TITLE, verdict(found), facts(found), _sections(found), good=True)
    (folder / PAGE).write_text(text, encoding="utf-8")
    return folder / PAGE


def _regret(found: Discovery) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": each.name,
            "mean_regret": each.mean_regret,
            "worst_regret": each.worst_regret,
            "share_best": each.best,
            "share_failing": each.fails,
        }
        for each in found.policies
    )


def _conditions(found: Discovery) -> pd.DataFrame:
    rows = [
        (each.name, bound.name, bound.low, bound.high, bound.quasi_p, box.density, box.coverage, box.p)
        for each in found.policies
        if (box := each.where)
        for bound in box.bounds
    ]
    columns = ["scenario", "number", "low", "high", "quasi_p", "density", "coverage", "p"]
    return pd.DataFrame(rows, columns=columns)


def _sections(found: Discovery) -> list[Section]:
    metric = METRICS[found.worlds.metric]
    label = Pair(metric.label["zh"], metric.label["en"])
    rows = [
        [
            _title(found, each),
            f"{each.mean_regret:,.3g}",
            f"{each.worst_regret:,.3g}",
            f"{each.best:.0%}",
            f"{each.fails:.0%}",
        ]
        for each in found.policies
    ]
    bounds = [
        [_title(found, each), said, f"{bound.quasi_p:.2g}", YES if each.where.is_sure else NO]
        for each in found.policies
        if each.where
        for bound in each.where.bounds
        for said in in_words(bound)
    ]
    sections = [Section(TABLE, TABLE_TEXT.fill(label=label, unit=unit_said(metric.unit)), None, HEADS, rows)]
    return [*sections, Section(WHERE, WHERE_TEXT, None, WHERE_HEADS, bounds)] if bounds else sections
