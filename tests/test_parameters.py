"""How numbers are declared."""

import pytest

from simulation.parameters import AgeGroups, described, param, param_by_age, settings
from simulation.user_files import DeclarationError


@settings
class Numbers:
    first: float = param(1, "days", (0, 2), "first", "assumed")
    help: AgeGroups = param_by_age(
        "share", {"15_29": (0.1, (0, 0.5)), "60plus": (0.3, (0.2, 1))}, "who helps,", "a survey"
    )
    last: float = param(2, "days", (0, 2), "last", "assumed")


class MoreNumbers(Numbers):
    """What a parameter group makes of several classes."""


def test_a_number_for_each_age_group_stands_where_the_row_of_them_is_declared():
    known = described(settings(MoreNumbers))
    assert list(known) == ["first", "help_15_29", "help_60plus", "last"]
    old = known["help_60plus"]
    assert (old.default, old.low, old.high, old.unit) == (0.3, 0.2, 1, "share")
    assert (old.meaning, old.source) == ("who helps, 60+", "a survey")


def test_each_is_set_alone_and_all_are_read_together_the_youngest_first():
    assert Numbers(help_60plus=0.4).help == (0.1, 0.4)


FORGOTTEN = {
    "unit": (0.2, (0, 1), "who comes", "assumed"),
    "range": (0.2, "share", "who comes", "assumed"),
    "meaning or no source": (0.2, "share", (0, 1), "who comes"),
}


@pytest.mark.parametrize("part", FORGOTTEN)
def test_who_forgets_a_part_of_a_number_is_told_which(part):
    with pytest.raises(
        DeclarationError, match=rf"^the number 0\.2 has no {part}; write param\(0\.2, \"share\""
    ):
        param(*FORGOTTEN[part], zh="来的人")
