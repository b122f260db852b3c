"""Which assumptions would change the advice, each with the value at which it turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulation.experiment.comparison.assumptions.number_words import amount, meaning, word_said
from simulation.experiment.comparison.assumptions.overturning import MAY, TURNS, WORD, overturning
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

HEADS = (
    Pair("假定", "Assumption"),
    Pair("现取", "Assumed"),
    Pair("在此转折（95% 区间）", "Turns at (95% interval)"),
    Pair("转折后更有效的", "Does more then"),
)
NOT_ASKED = Pair(
    "尚不知道。本次没有逐项改变假定，因此不能说哪一项假定、变到多少会改变建议；可请技术人员补算。",
    "Not known: assumptions were not changed one by one, so which of them would change the advice, and at "
    "what value, cannot be said; ask whoever made this report to add it.",
)
BEYOND = Pair("{to}（{ends}）", "{to} ({ends})")
ENDS = Pair("{low} 至 {high}", "{low} to {high}")
CHANCE = Pair("{to}，在随机波动之内", "{to}, within chance")
AT_MOST = 5


@dataclass(frozen=True)
class TurningPoints:
    """What would overturn the choice: in words, and as lines of a table, none where nothing that was tried
    would; whether any was tried."""

    said: Pair
    heads: tuple[Pair, ...]
    lines: list[list[Pair]]
    asked: bool = True


def turning_points(folder: Folder) -> TurningPoints | None:
    """At most five assumptions, the nearest first; None where no scenario helps: there is no choice then."""
    titles = {each.id: each.short_name for each in folder.scenarios}
    said = overturning(folder.path, folder_titles(folder) | titles)
    if said is None:
        return None if folder.ladder.empty else TurningPoints(NOT_ASKED, HEADS, [], asked=False)
    table = folder.overturning
    found = pd.concat([_nearest(table[table["verdict"] == verdict]) for verdict in (TURNS, MAY)])
    lines = [_line(row, folder_titles(folder) | titles) for row in found[:AT_MOST].to_dict("records")]
    return TurningPoints(said, HEADS, lines)


def folder_titles(folder: Folder) -> dict[str, Pair]:
    """Titles of all scenarios that were run, as a sentence has them."""
    return {name: title.quoted() for name, title in folder.titles.items()}


def _nearest(table: pd.DataFrame) -> pd.DataFrame:
    """A row an assumption, the one with the smallest step to the turn first."""
    way = table["difference_own"] / (table["difference_own"] - table["difference"])
    return table.assign(way=way).sort_values("way", kind="stable").drop_duplicates("input")


def _line(row: Mapping[Any, Any], titles: Mapping[str, Pair]) -> list[Pair]:
    path, rival = str(row["input"]), titles[str(row["rival"])]
    if row["kind"] == WORD:
        own, to = (word_said(path, str(row[name])) for name in ("own", "tried"))
        return [meaning(path), own, to if row["verdict"] == TURNS else CHANCE.fill(to=to), rival]
    own, to, low, high = (
        amount(path, float(row[name])) for name in ("own", "switch", "switch_low", "switch_high")
    )
    sure = BEYOND.fill(to=to, ends=ENDS.fill(low=low, high=high))
    return [meaning(path), own, sure if row["verdict"] == TURNS else CHANCE.fill(to=to), rival]
