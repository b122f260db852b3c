"""What a plug-in lacks is said when it registers: which file, what is missing, and how it is written."""

import re
from typing import ClassVar

import pytest

from simulation.interventions import intervention, interventions
from simulation.parameters import param
from simulation.plugins.registry import PluginError
from simulation.shocks import shock


def a_policy(**about):
    """A class that keeps every promise but for what `about` says of it; None takes a thing away."""
    parts = {
        "__annotations__": {"cups": "float"},
        "__doc__": "Tea in the afternoon.",
        "title": {"en": "Tea", "zh": "茶"},
        "remedy": 5,
        "cups": param(2, "count/day", (0, 9), "cups", "assumed", zh="杯数"),
        "turn": lambda self, levers, when: None,
    } | about
    return type("Tea", (), {name: part for name, part in parts.items() if part is not None})


LACKS = {
    "a title": ({"title": None}, 'has no title; write `title = {"en": "...", "zh": "..."}`'),
    "one language": ({"title": {"en": "Tea"}}, 'both languages; write `title = {"en": "...", "zh": "..."}`'),
    "a remedy": ({"remedy": 7}, "has the remedy 7; write one of 1 to 6, or 0 for none: `remedy = 0`"),
    "a method": ({"turn": None}, "has no `turn`; write `def turn(self, levers, when):`"),
    "what it is": ({"__doc__": None}, 'does not say what it is; write """..."""'),
    "Chinese": (
        {"cups": param(2, "count/day", (0, 9), "cups", "assumed")},
        "has a number 'cups' without its meaning in Chinese; add `zh=\"...\"` to it",
    ),
    "a source": (
        {"cups": param(2, "count/day", (0, 9), "cups", "", zh="杯数")},
        "has a number 'cups' with an empty source",
    ),
}


@pytest.mark.parametrize("what", LACKS)
def test_a_policy_that_lacks_something_is_refused_in_one_sentence(what):
    about, said = LACKS[what]
    with pytest.raises(
        PluginError, match=rf"test_registration\.py: the intervention 'tea' .*{re.escape(said)}"
    ):
        intervention("tea")(a_policy(**about))
    assert "tea" not in interventions


def test_all_that_it_lacks_is_said_at_once():
    with pytest.raises(PluginError, match=r"has no title.*; it has no `turn`"):
        intervention("tea")(a_policy(title=None, turn=None))


def test_the_same_is_never_said_twice():
    with pytest.raises(PluginError) as caught:
        intervention("tea")(a_policy(title=None))
    assert str(caught.value).count("title = ") == 1


def test_a_source_that_names_no_work_is_refused():
    with pytest.raises(PluginError, match="source 'my guess' names no work; begin with 'assumed', or cite"):

        @shock("tea")
        class Tea:
            """Tea for all."""

            title: ClassVar = {"en": "Tea", "zh": "茶"}
            lasts = 1
            cups: float = param(2, "count/day", (0, 9), "cups", "my guess")

            def strike(self, conditions, onset):
                """Nothing."""


def test_a_shock_needs_no_chinese_for_its_numbers_but_must_say_how_long_it_lasts():
    with pytest.raises(PluginError, match=r"the shock 'tea' has no lasts; write `lasts = 7`") as caught:

        @shock("tea")
        class Tea:
            """Tea for all."""

            title: ClassVar = {"en": "Tea", "zh": "茶"}
            cups: float = param(2, "count/day", (0, 9), "cups", "assumed")

            def strike(self, conditions, onset):
                """Nothing."""

    assert "Chinese" not in str(caught.value)
