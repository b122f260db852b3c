"""Metrics of the program are asked of a log of nothing, before anything runs: what they call by a wrong name,
and an answer that is no number, is said with file and line. It loads the model, which who only plans runs
does without."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

import simulation.model  # noqa: F401  its packages say which series a day has
from simulation.close_names import did_you_mean
from simulation.columns import description
from simulation.experiment.errors import ExperimentError
from simulation.metrics import METRICS, number_of
from simulation.records import Records
from simulation.user_files import UserFileError

WRONG_NAMES = KeyError | AttributeError | NameError
"""Of the errors of a metric those that do not come from there being nothing to count."""


def check_metrics() -> None:
    """Raises ExperimentError where a metric of the program asks for a column, series or function that is not
    there, or gives something else than one number. Raises PluginError where one cannot be read."""
    for name in METRICS.all():
        _try(name)


@cache  # every file that is checked asks
def _try(name: str) -> None:
    nothing = _nothing()
    try:
        with np.errstate(all="ignore"):
            number_of(METRICS[name], nothing)
    except UserFileError as error:
        if error.__cause__ is None:  # it did not fail, and gave no number
            raise ExperimentError(str(error)) from error
        if isinstance(error.__cause__, WRONG_NAMES):
            raise ExperimentError(f"{error}{_meant(error.__cause__, nothing)}") from error


def _meant(cause: BaseException, log: Records) -> str:
    """The series of a day whose name looks like one that is not there."""
    asked = str(cause.args[0]) if isinstance(cause, KeyError) and cause.args else ""
    return did_you_mean(asked, log.daily[0]) if asked.isidentifier() else ""


def _nothing() -> Records:
    """A log of one day on which nothing happened, with every series of a day and every account."""
    day = dict.fromkeys(description("daily.csv").columns, 0.0)
    books = pd.DataFrame({"debit": ["district"], "credit": ["wages"], "yuan": [0.0]})
    log = Records(date(2025, 1, 1), 0, 1, 1, 1, adults={}, cap_days=60, working=np.ones(1, bool))
    log.daily, log.ledger, log.opening, log.counts = [day], books, books, defaultdict(float)
    return log
