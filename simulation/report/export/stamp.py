"""A picture beside the page of a study that still runs: as wide as the newest page has pairs of runs.

A page that is opened as a file may read no other file, but it may show a picture and see how wide that is.
"""

from __future__ import annotations

from pathlib import Path

STAMP = '<svg xmlns="http://www.w3.org/2000/svg" width="{pairs}" height="1"/>\n'


def stamp_of(page: Path) -> Path:
    """The picture beside a page."""
    return page.with_suffix(".newest.svg")


def write_stamp(page: Path, pairs: int) -> None:
    """Let open pages of this study know that there is one of so many pairs."""
    from simulation.experiment.storage.run_store import write_text

    write_text(stamp_of(page), STAMP.format(pairs=pairs))


def remove_stamp(page: Path) -> None:
    """Let them know that no newer page will come."""
    stamp_of(page).unlink(missing_ok=True)
