"""Terms that need explaining: the meaning shows on hover, on focus and at a touch."""

from __future__ import annotations

from markupsafe import Markup

from simulation.text.bilingual import Pair

TERM = Markup(
    '<span class="term" tabindex="0">{word}<span class="tip" role="tooltip">{meaning}</span></span>'
)
PAIR = Pair(
    "一对运行：同一个街道、同一组随机数，模拟两遍，一遍有这项政策，一遍没有。多对差值的平均，用来估计政策作用。",
    "A pair is two runs of the same street with the same random numbers: one with the policy, one without. "
    "The mean of many such differences estimates the effect of the policy.",
)
INTERVAL = Pair(
    "每一对都有一个差值；括号里的置信区间由这些差值算出：照此重做许多次，一百个这样的区间约有九十五个包含真正的平均差值。",
    "Each pair gives one difference, and the interval is computed from all of them: if the study were "
    "repeated many times, about 95 of 100 such intervals would contain the true mean difference.",
)
NEED_DAY = Pair(
    "一件需求没有解决，每过一天计 1 天，没有人反映的也算；一件最多计到上限。",
    "Each day on which a need is unsolved counts as one, whether or not anybody has reported it; "
    "one need counts up to a cap.",
)


def term(word: Pair, meaning: Pair) -> Pair:
    """A word with its meaning as markup; whatever either holds is escaped."""
    return Pair(
        *(TERM.format(word=word.side(language), meaning=meaning.side(language)) for language in ("zh", "en"))
    )
