"""Where needs go: from what they concern, by how anybody came to know of them, to who solved them.

The order of the nodes is fixed, so that two scenarios can be compared; links of needs never known
or unsolved are dark.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from simulation.plots.look import INK, Figure, axis, layout, panels
from simulation.text.bilingual import Pair

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
"""Nodes of the three columns, from top to bottom."""
PROBLEMS = ("silent", "unsolved")
PLACES = (0.001, 0.5, 0.999)
PAD, WIDE, NARROW = 20, 440, 470
SOFT, DARK = "rgba(71,78,87,.17)", "rgba(27,31,36,.42)"


def flows(ways: pd.DataFrame, texts: dict[tuple[str, str], Pair]) -> Figure:
    """A picture of the needs of each scenario; the page shows the one in focus.

    ways: scenario, domain, channel, track, needs.
    texts: how many needs go through a node, by (scenario, node), as its label says it.
    """
    data = [
        _sankey(str(scenario), mine, texts, narrow)
        for scenario, mine in ways.groupby("scenario", sort=False)
        for narrow in (False, True)
    ]
    return {
        "data": data,
        "layout": layout(
            xaxis=axis(visible=False), yaxis=axis(visible=False), margin={"l": 8, "r": 8, "t": 10, "b": 14}
        ),
        "panels": panels([Pair("", "")], wide=WIDE, narrow=NARROW, columns=1),
    }


def _sankey(
    scenario: str, ways: pd.DataFrame, texts: dict[tuple[str, str], Pair], narrow: bool
) -> dict[str, Any]:
    nodes = through(ways)
    names = [COLUMNS[column][node].for_plotly() for column, node in nodes.index]
    numbered = [
        name + Pair("  ", "  ") + texts[scenario, str(node)]
        for name, (_, node) in zip(names, nodes.index, strict=True)
    ]
    return {
        "type": "sankey",
        "arrangement": "fixed",
        "domain": {"x": [0, 1], "y": [0, 1]},
        "textfont": {"size": 11 if narrow else 12.5, "color": INK},
        "node": {
            "label": [name.each(_short) for name in names] if narrow else numbered,
            "customdata": names,
            "x": [PLACES[list(COLUMNS).index(str(column))] for column, _ in nodes.index],
            "y": _heights(nodes, NARROW if narrow else WIDE),
            "color": [INK if node in PROBLEMS else "#8B9097" for _, node in nodes.index],
            "pad": PAD,
            "thickness": 12,
            "line": {"width": 0},
            "hovertemplate": "%{customdata} %{value:,.0f}<extra></extra>",
        },
        "link": _links(ways, list(nodes.index)),
        "meta": {"scenario": scenario, "kind": "focus", "only": "narrow" if narrow else "wide"},
    }


def _short(name: str) -> str:
    """A name without what stands in brackets, for which a phone has no room."""
    return name.partition("（")[0].partition(" (")[0]


def through(ways: pd.DataFrame) -> pd.Series:
    """Needs through each node, by (column, node), in the order of the picture; nodes without any left out."""
    sums = {
        (c, node): float(ways.loc[ways[c] == node, "needs"].sum()) for c in COLUMNS for node in COLUMNS[c]
    }
    return pd.Series({place: needs for place, needs in sums.items() if needs > 0})


def _heights(nodes: pd.Series, height: int) -> list[float]:
    """Middle of each node from the top, 0 to 1: one below the other, as plotly scales them."""
    columns = [nodes[nodes.index.get_level_values(0) == column] for column in COLUMNS]
    scale = min((height - PAD * (len(each) - 1)) / each.sum() for each in columns)
    places: list[float] = []
    for each in columns:
        tall = each.to_numpy() * scale
        gap = (height - tall.sum()) / max(len(tall) - 1, 1)
        starts = [tall[:k].sum() + gap * k for k in range(len(tall))]
        places += [round((start + high / 2) / height, 4) for start, high in zip(starts, tall, strict=True)]
    return places


def _links(ways: pd.DataFrame, nodes: list[Any]) -> dict[str, Any]:
    pairs = (("domain", "channel"), ("channel", "track"))
    links = [
        (
            nodes.index((left, source)),
            nodes.index((right, target)),
            needs,
            DARK if target in PROBLEMS else SOFT,
        )
        for left, right in pairs
        for source, target, needs in ways.groupby([left, right])["needs"].sum().reset_index().to_numpy()
        if needs > 0
    ]
    source, target, value, color = (list(each) for each in zip(*links, strict=True))
    return {
        "source": source,
        "target": target,
        "value": [round(each, 2) for each in value],
        "color": color,
        "hovertemplate": "%{source.customdata} → %{target.customdata} %{value:,.0f}<extra></extra>",
    }
