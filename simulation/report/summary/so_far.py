"""What a page says of itself while its study runs: how many pairs it has, and when there is a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

RUNNING = Pair(
    "本页为阶段性结果：研究仍在运行，计划的 {all} {many}已完成 {n} {unit}。完成得越多，结论越有把握。",
    "An interim report: the study still runs, with {n} of {all} {many} done. It becomes surer as more end.",
)
ONE = Pair("目前只有一对，还不能说有多大把握。", " One pair only: how sure this is cannot be said yet.")
ANY_TIME = Pair(
    "可以随时查看、随时停下：本页的区间和判断对任意多次查看都成立，所以区间比一次看定的宽。",
    " Look at any time, and stop when you like: the intervals and verdicts here hold however often you look, "
    "so the intervals are wider than for a single look.",
)
OFFERED = Pair("有新的一版时，本页会提示。", " This page says when there is a newer one.")
UNOFFERED = Pair("重新载入本页，可看到最新一版。", " Load it again to see the newest one.")
GROWN = Pair("已有新的一版报告，含 {n} {many}。", "There is a newer report, of {n} {many}.")
ENDED = Pair("研究已结束，报告已定稿。", "The study has ended, and its report is complete.")
SHOW = Pair("查看", "Show it")
OF_PAIRS = {"many": Pair("对运行", "pairs of runs"), "unit": Pair("对", "")}
OF_RUNS = {"many": Pair("次重复", "replications"), "unit": Pair("次", "")}


@dataclass(frozen=True)
class SoFar:
    """How far the study of a page is that is made while it runs. pairs: those in the page; stamp: the name of
    the picture that is as wide as there are pairs in the newest one."""

    folder: Folder
    pairs: int
    stamp: str

    @property
    def _words(self) -> dict[str, Pair]:
        return OF_PAIRS if len(self.folder.scenarios) > 1 else OF_RUNS

    @property
    def said(self) -> Pair:
        """How many pairs are done, and what that means."""
        said = RUNNING.fill(n=self.pairs, all=self.folder.study.get("replications"), **self._words)
        if self._words is OF_RUNS:
            return said
        return said + ONE if self.pairs == 1 else said + ANY_TIME

    @property
    def data(self) -> dict[str, Any]:
        """What the script needs to notice a newer page, and to offer it with the number of its pairs."""
        grown = GROWN.fill(n="{n}", **self._words)
        return {"pairs": self.pairs, "stamp": self.stamp, "grown": grown, "ended": ENDED, "show": SHOW}
