"""What redrawn worlds say of the choice beside its rivals: in how many it stays ahead, by how much on
average, and whether that ranks them."""

from __future__ import annotations

import pandas as pd

from simulation.experiment.comparison.assumptions.advised_choice import rival_said
from simulation.experiment.comparison.assumptions.overturning import in_a_row, in_turn
from simulation.experiment.comparison.assumptions.redrawn_leads import lead_said, ranked
from simulation.report.advice.certainty.turning_points import folder_titles
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair, listed

AHEAD = Pair(
    "另在小街道上把全部假定重抽成 {n} 个情形，{s}与别的方案相比（差值为负表示{s}胜出）：{leads}。",
    "Apart from these, all assumptions were drawn anew in {n} worlds on a small street; there {s} does more "
    "{leads}; minus: it is better.",
)
EVEN = Pair(
    "在小街道的重抽情形里，它与{r}分不出先后。",
    "In the worlds drawn anew on a small street it cannot be ranked against {r}.",
)
LESS = -1.0  # fewer of the headline is better


def against_rivals(folder: Folder) -> Pair | None:
    """How far the choice is ahead of each rival but today, and why it was compared with that; None where no
    worlds were drawn (`overturn`), or the choice was made by another metric."""
    if (drawn := _drawn(folder)) is None:
        return None
    titles = _titles(folder)
    leads = [lead_said(each, titles[str(each["rival"])], LESS) for each in _rivals(folder)]
    about = {"n": f"{drawn['worlds'].iloc[0]:.0f}", "s": titles[str(drawn["choice"].iloc[0])]}
    ahead = AHEAD.fill(leads=in_a_row(leads), **about) if leads else Pair("", "")
    return in_turn([ahead, rival_said(drawn, titles)])


def unranked(folder: Folder) -> Pair:
    """Which rivals the choice cannot be ranked against, in a few words; nothing where there is none."""
    titles = _titles(folder)
    even = [titles[str(each["rival"])] for each in _rivals(folder) if not ranked(each, LESS)]
    return EVEN.fill(r=listed(even)) if even else Pair("", "")


def _drawn(folder: Folder) -> pd.DataFrame | None:
    drawn = folder.drawn_worlds
    known = not drawn.empty and not folder.overturning.empty and drawn["metric"].iloc[0] == HEADLINE
    return drawn if known else None


def _rivals(folder: Folder) -> list[dict]:
    """Rows of the worlds, but those against today."""
    drawn = _drawn(folder)
    found = [] if drawn is None else drawn.to_dict("records")
    return [each for each in found if each["rival"] != folder.baseline.id]


def _titles(folder: Folder) -> dict[str, Pair]:
    return folder_titles(folder) | {each.id: each.short_name for each in folder.scenarios}
