"""Whether a page holds: its digest, its differences out of its runs, and some of its runs done again."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from simulation.experiment.comparison.compare import comparison_of, metrics_of
from simulation.experiment.execution.engines.engine import Engine
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.runs import Run
from simulation.experiment.storage.manifest import digest_of
from simulation.experiment.storage.provenance import changed_packages
from simulation.experiment.storage.run_crate import results_digest
from simulation.experiment.studies.reproduce import reproduce
from simulation.experiment.studies.run_again import run_again
from simulation.report.data.results_folder import Folder, UnreadableFolder
from simulation.report.proof.carried import runs_of
from simulation.report.proof.sealed_page import NAME, SealedPage

NUMBERS = ("baseline_mean", "mean", "difference", "low", "high", "pairs")
CLOSE = 1e-12  # tables are read to the last digit but one
NAMED = 5  # faults of one kind that are named
T = TypeVar("T")


@dataclass(frozen=True)
class Verified:
    """What was found to hold, and what was not, in sentences; done: how many of the runs were done again."""

    held: tuple[str, ...]
    faults: tuple[str, ...]
    done: int
    runs: int


def drawn(items: Sequence[T], count: int) -> Sequence[T]:
    """So many of them, drawn so that nobody can know which beforehand; all where there are not more."""
    return secrets.SystemRandom().sample(list(items), min(count, len(items)))


def chance(done: int, runs: int, wrong: int) -> float:
    """The chance that at least one of so many wrong runs is among those that were done again, drawn without
    putting back (hypergeometric)."""
    return 1 - math.comb(max(runs - wrong, 0), done) / math.comb(runs, done) if runs else 0.0


def verify_page(
    path: Path,
    sample: int,
    *,
    engine: Engine | None = None,
    trusted: bool = False,
    recipe: Recipe | None = None,
) -> Verified:
    """Check a page, with so many of its runs of each study done again (0: none).

    Raises UnreadableFolder for a file that is no such page, ExperimentError where its plan cannot be used.
    """
    page = SealedPage.read(path)
    held, faults, done, runs = [], [], 0, 0
    if page.digest == page.stated:
        held.append(f"digest: the page is as it was written (sha256 {page.digest})")
    else:
        faults.append(f"digest: {path} was changed after it was written: it is not what its run crate says")
    try:
        parts = list(zip(page.proof, page.data["parts"], strict=True))
    except (UnreadableFolder, ValueError, KeyError, TypeError) as error:
        return Verified(tuple(held), (*faults, str(error) or "the page is damaged"), 0, 0)
    for proof, shown in parts:
        if "runs" not in proof:
            faults.append(
                f"runs: the study has {proof['values']:,} values, too many for a page; verify its folder"
            )
            continue
        try:
            found = _part(proof, shown, sample, engine, trusted, recipe)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            faults.append(
                f"page: what it carries of its runs is not as this program writes it ({error!r:.80})"
            )
            continue
        held, faults = [*held, *found.held], [*faults, *found.faults]
        done, runs = done + found.done, runs + found.runs
    return Verified(tuple(held), tuple(faults), done, runs)


def _part(
    proof: Mapping[str, Any],
    shown: Mapping[str, Any],
    sample: int,
    engine: Engine | None,
    trusted: bool,
    recipe: Recipe | None,
) -> Verified:
    """Check what a page says of one results folder."""
    wrong = [*_arithmetic(proof, shown)]
    again = _done_again(proof, sample, engine, trusted, recipe)
    held = () if wrong else (_follows(proof, shown),)
    return Verified((*held, *again.held), (*wrong, *again.faults), again.done, again.runs)


def verify_folder(
    path: Path,
    sample: int,
    *,
    engine: Engine | None = None,
    trusted: bool = False,
    recipe: Recipe | None = None,
) -> Verified:
    """Check a results folder: the digests of its inputs and tables, and the page in it; so many of its runs
    are done again, and all tables are made again of its runs (0: neither).

    Raises UnreadableFolder for a folder that holds no results, ExperimentError where nothing can be done.
    """
    folder = Folder(path)
    stated = {**folder.manifest.get("inputs", {}), **folder.manifest.get("tables", {})}
    if not (folder.study and stated):
        raise UnreadableFolder(f"{path} has no digests of its tables (made by an older version?)")
    changed = [name for name, digest in stated.items() if digest_of(path / name) != digest]
    faults = [f"digest: {path / name} was changed after it was written, or is gone" for name in changed]
    said = f"digest: {len(stated)} inputs and tables are as they were written"
    held = [] if faults else [f"{said} (sha256 {results_digest(folder.manifest)})"]
    faults += _page_inside(folder)
    if not sample:
        runs = len(folder.runs[["scenario", "replication"]].drop_duplicates())
        return Verified((*held, "runs: none was done again"), tuple(faults), 0, runs)
    again = reproduce(path, sample=sample, draw=drawn, trusted=trusted, engine=engine, recipe=recipe)
    faults += [f"runs: {sentence}" for sentence in again.differing]
    held.append(
        f"runs: {again.runs} of {again.stored} done again, and all tables made again: {again.agreed} agree"
    )
    return Verified(tuple(held), tuple(faults), again.runs, again.stored)


def _page_inside(folder: Folder) -> list[str]:
    """What is wrong with the page of a folder, if there is one that can be checked."""
    path = folder.path / NAME
    if not path.exists():
        return []
    try:
        page = SealedPage.read(path)
    except UnreadableFolder as error:
        return [f"page: {error}"]
    if page.digest != page.stated:
        return [f"page: {path} was changed after it was written"]
    if results_digest(folder.manifest) not in page.results_digests():
        return [f"page: {path} was made of other results than the folder holds; `report` makes it again"]
    return []


def _rows(shown: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The differences that a page shows, as cells by the ids of their columns."""
    for table in shown["pictures"].get("forest", {"tables": {}})["tables"].values():
        names = [column["id"] for column in table["columns"]]
        for row in table["rows"]:
            yield dict(zip(names, map(_raw, row), strict=True))


