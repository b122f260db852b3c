"""Pages that the front page does not list: a new page gets into the contents without being listed."""

from __future__ import annotations

import re

from tools.handbook.markdown import ROOT

_DOCS = ROOT / "docs"
_FENCE = re.compile(r"^```\{toctree\}\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^(?:.+ <)?([\w/.-]+)>?$", re.MULTILINE)


def others() -> str:
    """Pages of `docs/` that the contents on the front page do not name, a line each."""
    front = (_DOCS / "index.md").read_text("utf-8")
    named = {"index", *(name for fence in _FENCE.findall(front) for name in _ENTRY.findall(fence))}
    return "\n".join(page.stem for page in sorted(_DOCS.glob("*.md")) if page.stem not in named)
