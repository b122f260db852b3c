"""A finding as one sentence, in English and Chinese: how much, how sure, over how many pairs."""

from __future__ import annotations

from simulation.experiment.comparison.finding import Finding
from simulation.text.quantities import Figures, Language, figures

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # at the head of a cell
MOST_PAIRS = 1000  # beyond that a number of further pairs is no advice

TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        "conclusive": "{s}: {m} {way} by {d} ({low} to {high}; {pairs}{rests}{held}){worse}",
        "inconclusive": "{s}: inconclusive for {m} ({low} to {high}{unit}; {pairs}{rests}{held}; "
        "{more} more pairs needed)",
        "held": "; sign held in {k} of {n} plausible sets, size from {a} to {b}",
        "same": "{s}: {m} is the same in every pair ({pairs}; up to {share:.0%} of all may still differ)",
        "few": "{s}: too few pairs to say anything about {m} ({pairs}; {missing} more needed)",
        "falls": "falls",
        "rises": "rises",
        "worse": ", which is worse",
        "about": "about {n:,.0f}",
        "many": "more than {n:,.0f}",
        "pair": "1 pair",
        "pairs": "{n} pairs",
        "of": "{n} of {planned} pairs",
        "rests": ", of which only {n} differ",
        "rests_on_one": ", of which only 1 differs",
    },
    "zh": {
        "conclusive": "{s}：{m}{way} {d}（{low} 至 {high}；{pairs}{rests}{held}）{worse}",
        "inconclusive": "{s}：{m}是否改变尚不能判断（{low} 至 {high}{unit}；{pairs}{rests}{held}；"
        "还需{more} 对）",
        "held": "；换用 {n} 套合理参数，{k} 套方向一致，差值从 {a} 到 {b}",
        "same": "{s}：{m}在每一对运行中都相同（{pairs}；全部配对中仍可能有至多 {share:.0%} 不同）",
        "few": "{s}：配对数不足，{m}是否改变尚不能判断（{pairs}；还需 {missing} 对）",
        "falls": "减少",
        "rises": "增加",
        "worse": "，变差",
        "about": "约 {n:,.0f}",
        "many": "超过 {n:,.0f}",
        "pair": "1 对",
        "pairs": "{n} 对",
        "of": "{planned} 对中的 {n} 对",
        "rests": "，其中仅 {n} 对有差异",
        "rests_on_one": "，其中仅 1 对有差异",
    },
}


def sentence(found: Finding, language: Language) -> str:
    """The finding in words; it never says more than the interval allows."""
    kind = (
        "few"
        if found.pairs_missing
        else "same"
        if found.unchanged
        else "conclusive"
        if found.conclusive
        else "inconclusive"
    )
    texts, d = TEXTS[language], found.difference
    shown = figures(found.unit, language, (d.mean, d.low, d.high), (d.high - d.low) / 2, difference=True)
    low, high = _ends(found, shown, magnitudes=kind == "conclusive")
    return texts[kind].format(
        s=_called(found.title.get(language, "")),
        m=found.metric.label.get(language, found.name),
        way=texts["falls" if d.mean < 0 else "rises"],
        d=shown.amount(abs(d.mean)),
        low=low,
        high=high,
        unit=shown.word,
        pairs=_pairs(found, language),
        rests=_rests(found, language),
        held=_held(found, shown, language),
        share=found.may_differ if kind == "same" else 0,
        missing=found.pairs_missing,
        more=_more(found, language) if kind == "inconclusive" else "",
        worse=texts["worse"] if found.verdict == "worse" else "",
    )


def _called(title: str) -> str:
    """The title; in quotes where a spreadsheet would take a cell that begins with it for a formula."""
    return f"“{title}”" if title.startswith(FORMULA) else title


def _ends(found: Finding, shown: Figures, magnitudes: bool) -> tuple[str, str]:
    """Ends of the interval: beside 'falls by' without signs, the smaller first; else signed."""
    d = found.difference
    if not magnitudes:
        return shown.signed(d.low), shown.signed(d.high)
    smaller, larger = sorted((abs(d.low), abs(d.high)))
    return shown.plain(smaller), shown.plain(larger)


def _pairs(found: Finding, language: Language) -> str:
    """'20 pairs', or '18 of 20 pairs' where two were dropped."""
    d = found.difference
    kind = "of" if d.dropped else "pair" if d.pairs == 1 else "pairs"
    return TEXTS[language][kind].format(n=d.pairs, planned=d.pairs + d.dropped)


def _rests(found: Finding, language: Language) -> str:
    """That a difference, and its interval, rest on few pairs; nothing where they do not."""
    kind = "rests_on_one" if found.rests_on == 1 else "rests"
    return TEXTS[language][kind].format(n=found.rests_on) if found.rests_on else ""


def _held(found: Finding, shown: Figures, language: Language) -> str:
    """In how many parameter sets the sign held, and the size there; nothing where there are not several."""
    levels = found.levels
    if levels is None or levels.sets < 2:
        return ""
    a, b = (shown.signed(each) for each in (levels.smallest, levels.largest))
    return TEXTS[language]["held"].format(k=levels.held, n=levels.sets, a=a, b=b + shown.word)


def _more(found: Finding, language: Language) -> str:
    n = found.more_pairs
    return TEXTS[language]["many" if n > MOST_PAIRS else "about"].format(n=min(n, MOST_PAIRS))
