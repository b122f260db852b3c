"""knowing.html: what each number is worth to know, and which survey or log would tell it."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

import simulation.analysis.knowing.page_texts as words
from simulation.analysis.input_names import input_name, short_name
from simulation.analysis.knowing.value import WORTH, Worth
from simulation.experiment.comparison.assumptions.number_words import unit_said
from simulation.pages import Section, axis_names, figure, page, short
from simulation.plots.look import LATER, SECOND, slot
from simulation.text.bilingual import Pair, counted, listed

SHOWN = 15
"""Inputs of the picture and of its table, those of most value, besides the bounds."""


def knowing_page(found: Worth, name: str) -> str:
    """The page as text. name: of the folder."""
    choice, points = found.decision, found.points
    about = {
        "points": counted(len(choice.worth), "个点", "point"),
        "arms": counted(len(choice.names), "个方案", "scenario"),
        "numbers": counted(points.sets.shape[1], "个参数", "number"),
    }
    return page(
        words.TITLE.fill(name=name),
        verdict(found),
        [words.SPAN.fill(**about, unit=unit_said(choice.unit))],
        [_values(found.table.head(SHOWN + 2)), *_ways(found.worthy)],
        not found.worthy.empty,
    )


def verdict(found: Worth) -> Pair:
    """What is chosen now, how likely that is wrong, and what is most worth knowing."""
    choice = found.decision
    told = {"choice": found.points.titles[choice.names[choice.now]], "wrong": f"{choice.wrong.mean():.0%}"}
    if found.worthy.empty:
        return words.NONE.fill(**told)
    return words.MOST.fill(**told, most=listed(input_name(str(each)) for each in found.worthy["input"][:3]))


def _values(rows: pd.DataFrame) -> Section:
    cells: list[list[Pair | str]] = [
        [
            input_name(str(row["input"])),
            short(row["value"]),
            f"{short(row['low'])} – {short(row['high'])}",
            short(row["noise"]),
            f"{row['wrong']:.0%}",
            words.VERDICT[row["verdict"]],
        ]
        for row in rows.to_dict("records")
    ]
    return Section(words.VALUES, words.VALUES_TEXT, _bars(rows), words.HEADS, cells)


def _bars(rows: pd.DataFrame) -> Markup:
    half = {
        "type": "data",
        "array": (rows["high"] - rows["value"]).tolist(),
        "arrayminus": (rows["value"] - rows["low"]).tolist(),
        "color": SECOND,
        "thickness": 1,
    }
    colours = [slot(2).stroke if each == WORTH else LATER.stroke for each in rows["verdict"]]
    inputs = rows["input"].tolist()
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": rows["value"].tolist(),
        "y": inputs,
        "marker": {"color": colours},
        "error_x": half,
        **axis_names.hover([input_name(each) for each in inputs]),
    }
    named = axis_names.rows(inputs, [short_name(each) for each in inputs])
    return figure([bars], named, axis_names.height(len(inputs)))


def _ways(worthy: pd.DataFrame) -> list[Section]:
    """Which survey or log tells what is worth knowing; nothing where none does."""
    told = worthy[worthy["way"] != ""]
    cells: list[list[Pair | str]] = [
        [
            input_name(str(row["input"])),
            words.WAY[row["way"]],
            "" if pd.isna(row["question"]) else str(row["question"]),
            str(row["sample"]),
            short(row["sample_value"]),
        ]
        for row in told.to_dict("records")
    ]
    return [Section(words.FIND, words.FIND_TEXT, None, words.FIND_HEADS, cells)] if cells else []
