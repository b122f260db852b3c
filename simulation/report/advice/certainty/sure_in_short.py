"""How sure the advice is and what would overturn it, as one short answer."""

from __future__ import annotations

from simulation.experiment.comparison.assumptions.overturning import in_turn
from simulation.report.advice import question_words as say
from simulation.report.advice.certainty.against_rivals import unranked
from simulation.report.advice.certainty.redrawn_worlds import sure_or_not
from simulation.report.advice.certainty.turning_points import NOT_ASKED, turning_points
from simulation.report.advice.certainty.untested_choice import untested
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder
from simulation.report.summary.sign_held import held
from simulation.text.bilingual import Pair

ALONE = Pair("逐项改变假定：{found}。", "Assumptions changed one by one: {found}.")
SETS = Pair("{s}：{sure}。", "{s}: {sure}.")


def sure_in_short(folder: Folder, rows: list[Row], chosen: Row | None) -> Pair:
    """What is sure of the choice, against whom it cannot be ranked, and whether an assumption alone would
    overturn it. rows: of the headline; chosen: the row of the choice, where it was run. Where no
    worlds were drawn, what parameter sets or chance alone say of it."""
    said = sure_or_not(folder, rows) or (_by_sets(folder, chosen) if chosen else Pair("", ""))
    turning = turning_points(folder)
    if turning is None:
        overturns = Pair("", "")
    else:
        overturns = ALONE.fill(found=turning.title) if turning.title else NOT_ASKED
    return in_turn([said, unranked(folder), overturns, untested(folder)])


def _by_sets(folder: Folder, row: Row) -> Pair:
    return SETS.fill(s=row.scenario.short_name, sure=held_said(folder, row))


def held_said(folder: Folder, row: Row) -> Pair:
    """In how many parameter sets the sign is that of the mean, or that chance alone was tried."""
    found = held(folder, row)
    return say.HELD.fill(k=found.k, n=found.n) if found else say.LUCK
