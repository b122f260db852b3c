"""The picture of who takes part, by age and month, from participation.csv. It shows levels and the
differences within pairs of runs. Verdicts are in the table of all metrics."""

from __future__ import annotations

from math import nan
from typing import Any

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.plots import participation as draw
from simulation.report.data.metric_info import SHARE_OF_ONE
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import names
from simulation.report.data.weekly_means import BAND, BAND_HEADS
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, blocks, cell, named
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, counted, listed, same
from simulation.text.short_numbers import level

KINDS = {
    "help": Pair("参加服务", "Help"),
    "volunteer": Pair("参加志愿服务", "Volunteer"),
    "speak": Pair("反映诉求", "Report a need"),
    "sign_on": Pair("在志愿者名册上", "On the roster of volunteers"),
    "vote": Pair("在议事会投票", "Vote in the council"),
}
GROUPS = {
    "18_29": Pair("18–29 岁", "18–29"),
    "30_39": Pair("30–39 岁", "30–39"),
    "40_49": Pair("40–49 岁", "40–49"),
    "50_59": Pair("50–59 岁", "50–59"),
    "60plus": Pair("60 岁及以上", "60 and over"),
}
MEANING = {
    "help": Pair(
        "当月来过志愿服务、应召出动过或为居民社团出过力的居民",
        "residents who came to a volunteer session, served as party members or worked with a group",
    ),
    "volunteer": Pair("当月来过志愿服务的居民", "residents who came to a volunteer session"),
    "speak": Pair(
        "当月向网格员、热线、小程序或议事会反映过诉求的居民（企业诉求不算）",
        "residents who reported a need to a worker, the hotline, the app or the council (firms’ needs apart)",
    ),
    "sign_on": Pair("月末在志愿者名册上的居民", "residents on the roster when the month ends"),
    "vote": Pair("当月在居民议事会投过票的居民", "residents who voted in the residents’ council"),
}
SUB = Pair(
    "每个年龄段每月占比：{meaning}；线为各次重复的平均{band}；虚线为现状，细线为其他方案；末端数字为最后一个月。",
    "Share of each age group in a month: {meaning}; line: mean over replications{band}; dashed: today; "
    "thin: other scenarios; number: the last month.",
)
BANDED = Pair("，色带为其中间 80%", ", band: their middle 80%")
NOTE = Pair(
    "只算 18 岁及以上居民和最后一天在研究期内的整月；标题取各月平均。"
    "“每一对都多”是图上所见，不是检验；参加服务的差值及其区间见全部指标。",
    "Residents aged 18 and over, and months whose last day is measured; the title takes the mean of the "
    "months. “In each pair” is what the figure shows, no test; all metrics give the differences in helping "
    "with their intervals.",
)
ALT = Pair("折线图：{title}。数据见表。", "Lines over time: {title}. Table follows.")
TODAY = Pair(
    "{kind}：现状下，{high}每月 {top}，{low}只有 {bottom}",
    "{kind}: today {top} of those aged {high} in a month, {bottom} of those aged {low}",
)
NOBODY = Pair("{kind}：现状下没有人", "{kind}: nobody today")
MOST = Pair(
    "；{low}以{s}为各方案中最多（{share}），{pairs}都比现状多",
    "; of all scenarios {s} has most of those aged {low} ({share}), more than today in each of {pairs}",
)
MORE = Pair(
    "；{s}下，{low}在 {pairs}中都比现状多（{share}）",
    "; with {s} more of those aged {low} than today in each of {pairs} ({share})",
)
NO_MORE = Pair(
    "；没有一个方案使{low}在每一对中都更多", "; no scenario has more of those aged {low} in each pair"
)
HEADS = {
    "month": Pair("月", "Month"),
    "kind": Pair("怎样参与", "How"),
    "age_group": Pair("年龄", "Age"),
} | BAND_HEADS


@section("participation", place=20, title=TEXT["participation"])
def participation(folder: Folder) -> Picture | None:
    """Lines of every scenario, a figure for each kind of taking part; None where nobody took part at all."""
    shares = _shares(folder)
    there = [each for each in folder.scenarios if each.id in set(shares["scenario"])]
    kinds = [kind for kind in KINDS if shares.loc[shares["kind"] == kind, "share"].any()]
    if not kinds or folder.baseline not in there:
        return None
    enough = shares["replication"].nunique() >= FEWEST_PAIRS
    picture = Picture("participation", "kind", kinds[0])
    for kind in kinds:
        mine = shares[shares["kind"] == kind]
        means = _means(mine, enough)
        picture.figures[kind] = _figure(means, there)
        picture.tables[kind] = _table(means, there, kind)
        picture.variants[kind] = _variant(kind, mine, there, enough)
    return picture


