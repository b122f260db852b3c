# pyright: reportMissingImports=false
"""The address of a class as a QR code, which telephones read from a projector."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TypedDict

MARGIN = 4  # modules of white around it, which readers need


class Code(TypedDict):
    """size: of the picture, in modules, with its margin; path: of its black modules, as SVG writes it."""

    size: int
    path: str


def code_of(address: str) -> Code | None:
    """The code of an address; None where the library that draws it is not installed: the address alone will
    do."""
    if find_spec("segno") is None:
        return None
    import segno

    rows = segno.make(address, error="m", micro=False).matrix
    dark = ((x, y) for y, row in enumerate(rows) for x, each in enumerate(row) if each)
    path = "".join(f"M{x + MARGIN} {y + MARGIN}h1v1h-1z" for x, y in dark)
    return Code(size=len(rows) + 2 * MARGIN, path=path)
