"""Sentences of overturned choices where there is but one rival or one assumption that is not sure."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.experiment.comparison.assumptions.overturning import (
    EVEN,
    MAY,
    STAYS,
    TURNS,
    how_said,
    said,
    single_said,
)
from tests.analysis.test_overturn_said import DRAWN, EVEN_WITH, FAR, NONE, TITLES, row

ONE = DRAWN.head(1)  # b alone


def alone(*rows: dict, drawn: pd.DataFrame = ONE) -> str:
    return single_said(pd.DataFrame(rows), drawn, TITLES).en


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([row(MAY, input="x.one")], NONE.format(1, "conclusively ", "")
          + "1 may overturn it, within chance: x.one."),
        (
            [row(MAY, input="x.one"), row(MAY, input="x.one", rival="c"), row(STAYS, difference=1.0)],
            NONE.format(2, "conclusively ", "") + "1 may overturn it, within chance: x.one.",
        ),
        (
            [row(STAYS, difference=2.5)],
            NONE.format(1, "", "")
            + "Nearest comes x.rate: with “8.00”, 25% of "
            "the lead over “b” is left: +2.5 (+1.0 to +9.0).",
        ),
        (
            # of 4 that are left of 10, and 3 of 6, the first is nearer
            [row(STAYS, difference=4.0), row(STAYS, input="x.other", difference_own=6.0, difference=3.0)],
            NONE.format(2, "", "")
            + "Nearest comes x.rate: with “8.00”, 40% of "
            "the lead over “b” is left: +4.0 (+1.0 to +9.0).",
        ),
    ],
)  # fmt: skip
def test_what_only_may_turn_it_or_comes_nearest_is_named(rows, first):
    assert alone(*rows) == first


def test_the_assumption_that_turns_it_with_the_smallest_part_of_its_way_is_named():
    # half of the way from 10 to -10, and a third of that from 2 to -4
    text = alone(row(TURNS), row(TURNS, input="x.sooner", difference_own=2.0, difference=-4.0))
    assert text.startswith("One assumption would overturn the choice of “a”: x.sooner. ")
    assert text.endswith(" 1 more would overturn it as well.")
    assert alone(row(TURNS), row(TURNS, **FAR)).startswith(
        "One assumption would overturn the choice of “a”: x.rate"
    )


def test_of_one_rival_it_is_said_how_often_the_choice_leads():
    text = said(pd.DataFrame([row(EVEN)]), ONE, TITLES)
    assert (
        "in 12 worlds, it does more than “b” in 9 of them, +4 on average (smallest −20, largest +30); unit: "
        "days per " in text.en
    )
    assert "共 12 个情形，其中 9 个胜过“b 中”，平均 +4（最小 −20，最大 +30）；单位：天/(千人·年)。" in text.zh


def test_a_lead_in_few_worlds_or_with_another_mean_ranks_nothing():
    # given 8 of 12 worlds, then 9 with a mean that speaks for the rival; above, 9 and a mean for the choice
    table, unranked = pd.DataFrame([row(STAYS, difference=5.0)]), ", so the two cannot be ranked; unit"
    for few in ({"choice_leads": 8}, {"difference": -1.0}):
        text = said(table, ONE.assign(**few), TITLES)
        assert unranked in text.en and "：两者分不出先后；单位" in text.zh
    assert unranked not in said(table, ONE, TITLES).en


def test_the_most_seeds_of_any_row_are_told():
    table = pd.DataFrame([row(EVEN, seeds=4), row(STAYS, seeds=7), row(STAYS, seeds=5)])
    assert how_said(table, ONE).en == (
        "(A small street of 2,400 residents, 60 days, policies in full force from the first day, 7 "
        "seeds: read signs.)"
    )


def test_only_rivals_that_cannot_be_ranked_are_called_even_in_the_order_of_the_worlds():
    text = alone(row(EVEN, rival="c"), row(EVEN, rival="b"), drawn=DRAWN)
    assert text + " " == EVEN_WITH.format("b") + EVEN_WITH.format("c")
    text = alone(row(EVEN), row(STAYS, rival="c", difference=1.0), drawn=DRAWN)
    assert EVEN_WITH.format("b").strip() in text and EVEN_WITH.format("c").strip() not in text
