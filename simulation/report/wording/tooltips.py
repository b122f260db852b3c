"""Words that need explaining: the meaning shows on hover, on focus and at a touch."""

from __future__ import annotations

from markupsafe import Markup

from simulation.text.bilingual import Pair

TERM = Markup(
    '<span class="term" tabindex="0">{word}<span class="tip" role="tooltip">{meaning}</span></span>'
)
PAIR = Pair(
    "一对运行：同一条街道、同样的运气，过两遍，一遍有这项政策，一遍没有。两遍之差就是政策的作用。",
    "A pair is the same street with the same luck, lived twice: with the policy and without. "
    "What differs is the policy’s doing.",
)
INTERVAL = Pair(
    "每一对都有一个差值；括号里的区间从这些差值算出：照此重做许多次，一百个这样的区间约有九十五个包含真正的平均差值。",
    "Each pair gives a difference, and the brackets are made of these: done over and over, about 95 of 100 "
    "such intervals hold the true mean difference.",
)
NEED_DAY = Pair(
    "一件需求没有解决，每过一天计一个未解需求日，没有人反映的也算；一件最多计到上限。",
    "Each day on which a need is unsolved counts one, whether anybody has spoken of it or not; "
    "one need counts up to a cap.",
)


def term(word: Pair, meaning: Pair) -> Pair:
    """A word with its meaning as markup; whatever either holds is escaped."""
    return Pair(
        *(TERM.format(word=word.side(tongue), meaning=meaning.side(tongue)) for tongue in ("zh", "en"))
    )
