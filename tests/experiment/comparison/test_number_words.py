"""Numbers of the model in words that somebody outside can follow."""

from __future__ import annotations

from simulation.experiment.comparison.assumptions.number_words import amount, meaning
from simulation.units import unit_word


def test_log_odds_say_what_they_do_to_odds():
    said = amount("residents.voice_lever_app", 0.5)
    assert said.en == "0.500 log odds, or odds times 1.65" and said.zh.endswith("（几率的 1.65 倍）")


def test_a_rate_is_per_its_time_and_not_one_per_it():
    assert [unit_word("1/hour", language) for language in ("en", "zh")] == [" per hour", " 次/小时"]
    assert unit_word("yuan/hour", "en") == " yuan per hour"


def test_a_meaning_stands_with_the_name_of_its_number_or_without():
    with_path, alone = (meaning("treasury.year_end", each) for each in (True, False))
    assert (
        with_path.en == f"{alone.en} (treasury.year_end)"
        and with_path.zh == f"{alone.zh}（treasury.year_end）"
    )
