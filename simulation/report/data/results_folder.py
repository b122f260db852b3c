"""A results folder, read: the report knows what the files say and nothing of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd

import simulation.experiment.execution.failures as failures
from simulation.experiment.comparison.assumptions.turns import Turns, difference_over, turns_of
from simulation.experiment.comparison.compare import holds_at_any_time
from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.files.json_files import read_json
from simulation.experiment.storage.manifest import FORM, MANIFEST, TRACES, check_tables
from simulation.experiment.storage.study_json import only_costs, read_study_json, rules_alone
from simulation.experiment.tables.data_dictionary import columns_of
from simulation.metrics import Metric, known_metrics
from simulation.report.data.scenario_selection import shown
from simulation.statistics import PairedDifference
from simulation.text.bilingual import Pair
from simulation.text.shell_command import our_command

DAY_OF_RUN = ("scenario", "replication", "date")  # what a row of daily.csv is of
PART = 50_000  # rows of a table that is read in parts
MINUTES = [
    "minutes_duty",
    "minutes_cases",
    "minutes_patrol",
    "minutes_window",
    "minutes_bill",
    "minutes_forms",
    "minutes_tasks",
    "minutes_meetings",
    "minutes_idle",
    "minutes_overtime",
    "minutes_night",
]


IDLE = Pair("空转对照：只花钱花时间，不供选择", "Idle control: costs only, no choice")
"""What the page calls a scenario that takes money and time and does nothing."""


class UnreadableFolder(ValueError):
    """A folder is no results folder, or a file in it is not as it should be; the text says which and why."""


@dataclass(frozen=True)
class ShownScenario:
    """A scenario that the page shows: its id, its title in both languages, and its place (the baseline is 0).

    remedies: those of the six that its policies belong to; several for a package, 0 for none of them.
    head: what stands before the colon of its title, where no other title begins so; else the whole title.
    only_costs: whether it takes money and time and does nothing, a yardstick and no choice.
    """

    id: str
    title: Pair
    place: int
    remedies: tuple[int, ...] = ()
    head: Pair | None = None
    only_costs: bool = False

    @property
    def name(self) -> Pair:
        """What sentences call it: its title in quotation marks."""
        return self.title.quoted()

    @property
    def short_name(self) -> Pair:
        """What lists of scenarios, and titles that have a colon of their own, call it."""
        return (self.head or self.title).quoted()


LOOKS = ("any_time_low", "any_time_high", "pairs_that_differ")  # of intervals.csv, and not in older folders


@dataclass(frozen=True)
class Folder:
    """The files of one results folder; tables that were not written are empty, with their columns."""

    path: Path

    def check(self) -> None:
        """UnreadableFolder where what the page needs is not there, or a table is not as it was written."""
        _ = self.study, self.runs, self.comparison
        try:
            check_tables(self.path)
        except ExperimentError as error:
            raise UnreadableFolder(str(error)) from error
        if self.baseline not in self.with_runs:
            raise UnreadableFolder(
                f"{self.path}: no run of the baseline '{self.baseline.id}' is finished, so nothing can be "
                f"compared; to go on: {our_command('resume', self.path)}"
            )

    @cached_property
    def study(self) -> dict[str, Any]:
        """What was asked: name, title, baseline, scenarios, start, days, replications, seed."""
        try:
            return read_study_json(self.path)
        except FileNotFoundError:
            raise _missing(self.path, "study.json") from None
        except ExperimentError as error:
            raise UnreadableFolder(str(error)) from error

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """What is known of metrics by name: those of the program, and the user-defined ones of this study."""
        return known_metrics(self.study.get("metrics", ()))

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """How it was made: versions, platform, command, created."""
        try:
            return read_json(self.path / MANIFEST, FORM)
        except FileNotFoundError:
            return {}
        except ExperimentError as error:
            raise UnreadableFolder(str(error)) from error

    @cached_property
    def failures(self) -> list[dict[str, Any]]:
        """Runs that failed, one per line of failures.jsonl."""
        return failures.read(self.path)

    @cached_property
    def scenarios(self) -> list[ShownScenario]:
        """The scenarios that the page shows one by one, in the order of the study, the baseline first."""
        listed = {each["name"]: each for each in self.study.get("scenarios", [])}
        entries = [listed.get(name, {"name": name}) for name in shown(self.study)]
        titles = [IDLE if only_costs(each) else title_of(each) for each in entries]
        return [
            ShownScenario(
                each["name"],
                title,
                place,
                tuple(each.get("remedies", ())),
                _head(title, titles),
                only_costs(each),
            )
            for place, (each, title) in enumerate(zip(entries, titles, strict=True))
        ]

    @cached_property
    def with_runs(self) -> list[ShownScenario]:
        """Those of them of which a run was finished; a study that was stopped has not begun all."""
        ran = set(self.runs["scenario"])
        return [each for each in self.scenarios if each.id in ran]

    @cached_property
    def titles(self) -> dict[str, Pair]:
        """Titles of all scenarios that were run, by name."""
        return {each["name"]: title_of(each) for each in self.study.get("scenarios", [])}

    @property
    def baseline(self) -> ShownScenario:
        """The scenario that the others are compared with."""
        return self.scenarios[0]

    @property
    def title(self) -> Pair:
        """The study's question."""
        return title_of(self.study)

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per run and metric."""
        return _table(self.path, "runs.csv", needed=True)

    @cached_property
    def comparison(self) -> pd.DataFrame:
        """One row per scenario and metric: difference from the baseline, interval, verdict."""
        return _table(self.path, "comparison.csv", needed=True, added=("interval",))

    @cached_property
    def comparison_years(self) -> pd.DataFrame:
        """The comparison of each measured year; empty in a study of one year."""
        return _table(self.path, "comparison_years.csv", added=("interval",))

    @cached_property
    def closing_times(self) -> pd.DataFrame:
        """Counts of matters closed and still open by class and time, of all runs together: the table has a
        thousand rows a run."""
        by = ("scenario", "class", "upto_minutes")
        must, sums = (*by, "closed", "censored"), partial(_summed, by=by)
        return _table(self.path, "closing_times.csv", must=must, made_of=sums)

    @cached_property
    def dates(self) -> pd.Series:
        """The days that daily.csv has, each once; the table has hundreds of rows a run."""
        return _table(self.path, "daily.csv", must=DAY_OF_RUN, made_of=_each_date)["date"]

    def daily_sums(self, period: Callable[[pd.Series], pd.Series], *series: str) -> pd.DataFrame:
        """Sums of these series of the street, as far as they were recorded, one row per run and period, which
        `period` makes of dates and which stands in `date`."""
        sums = partial(_summed_over, period=period)
        return _table(self.path, "daily.csv", must=DAY_OF_RUN, may=series, made_of=sums)

    @cached_property
    def grids(self) -> pd.DataFrame:
        """True needs of each grid, and those of them on record; one row per run and grid."""
        must = ("scenario", "replication", "grid", "community", "arose", "recorded", "unsolved", "silent")
        return _table(self.path, "grids.csv", must=must)

    @cached_property
    def grid_weeks(self) -> pd.DataFrame:
        """The same week by week in the first replication; one row per scenario, week and grid."""
        return _table(self.path, "grid_weeks.csv")

    @cached_property
    def intervals(self) -> pd.DataFrame:
        """How sure each difference is, and what pairing gained; one row per scenario and metric."""
        return _table(self.path, "intervals.csv", added=LOOKS)

    @cached_property
    def standardised(self) -> pd.DataFrame:
        """Closing times in the baseline's mix of categories; one row per scenario and class of matters."""
        return _table(self.path, "standardised.csv")

    @cached_property
    def warmup(self) -> pd.DataFrame:
        """Whether the baseline's daily series had settled when measuring began; one row per series."""
        return _table(self.path, "warmup.csv")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """Money by month, from account to account."""
        return _table(self.path, "ledger.csv")

    @cached_property
    def flows(self) -> pd.DataFrame:
        """Where needs went: counts by domain, channel and track."""
        return _table(self.path, "flows.csv")

    @cached_property
    def participation(self) -> pd.DataFrame:
        """Who takes part: people by month, age group and kind; one row per run and each of these."""
        return _table(self.path, "participation.csv")

    @cached_property
    def unheard(self) -> pd.DataFrame:
        """Residents' needs, and those that nobody voiced or found; one row per run, age group and place by
        day."""
        return _table(self.path, "unheard.csv")

    @cached_property
    def worked_minutes(self) -> pd.DataFrame:
        """Minutes of workers' days, one row per run and month, which is the `date`."""
        table = self.daily_sums(month_of, *MINUTES)
        whole = set(MINUTES) <= set(table)  # runs of user-defined code have other series
        return table if whole else pd.DataFrame(columns=["scenario", "replication", *MINUTES])

    @cached_property
    def events(self) -> pd.DataFrame:
        """What happened that a reader must know: money ran out, a lever was clipped."""
        return _table(self.path, "events.csv")

    @cached_property
    def assumptions(self) -> pd.DataFrame:
        """What of each outcome's difference hangs on assumptions; one row per scenario and outcome, none
        where luck alone varied."""
        return _table(self.path, "assumptions.csv")

    @cached_property
    def prices(self) -> pd.DataFrame:
        """What one unit less of an effect costs; one row per scenario and effect."""
        return _table(self.path, "prices.csv")

    @cached_property
    def ladder(self) -> pd.DataFrame:
        """What each larger budget buys; one row per step."""
        steps = _table(self.path, "ladder.csv")
        return steps.iloc[:0] if self.rules_alone else steps

    @cached_property
    def rules_alone(self) -> bool:
        """Whether rules were replaced and nothing was done that a budget buys."""
        return rules_alone(self.study)

    @cached_property
    def overturning(self) -> pd.DataFrame:
        """Which assumptions would overturn the choice; one row per assumption, value and rival, none where
        that was not asked."""
        return _table(self.path, "overturning.csv")

    @cached_property
    def drawn_worlds(self) -> pd.DataFrame:
        """How often the choice does more where all assumptions differ at once; one row per rival."""
        return _table(self.path, "drawn_worlds.csv", added=("budget", "advised", "rival_cost"))

    @cached_property
    def traces(self) -> pd.DataFrame:
        """By which links policies act, where `explain` was asked; one row per scenario, metric and link."""
        return _table(self.path, TRACES)

    @cached_property
    def packages(self) -> pd.DataFrame:
        """What each remedy does alone, last and on average over all packages; one row per metric and
        remedy."""
        return _table(self.path, "packages.csv")

    @cached_property
    def budgets(self) -> pd.DataFrame:
        """The package that does most at each budget; one row per effect and budget."""
        return _table(self.path, "budgets.csv")

    @cached_property
    def sweep(self) -> pd.DataFrame:
        """Levels and differences at the points of a sweep; one row per scenario and metric."""
        return _table(self.path, "sweep.csv")

    @cached_property
    def _by_arm(self) -> dict[tuple[str, str], pd.Series]:
        """Values by replication, of each metric and scenario: looked up far more often than there are any."""
        each = self.runs.set_index("replication")
        arms = each["value"].astype(float).groupby([each["metric"], each["scenario"]])
        return {(str(metric), str(scenario)): values for (metric, scenario), values in arms}

    @cached_property
    def _turns(self) -> Turns | None:
        """The parameter set of each replication; None where all have the same numbers."""
        return turns_of(self.study)

    def values(self, metric: str, scenario: str) -> pd.Series:
        """A metric's value in each replication of a scenario."""
        return self._by_arm.get((metric, scenario), pd.Series([], dtype=float, name="value"))

    def mean(self, metric: str, scenario: str) -> float:
        """A metric's mean over the replications of a scenario."""
        return float(self.values(metric, scenario).mean())

    @cached_property
    def any_time(self) -> bool:
        """Whether intervals and verdicts hold at every look, as those of a study that may end early do."""
        return holds_at_any_time(self.comparison)

    def paired(self, metric: str, one: str, other: str) -> PairedDifference:
        """The paired difference of two scenarios in a metric, over the replications that both have, with an
        interval of the kind that `comparison.csv` has; pairs of one parameter set count as they do there."""
        before, after = self.values(metric, one), self.values(metric, other)
        if not before.index.equals(after.index):  # a run has failed
            before, after = before.align(after, join="inner")
        return difference_over(before, after, self._turns, first=FEWEST_PAIRS if self.any_time else None)[0]


