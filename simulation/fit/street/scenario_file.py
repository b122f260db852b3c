"""The fitted street as a scenario: what the office knows, what its log told, and what stays assumed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from simulation.fit.street.match import Match
from simulation.scenario import Scenario
from simulation.text.bilingual import Pair
from simulation.text.fit_words import FITTED, Told, source_of

PARAMETER_SETS = "parameter_sets.csv"
_HEAD = """\
# The street of an office, fitted to its records: {log}
# {fitted} numbers are fitted; every other one is as in the scenario that this extends, and mostly assumed.
# Each number of which the log could tell something says whether it did; {sets} holds draws of them.
schema: 1
name: {name}
title: {{en: {title_en}, zh: {title_zh}}}
why:
  en: {why_en}
  zh: {why_zh}
extends: {base}
place:
  name: {name}
"""

_SETS = f"""\
# each replication with a draw of its own, so that results say what the log leaves open:
# experiment:
#   parameter_sets: {PARAMETER_SETS}
"""


class Head(NamedTuple):
    """What stands at the top of street.yaml. base: what it extends, as the file writes it; log: the name of
    the log; why: how well the fit forecasts; street: base, loaded."""

    name: str
    base: str
    log: str
    why: Pair
    street: Scenario


def street_text(head: Head, residents: float | None, match: Match, said: Mapping[str, str]) -> str:
    """The text of street.yaml. residents: how many live there, None: as in what it extends; said: what the
    log says of the place in words and profiles, by key."""
    text = _head(head, (match.numbers["verdict"] == FITTED).sum())
    if residents:
        near = f"low: {0.9 * residents:.0f}, high: {1.1 * residents:.0f}"
        text += f'  residents: {{value: {residents:.0f}, {near}, source: "office"}}\n'
    source = _quoted(f"fitted to {head.log}")
    text += "".join(f'  {key}: {{value: "{each}", source: {source}}}\n' for key, each in said.items())
    lines = {row["number"]: _line(row, head) for _, row in match.numbers.iterrows()}
    place = {path: line for path, line in lines.items() if path.startswith("place.")}
    text += "".join(f"  {path.removeprefix('place.')}{line}" for path, line in place.items())
    return (
        text
        + "parameters:\n"
        + "".join(f"  {path}{line}" for path, line in lines.items() if path not in place)
        + _SETS
    )


def _head(head: Head, fitted: int) -> str:
    return _HEAD.format(
        log=head.log, fitted=fitted, sets=PARAMETER_SETS, name=head.name, base=head.base,
        title_en=_quoted(f"Fitted to {head.log}"), title_zh=_quoted(f"依据 {head.log} 校准的街道"),
        why_en=_quoted(head.why.en), why_zh=_quoted(head.why.zh),
    )  # fmt: skip


def _line(number: pd.Series, head: Head) -> str:
    """A fitted value inside the range that it has in the model, so that the kept draws are inside, too; one
    of which the log tells nothing, as it is in what the street extends."""
    path, fitted = number["number"], number["verdict"] == FITTED
    own = head.street.ranges.get(path)
    low, high = (own.low, own.high) if own and not fitted else (number["prior_low"], number["prior_high"])
    ends = (number["low"], number["high"]) if fitted else ()
    source = _quoted(source_of(Told(number["verdict"], head.log, *ends)))
    value = f"{number['middle']:.4g}" if fitted else f"{_value(head.street, path):.12g}"
    return f": {{value: {value}, low: {low:g}, high: {high:g}, source: {source}}}\n"


def _value(street: Scenario, path: str) -> float:
    group, _, name = path.partition(".")
    return float(getattr(street.place if group == "place" else street.numbers[group], name))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write_sets(match: Match, path: Path) -> None:
    """The kept draws as parameter sets; numbers of the place are no parameters and stay in the scenario."""
    sets = match.sets[[name for name in match.sets if not str(name).startswith("place.")]]
    sets = sets.set_axis(sets.index + 1)
    sets.to_csv(path, index_label="set", float_format="%.6g", lineterminator="\n")
