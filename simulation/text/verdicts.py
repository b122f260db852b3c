"""Verdicts of a comparison, as files keep them and as people read them."""

from __future__ import annotations

from simulation.text.bilingual import Pair

BETTER, WORSE, INCONCLUSIVE, UNJUDGED = "better", "worse", "cannot tell", "none"

WORDS = {
    BETTER: Pair("改善", "better"),
    WORSE: Pair("变差", "worse"),
    INCONCLUSIVE: Pair("尚不能判断", "inconclusive"),
    UNJUDGED: Pair("", ""),
}


def is_conclusive(verdict: str) -> bool:
    """Whether a verdict says which way it goes."""
    return verdict in (BETTER, WORSE)
