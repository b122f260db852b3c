"""The report: a results folder, or several, as one HTML file that works offline, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulation.report.data.results_folder import Folder, UnreadableFolder

__all__ = ["UnreadableFolder", "build"]


def build(folders: Iterable[Path | str], out: Path | str, pairs_so_far: int | None = None) -> Path:
    """Write the report of one or more results folders to `out` and return its path.

    Differences are shown within a folder; several folders stand one after another, and the levels of their
    baselines side by side, since their runs are not paired. Where several hold models at places, copies.csv
    is written beside it.
    pairs_so_far: of a study that still runs, the pairs of runs that the page is made of. It says so, and
    offers a newer one as soon as there is one; the last page is made without.
    Raises UnreadableFolder, in one sentence, where a folder or a file in it cannot be used, StorageError
    where the page cannot be written; a page of before stays then.
    """
    # the library of pictures is large: whoever only wants the name of the error need not read it
    from simulation.experiment.storage.manifest import COPIES
    from simulation.experiment.storage.run_store import has_bom, write_table, write_text
    from simulation.report.export.stamp import remove_stamp, stamp_of, write_stamp
    from simulation.report.figures.policies.copied_models import copied_models
    from simulation.report.page import Part, page
    from simulation.report.summary.so_far import SoFar

    running = pairs_so_far is not None
    parts = [Part(f"r{place}", Folder(Path(folder)), running) for place, folder in enumerate(folders)]
    if not parts:
        raise UnreadableFolder("no results folder was named")
    for part in parts:
        part.folder.check()
    path, copied = Path(out), copied_models(part.folder for part in parts)
    so_far = None if pairs_so_far is None else SoFar(parts[0].folder, pairs_so_far, stamp_of(path).name)
    write_text(path, page(parts, copied, so_far))
    if so_far:
        write_stamp(path, so_far.pairs)
    else:
        remove_stamp(path)
    if copied:
        write_table(path.with_name(COPIES), copied.table, has_bom(parts[0].folder.path / "runs.csv"))
    return path
