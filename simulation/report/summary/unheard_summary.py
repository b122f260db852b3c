"""Who is left out, in words: whose needs nobody ever hears of, and what the leading policy does for them."""

from __future__ import annotations

from markupsafe import Markup

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.report.data.results_folder import ShownScenario
from simulation.report.figures.street.unheard import AGE, BY_DAY, Group, Unheard
from simulation.report.tables.themes import Theme
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import level

NAMED_AT_MOST = 3
ALL = Pair(
    Markup("<b>谁被落下：</b>现状下居民的需求有 {x} 始终无人反映、也无人发现"),
    Markup("<b>Who is left out:</b> today {x} of residents’ needs are never reported nor found"),
)
MOST = Pair(
    "；比例最高的是 {most}，最低的是 {least}。", "; the share is largest for {most}, smallest for {least}."
)
ALIKE = Pair("，各年龄之间的差别尚不能判断。", "; differences between ages are inconclusive.")
FEW = Pair(
    "；比例最高的是 {most}（运行太少，次序未定）。",
    "; the share is largest for {most} (too few runs to be sure).",
)
WITH = Pair(
    "采用{s}后，{who}的需求无人知道的比例{way}为 {y}，差值 {d}。",
    " With {s} the share of {who} {way} to {y}: {d}.",
)
FALLS, RISES = Pair("降", "falls"), Pair("升", "rises")
UNSURE = Pair(
    "{s}是否改变{who}的需求无人知道的比例，尚不能判断：{d}。",
    " The effect of {s} on the share of {who} is inconclusive: {d}.",
)
SHARE_OF = Pair("{who}（{share}）", "{who} ({share})")
NO_GRID = Pair("网格之间看不出稳定的高低之分。", " Grids do not differ consistently.")
GRIDS = Pair(
    "每次运行登记比例都低于全街道（{street}）的网格：{grids}。",
    " Grids with a smaller share recorded than the street ({street}) in every run: {grids}.",
)
MORE = Pair("另外 {n} 个", "{n} more")
GRID = Pair("{n} 号（{share}）", "no. {n} ({share})")
SHORT = Pair(
    Markup("<b>{most}</b>的需求最常无人知道"),
    Markup("Needs of <b>{most}</b> most often go unheard"),
)
SHORT_FEW = Pair("（运行太少，次序未定）", " (too few runs to be sure)")
TITLE = Pair(
    "现状下，无人知道的需求比例最高的是 {most}，最低的是 {least}",
    "Today the share of needs that nobody hears of is largest for {most}, smallest for {least}",
)
TITLE_ALIKE = Pair("各年龄之间的差别尚不能判断", "Differences between ages are inconclusive")


def sentence(unheard: Unheard, lead: ShownScenario | None) -> Pair:
    """Who is left out today, what the leading policy does for the first of them, and which grids."""
    ages, away = unheard.most(AGE), unheard.most(BY_DAY)
    said = ALL.fill(x=level(unheard.whole(), "share"))
    if unheard.runs < FEWEST_PAIRS:
        return said + FEW.fill(most=_named(unheard, ages))
    if not ages:
        return said + ALIKE + _grids(unheard)
    most, least = _named(unheard, ages + away), _named(unheard, [unheard.least(AGE)])
    return said + MOST.fill(most=most, least=least) + _changed(unheard, ages[0], lead) + _grids(unheard)


def short(unheard: Unheard) -> Pair:
    """The same in a few words; nothing where no age stands out."""
    ages, away = unheard.most(AGE), unheard.most(BY_DAY)
    if not ages:
        return Pair("", "")
    said = SHORT.fill(most=_named(unheard, ages[:NAMED_AT_MOST] + away))
    return said if unheard.runs >= FEWEST_PAIRS else said + SHORT_FEW


def table(unheard: Unheard) -> Theme | None:
    """Every group and scenario; None where the folder does not know the groups."""
    return Theme(_title(unheard), unheard.lines()) if unheard.known else None


def _title(unheard: Unheard) -> Pair:
    ages = unheard.most(AGE)
    least = _named(unheard, [unheard.least(AGE)])
    return TITLE.fill(most=_named(unheard, ages), least=least) if ages else TITLE_ALIKE


def _named(unheard: Unheard, groups: list[Group]) -> Pair:
    return listed(SHARE_OF.fill(who=each.name, share=_share(unheard, each)) for each in groups)


def _share(unheard: Unheard, group: Group) -> Pair:
    return level(unheard.today(group), "share")


def _changed(unheard: Unheard, group: Group, lead: ShownScenario | None) -> Pair:
    row = next((row for row in unheard.rows[group.id] if row.scenario == lead), None)
    if row is None:
        return Pair("", "")
    way = FALLS if row.difference < 0 else RISES
    parts = {"s": row.scenario.name, "who": group.name, "y": level(row.mean, "share"), "d": row.text}
    return (WITH if row.conclusive else UNSURE).fill(way=way, **parts)


def _grids(unheard: Unheard) -> Pair:
    """Which grids have less on record than their street, in run after run of today."""
    if unheard.grids.empty:
        return Pair("", "")
    low, shares = unheard.low_grids(), unheard.grids.mean()
    if not low:
        return NO_GRID
    named = [GRID.fill(n=grid, share=level(float(shares[grid]), "share")) for grid in low[:NAMED_AT_MOST]]
    more = [MORE.fill(n=len(low) - NAMED_AT_MOST)] if len(low) > NAMED_AT_MOST else []
    return GRIDS.fill(street=level(float(shares[0]), "share"), grids=listed(named + more))
