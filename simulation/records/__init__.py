"""Records: what a run leaves behind. Needs are rows from birth, days are rows of street totals."""

from __future__ import annotations

import pandas as pd

from simulation.codes import DAY
from simulation.records import every_need, grids, participation, stages, tables, unheard
from simulation.records.flows import flows
from simulation.records.needs import (
    BUILDING_STEP,
    CHANNELS,
    CLASSES,
    MOST_RETURNS,
    NEED_COLUMNS,
    RETURN_STEP,
    REVIEWS,
    SEARCH_COLUMNS,
    TRACKS,
    Columns,
    Table,
    root_id,
)
from simulation.records.run_log import Event, RunLog

__all__ = [
    "BUILDING_STEP",
    "CHANNELS",
    "CLASSES",
    "DAY",
    "MOST_RETURNS",
    "NEED_COLUMNS",
    "RETURN_STEP",
    "REVIEWS",
    "SEARCH_COLUMNS",
    "TRACKS",
    "Columns",
    "Event",
    "Records",
    "Table",
    "root_id",
]


class Records(RunLog):
    """What a run leaves behind, with its tidy tables."""

    def stages(self) -> pd.DataFrame:
        """Need-days by stage, per 1,000 residents and year: columns stage, need_days."""
        return stages.stages(self)

    def tables(self, with_cases: bool = False, with_weeks: bool = False) -> dict[str, pd.DataFrame]:
        """The tidy tables of the run by name; those that are large, cases with needs and weeks of the grids,
        only when asked for."""
        made = {
            "daily": tables.daily(self),
            "closing_times": tables.closing_times(self),
            "flows": flows(self),
            "ledger": self.ledger,
            "events": tables.events(self),
            "grids": grids.grids(self),
            "participation": participation.participation(self),
            "unheard": unheard.unheard(self),
            "stages": self.stages(),
        }
        made |= {"grid_weeks": grids.grid_weeks(self)} if with_weeks else {}
        whole = {"cases": tables.cases(self), "needs": every_need.every_need(self)} if with_cases else {}
        return made | whole