def _raw(cell: Any) -> Any:
    return cell.get("raw") if isinstance(cell, dict) else cell


def _follows(proof: Mapping[str, Any], shown: Mapping[str, Any]) -> str:
    count, runs = sum(1 for _ in _rows(shown)), len(proof["runs"])
    return f"arithmetic: all {count:,} differences of the page follow from the values of its {runs} runs"


def _arithmetic(proof: Mapping[str, Any], shown: Mapping[str, Any]) -> Iterator[str]:
    """Differences of the page that its own runs do not give."""
    study = proof["study"]
    table = comparison_of(study, runs_of(dict(proof)), metrics_of(study), proof["any_time"])
    ours = {(row["scenario"], row["metric"]): row for row in table.to_dict("records")}
    wrong = [
        said for row in _rows(shown) if (said := _wrong(row, ours.get((row["scenario"], row["metric"]))))
    ]
    yield from wrong[:NAMED]
    if len(wrong) > NAMED:
        yield f"arithmetic: {len(wrong) - NAMED} more differences do not follow from the runs"


def _wrong(row: Mapping[str, Any], ours: Mapping[Any, Any] | None) -> str:
    """What is wrong with a row of the page; empty where nothing is."""
    whose = f"arithmetic: {row['scenario']}, {row['metric']}"
    if ours is None:
        return f"{whose}: the runs that the page carries do not have it"
    level = max(abs(float(ours["baseline_mean"])), abs(float(ours["mean"])))
    for name in NUMBERS:
        said = math.nan if row[name] is None else float(row[name])
        if not _same(said, float(ours[name]), level):
            return f"{whose}: {name} is {said!r} on the page, and {float(ours[name])!r} out of its runs"
    return ""


def _same(one: float, other: float, level: float = 0.0) -> bool:
    """Whether two numbers are one; level: of what they are differences, whose last digits are theirs."""
    dust = max(CLOSE * level, 1e-300)
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=dust) or (math.isnan(one) and math.isnan(other))


def _done_again(
    proof: Mapping[str, Any], sample: int, engine: Engine | None, trusted: bool, recipe: Recipe | None
) -> Verified:
    """Some runs of a part done again, and what came out otherwise."""
    stored = {
        f"{scenario}-{replication}": (seed, values) for scenario, replication, seed, values in proof["runs"]
    }
    if not (sample and proof["plan"]):
        why = "" if proof["plan"] else "; the page carries no run plan to do them by"
        return Verified((f"runs: none was done again{why}",), (), 0, len(stored))

    def choose(runs: Sequence[Run]) -> Sequence[Run]:
        there = {run.name: run for run in runs if run.name in stored}
        return [there[name] for name in drawn(sorted(there), sample)]

    again = run_again(proof["plan"], choose, engine=engine, trusted=trusted, recipe=recipe)
    faults = [f"runs: {message}" for message in again.failed] + _misplanned(proof["plan"], stored)
    values = 0
    for name, now in again.values.items():
        theirs = pd.Series(stored[name][1], index=proof["metrics"], dtype=float)
        wrong = _otherwise(name, theirs, now)
        values += len(theirs) - len(wrong)
        faults += wrong[:1]
        faults += [f"runs: {name}: {len(wrong) - 1} more of its values differ"] if len(wrong) > 1 else []
    said = f"{len(again.values)} of {len(stored)} done again ({', '.join(again.values)})"
    held = f"runs: {said}: {values:,} values came out the same"
    if faults and (packages := changed_packages(proof["plan"]["program"])):
        faults.append(f"runs: this program differs from the one that made the page, in {', '.join(packages)}")
    return Verified((held,) if values else (), tuple(faults), len(again.values), len(stored))


def _misplanned(plan: Mapping[str, Any], stored: Mapping[str, tuple[int, Any]]) -> list[str]:
    """A sentence for each stored run that is not in the run plan as it is stored, the first few."""
    seeds = {f"{run['scenario']}-{run['replication']}": run["seed"] for run in plan["runs"]}
    strange = sorted(name for name, (seed, _) in stored.items() if seeds.get(name) != seed)
    return [f"runs: {name} is not in the run plan, or has another seed there" for name in strange[:NAMED]]


def _otherwise(name: str, theirs: pd.Series, now: pd.Series) -> list[str]:
    """A sentence for each value of a run that came out otherwise."""
    found = ((metric, theirs[metric], now.get(metric, math.nan)) for metric in theirs.index)
    return [_differs(name, *each) for each in found if not _same(*each[1:])]


def _differs(name: str, metric: str, before: float, now: float) -> str:
    return f"runs: {name}: {metric} is {before!r} in the page, and {now!r} came out"
