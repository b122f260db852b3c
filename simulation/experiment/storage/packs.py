"""Finished runs in few files: a pack is a zip archive that holds one folder per run, with tables and seal.

A pack is written under another name, renamed when all of it is on the disk, and never written to again. Where
packs are put together, the new one is there before the old ones go: at any moment every run is in a pack, and
one that is in two has the same bytes in both. A pack is named after its first run and the number of its runs.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from simulation.experiment.storage.files.whole_files import names_onto_disk, storing

NAMED = re.compile(r"(?P<scenario>[^.].*)-(?P<replication>\d+)\.(?P<runs>\d+)\.zip")
FAST = 1  # the level of compression: higher ones take three times as long and save a seventh
SMALL, FULL = 25, 100  # runs: a pack with fewer is put together with others, up to so many
MOST_SMALL = 100  # packs, before they are put together
UNREADABLE = (BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)

Add = Callable[[str, Mapping[str, bytes]], None]


@contextmanager
def new_pack(folder: Path) -> Iterator[Add]:
    """Call what this gives with the name of a run and its files, once a run: all of them are stored in the
    end, or none."""
    draft = folder / "runs" / f".{os.getpid()}.zip"
    names: list[str] = []
    try:
        with _archive(folder, draft) as archive:

            def add(run: str, files: Mapping[str, bytes]) -> None:
                names.append(run)
                with storing(folder):
                    for file, content in files.items():
                        archive.writestr(_member(f"{run}/{file}"), content, compresslevel=FAST)

            yield add
        with storing(folder):
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(_named(folder, names))
            names_onto_disk(draft.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _archive(folder: Path, draft: Path) -> Iterator[ZipFile]:
    with storing(folder):
        archive = ZipFile(draft, "w")
    try:
        yield archive
    finally:
        with storing(folder):
            archive.close()


def _member(name: str) -> ZipInfo:
    """A file of a pack, without the time of writing: equal runs make equal packs."""
    found = ZipInfo(name)
    found.compress_type = ZIP_DEFLATED
    return found


def _named(folder: Path, runs: Sequence[str]) -> Path:
    """The pack of some runs."""
    return folder / "runs" / f"{runs[0]}.{len(runs)}.zip"


def packs_of(folder: Path) -> list[Path]:
    """The packs of a results folder, those with most runs first."""
    try:
        found = [path for path in (folder / "runs").iterdir() if NAMED.fullmatch(path.name)]
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda pack: (-_size(pack), pack.name))


def _size(pack: Path) -> int:
    """How many runs a pack holds, by its name."""
    return int(pack.stem.rpartition(".")[2])


def homes(folder: Path) -> dict[str, Path]:
    """The pack of every stored run, by the run's name; a pack that cannot be read holds none."""
    while True:
        try:
            return {run: pack for pack in packs_of(folder) for run in _runs_of(pack)}
        except FileNotFoundError:
            continue  # one was put together with others since the folder was listed


def whole_runs(folder: Path, is_whole: Callable[[Mapping[str, bytes]], bool]) -> set[str]:
    """The names of stored runs that are whole; all of their files are read. is_whole(files): of a run."""
    while True:
        try:
            return {run for pack in packs_of(folder) for run in _whole_runs(pack, is_whole)}
        except FileNotFoundError:
            continue  # as in `homes`


def _runs_of(pack: Path) -> list[str]:
    try:
        with ZipFile(pack) as archive:
            return list(files_of(archive))
    except UNREADABLE:
        return []


def files_of(archive: ZipFile) -> dict[str, list[str]]:
    """The names of the files of each run of a pack, by the run's name."""
    found: dict[str, list[str]] = {}
    for member in archive.namelist():
        run, _, file = member.rpartition("/")
        found.setdefault(run, []).append(file)
    return found


def read_run(archive: ZipFile, run: str, files: Sequence[str]) -> dict[str, bytes]:
    """Files of a run by name; UNREADABLE where they are damaged."""
    return {file: archive.read(f"{run}/{file}") for file in files}


def put_together(folder: Path) -> None:
    """Put small packs into larger ones where there are many; others may add new ones meanwhile."""
    small = [pack for pack in packs_of(folder) if _size(pack) < SMALL]
    if len(small) > MOST_SMALL:
        for some in _groups(sorted(small, key=_place)):
            with suppress(*UNREADABLE):  # a damaged one stays until `mend` looks at it
                _replace(folder, some)


def _place(pack: Path) -> tuple[str, int]:
    """Scenario and replication of its first run: what is beside each other in tables should be in a pack."""
    found = NAMED.fullmatch(pack.name)
    return (found["scenario"], int(found["replication"])) if found else ("", 0)


def _groups(packs: Sequence[Path]) -> list[list[Path]]:
    """Packs in groups of as many runs as one should hold."""
    found: list[list[Path]] = []
    room = 0
    for pack in packs:
        if room < _size(pack):
            found.append([])
            room = FULL
        found[-1].append(pack)
        room -= _size(pack)
    return [group for group in found if len(group) > 1]


def mend(folder: Path, is_whole: Callable[[Mapping[str, bytes]], bool]) -> None:
    """Leave each run once and only where it is whole: take away what was damaged, and what a process that
    was killed while it put packs together left twice. is_whole(files): of a run, by name."""
    seen: set[str] = set()
    for pack in packs_of(folder):
        kept = [run for run in _whole_runs(pack, is_whole) if run not in seen]
        seen.update(kept)
        if not kept:
            with storing(folder):
                pack.unlink()
        elif len(kept) != _size(pack):
            _replace(folder, [pack], kept)


def _whole_runs(pack: Path, is_whole: Callable[[Mapping[str, bytes]], bool]) -> Iterator[str]:
    with suppress(*UNREADABLE), ZipFile(pack) as archive:
        for run, files in files_of(archive).items():
            with suppress(*UNREADABLE):
                if is_whole(read_run(archive, run, files)):
                    yield run


def _replace(folder: Path, packs: Sequence[Path], kept: Collection[str] | None = None) -> None:
    """Put one pack in place of several, with each of their runs once. kept: the runs to be in it (None:
    all)."""
    names: list[str] = []
    with new_pack(folder) as add:
        for pack in packs:
            with ZipFile(pack) as archive:
                for run, files in files_of(archive).items():
                    if run not in names and (kept is None or run in kept):
                        add(run, read_run(archive, run, files))
                        names.append(run)
    with storing(folder):
        for pack in packs:
            if pack != _named(folder, names):
                pack.unlink()
