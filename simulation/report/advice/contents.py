"""What is in each scenario: the titles of its policies, a line each."""

from __future__ import annotations

from typing import Any

from simulation.report.data.results_folder import Folder, title_of
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair

YARDSTICK = Pair(
    "只占钱和工时、不做实事的对照方案，不供选择",
    "a yardstick: it takes money and hours, does nothing, and is no choice",
)
ALL_OF_THEM = Pair("以上各项一起推行", "all of the above together")


def contents(folder: Folder) -> list[tuple[str, Pair, Pair]]:
    """Id, title and policies of each scenario but the baseline; none of a sweep, whose points share theirs,
    nor of a folder that does not list policies."""
    listed_policies = {each["name"]: each.get("policies", []) for each in folder.study.get("scenarios", [])}
    if "sweep" in folder.study or not any(listed_policies.values()):
        return []
    lines, named = [], set()
    for each in folder.scenarios[1:]:
        mine = listed_policies.get(each.id, [])
        told = YARDSTICK if each.only_costs else _policies(mine, named)
        lines += [(each.id, each.title, told)] if told.en else []
        named |= {policy["name"] for policy in mine}
    return lines


def _policies(mine: list[dict[str, Any]], named: set[str]) -> Pair:
    """Titles of policies; of a package of nothing but what was named before, that it is all of them."""
    if len(mine) > 1 and {policy["name"] for policy in mine} == named:
        return ALL_OF_THEM
    return joined("；", "; ", [title_of(policy) for policy in mine])
