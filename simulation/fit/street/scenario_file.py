"""The fitted street as a scenario: what the office knows, what its log told, and what stays assumed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from simulation.fit.street.match import FITTED, Match

PARAMETER_SETS = "parameter_sets.csv"
_HEAD = """\
# The street of an office, fitted to its records: {log}
# {fitted} numbers are fitted; every other one is as in the scenario that this extends, and mostly assumed.
# numbers.csv says which; {sets} holds draws of what the log leaves open.
schema: 1
name: {name}
title: {{en: "Fitted to {log}", zh: "依据 {log} 校准的街道"}}
extends: {base}
place:
  name: {name}
"""

_SETS = f"""\
# each replication with a draw of its own, so that results say what the log leaves open:
# experiment:
#   parameter_sets: {PARAMETER_SETS}
"""


def street_text(
    name: str, base: str, log: str, residents: float | None, match: Match, said: Mapping[str, str]
) -> str:
    """The text of street.yaml. base: what it extends, as the file writes it; residents: how many live there,
    None: as in base; said: what the log says of the place in words and profiles, by key."""
    log = log.replace('"', "'")
    told = match.numbers[match.numbers["verdict"] == FITTED].set_index("number")
    text = _HEAD.format(log=log, fitted=len(told), sets=PARAMETER_SETS, name=name, base=base)
    if residents:
        near = f"low: {0.9 * residents:.0f}, high: {1.1 * residents:.0f}"
        text += f'  residents: {{value: {residents:.0f}, {near}, source: "office"}}\n'
    text += "".join(
        f'  {key}: {{value: "{words}", source: "fitted to {log}"}}\n' for key, words in said.items()
    )
    lines = {str(path): _line(number, log) for path, number in told.iterrows()}
    place = {path.removeprefix("place."): line for path, line in lines.items() if path.startswith("place.")}
    others = {path: line for path, line in lines.items() if not path.startswith("place.")}
    text += "".join(f"  {name}{line}" for name, line in place.items())
    text += "parameters:\n" * bool(others)
    return text + "".join(f"  {path}{line}" for path, line in others.items()) + _SETS


def _line(number: pd.Series, log: str) -> str:
    """A fitted value inside the range that it has in the model, so that the kept draws are inside, too."""
    low, high = (f"{number[f'prior_{end}']:g}" for end in ("low", "high"))
    source = f"fitted to {log}: {number['low']:.3g} to {number['high']:.3g}"
    return f': {{value: {number["middle"]:.4g}, low: {low}, high: {high}, source: "{source}"}}\n'


def write_sets(match: Match, path: Path) -> None:
    """The kept draws as parameter sets; numbers of the place are no parameters and stay in the scenario."""
    sets = match.sets[[name for name in match.sets if not str(name).startswith("place.")]]
    sets = sets.set_axis(sets.index + 1)
    sets.to_csv(path, index_label="set", float_format="%.6g", lineterminator="\n")
