"""Where needs go: a stacked bar for each thing that they concern, by how anybody came to know of them, and
by who solved them.

The order of bars and pieces is fixed, so that two scenarios can be compared; needs never known, or
unsolved, are dark.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, SECOND, Figure, axis, grid_axis, layout, numbered, panels
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level, ticks

COLUMNS: dict[str, dict[str, Pair]] = {
    "domain": {
        "component": Pair("设施与环境", "Facilities, tidiness"),
        "event": Pair("秩序与安全", "Order, safety"),
        "person": Pair("纠纷与关爱", "Disputes, care"),
        "errand": Pair("政务代办", "Errands"),
        "enterprise": Pair("企业诉求", "Firms"),
    },
    "channel": {
        "ahead": Pair("事前化解", "Settled ahead"),
        "worker": Pair("告知网格员", "Told a worker"),
        "hotline": Pair("热线（接诉即办）", "Hotline"),
        "app": Pair("小程序", "App"),
        "council": Pair("议事会", "Council"),
        "patrol": Pair("巡查发现", "Found on patrol"),
        "silent": Pair("始终未知", "Never known"),
    },
    "track": {
        "autonomy": Pair("居民自治", "Autonomy"),
        "community": Pair("社区网格", "Community"),
        "administration": Pair("行政部门", "Administration"),
        "market": Pair("市场服务", "Market"),
        "unsolved": Pair("期末仍未解决", "Still unsolved"),
    },
}
"""What needs concern, from top to bottom; how they became known and who solved them, from left to right."""
PARTS = {"channel": Pair("怎样被知道", "How they became known"), "track": Pair("由谁解决", "Who solved them")}
"""A panel each."""
FILLS = {
    "ahead": "#DCE7DF",
    "worker": "#14507A",
    "hotline": "#35789F",
    "app": "#8FBBD6",
    "council": "#C9DFEC",
    "patrol": "#9CA1A7",
    "silent": INK,
    "autonomy": "#E3D3A6",
    "community": "#C49A3A",
    "administration": "#8A6A1F",
    "market": "#7A3B69",
    "unsolved": INK,
}
PALE = {"ahead", "app", "council", "patrol", "autonomy", "community"}
SMALLEST = 10  # pixels of a figure; where only a smaller one fits there is none, and the table has it
LEAST = 0.055  # of the longest bar; in a shorter piece there is no room for its figure


def flows(ways: pd.DataFrame) -> Figure:
    """A picture of the needs of each scenario; the page shows the one in focus.

    ways: scenario, domain, channel, track, needs.
    """
    domains = [each for each in COLUMNS["domain"] if each in set(ways["domain"])]
    longest = float(ways.groupby(["scenario", "domain"])["needs"].sum().max())
    data = [
        _pieces(str(scenario), mine, column, node, domains, longest)
        for scenario, mine in ways.groupby("scenario", sort=False)
        for column in PARTS
        for node in COLUMNS[column]
        if (mine[column] == node).any()
    ]
    count = len(domains)
    return {
        "data": data,
        "layout": _layout(domains, longest),
        "panels": panels(
            list(PARTS.values()),
            wide=count * 40 + 10,
            narrow=count * 44 + 10,
            columns=2,
            gap=0.03,
            names_once=True,
        ),
    }


def _pieces(
    scenario: str, ways: pd.DataFrame, column: str, node: str, domains: list[str], longest: float
) -> dict[str, Any]:
    """One piece of each bar of a panel."""
    sums = ways[ways[column] == node].groupby("domain")["needs"].sum()
    needs = [float(sums.get(domain, 0.0)) for domain in domains]
    panel = list(PARTS).index(column)
    words = [_hover(domain, column, node, each) for domain, each in zip(domains, needs, strict=True)]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(each, 2) for each in needs],
        "y": list(range(len(domains) - 1, -1, -1)),
        "width": 0.66,
        "marker": {"color": FILLS[node], "line": {"color": "#FFFFFF", "width": 0.5}},
        "text": [level(each, "cases") if each >= LEAST * longest else "" for each in needs],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 11.5, "color": INK if node in PALE else "#FFFFFF"},
        "hoverinfo": "text",
        "hovertext": words,
        "xaxis": numbered("x", panel),
        "yaxis": numbered("y", panel),
        "meta": {"scenario": scenario, "kind": "focus", "node": node},
    }


def _hover(domain: str, column: str, node: str, needs: float) -> Pair:
    parts = {"domain": COLUMNS["domain"][domain], "node": COLUMNS[column][node]}
    return Pair("{domain}：{node} {n}", "{domain}: {node} {n}").fill(n=level(needs, "cases"), **parts)


def _layout(domains: list[str], longest: float) -> dict[str, Any]:
    places, texts = ticks(0.0, longest, "cases", most=4)
    names = [COLUMNS["domain"][domain].for_plotly() for domain in domains]
    axes: dict[str, Any] = {}
    for panel in range(len(PARTS)):
        axes[numbered("xaxis", panel)] = grid_axis(
            range=[0, longest * 1.02], tickvals=places, ticktext=texts, anchor=numbered("y", panel)
        )
        axes[numbered("yaxis", panel)] = axis(
            range=[-0.6, len(domains) - 0.4],
            anchor=numbered("x", panel),
            tickvals=list(range(len(domains) - 1, -1, -1)),
            ticktext=names,
            tickfont={"size": 12.5, "color": SECOND},
            ticklabelstandoff=6,
        )
    return layout(barmode="stack", uniformtext={"minsize": SMALLEST, "mode": "hide"}, **axes)
