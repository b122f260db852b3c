"""How a study is run, and the command-line arguments that asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Cases = Literal["csv", "parquet"]
MOST = 200  # replications, where a precision is asked for and no maximum is given


@dataclass(frozen=True)
class Options:
    """How a study is run.

    cases: form of the table of cases; None: no such table. timeout: seconds that a run may take. bom: whether
    tables begin with a byte order mark. precision: half-widths to be reached, each as METRIC=NUMBER UNIT.
    most: replications after which that ends. metrics_alone: whether runs leave their metrics and no other
    table.
    """

    cases: Cases | None = None
    timeout: float = 3600.0
    bom: bool = False
    precision: tuple[str, ...] = ()
    most: int = MOST
    metrics_alone: bool = False

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Options:
        """The options as plan.json stores them."""
        return cls(**{**stored, "precision": tuple(stored["precision"])})


@dataclass(frozen=True)
class CommandOptions:
    """The command-line arguments that chose the scenarios: files, settings as `--set` has them, sweeps as
    `--grid` has them, the table of `--design`, and whether luck alone was to vary."""

    files: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    design: str | None = None
    only_luck: bool = False

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> CommandOptions:
        """The arguments as plan.json stores them."""
        files, settings, grid = (tuple(stored[name]) for name in ("files", "settings", "grid"))
        return cls(files, settings, grid, stored.get("design"), stored.get("only_luck", True))


DEFAULTS = Options()
