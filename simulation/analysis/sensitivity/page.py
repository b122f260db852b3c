"""sensitivity.html: a tornado for each outcome, and a heat map of policies and assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from markupsafe import Markup

import simulation.analysis.sensitivity.page_texts as words
from simulation.analysis.input_names import input_name, short_name
from simulation.analysis.sensitivity.analyse import MOVES, UNKNOWN, Sensitivity
from simulation.analysis.sensitivity.left_out import LeftOut
from simulation.experiment.comparison.assumptions.number_words import unit_said
from simulation.pages import Section, axis_names, figure, page, short
from simulation.plots.look import LATER, SECOND, slot
from simulation.text.bilingual import Pair, counted, listed, same

SHOWN = 15
"""Inputs of a tornado or a heat map, the largest."""
ENOUGH = 4
"""Trajectories of a screening, below which it is said that these are few."""
DARKEST = 4.0
"""Times what chance reaches, from which on a cell is no darker."""


def sensitivity_page(found: Sensitivity, name: str) -> str:
    """The page as text. name: of the folder."""
    first, *others = _outcomes(found)
    sections = [
        Section(first.head, words.HOW[found.method] + same(""), first.figure, first.heads, first.rows)
    ]
    points, numbers = found.points.sets.shape
    span = words.SPAN.fill(
        points=counted(points, "个点", "point"), numbers=counted(numbers, "个参数", "number")
    )
    return page(
        words.TITLE.fill(name=name),
        verdict(found),
        [span, *shortcomings(found)],
        [*_heat_maps(found), *sections, *others],
        not found.moving.empty,
    )


def verdict(found: Sensitivity) -> Pair:
    """How many inputs move an outcome by more than chance, and which most."""
    if (found.table["verdict"] == UNKNOWN).all():
        return words.NOT_KNOWN
    moving = found.moving
    if moving.empty:
        return words.NONE
    beyond = (moving["size"] / moving["noise"]).groupby(moving["input"]).max().sort_values(ascending=False)
    most = listed(input_name(str(each)) for each in beyond.index[:3])
    of = counted(found.table["input"].nunique(), "项参数（组）", "number or group", "numbers or groups")
    return words.MOVING.fill(of=of, n=counted(len(beyond), "项", "moves", "move"), most=most)


def shortcomings(found: Sensitivity) -> list[Pair]:
    """What the points do not tell: of a screening that few trajectories are rough, of random points how much
    of the variance of each outcome first-order shares leave out."""
    if 0 < found.trajectories < ENOUGH:
        return [words.FEW.fill(n=counted(found.trajectories, "条轨迹", "trajectory", "trajectories"))]
    return [_left_out(each, head_of(found, metric, scenario)) for metric, scenario, each in found.left_out()]


def _left_out(each: LeftOut, head: Pair) -> Pair:
    shown = {"alone": each.alone, "low": each.low, "high": each.high, "luck": each.luck}
    shown |= dict(zip(("rest", "rest_low", "rest_high"), each.together, strict=True))
    parts = {name: f"{min(max(part, 0.0), 1.0):.0%}" for name, part in shown.items()}
    if not each.known:
        return words.TOO_FEW.fill(head=head, low=parts["low"], high=parts["high"])
    return (words.LUCK_WITHIN if np.isnan(each.luck) else words.LEFT_OUT).fill(head=head, **parts)


def head_of(found: Sensitivity, metric: str, scenario: str) -> Pair:
    """The level of a baseline, or what another scenario changes."""
    label = Pair(*(found.points.metrics[metric].label[each] for each in ("zh", "en")))
    said = words.CHANGE if scenario in found.points.against else words.LEVEL
    return said.fill(metric=label, scenario=found.points.titles[scenario])


def _outcomes(found: Sensitivity) -> Iterator[Section]:
    for (metric, scenario), rows in found.table.groupby(["metric", "scenario"], sort=False):
        head = head_of(found, str(metric), str(scenario))
        unit = unit_said(str(rows["unit"].iloc[0]))
        text = unit.each("[{}]".format) if found.method == "screening" and unit.en else same("")
        yield Section(head, text, _tornado(rows.head(SHOWN)), words.HEADS, _cells(rows))


def _cells(rows: pd.DataFrame) -> list[list[Pair | str]]:
    return [
        [
            input_name(str(row["input"])),
            str(row["numbers"]),
            short(row["size"]),
            f"{short(row['low'])} – {short(row['high'])}",
            short(row["noise"]),
            f"{row['share']:.0%}",
            words.VERDICT[row["verdict"]],
        ]
        for row in rows.to_dict("records")
    ]


def _tornado(rows: pd.DataFrame) -> Markup:
    """Bars with intervals, the largest on top, beside what chance reaches."""
    colours = [slot(2).stroke if each == MOVES else LATER.stroke for each in rows["verdict"]]
    half = {
        "type": "data",
        "array": (rows["high"] - rows["size"]).tolist(),
        "arrayminus": (rows["size"] - rows["low"]).tolist(),
    }
    inputs = rows["input"].tolist()
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": rows["size"].tolist(),
        "y": inputs,
        "marker": {"color": colours},
        "error_x": half | {"color": SECOND, "thickness": 1},
        "showlegend": False,
        **axis_names.hover([input_name(each) for each in inputs]),
    }
    chance = rows["noise"].astype(object).where(rows["noise"].notna(), None)
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": chance.tolist(),
        "y": inputs,
        "hoverinfo": "x",
        "marker": {"symbol": "line-ns-open", "size": 15, "color": slot(1).stroke},
        "showlegend": False,
    }
    named = axis_names.rows(inputs, [short_name(each) for each in inputs])
    return figure([bars, marks], named, axis_names.height(len(inputs)))


def _heat_maps(found: Sensitivity) -> Iterator[Section]:
    """A map a metric, where there is a policy and chance is known."""
    for metric, rows in found.table.groupby("metric", sort=False):
        beyond = rows.assign(times=rows["size"] / rows["noise"])
        beyond["times"] = beyond["times"].replace(np.inf, np.nan)
        table = beyond.pivot(index="input", columns="scenario", values="times")[rows["scenario"].unique()]
        if table.shape[1] < 2 or table.isna().all(axis=None):
            continue
        top = table.loc[table.max(axis=1).sort_values(ascending=False).index[:SHOWN]]
        label = Pair(*(found.points.metrics[str(metric)].label[each] for each in ("zh", "en")))
        yield Section(words.HEAT.fill(metric=label), words.HEAT_TEXT, _heat(top, found.points.titles))


def _heat(table: pd.DataFrame, titles: Mapping[str, Pair]) -> Markup:
    scenarios, inputs = [str(each) for each in table], table.index.tolist()
    cells = {
        "type": "heatmap",
        "x": scenarios,
        "y": inputs,
        "z": [[None if np.isnan(each) else each for each in row] for row in table.to_numpy()],
        "zmin": 0,
        "zmax": DARKEST,
        "colorscale": [[0, "#FFFFFF"], [1 / DARKEST, "#ECEAE4"], [1, slot(2).stroke]],
        "texttemplate": "%{z:.1f}",
        "hovertemplate": "%{y}<br>%{x}<br>%{z:.2f}<extra></extra>",
        "showscale": False,
    }
    rows = axis_names.rows(inputs, [short_name(each) for each in inputs])
    columns = axis_names.columns(scenarios, [titles[each] for each in scenarios])
    return figure([cells], rows, axis_names.height(len(inputs)), xaxis=columns)
