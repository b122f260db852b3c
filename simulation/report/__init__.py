"""The report: a results folder, or several, as one HTML file that works offline, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulation.report.folder import Folder, UnreadableFolder

__all__ = ["UnreadableFolder", "build"]


def build(folders: Iterable[Path | str], out: Path | str) -> Path:
    """Write the report of one or more results folders to `out` and return its path.

    Differences are shown within a folder; several folders stand one after another, and the levels of their
    baselines side by side, since their runs are not paired.
    Raises UnreadableFolder, in one sentence, where a folder or a file in it cannot be used.
    """
    # the library of pictures is large: whoever only wants the name of the error need not read it
    from simulation.report.page import Part, page

    parts = [Part(f"r{place}", Folder(Path(folder))) for place, folder in enumerate(folders)]
    if not parts:
        raise UnreadableFolder("no results folder was named")
    path = Path(out)
    path.write_text(page(parts), "utf-8", newline="\n")
    return path
