"""What a scenario costs the whole street a year, in money and in workers' time."""

from __future__ import annotations

import math

from simulation.report.advice import question_words as say
from simulation.report.data.measured_money import extra_hours, hours_said
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import before_a_word, level

STREET = "cost_street"


def spent(yuan: float, hours: float) -> Pair:
    """Both in brackets; nothing where the money is not known."""
    if not math.isfinite(yuan):
        return Pair("", "")
    takes = say.TAKES if yuan >= 0 else say.TAKES_THOUGH
    known = math.isfinite(hours) and round(hours) != 0
    time = (takes if hours > 0 else say.FREES).fill(h=before_a_word(hours_said(abs(hours))))
    words = say.PRICED if yuan >= 0 else say.SAVING
    return words.fill(b=level(abs(yuan), "yuan"), h=time if known else Pair("", ""))


def extra_yuan(folder: Folder, scenario: ShownScenario) -> float:
    """Beyond the baseline."""
    return folder.mean(STREET, scenario.id) - folder.mean(STREET, folder.baseline.id)


def cost_of(folder: Folder, scenario: ShownScenario) -> Pair:
    """What a scenario costs, in brackets."""
    return spent(extra_yuan(folder, scenario), extra_hours(folder, [scenario.id]))
