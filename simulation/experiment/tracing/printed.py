"""What `explain` prints, in both languages: the effect, where it lies, and its links as aligned columns."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from simulation.experiment.tracing.explain import Explained
from simulation.experiment.tracing.links import HANDED_ON, WAY_IN
from simulation.experiment.tracing.sentences import why_said, with_sign
from simulation.metrics import METRICS
from simulation.records.stages import STAGES
from simulation.text.aligned import aligned_pairs
from simulation.text.bilingual import Pair, counted, same

EFFECT = Pair("{what}（{name}）：{n}{sure}，{pairs}", "{what} ({name}): {n}{sure}, {pairs}")
SURE = Pair("（95% 区间 {low} 至 {high}）", " (95 % interval {low} to {high})")
BY_STAGE = Pair("需求未解决天数按环节：{stages}", "need-days by stage: {stages}")
UNCHANGED = Pair("没有变化", "no change")
SENTENCE = Pair("{why}。", "In short, {why}.")
IDLE = Pair("  没有作用的路径：{links}", "  carry nothing: {links}")
KIND = {WAY_IN: Pair("政策变量", "lever"), HANDED_ON: Pair("逐步传递", "handed on")}
LEAST = 0.05
"""Need-days of a stage that are told of."""


def lines(found: Explained) -> Iterator[Pair]:
    """The effect, where it lies, and its links from the largest to the smallest."""
    sized = found.links.reindex(found.links["carried"].abs().sort_values(ascending=False).index)
    yield _effect(found)
    yield BY_STAGE.fill(stages=_stages(found))
    yield SENTENCE.fill(why=why_said(found))
    yield from _table(sized[sized["carried"] != 0])
    if len(idle := sized.loc[sized["carried"] == 0, "link"]):
        yield IDLE.fill(links=", ".join(sorted(idle)))


def _effect(found: Explained) -> Pair:
    mean, low, high = found.effect
    label = METRICS[found.metric].label
    sure = SURE.fill(low=f"{low:.3g}", high=f"{high:.3g}") if found.pairs > 1 else same("")
    pairs = counted(found.pairs, "对", "pair")
    what = Pair(label["zh"], label["en"])
    return EFFECT.fill(what=what, name=found.metric, n=with_sign(mean), sure=sure, pairs=pairs)


def _stages(found: Explained) -> Pair:
    moved = {word: days for word, days in found.stages.items() if abs(days) >= LEAST}
    said = [(stage.zh, stage.en, with_sign(moved[stage.word])) for stage in STAGES if stage.word in moved]
    if not said:
        return UNCHANGED
    return Pair("，".join(f"{zh} {n}" for zh, _, n in said), ", ".join(f"{en} {n}" for _, en, n in said))


def _table(links: pd.DataFrame) -> list[Pair]:
    rows = [
        (KIND[row["kind"]], same(row["link"]), same(with_sign(row["carried"])), same(_percent(row["share"])))
        for row in links.to_dict("records")
    ]
    return [each.each("  {}".format) for each in aligned_pairs(rows)] if rows else []


def _percent(share: float) -> str:
    return "0%" if abs(share) < 0.005 else f"{share:+.0%}".replace("-", "−")
