"""What each policy does alone: the table that `benchmarks/policies/policies_alone.py` wrote, for reading."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from simulation.interventions import interventions
from simulation.metrics import METRICS
from simulation.records.stages import STAGES
from simulation.text.bilingual import Pair
from simulation.text.spoken import language, spoken
from tools.handbook.markdown import ROOT, heads, said, side, table

FILE = ROOT / "docs" / "policies-alone.csv"
STAGE = {each.word: Pair(each.zh, each.en) for each in STAGES}
INCONCLUSIVE = Pair("尚不能判断", "inconclusive")
WAY = {"-": Pair("减少", "fewer"), "+": Pair("增加", "more"), "0": INCONCLUSIVE}


def policies() -> str:
    """Every policy: its effect on need-days, where the days change, its own problem, and its price."""
    return _rows(lambda name: name in interventions.all())


def remedies() -> str:
    """The same of the six remedies."""
    return _rows(lambda name: name not in interventions.all())


def traces() -> str:
    """Of each policy and remedy: how many plausible sets keep its sign, and by which links it acts."""
    found = pd.read_csv(FILE)
    rows = (
        (f"`{row['policy']}`", f"{row['need_days']:+.1f}", _kept(row), _trace(row["trace"]))
        for _, row in found.iterrows()
    )
    return table(
        heads(
            "alone|need-days|same sign in plausible sets|why",
            "单独实施|需求未解决天数|合理参数组中同号|为什么",
        ),
        rows,
    )


def _trace(links: str) -> str:
    """By which links a policy acts, as the table says it: "By ... -158; against it `cost` +14."."""
    if language() == "en":
        return links
    return links.removesuffix(".").replace("; against it ", "；反向：").replace("By ", "经 ", 1) + "。"


def verdicts() -> str:
    """What the runs say of each remedy alone."""
    found = pd.read_csv(FILE).sort_values("remedies")
    rows = (
        (
            f"`scenarios/{row['policy']}.yaml`",
            f"{_verdict(row)} {row['need_days']:+.0f} ({row['low']:.0f} – {row['high']:.0f})",
            _own(row),
            _kept(row),
        )
        for _, row in found.iterrows()
        if row["policy"] not in interventions.all()
    )
    columns = heads(
        "remedy|need-days|own problem|same sign in plausible sets",
        "举措|需求未解决天数|对应的问题|合理参数组中同号",
    )
    return table(columns, rows)


def _verdict(row: pd.Series) -> str:
    return spoken(WAY[_sign(row["low"], row["high"])])


def _own(row: pd.Series) -> str:
    """The metric of a remedy's own problem, and how it changed; empty where it has none."""
    if pd.isna(row["own"]):
        return ""
    clear = "" if row["own_sign"] in ("+", "-") else f" ({spoken(INCONCLUSIVE)})"
    return f"{side(METRICS[row['own']].label)} {row['own_change']:+.3g}{clear}"


def _kept(row: pd.Series) -> str:
    fewer, sets = int(row["sets_fewer"]), int(row["sets"])
    same = fewer if row["need_days"] < 0 else sets - fewer
    return said("{same} of {sets}", "{sets} 组中的 {same} 组", same=same, sets=sets)


def signs() -> str:
    """Which signs of need-days change under a structural switch."""
    found = pd.read_csv(FILE, dtype=str, keep_default_na=False)
    switches = [str(name) for name in found.columns if "=" in str(name)]
    usual = [_sign(float(low), float(high)) for low, high in zip(found["low"], found["high"], strict=True)]
    changed = [
        (f"`{row['policy']}`", spoken(WAY[sign]), f"`{switch}`", spoken(WAY[row[switch]]))
        for sign, (_, row) in zip(usual, found.iterrows(), strict=True)
        for switch in switches
        if row[switch] not in ("", sign)
    ]
    return table(
        heads("alone|need-days|under the switch|need-days", "单独实施|需求未解决天数|切换后|需求未解决天数"),
        changed,
    )


def _sign(low: float, high: float) -> str:
    return "+" if low > 0 else "-" if high < 0 else "0"


def _rows(shown: Callable[[str], bool]) -> str:
    found = pd.read_csv(FILE)
    columns = heads(
        "alone|need-days|before anybody speaks|with offices|on paper|beyond solving|mostly|own problem|yuan"
        "|minutes",
        "单独实施|需求未解决天数|反映之前|在办理单位|仅纸面办结|无法解决|主要环节|对应的问题|元|分钟",
    )
    return table(columns, (_cells(row) for _, row in found.iterrows() if shown(row["policy"])))


def _cells(row: pd.Series) -> list[str]:
    days = [f"{row[name]:+.1f}" for name in ("before_voice", "with_offices", "on_paper", "hopeless")]
    span = said("{low:.1f} to {high:.1f}", "{low:.1f} 至 {high:.1f}", low=row["low"], high=row["high"])
    return [
        f"`{row['policy']}`",
        f"{row['need_days']:+.1f} ({span})",
        *days,
        spoken(STAGE[row["most"]]),
        _own(row),
        f"{row['cost']:+.2f}",
        f"{row['minutes']:+.1f}",
    ]
