"""What a test expected that says nothing of it: its line, and what stood on either side."""

from __future__ import annotations

import linecache
import re

SIDES = re.compile(r"assert (.+?) (<=|>=|==|!=|<|>) (.+)")
NUMBER = re.compile(r"(?:np\.\w+\()?(-?\d[\d.e+-]*)\)?")
NEARLY = 1e-6
"""By so much two numbers differ, at most, of which somebody expects that they are equal."""
FIGURES = 6


def why_not_held(said: str, file: str, line: int) -> str:
    """Why an assertion without words of its own failed. said: what pytest makes of it, the line with values
    for names, as in `assert np.float64(0.9) < np.float64(0.6)`; file, line: where it stands."""
    written = " ".join(linecache.getline(file, line).partition("#")[0].split()) or said
    found = SIDES.fullmatch(said)
    if not found:
        return f"`{written}` does not hold"
    left, sign, right = found.groups()
    sentence = f"`{written}` does not hold: on the left stands {_short(left)}, on the right {_short(right)}"
    nearly = _nearly(left, right, written) if sign == "==" else ""
    return f"{sentence}; {nearly}" if nearly else sentence


def _short(value: str) -> str:
    """A value without what numpy writes around a number, and without figures that nobody reads."""
    number = NUMBER.fullmatch(value)
    return f"{float(number[1]):.{FIGURES}g}" if number else re.sub(r"np\.\w+\(([^()]*)\)", r"\1", value)


def _nearly(left: str, right: str, written: str) -> str:
    numbers = [NUMBER.fullmatch(each) for each in (left, right)]
    sides = SIDES.fullmatch(written)
    if not (all(numbers) and sides):
        return ""
    one, other = (float(each[1]) for each in numbers if each)
    if abs(one - other) > NEARLY:
        return ""
    return f"decimals are seldom quite equal: write abs({sides[1]} - {sides[3]}) < 0.001"
