"""What a storm in one unit would do to the weeks to come.

It strikes on the first day. In its first week so many times as many residents' cases come to the unit, on the
days on which those of the log's storms came. Residents' cases of the unit then wait longer, by what its load
grows and by the elasticity that the storms of the log tell, less so each week; those that wait tonight as
those of the first week. Staff's cases and all other units go on as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.caselog import LogError
from simulation.close_names import did_you_mean
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.levels import WEEK
from simulation.fit.office.pace import WEEK_HOURS, load_of
from simulation.fit.office.spans import AT_ONCE, Numbers
from simulation.fit.storms.days import WEEKS, days_of
from simulation.fit.storms.found import storms_of
from simulation.fit.storms.stretch import Stretch, course, fit_stretch
from simulation.fit.weeks.options import AS_TODAY, DAY, Option, read_option
from simulation.text.bilingual import Pair

MOST = 100.0
"""Times as many cases as a storm may bring at most."""
WRITTEN = re.compile(r"storm=(.*?)(?:,(?:times=)?[x×]?([^,=]*))?(?:,(hands=.*))?")
SHOWN = 20_000
"""Draws from which it is said what the storms of a log tell."""
NAMED = 5
"""Storms that are named, those of most load."""
WAITS = Pair(
    "单位负荷增至 {times} 倍时，第一周新收事项的等待时间乘以 {first}，第四周新收的乘以 {fourth}（90%）。",
    "At {times} times the unit's load, waits of cases opened in the first week are multiplied by {first}, of "
    "those opened in the fourth by {fourth} (90 %).",
)
LEARNT = Pair(
    "{name}：由台账中的暴风雨（{count} 场：{storms}）估计。",
    "{name}: learnt from the storms of the log ({count}: {storms}). ",
)
ASSUMED = Pair(
    "{name}：台账中没有暴风雨，以下是假定，不是估计。", "{name}: no storm is in the log, so this is assumed. "
)


@dataclass(frozen=True)
class StormOption:
    """A storm that brings `times` as many residents' cases to a unit; hands: what is done about it (None:
    nothing). stretch, of_day: what the log tells, once it is read; seen: its storms that tell."""

    name: str
    unit: str
    times: float
    hands: Option | None = None
    stretch: Stretch | None = None
    of_day: Numbers | None = None
    seen: tuple[str, ...] = ()

    def told(self, cases: pd.DataFrame, until: pd.Timestamp, holidays: frozenset) -> StormOption:
        """The same with what is known of storms from a log. Raises LogError where it has no such unit, or no
        resident's case of it."""
        units = cases.loc[~cases["staff"], "unit"].unique().tolist()
        if not cases["unit"].astype(bool).any():
            raise LogError(
                f"--option {self.name}: the log names no unit; say its column with --map unit=NAME"
            )
        if self.unit not in units:
            if near := did_you_mean(self.unit, units):
                raise LogError(f"--option {self.name}: no resident's case is with '{self.unit}'{near}")
            most = cases["unit"].value_counts().index[0]
            raise LogError(
                f"--option {self.name}: no resident's case is with '{self.unit}'; most are with '{most}'"
            )
        found = storms_of(cases, until, holidays)
        return replace(
            self,
            stretch=fit_stretch(found),
            of_day=days_of([(each.unit, each.day) for each in found], cases),
            seen=tuple(f"{each.unit} {each.day:%Y-%m-%d}" for each in sorted(found, key=lambda of: -of.load)),
        )

    def said(self) -> Pair:
        """In a sentence, how much longer it makes cases wait, and from how much that is known."""
        assert self.stretch is not None
        drawn = course(np.log(self.times), *self.stretch.draw(SHOWN, np.random.default_rng(0)))
        low, middle, high = np.exp(np.quantile(drawn, [0.05, 0.5, 0.95], axis=0))
        first, fourth = (f"{middle[week]:.1f} ({low[week]:.1f} … {high[week]:.1f})" for week in (0, 3))
        some = ", ".join(self.seen[:NAMED]) + ", …" * (len(self.seen) > NAMED)
        known = (LEARNT if self.seen else ASSUMED).fill(
            name=self.name, count=str(len(self.seen)), storms=some
        )
        waits = WAITS.fill(times=f"{self.times:g}", first=first, fourth=fourth)
        return Pair(known.zh + waits.zh, known.en + waits.en)

    def applied(
        self, cases: pd.DataFrame, days: int, hazard: Hazard, rng: np.random.Generator
    ) -> pd.DataFrame:
        """The same cases with those that the storm brings, and closed later. cases: kind, begun, ended, late,
        as `Option.applied` takes them, unit and staff."""
        assert self.stretch is not None
        more = self._brought(cases, days, rng)
        every = pd.concat([cases, more], ignore_index=True)
        here = _of(every, self.unit)
        load = [_load(each[each["unit"] == self.unit], hazard) for each in (cases, every)]
        elasticity, kept = self.stretch.draw(1, rng)
        longer = np.exp(course(load[1] - load[0], elasticity, kept)[0])
        begun, ended = every["begun"].to_numpy(), every["ended"].to_numpy(copy=True)
        since = np.maximum(begun, 0.0)
        week = (since // WEEK_HOURS).astype(int)
        slowed = here & (ended >= 0) & (week < WEEKS)
        ended[slowed] = since[slowed] + (ended - since)[slowed] * longer[week[slowed]]
        every = every.assign(ended=ended)
        return self.hands.applied(every, days, hazard) if self.hands else every

    def _brought(self, cases: pd.DataFrame, days: int, rng: np.random.Generator) -> pd.DataFrame:
        """The cases that it brings, each like one that comes anyway."""
        assert self.of_day is not None
        begun = cases["begun"].to_numpy()
        pool = np.flatnonzero(_of(cases, self.unit) & (begun >= 0))
        count = int(rng.poisson((self.times - 1) * len(pool) * WEEK / days))
        like = rng.choice(pool, count) if count else pool[:0]
        day = rng.choice(WEEK, len(like), p=self.of_day)
        moved = day * DAY + begun[like] % DAY - begun[like]
        found = cases.iloc[like]
        return found.assign(**{name: found[name] + moved for name in ("begun", "ended", "late")})


def _of(cases: pd.DataFrame, unit: str) -> NDArray[np.bool_]:
    """Which cases are residents' and with a unit."""
    return ((cases["unit"] == unit) & ~cases["staff"].astype(bool)).to_numpy()


def _load(cases: pd.DataFrame, hazard: Hazard) -> float:
    """The load of the first week, as a storm's is measured: of what is not closed at once (logarithm)."""
    begun = cases["begun"].to_numpy()
    here = (begun < WEEK_HOURS) & (cases["ended"].to_numpy() - begun > AT_ONCE)
    kind, age = cases["kind"].to_numpy()[here].astype(np.intp), np.maximum(-begun[here], 0.0)
    step = hazard.at(kind, WEEK_HOURS - begun[here]) - hazard.at(kind, age)
    return float(load_of(np.zeros(len(kind), np.intp), step, 1)[0])


def read_any(text: str) -> Option | StormOption:
    """An option as it is written: more hands, or `storm=UNIT,times=5`, or both. Raises LogError where it is
    none."""
    found = WRITTEN.fullmatch(text)
    if not found:
        return read_option(text)
    unit, times, hands = found.groups()
    number = float(times) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", times or "") else 0.0
    if not 1 < number <= MOST:
        raise LogError(
            f"--option {text}: times is a number above 1, at most {MOST:.0f}; write storm=UNIT,times=5"
        )
    return StormOption(text, unit.strip(), number, read_option(hands) if hands else None)


def parts_of(options: Sequence[Option | StormOption]) -> dict[str, tuple[str, str]]:
    """What is shown of the unit that a storm strikes alone, by name: of which option, `as today` too, and of
    which unit."""
    storms = [each for each in options if isinstance(each, StormOption)]
    return {f"{name} ({each.unit})": (name, each.unit) for each in storms for name in (AS_TODAY, each.name)}
