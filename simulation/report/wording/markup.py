"""Pairs of markup: what is filled in is escaped, and so is what is joined."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from simulation.text.bilingual import Pair


def rich(zh: str, en: str) -> Pair:
    """A pair of markup: what is filled in is escaped."""
    return Pair(Markup(zh), Markup(en))


def joined(zh: str, en: str, pairs: Sequence[Pair]) -> Pair:
    """Texts with something between them, as markup; those that are none are escaped."""
    return Pair(Markup(zh).join(each.zh for each in pairs), Markup(en).join(each.en for each in pairs))