def _head(title: Pair, titles: list[Pair]) -> Pair:
    """举措四 of 举措四：培育社会组织, so that titles with commas of their own can be listed."""
    heads = [each.each(lambda text: re.split("[:：]", text)[0]) for each in titles]
    head = heads[titles.index(title)]
    return head if heads.count(head) == 1 else title


def title_of(entry: dict[str, Any]) -> Pair:
    """The title of an entry of study.json in both languages, else its name."""
    title = entry.get("title") or {}
    plain = str(entry.get("name", ""))
    return Pair(
        str(title.get("zh") or title.get("en") or plain), str(title.get("en") or title.get("zh") or plain)
    )


def _missing(folder: Path, name: str) -> UnreadableFolder:
    return UnreadableFolder(f"{folder}: no {name} here; a results folder is what `run` writes")


def _table(
    folder: Path,
    name: str,
    needed: bool = False,
    must: tuple[str, ...] = (),
    may: tuple[str, ...] = (),
    made_of: Callable[[Iterable[pd.DataFrame]], pd.DataFrame] | None = None,
    added: tuple[str, ...] = (),
) -> pd.DataFrame:
    """A table of the folder; with its columns and no row where it was not written and is not needed.

    must: columns without which it is unreadable (default: all that its writer describes); may: others that
    are read where they are there. The rest of a table that says what it must have is not read. made_of: what
    makes a smaller table of the parts of this one, so that the whole is never in memory; added: columns that
    folders of older versions lack.
    """
    path, known = folder / name, columns_of(name)
    required = must or tuple(column for column in known if column not in added)
    if not path.exists() and not needed:
        return pd.DataFrame(columns=[*required, *may])
    texts = {column: str for column, about in known.items() if about.kind in ("text", "date")}
    try:
        read = partial(
            pd.read_csv,
            path,
            keep_default_na=False,
            na_values=[""],
            dtype=texts,
            encoding="utf-8-sig",
            usecols=(lambda column: column in {*must, *may}) if must else None,
        )
        table = made_of(read(chunksize=PART)) if made_of else read()
    except FileNotFoundError:
        raise _missing(folder, name) from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise UnreadableFolder(f"{path}: not a table: {error}") from None
    return _whole(table, path, required, texts)


