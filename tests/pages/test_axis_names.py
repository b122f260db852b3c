"""What stands along the axes of a picture: short, whole where there is room, and nothing that plotly reads as
markup."""

from simulation.pages.axis_names import columns, rows, wrapped
from simulation.text.bilingual import Pair


def test_a_name_is_cut_at_a_word_and_no_chinese_line_begins_with_a_comma():
    # given names of 11 words and 21 signs, in two lines of 22 and of 11
    said = wrapped(
        Pair(
            "网格员疲劳、倦怠、缺勤或者、离职之后没有人接手",
            "a worker tires, burns out, is absent, leaves and nobody follows",
        ),
        22,
        2,
    )
    # then the first lines are as long as they may be, and the second say that there is more
    assert said.zh == "网格员疲劳、倦怠、缺勤<br>或者、离职之后没有人…"
    assert said.en == "a worker tires, burns<br>out, is absent,…"
    assert wrapped(Pair("网格员疲劳和倦怠和缺勤、离职", ""), 22, 2).zh == "网格员疲劳和倦怠和缺勤、<br>离职"


def test_a_short_name_is_whole_and_harmless():
    assert wrapped(Pair("<b>甲", "A & B"), 22, 2) == Pair("&lt;b&gt;甲", "A &amp; B")


def test_names_alike_in_what_is_shown_keep_a_row_each():
    names = ["a.one", "a.two"]
    axis = rows(names, [Pair("同", "same")] * 2)
    assert axis["tickvals"] == names and axis["type"] == "category" and len(axis["ticktext"]) == 2
    assert columns(names, [Pair("同", "same")] * 2)["tickangle"] == 0
