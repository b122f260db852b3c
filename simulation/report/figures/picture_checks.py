"""What a picture must have for the page to show it, and how each thing that it lacks is written."""

from __future__ import annotations

import json
from collections.abc import Iterator

from simulation.close_names import did_you_mean
from simulation.plots.look import Figure, numbered
from simulation.report.figures.figure import CHOICES, Picture, Variant
from simulation.report.tables.table import OF_A_SCENARIO, NamedCell, Table
from simulation.text.bilingual import Pair, as_json


def lacks(picture: Picture, name: str) -> Iterator[str]:
    """What the picture of a section lacks, each as the end of a sentence. name: of the section."""
    if picture.id != name:
        yield f'returned Picture("{picture.id}", ...); write Picture("{name}", ...), as in its decorator'
    if picture.by not in CHOICES:
        allowed = " or ".join(f'"{each}"' for each in CHOICES)
        yield f'has a picture by "{picture.by}"; write {allowed}{did_you_mean(picture.by, CHOICES)}'
    if picture.first not in picture.variants:
        yield f"shows '{picture.first}' first, but {_there(picture.variants, 'variants')}"
    for key, variant in picture.variants.items():
        yield from _lacks_variant(picture, key, variant)
    for key, figure in picture.figures.items():
        yield from (f"has a figure '{key}' {lack}" for lack in _lacks_figure(figure))
    for key, made in picture.tables.items():
        yield from (f"has a table '{key}' {lack}" for lack in _lacks_table(made))
    if unwritten := _unwritten(picture):
        yield unwritten


def _lacks_variant(picture: Picture, key: str, variant: Variant) -> Iterator[str]:
    for what, there in (("figure", picture.figures), ("table", picture.tables)):
        asked = getattr(variant, what)
        if asked not in there:
            meant = did_you_mean(asked, there)
            yield f"has a variant '{key}' with the {what} '{asked}', but {_there(there, what + 's')}{meant}"
    for what in ("label", "title", "sub", "note", "alt"):
        if not isinstance(getattr(variant, what), Pair):
            yield f"has a variant '{key}' whose {what} is in one language; write a Pair of both"


def _there(things: dict, kind: str) -> str:
    return f"picture.{kind} holds {', '.join(map(repr, things)) or 'nothing'}"


def _lacks_figure(figure: Figure) -> Iterator[str]:
    missing = [part for part in ("data", "layout", "panels") if part not in figure]
    if missing:
        yield f"without {' and '.join(missing)}; build it as a file of simulation/plots/street does"
        return
    axes = [numbered("xaxis", place) for place in range(len(figure["panels"]["titles"]))]
    for each in axes:
        if each not in figure["layout"]:
            yield f"with {len(axes)} panels by its titles, but no {each}; write layout({each}=axis(), ...)"


def _lacks_table(made: Table) -> Iterator[str]:
    """What is wrong with the heads of a table; one that is stored in blocks is made by the program alone."""
    heads = [each["id"] for each in made["columns"]]
    for row in made.get("rows", ()):
        if len(row) != len(heads):
            yield f"with {len(heads)} heads ({', '.join(heads)}) and a row of {len(row)} cells"
            return
        named = [head for head, each in zip(heads, row, strict=True) if isinstance(each, NamedCell)]
        if named and OF_A_SCENARIO not in named:
            # else its rows would stay where a reader leaves a scenario out
            yield f"whose column '{named[0]}' holds scenarios; name it '{OF_A_SCENARIO}'"
            return


def _unwritten(picture: Picture) -> str:
    """What the page cannot hold; empty where it can be written."""
    try:
        json.dumps(picture.as_dict(), default=as_json, allow_nan=False)
    except ValueError:
        return "has a number that is none (NaN); write None in a figure, and cell(number) in a table"
    except TypeError as error:
        return f"holds what no page can: {error}; a list of plain numbers is made by .tolist()"
    return ""
