"""A section that cannot be drawn is refused where it is registered, in one sentence."""

from __future__ import annotations

import pytest

from simulation.report.figures import section
from simulation.text.bilingual import Pair


def test_a_title_in_one_language_is_refused():
    with pytest.raises(TypeError, match="'bars' needs its title in both languages"):
        section("bars", place=99, title="Bars")  # type: ignore[arg-type]


def test_a_figure_that_asks_for_what_there_is_not_is_refused():
    register = section("bars", place=99, title=Pair("条形", "Bars"))
    with pytest.raises(TypeError, match="'bars' asks for 'foldr'; there are folder, rows, known"):
        register(lambda foldr: None)
