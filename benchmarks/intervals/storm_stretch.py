"""Do intervals hold by how much longer cases wait in a storm? Of storms of a log, and of logs of known truth.

    python benchmarks/intervals/storm_stretch.py [LOG] [--known 200] [--part :2011-10-15]

LOG: every storm that the fit finds in it, how many times as long the cases of its weeks waited, the same of
all other units, and what the other storms of the log would have forecast (intervals of 90 %). --part: what
the cases from one day to before another tell alone, as known then, and what they forecast of storms outside.
--night with --option storm=UNIT,times=…: the four weeks from that night, of that unit, as `forecast` draws
them from what was known then, with the storm and as today, beside what came.

--known: so many logs whose common elasticity, spread and kept share are drawn from the prior. Each is fitted
on its first half year, and forecasts a storm that comes later. Printed is how often intervals hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import pandas as pd

from simulation.caselog import read_log
from simulation.fit.fitting import holidays_of, span_of
from simulation.fit.held.scores import crps, held
from simulation.fit.office.spans import hours_between
from simulation.fit.office.waits import KIND, waits_known
from simulation.fit.storms.days import WEEKS
from simulation.fit.storms.found import ENOUGH, Storm, storms_of, stretch_of
from simulation.fit.storms.stretch import COMMON, KEPT, PRIOR, PRIOR_APART, Stretch, course, fit_stretch
from simulation.fit.weeks.forecast import FIGURES, draw_options, seen_weeks
from simulation.fit.weeks.storm import StormOption, parts_of, read_any

DRAWS = 4000
MANY = 3
"""Storms of a log from which it is looked at apart by how much its fit errs."""
NONE = frozenset()
FIRST = pd.Timestamp("2025-01-06")
UNITS, DAYS, FITTED = 12, 252, 196
A_DAY, SPREAD, UNSTEADY = 8.0, 1.0, 0.2
ON_DAY = np.array([0.5, 0.25, 0.1, 0.05, 0.04, 0.03, 0.03])
INTERVAL = [0.05, 0.25, 0.5, 0.75, 0.95]


def forecast(known: Stretch, storm: Storm, rng: np.random.Generator) -> np.ndarray:
    """Draws of the logarithm by which waits of its weeks grow, as they would be measured (draws, WEEKS)."""
    elasticity, kept = known.draw(DRAWS, rng)
    drawn = course(storm.load, elasticity, kept)
    return drawn + storm.noise * rng.standard_normal(drawn.shape)


def others(cases: pd.DataFrame, storm: Storm, until: pd.Timestamp) -> np.ndarray:
    """How many times as long residents' cases of all other units waited in the weeks of a storm (WEEKS,)."""
    rest = cases[(cases["unit"] != storm.unit) & ~cases["staff"]].reset_index(drop=True)
    week = ((rest["opened"] - storm.day) // pd.Timedelta(weeks=1)).to_numpy()
    waits = waits_known(rest[(week < 0) | (week >= WEEKS)], until)
    kind = waits.kinds.get_indexer(pd.MultiIndex.from_frame(rest[KIND]))
    closed = (rest["closed"] < until).to_numpy()
    hours = hours_between(rest["opened"], rest["closed"].where(closed, until))
    some = [(week == each) & (kind >= 0) & (hours > 1 / 60) for each in range(WEEKS)]
    return np.array(
        [
            stretch_of(hours[of], closed[of], waits.weights[kind[of]])[0] if of.sum() >= ENOUGH else np.nan
            for of in some
        ]
    )


def of_log(cases: pd.DataFrame, found: Sequence[Storm], until: pd.Timestamp) -> Iterator[str]:
    """A paragraph about each storm of a log."""
    rng = np.random.default_rng(1)
    for storm in found:
        rest = fit_stretch([each for each in found if each is not storm])
        low, middle, high = np.quantile(forecast(rest, storm, rng), [0.05, 0.5, 0.95], axis=0)
        table = {
            "seen": storm.stretch, "noise": storm.noise, "forecast": middle, "low_90": low, "high_90": high,
            "other units": others(cases, storm, until),
        }  # fmt: skip
        frame = pd.DataFrame(table, index=[f"week {week}" for week in range(WEEKS)])
        frame[frame.columns.drop("noise")] = np.exp(frame[frame.columns.drop("noise")])
        head = f"{storm.unit}, {storm.day:%Y-%m-%d}: {storm.cases} cases, load × {np.exp(storm.load):.1f}"
        yield head + "\n" + frame.round(2).T.to_string()


def of_part(
    cases: pd.DataFrame, found: Sequence[Storm], span: tuple[pd.Timestamp, pd.Timestamp], off: frozenset
) -> Iterator[str]:
    """What a part of a log tells, and what it forecasts of the storms outside."""
    since, until = span
    inside = storms_of(cases[cases["opened"] >= since], until, off)
    known, rng = fit_stretch(inside), np.random.default_rng(1)
    yield f"\nfrom {since:%Y-%m-%d} to {until:%Y-%m-%d}: {summary(inside)}"
    for storm in inside:
        yield f"  told by {storm.unit}, {storm.day:%Y-%m-%d}, load × {np.exp(storm.load):.1f}"
    for storm in [each for each in found if not since <= each.day < until]:
        drawn = np.exp(np.quantile(forecast(known, storm, rng), [0.05, 0.5, 0.95], axis=0)[:, :3])
        told = [
            f"{seen:.2f}: {mid:.2f} ({low:.2f} … {high:.2f})"
            for seen, low, mid, high in zip(np.exp(storm.stretch), *drawn, strict=False)
        ]
        yield f"  {storm.unit}, {storm.day:%Y-%m-%d}, seen and forecast of weeks 0 to 2: {'; '.join(told)}"


def of_night(cases: pd.DataFrame, night: pd.Timestamp, option: str, off: frozenset) -> Iterator[str]:
    """Whether a storm that came was forecast, given its size."""
    storm = read_any(option)
    assert isinstance(storm, StormOption)
    past = cases[cases["opened"] < night]
    storm = storm.told(past.assign(closed=past["closed"].where(past["closed"] < night)), night, off)
    drawn = draw_options(cases, night, 4, off, 7, 400, [storm])
    seen = seen_weeks(cases[cases["unit"] == storm.unit], night, 4)
    yield storm.said().en
    for name in parts_of([storm]):
        flat, came = drawn[name].reshape(len(drawn[name]), -1), seen.ravel()
        shares = (f"{share:.0%}: {held(flat, came, share).sum():.0f}" for share in (0.5, 0.9))
        far = (crps(flat, came) / np.sqrt(np.maximum(came, 1))).mean()
        yield f"{name}: of {len(came)} figures intervals hold {', '.join(shares)}; distance {far:.2f}"
        middle = np.median(drawn[name], axis=0)
        for number, figure in enumerate(FIGURES):
            yield f"  {figure}, seen {seen[:, number]}, forecast {middle[:, number].round()}"


def summary(storms: Sequence[Storm]) -> str:
    """What storms tell, in a line."""
    known = fit_stretch(storms)
    elasticity, kept = known.draw(DRAWS * 5, np.random.default_rng(1))
    told = (f"{each:.2f}" for each in np.quantile(elasticity, INTERVAL))
    share = (f"{each:.2f}" for each in np.quantile(kept, [0.05, 0.5, 0.95]))
    return f"{len(storms)} storms tell: elasticity {' '.join(told)} (5 … 95 %), kept {' '.join(share)}"


def known_log(common: float, apart: float, kept: float, rng: np.random.Generator) -> pd.DataFrame:
    """A log of UNITS units; up to half of them are struck once, and the last unit in the last weeks."""
    struck = rng.integers(0, UNITS // 2 + 1)
    parts = []
    for unit in range(UNITS):
        day = FITTED if unit == UNITS - 1 else int(rng.integers(42, FITTED - 42)) if unit < struck else None
        parts.append(_unit(unit, day, (common + apart * rng.standard_normal(), kept), rng))
    return pd.concat(parts).sort_values("opened", ignore_index=True)


def _unit(unit: int, storm: int | None, truth: tuple[float, float], rng: np.random.Generator) -> pd.DataFrame:
    level = A_DAY * rng.uniform(0.3, 1.5)
    expected, longer = (
        np.full(DAYS, level),
        UNSTEADY * rng.standard_normal(DAYS // 7 + 1)[np.arange(DAYS) // 7],
    )
    if storm is not None:
        times = np.exp(rng.uniform(np.log(4), np.log(30)))
        expected[storm : storm + 7] += 7 * level * (times - 1) * ON_DAY
        week = (np.arange(DAYS) - storm) // 7
        here = (week >= 0) & (week < WEEKS)
        longer[here] += course(np.log(times), *truth)[week[here]]
    day = np.repeat(np.arange(DAYS), rng.poisson(expected))
    hours = rng.uniform(4, 60) * np.exp(longer[day] + SPREAD * rng.standard_normal(len(day)))
    opened = FIRST + pd.to_timedelta(day * 1440 + rng.integers(420, 1260, len(day)), unit="min")
    closed = opened + pd.to_timedelta((hours * 60).round(), unit="min")
    named = {"type": f"type {unit}", "unit": f"unit {unit}", "area": "", "staff": False}
    return pd.DataFrame({"opened": opened, "closed": closed, "due": pd.NaT} | named)


def coverage(logs: int) -> pd.DataFrame:
    """Of logs of known truth: a row each, and which intervals of 50 % and 90 % held."""
    return pd.DataFrame([_held(seed) for seed in range(logs)])


def _held(seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    common, apart = PRIOR[0] + PRIOR[1] * rng.standard_normal(), PRIOR_APART * abs(rng.standard_normal())
    kept = rng.uniform(KEPT[0], KEPT[-1])
    log = known_log(common, apart, kept, rng)
    night, end = FIRST + pd.Timedelta(days=FITTED), FIRST + pd.Timedelta(days=DAYS)
    found = storms_of(log, night, NONE)
    known, row = fit_stretch(found), {"storms": float(len(found))}
    for name, grid, truth, rest in (("common", COMMON, common, (1, 2)), ("kept", KEPT, kept, (0, 1))):
        chance = known.chance.sum(axis=rest)
        row[f"{name}: rank"] = float(np.interp(truth, grid + (grid[1] - grid[0]) / 2, np.cumsum(chance)))
        row[f"{name}: error"], row[f"{name}: prior error"] = (
            abs(float(chance @ grid) - truth),
            abs(0.5 - truth),
        )
    later = [each for each in storms_of(log, end, NONE) if each.day >= night]
    for storm in later[:1]:
        drawn = forecast(known, storm, rng)
        for week in (0, 1, 3):
            row[f"week {week}: rank"] = float((drawn[:, week] < storm.stretch[week]).mean())
    return row


def shares_held(ranks: pd.DataFrame) -> pd.DataFrame:
    """Shares of intervals that hold the truth, by figure."""
    rows = {}
    for name in [each for each in map(str, ranks) if each.endswith("rank")]:
        off = (ranks[name].dropna() - 0.5).abs()
        rows[name.removesuffix(": rank")] = {
            "50 %": (off <= 0.25).mean(),
            "90 %": (off <= 0.45).mean(),
            "of": len(off),
        }
    return pd.DataFrame(rows).T


@click.command(help=__doc__)
@click.argument("log", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--known", default=0, show_default=True, help="Logs of known truth.")
@click.option("--night", help="Night from which a storm of --option is forecast.")
@click.option("--option", help="That storm, as `forecast` takes it.")
@click.option("--part", "parts", multiple=True, help="FROM:TO, either may be left out.")
def main(log: Path | None, known: int, night: str | None, option: str | None, parts: tuple[str, ...]) -> None:
    """Print the tables."""
    if log:
        cases = read_log(log).cases.sort_values("opened", ignore_index=True)
        first, until = span_of(cases)
        off = holidays_of("US", first, until)
        if night and option:
            click.echo("\n".join(of_night(cases, pd.Timestamp(night), option, off)))
            return
        found = storms_of(cases, until, off)
        click.echo("\n\n".join([*of_log(cases, found, until), summary(found)]))
        for part in parts:
            since, _, end = part.partition(":")
            span = pd.Timestamp(since or first), pd.Timestamp(end or until)
            click.echo("\n".join(of_part(cases, found, span, off)))
    if known:
        ranks = coverage(known)
        click.echo(f"\n{known} logs of known truth, with {ranks['storms'].mean():.1f} storms each")
        click.echo(shares_held(ranks).round(2).to_string())
        click.echo(ranks.filter(like="error").groupby(ranks["storms"] >= MANY).mean().round(2).to_string())


if __name__ == "__main__":
    main()
