"""What can stop a study, each as one sentence for people and the exit code of the command line."""

from __future__ import annotations

from pathlib import Path


class ExperimentError(Exception):
    """A study cannot go on; the message is a whole sentence, `code` the exit code that belongs to it."""

    code = 2


class Unstartable(ExperimentError):
    """No worker process could be started, so not one run was done."""


class StorageError(ExperimentError):
    """The disk is full, read-only or gone; what was finished before is still there."""

    code = 1


class Interrupted(ExperimentError):
    """The user pressed Ctrl-C; the finished runs are kept in a folder, if any are, with their tables."""

    code = 130

    def __init__(self, sentence: str, folder: Path | None = None) -> None:
        super().__init__(sentence)
        self.folder = folder
