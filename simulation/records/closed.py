"""Records that nobody adds to any more: what a hundred metrics ask for is made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from simulation.records import Columns, Records


class ClosedRecords(Records):
    """The same records, for as long as they stay as they are. Arrays of cases can be read only, as they are
    the same for everybody who asks; tables are everybody's own."""

    def __init__(self, records: Records) -> None:
        vars(self).update(vars(records))
        self._made: dict[str, Any] = {}

    def measured(self) -> pd.DataFrame:
        """As `Records.measured`."""
        return self._once("measured", super().measured).copy(deep=False)

    def moved(self) -> pd.Series:
        """As `Records.moved`."""
        return self._once("moved", super().moved).copy(deep=False)

    def stages(self) -> pd.DataFrame:
        """As `Records.stages`."""
        return self._once("stages", super().stages).copy(deep=False)

    def cases(self) -> dict[str, NDArray]:
        """As `Records.cases`."""
        return Columns(self._once("cases", lambda: _read_only(super(ClosedRecords, self).cases())))

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


def _read_only(columns: dict[str, NDArray]) -> dict[str, NDArray]:
    for column in columns.values():
        column.flags.writeable = False
    return columns
