"""The money picture: in a double entry, what an account gives or keeps over the year is its balance."""

from __future__ import annotations

import pandas as pd

from simulation.codes import YEAR
from simulation.plots import accounts as draw
from simulation.plots.street.accounts import SIDES
from simulation.report.data.measured_money import measured
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, named, table
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import DASH, level
from simulation.treasury.accounts import label

LEAST = 0.5
LISTED = 10  # accounts of a side that have a bar of their own

TITLE = Pair(
    "{s}：一年收支 {total}，{share} 来自{first}",
    "{s}: {total} a year come in and go out; {share} from {first}",
)
SUB = Pair(
    "每一科目一年的净额（元），左右同一尺度；两边合计相等。",
    "Yearly balance of each account (yuan), both sides on one scale; the sums are equal.",
)
NOTE = Pair(
    "来自复式账：只付出的科目在左，收入或留存的科目在右，中间转手的不计。每边列出最大的十项（按各方案中的最大值排，换方案时不换位），"
    "其余合为一条，数据表中都有。各次重复的平均。",
    "From the double-entry ledger: accounts that give are on the left, those that receive or keep on the "
    "right; what passes through is not counted. Each side shows its ten largest accounts, ordered by their "
    "largest value in any scenario, so that rows keep their place; the others share one bar, and the table "
    "has them all. Mean over replications.",
)
OTHERS = Pair("其余 {n} 项合计", "{n} smaller ones together")
KEPT = Pair("（结转）", ", carried over")
ALT = Pair("条形图：{title}。数据见表。", "Bars: {title}. Table follows.")


def accounts(folder: Folder) -> Picture | None:
    """Yearly money of each scenario; None without a ledger."""
    flows = pd.DataFrame() if folder.ledger.empty else _flows(folder)
    if flows.empty:
        return None
    picture = Picture("money", "focus", folder.baseline.id)
    picture.figures["money"] = draw(_large(flows))
    picture.tables["money"] = _table(flows, folder)
    picture.variants = {
        s.id: _variant(s, flows[flows["scenario"] == s.id])
        for s in folder.scenarios
        if s.id in set(flows["scenario"])
    }
    picture.first = next(iter(picture.variants))
    return picture


def _flows(folder: Folder) -> pd.DataFrame:
    net = _balances(folder)
    shown = net[net["yuan"].abs() >= LEAST].copy()
    shown["side"] = shown["yuan"].map(lambda yuan: "in" if yuan < 0 else "out")
    shown["yuan"] = shown["yuan"].abs()
    for side in SIDES:
        order = shown[shown["side"] == side].groupby("account")["yuan"].max().sort_values(ascending=False)
        places = {account: row for row, account in enumerate(order.index)}
        shown.loc[shown["side"] == side, "row"] = shown["account"].map(places)
    flows = _everywhere(shown, folder)
    # an account that pays, and still keeps something over the year, carries it over
    kept = (flows["side"] == "out") & flows["account"].isin(folder.ledger["debit"])
    flows["label"] = flows["account"].map(spoken).where(~kept, flows["account"].map(carried_over))
    flows["text"] = flows["yuan"].map(lambda yuan: level(float(str(yuan)), "yuan"))
    return flows


def _everywhere(flows: pd.DataFrame, folder: Folder) -> pd.DataFrame:
    """Every account in every scenario that has a ledger: one that does not exist there stands at 0."""
    scenarios = [each.id for each in folder.scenarios if each.id in set(flows["scenario"])]
    rows = flows[["side", "row", "account"]].drop_duplicates().sort_values(["side", "row"])
    return (
        rows.merge(pd.DataFrame({"scenario": scenarios}), how="cross")
        .merge(flows, how="left", on=["scenario", "side", "row", "account"])
        .fillna({"yuan": 0.0})
    )


def _large(flows: pd.DataFrame) -> pd.DataFrame:
    """The largest accounts of each side, and below them one row for the others together."""
    small = flows["row"] >= LISTED
    few = flows.loc[small].groupby("side")["account"].transform("nunique") == 1
    small &= ~few.reindex(flows.index, fill_value=False)
    rest = flows[small].groupby(["scenario", "side"], as_index=False)
    others = rest.agg(yuan=("yuan", "sum"), n=("account", "nunique")).assign(row=LISTED)
    others["label"] = others["n"].map(lambda n: OTHERS.fill(n=n))
    others["text"] = others["yuan"].map(lambda yuan: level(float(str(yuan)), "yuan"))
    return pd.concat([flows[~small], others.drop(columns="n")], ignore_index=True)


def _balances(folder: Folder) -> pd.DataFrame:
    """scenario, account, yuan: what an account takes in (credit) less what it pays (debit), a year."""
    ledger, days = measured(folder)
    sides = [
        ledger.assign(account=ledger["credit"]),
        ledger.assign(account=ledger["debit"], yuan=-ledger["yuan"]),
    ]
    runs = ledger.groupby("scenario")["replication"].nunique()
    total = pd.concat(sides).groupby(["scenario", "account"], as_index=False)["yuan"].sum()
    return total.assign(yuan=total["yuan"] / total["scenario"].map(runs) / days * YEAR)


def spoken(account: str) -> Pair:
    """An account's name in words."""
    return Pair(label(account, "zh"), label(account, "en"))


def carried_over(account: str) -> Pair:
    """What an account of money keeps at the end."""
    return spoken(account) + KEPT


def _variant(scenario: ShownScenario, flows: pd.DataFrame) -> Variant:
    into = flows[flows["side"] == "in"].sort_values("row")
    total = float(into["yuan"].sum())
    most = into.sort_values("yuan").to_dict("records")[-1:]
    parts = {
        "s": scenario.short_name,
        "total": level(total, "yuan"),
        "share": level(most[0]["yuan"] / total if total else 0.0, "share"),
        "first": most[0]["label"] if total else DASH,
    }
    title = TITLE.fill(**parts)
    return Variant(scenario.title, title, SUB, NOTE, ALT.fill(title=title), "money", "money")


def _table(flows: pd.DataFrame, folder: Folder) -> Table:
    scenarios = {each.id: each for each in folder.scenarios}
    ordered = flows.sort_values(["scenario", "side", "row"])
    return table(
        heads("scenario", "side", "account", "yuan"),
        (
            [
                named(scenarios[row["scenario"]]),
                cell(row["side"], SIDES[row["side"]]),
                {"raw": row["account"], "text": row["label"], "label": True},
                cell(row["yuan"], row["text"]),
            ]
            for row in ordered.to_dict("records")
        ),
    )
