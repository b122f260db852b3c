"""What is said of a test that says nothing itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.text.spoken.catalogue import chinese
from simulation.user_files.asserted import why_not_held


@pytest.mark.parametrize(
    ("line", "said", "told"),
    [
        (
            "assert young < older  # as I think",
            "assert np.float64(0.9000000000000001) < np.float64(0.5985115301740641)",
            "`young < older` 不成立：左边是 0.9，右边是 0.598512",
        ),
        (
            "assert young == 0.9",
            "assert np.float64(0.9000000000000001) == 0.9",
            "`young == 0.9` 不成立：左边是 0.9，右边是 0.9；小数很少正好相等：写成 abs(young - 0.9) < 0.001",
        ),
        ("assert share == 2", "assert -1 == 2", "`share == 2` 不成立：左边是 -1，右边是 2"),
        (
            "assert ages == [1, 2]",
            "assert [np.int64(1)] == [1, 2]",
            "`ages == [1, 2]` 不成立：左边是 [1]，右边是 [1, 2]",
        ),
        (
            "assert n == 123456789",
            "assert 7 == 123456789",
            "`n == 123456789` 不成立：左边是 7，右边是 123456789",
        ),
        ("assert a < b and c", "assert (1 < 2 and 0)", "`a < b and c` 不成立"),
        ("assert who == '#1'", "assert 'x' == '#1'", "`who == '#1'` 不成立：左边是 'x'，右边是 '#1'"),
        ("assert street == 1", "assert <Street> == 1", "`street == 1` 不成立"),
        ("assert (a <= b).all()", "assert np.False_", "`(a <= b).all()` 不成立"),
    ],
)
def test_a_test_without_words_is_told_with_its_line_and_both_sides(tmp_path: Path, line, said, told):
    file = tmp_path / "test_mine.py"
    file.write_text(f"def test_it():\n    {line}\n", "utf-8")
    assert chinese(why_not_held(said, str(file), 2)) == told
