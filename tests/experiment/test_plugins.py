"""A policy that fails is said before anything runs, with the line of its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.experiment import ExperimentError, run_study
from simulation.experiment.planning.plugins import check_plugins
from simulation.scenario import Policy, load
from tests.worlds import ROOT, small


class Tea:
    """A policy of the program, with a word that is wrong."""

    title = {"en": "Tea", "zh": "茶"}  # noqa: RUF012
    remedy = 0

    def __init__(self, turn):
        self.turn = turn


def with_tea(turn):
    street = small(grids=2, days=4, warmup=0)
    return replace(street, policies=(Policy(Tea(turn), "tea", street.experiment.last),))


@pytest.mark.parametrize(
    "turn, sentence",
    [
        (
            lambda levers, when: levers.add("evning_contact", when.strength),
            "no lever is called 'evning_contact'; .* did you mean 'evening_contact'?",
        ),
        (
            lambda levers, when: levers.bill("tea", "runing", yuan=when.strength),
            "the bill 'tea' has the purpose 'runing'; allowed: .* did you mean 'running'?",
        ),
        (
            lambda levers, when: levers.fund("gifts", when.by_community()),
            "no policy can grant 'gifts'; it can grant fiscal_grant, .*",
        ),
    ],
)
def test_a_policy_that_begins_on_the_last_day_is_tried_before_the_first(turn, sentence, tmp_path):
    wanted = r"test_plugins\.py:\d+: turn failed: " + sentence.replace("?", r"\?$")
    with pytest.raises(ExperimentError, match=wanted):
        run_study(with_tea(turn), tmp_path / "out", jobs=1)
    assert not (tmp_path / "out").exists()


def test_policies_of_the_library_pass():
    for name in ("more-workers", "remedy-6-funding"):
        check_plugins((load(ROOT / "scenarios" / f"{name}.yaml"),))
