"""The picture of what an office's log told of the baseline's numbers, where it was fitted to one."""

from __future__ import annotations

from simulation.plots.street.fitted import fitted as draw
from simulation.report.data.fitted_numbers import FittedNumber, fitted_numbers
from simulation.report.data.results_folder import Folder
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, table
from simulation.text.bilingual import Pair, same
from simulation.text.fit_words import FITTED, VERDICT

TITLE = Pair(
    "{of} 个可能在工单中留下痕迹的参数中，{log} 能校准 {told} 个，其余仍为假定",
    "Of {of} numbers that could leave a trace in a log, {log} tells {told}; the rest stay assumed",
)
SUB = Pair(
    "灰线为各参数的可能范围，彩线为校准后的 90% 区间；空心点为工单无法说明、仍按假定取值的参数。{why}",
    "Grey: what each number may be. Colour: the interval of 90% that the log leaves. Hollow: the log tells "
    "nothing, the value is assumed. {why}",
)
NOTE = Pair(
    "现状情景按工单校准；没有说出口的需求、居民怎样决定是否反映，工单中都没有。未用于校准的月份逐项检验结果，"
    "见校准时写出的 fit.html（与 street.yaml 在同一文件夹）。",
    "The street of today was fitted to a log. Needs that nobody voices, and how residents decide to speak, "
    "are in no log. How well the fit forecasts months that it did not see stands, figure by figure, in "
    "fit.html, beside the street.yaml that the fit wrote.",
)
ALT = Pair("区间图：{title}。数据见表。", "Intervals: {title}. Table follows.")
COLUMNS = {
    "number": Pair("参数", "number"), "path": Pair("名称", "path"), "verdict": Pair("结论", "verdict"),
    "value": Pair("取值", "value"), "low_90": Pair("90% 区间下限", "low end of 90%"),
    "high_90": Pair("90% 区间上限", "high end of 90%"), "low": Pair("原范围下限", "low end of range"),
    "high": Pair("原范围上限", "high end of range"),
}  # fmt: skip


@section("fitted", place=60, title=Pair("工单校准了什么", "What the log told"))
def fitted(folder: Folder) -> Picture | None:
    """One row per number; None where the baseline was not fitted to a log."""
    numbers, why = fitted_numbers(folder, folder.baseline.id)
    if not numbers:
        return None
    left = [_left(each) for each in numbers]
    picture = Picture("fitted", "focus", "all")
    at = [each.share(each.value) for each in numbers]
    picture.figures["all"] = draw([each.name for each in numbers], left, at)
    picture.tables["all"] = _table(numbers)
    told = sum(each.told.verdict == FITTED for each in numbers)
    title = TITLE.fill(of=len(numbers), told=told, log=numbers[0].told.log)
    sub = SUB.fill(why=why or Pair("", ""))
    picture.variants["all"] = Variant(
        folder.baseline.title, title, sub, NOTE, ALT.fill(title=title), "all", "all"
    )
    return picture


def _left(number: FittedNumber) -> tuple[float, float] | None:
    low, high = number.told.low, number.told.high
    return None if low is None or high is None else (number.share(low), number.share(high))


def _table(numbers: list[FittedNumber]) -> Table:
    return table(
        COLUMNS,
        (
            [
                cell(each.path, each.name),
                each.path,
                cell(each.told.verdict, VERDICT[each.told.verdict]),
                *(_number(value) for value in (each.value, each.told.low, each.told.high)),
                *(_number(value) for value in (each.low, each.high)),
            ]
            for each in numbers
        ),
    )


def _number(value: float | None) -> object:
    return cell(float("nan"), Pair("", "")) if value is None else cell(value, same(f"{value:.3g}"))
