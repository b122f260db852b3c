"""Whether a choice has the joined data platform in it, and what its cost in the model is."""

from __future__ import annotations

from simulation.experiment.comparison.policies.budget_ladder import JOINED
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

POLICY, IN_NAMES = "data_platform", "platform"  # the policy; a word of the names of the platform's numbers
SPREAD = Pair(
    "数据平台的建设费按使用年限分摊到每年，与年运行费没有分开列；建设时一次付清的，"
    "第一年要付的更多，多多少没有算。",
    " The data platform’s set-up is spread over the years of its use, and not separate from its running; "
    "paid at once, more is due in the first year, how much was not computed.",
)


def platform_in(folder: Folder, names: str) -> bool:
    """names: a scenario by its id, or several joined as in a sum."""
    listed = {each["name"]: each.get("policies", []) for each in folder.study.get("scenarios", [])}
    return any(one["name"] == POLICY for name in names.split(JOINED) for one in listed.get(name, []))


def spread(folder: Folder, names: str) -> Pair:
    """How the set-up of a platform is in the cost of a choice; nothing of one without a platform."""
    return SPREAD if platform_in(folder, names) else Pair("", "")
