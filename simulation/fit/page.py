"""fit.html: how well the fit forecasts, what the log tells of the model and what it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

import simulation.fit.page_texts as words
from simulation.caselog import CaseLog
from simulation.fit.held.held_out import COPIES, HeldOut
from simulation.fit.office.changes import Change
from simulation.fit.office.rhythm import Rhythm
from simulation.fit.rhythm_section import rhythm_section
from simulation.fit.street.match import Match
from simulation.fit.survey import DESIGN_EFFECT
from simulation.pages import Cells, Section, axis_names, figure, page, short
from simulation.plots.look import GRID, slot
from simulation.text.bilingual import Pair
from simulation.text.fit_words import NUMBER, VERDICT


def fit_page(
    held: HeldOut,
    match: Match | None,
    rhythm: Rhythm,
    log: CaseLog,
    near: Mapping[str, float],
    survey: pd.DataFrame,
    name: str,
    changed: Sequence[Change] = (),
) -> str:
    """The page as text; it asks nothing of any other place. survey: as `households` gives it; name: of the
    log; changed: units that work otherwise since a day."""
    street = _street(match) if match else []
    chinese = any("\u4e00" <= each <= "\u9fff" for each in "".join(log.columns.values()))
    return page(
        words.TITLE.fill(name=name),
        verdict(held),
        [_span(held, log), *(each.told() for each in changed)],
        [
            _weeks(held),
            _scores(held),
            rhythm_section(rhythm),
            *street,
            _survey(survey),
            _reading(log),
            _shared(near),
        ],
        held.ratio() < 1,
        "zh" if chinese else "en",
    )


def verdict(held: HeldOut) -> Pair:
    """Whether the fit is worth more than copies of what was."""
    wins, of = held.beaten()
    said = words.BETTER if held.ratio() < 1 else words.NO_BETTER
    return said.fill(ratio=f"{held.ratio():.0%}", wins=str(wins), of=str(of))


def _span(held: HeldOut, log: CaseLog) -> Pair:
    first = log.cases["opened"].min()
    days = {"first": f"{first:%Y-%m-%d}", "cut": f"{held.cut:%Y-%m-%d}", "end": f"{held.end:%Y-%m-%d}"}
    return words.SPAN.fill(cases=f"{len(log.cases):,}", **days)


def _weeks(held: HeldOut) -> Section:
    """Cases seen, on the interval that was forecast."""
    table = held.table[(held.table["by"] == "week") & (held.table["figure"] == "cases")]
    x, blue = table["group"].tolist(), slot(2).stroke
    edge = {"type": "scatter", "x": x, "mode": "lines", "line": {"width": 0}, "showlegend": False}
    data = [
        edge | {"y": table["low_90"].tolist(), "hoverinfo": "skip"},
        edge
        | {"y": table["high_90"].tolist(), "hoverinfo": "skip", "fill": "tonexty"}
        | {"fillcolor": "rgba(42,86,189,.16)"},
        {"type": "scatter", "x": x, "y": table["forecast"].tolist(), "name": Pair("预测", "forecast")}
        | {"mode": "lines", "line": {"color": blue}},
        {"type": "scatter", "x": x, "y": table["seen"].tolist(), "name": Pair("实际", "seen")}
        | {"mode": "markers", "marker": {"color": slot(1).stroke, "size": 8}},
    ]
    return Section(words.WEEKS, words.WEEKS_TEXT, figure(data, {"rangemode": "tozero"}))


def _scores(held: HeldOut) -> Section:
    rows: Cells = []
    for _, row in held.summary().iterrows():
        by, figure = words.BY[row["by"]], words.FIGURE[row["figure"]]
        name = Pair(f"{by.zh}：{figure.zh}", f"{by.en}: {figure.en}")
        copies = [short(row[f"crps_{copy}"]) for copy in COPIES]
        both = [_both(row, each) for each in ("held_50", "held_90", "crps")]
        rows.append([name, str(row["groups"]), *both, *copies])
    learnt = words.LEARNT if held.table["errors"].any() else words.NOT_LEARNT
    text = Pair(words.SCORES_TEXT.zh + learnt.zh, f"{words.SCORES_TEXT.en} {learnt.en}")
    return Section(words.SCORES, text, None, words.SCORES_HEADS, rows)


def _both(row: pd.Series, name: str) -> str:
    """A figure as it is with intervals widened, and in brackets by the model's own; that alone where nothing
    was learnt."""
    said, own = (
        (f"{row[each]:.0%}" if "held" in name else short(row[each])) for each in (name, f"own_{name}")
    )
    return f"{said} ({own})" if row["errors"] else own


def _street(match: Match) -> list[Section]:
    out = [words.MATCHED[name] for name in match.out_of_reach]
    listed = Pair("、".join(each.zh for each in out), ", ".join(each.en for each in out))
    reached = words.OUT_OF_REACH.fill(figures=listed) if out else words.ALL_REACHED
    figures: Cells = [
        [
            words.MATCHED[row["figure"]],
            *(short(row[each]) for each in ("seen", "street_middle")),
            *(_range(row, f"{each}_low", f"{each}_high") for each in ("street", "reach")),
        ]
        for _, row in match.matched.iterrows()
    ]
    numbers: Cells = [
        [
            NUMBER[row["number"]],
            row["number"],
            VERDICT[row["verdict"]],
            _range(row, "prior_low", "prior_high"),
            short(row["middle"]),
            _range(row, "low", "high"),
        ]
        for _, row in match.numbers.iterrows()
    ]
    return [
        Section(words.STREET, reached, None, words.STREET_HEADS, figures),
        Section(words.TOLD, words.TOLD_TEXT, _left(match.numbers), words.TOLD_HEADS, numbers),
    ]


def _left(numbers: pd.DataFrame) -> Markup:
    """What is left of each range, as shares of it."""
    data: list[dict] = []
    whole = numbers["prior_high"] - numbers["prior_low"]
    for row, (_, each) in enumerate(numbers.iterrows()):
        low, high = ((each[end] - each["prior_low"]) / whole.iloc[row] for end in ("low", "high"))
        name, line = [each["number"]] * 2, {"type": "scatter", "mode": "lines", "showlegend": False}
        data += [
            line | {"x": [0, 1], "y": name, "line": {"color": GRID, "width": 9}, "hoverinfo": "skip"},
            line | {"x": [low, high], "y": name, "line": {"color": slot(2).stroke, "width": 5}},
        ]
    names = numbers["number"].tolist()
    named = axis_names.rows(names, [NUMBER[each] for each in names])
    return figure(data, named, axis_names.height(len(names)))


def _survey(survey: pd.DataFrame) -> Section:
    rows: Cells = [
        [
            str(row["question"]),
            words.SURVEYED[row["number"]],
            _range(row, "low", "high"),
            f"{row['answer']:.0%}",
            f"{row['households']:,}",
        ]
        for _, row in survey.iterrows()
    ]
    text = words.SURVEY_TEXT.fill(effect=f"{DESIGN_EFFECT:g}")
    return Section(words.SURVEY, text, None, words.SURVEY_HEADS, rows)


def _reading(log: CaseLog) -> Section:
    counts = log.faults.groupby(["fault", "treatment"]).size().reset_index(name="rows")
    rows: Cells = counts.astype(str).to_numpy().tolist()
    columns = ", ".join(f"{field} = {heading}" for field, heading in log.columns.items())
    text = words.READING_TEXT.fill(columns=columns, notes=" ".join(f"{note}." for note in log.notes))
    return Section(words.READING, text, None, words.READING_HEADS, rows)


def _shared(near: Mapping[str, float]) -> Section:
    text = words.SHARED_TEXT.fill(
        shared=short(near["shared_to_real"]),
        real=short(near["real_to_real"]),
        same=f"{near['same_rows']:.2%}",
    )
    return Section(words.SHARED, text)


def _range(row: pd.Series, low: str, high: str) -> str:
    return f"{short(row[low])} – {short(row[high])}"
