"""Find where a user file asks which place or agent it has before it, without running it.

Such a number is another one where several streets are simulated side by side.
"""

from __future__ import annotations

import ast

PLACES = {"grid", "building", "household"}
AGENTS = {"row", "rows", "unique_id", "population", "model"}


def line_that_counts(text: str) -> int | None:
    """The first line of a file that asks for the number of a place or an agent, or for all agents. None where
    no line does. `values[self.grid]` only looks up what belongs to a grid, so it does not count."""
    tree = ast.parse(text)
    looked_up = {id(each.slice) for each in ast.walk(tree) if isinstance(each, ast.Subscript)}
    lines = [
        each.lineno
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute)
        and (
            each.attr in AGENTS
            or (each.attr in PLACES and not (each.attr == "grid" and id(each) in looked_up))
        )
    ]
    return min(lines, default=None)