def _summed(parts: Iterable[pd.DataFrame], by: tuple[str, ...]) -> pd.DataFrame:
    """The sums of a table that is read in parts; a part that lacks one of the columns as it is."""
    sums: list[pd.DataFrame] = []
    for part in parts:
        if not {*by} <= {*part.columns}:
            return part
        sums.append(part.groupby([*by], as_index=False).sum())
    return pd.concat(sums).groupby([*by], as_index=False).sum()


def _summed_over(parts: Iterable[pd.DataFrame], period: Callable[[pd.Series], pd.Series]) -> pd.DataFrame:
    """The sums of daily series by run and period; a part that lacks one of the columns as it is."""
    dated = (part.assign(date=period(part["date"])) if "date" in part else part for part in parts)
    return _summed(dated, DAY_OF_RUN)


def _each_date(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """A row of each date; a part that lacks it as it is."""
    found: list[pd.DataFrame] = []
    for part in parts:
        if "date" not in part:
            return part
        found.append(part.drop_duplicates("date"))
    return pd.concat(found).drop_duplicates("date")


def month_of(dates: pd.Series) -> pd.Series:
    """2025-03 of 2025-03-14."""
    return dates.str[:7]


def _whole(table: pd.DataFrame, path: Path, required: Iterable[str], texts: Iterable[str]) -> pd.DataFrame:
    missing = [column for column in required if column not in table]
    if missing:
        raise UnreadableFolder(f"{path}: no column {', '.join(missing)}; it has {', '.join(table.columns)}")
    words = [column for column in texts if column in table]
    table[words] = table[words].fillna("")
    return table
