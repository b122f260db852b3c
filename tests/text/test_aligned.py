"""Words of both languages stand under each other in a terminal."""

from simulation.text.aligned import aligned


def test_a_chinese_character_takes_two_places():
    rows = [("类型", "x", "last"), ("type", "路灯不亮", "两"), ("", "", "")]
    assert aligned(rows) == ["类型  x         last", "type  路灯不亮  两", ""]


def test_nothing_is_no_line():
    assert aligned([]) == []