def _shares(folder: Folder) -> pd.DataFrame:
    """scenario, replication, month, age_group, kind and share: of the age group, in each run."""
    counts = folder.participation
    counts = counts[counts["residents"] > 0]
    return counts.assign(share=counts["people"] / counts["residents"])


def _means(shares: pd.DataFrame, enough: bool) -> pd.DataFrame:
    """scenario, age_group, month, mean, low, high over the runs; low and high are NaN where these are few."""
    grouped = shares.groupby(["scenario", "age_group", "month"])["share"]
    low, high = (grouped.quantile(share) if enough else nan for share in BAND)
    return grouped.mean().to_frame("mean").assign(low=low, high=high).reset_index()


def _figure(means: pd.DataFrame, there: list[ShownScenario]) -> dict[str, Any]:
    months = {month: at for at, month in enumerate(sorted(set(means["month"])))}
    rows = means.merge(pd.DataFrame([{"scenario": s.id, "name": s.title, "place": s.place} for s in there]))
    rows = rows.assign(at=rows["month"].map(months), month=pd.to_datetime(rows["month"]))
    top = float(rows[["mean", "high"]].max().max())
    return draw(rows.sort_values("at"), _ages(means), top)


def _ages(means: pd.DataFrame) -> dict[str, Pair]:
    return {group: name for group, name in GROUPS.items() if group in set(means["age_group"])}


def _variant(kind: str, shares: pd.DataFrame, there: list[ShownScenario], enough: bool) -> Variant:
    title = _title(kind, shares, there)
    sub = SUB.fill(meaning=MEANING[kind], band=BANDED if enough else same(""))
    return Variant(KINDS[kind], title, sub, NOTE, ALT.fill(title=title), kind, kind)


def _title(kind: str, shares: pd.DataFrame, there: list[ShownScenario]) -> Pair:
    """The ages that take part most and least today, and who brings more of the latter in each pair."""
    runs = shares.groupby(["scenario", "age_group", "replication"])["share"].mean()
    today = runs[there[0].id].groupby("age_group").mean()
    most, least = str(today.idxmax()), str(today.idxmin())
    said = TODAY if today[most] else NOBODY
    title = said.fill(
        kind=KINDS[kind],
        high=GROUPS[most],
        low=GROUPS[least],
        top=level(today[most], "share"),
        bottom=level(today[least], "share"),
    )
    return title + _more(runs, there, least) if len(there) > 1 else title


def _more(runs: pd.Series, there: list[ShownScenario], group: str) -> Pair:
    """Who has more people of an age group than today in each pair: the one with most of them, or those of
    which none is ahead in every pair."""
    by_run = {each: runs[each.id][group] for each in there}
    always = [each for each in there[1:] if _above(by_run[each], by_run[there[0]])]
    if not always:
        return NO_MORE.fill(low=GROUPS[group])
    best = max(always, key=lambda each: by_run[each].mean())
    first = [each for each in always if each is best or not _above(by_run[best], by_run[each])]
    return (MOST if len(first) == 1 else MORE).fill(
        s=names(first),
        low=GROUPS[group],
        share=listed([level(by_run[each].mean(), "share") for each in first]),
        pairs=counted(len(by_run[best]), "对运行", "pair"),
    )


def _above(one: pd.Series, other: pd.Series) -> bool:
    """Whether a scenario has more than another in each pair of runs, of which there is one at least."""
    pairs = pd.concat([one, other], axis=1).dropna()
    return len(pairs) > 0 and bool((pairs.iloc[:, 0] > pairs.iloc[:, 1]).all())


def _table(means: pd.DataFrame, there: list[ShownScenario], kind: str) -> Table:
    months = sorted(set(means["month"]))
    by_line = {line: rows.set_index("month") for line, rows in means.groupby(["scenario", "age_group"])}
    what = {"raw": kind, "text": KINDS[kind], "label": True}
    return blocks(
        HEADS,
        months,
        (
            (
                [what, {"raw": group, "text": name, "label": True}, named(scenario)],
                [_cells(by_line[scenario.id, group].reindex(months)[end]) for end in ("mean", "low", "high")],
            )
            for group, name in _ages(means).items()
            for scenario in there
        ),
        SHARE_OF_ONE,
    )


def _cells(shares: pd.Series) -> list[Any]:
    return [cell(share, level(share, "share")) for share in shares]
