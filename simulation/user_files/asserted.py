"""What a test expected that says nothing of it: its line, and what stood on either side."""

from __future__ import annotations

import ast
import linecache
import re

AROUND = re.compile(r"\bnp\.\w+\(([^()]*)\)")
"""What numpy writes around a value."""
NEARLY = 1e-6
"""By so much two numbers differ, at most, of which somebody expects that they are equal."""
FIGURES = 6


def why_not_held(said: str, file: str, line: int) -> str:
    """Why an assertion without words of its own failed. said: what pytest makes of it, the line with values
    for names, as in `assert np.float64(0.9) < np.float64(0.6)`; file, line: where it stands."""
    written = linecache.getline(file, line).strip() or said
    compared, values = _compared(written), _compared(AROUND.sub(r"\1", said))
    shown = ast.unparse(compared) if compared else written.removeprefix("assert ")
    if not values:
        return f"`{shown}` does not hold"
    left, right = values.left, values.comparators[0]
    sentence = f"`{shown}` does not hold: on the left stands {_short(left)}, on the right {_short(right)}"
    if not (compared and isinstance(values.ops[0], ast.Eq) and _nearly(left, right)):
        return sentence
    one, other = ast.unparse(compared.left), ast.unparse(compared.comparators[0])
    hint = f"decimals are seldom quite equal: write abs({one} - {other}) < 0.001"
    return f"{sentence}; {hint}"


def _compared(line: str) -> ast.Compare | None:
    """The two sides that a line of a test compares, if it is one such line."""
    try:
        (found,) = ast.parse(line).body
    except (SyntaxError, ValueError):
        return None
    test = found.test if isinstance(found, ast.Assert) else None
    return test if isinstance(test, ast.Compare) and len(test.ops) == 1 else None


def _short(side: ast.expr) -> str:
    """A value without figures that nobody reads."""
    value = _decimal(side)
    return ast.unparse(side) if value is None else f"{value:.{FIGURES}g}"


def _decimal(side: ast.expr) -> float | None:
    try:
        value = ast.literal_eval(side)
    except ValueError:
        return None
    return value if isinstance(value, float) else None


def _nearly(left: ast.expr, right: ast.expr) -> bool:
    one, other = _decimal(left), _decimal(right)
    return one is not None and other is not None and abs(one - other) < NEARLY
