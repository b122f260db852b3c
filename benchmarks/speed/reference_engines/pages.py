"""A page with measured parts: each stands between `<!-- measured: NAME -->` and `<!-- end of NAME -->`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path


def filled(text: str, name: str, content: str) -> str:
    """A page with another content between the marks of a name. Raises ValueError where there are none."""
    begin, end = f"<!-- measured: {name} -->", f"<!-- end of {name} -->"
    pattern = re.compile(f"{re.escape(begin)}\n.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the page has no marks '{begin}' and '{end}'")
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", text)


def write(path: Path, parts: Mapping[str, str]) -> None:
    """Put measured parts into a page; the rest of it stays."""
    text = path.read_text("utf-8")
    for name, content in parts.items():
        text = filled(text, name, content)
    path.write_text(text, "utf-8")
