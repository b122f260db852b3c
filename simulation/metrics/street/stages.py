"""Where need-days lie: one metric a stage, which add up to the headline, and the part that can be reached."""

from __future__ import annotations

from collections.abc import Callable

from simulation.metrics import metric
from simulation.records import Records
from simulation.records.stages import HOPELESS, STAGES, Stage

UNIT = "days/1,000 residents/year"


@metric(
    "addressable_need_days",
    unit=UNIT,
    better="lower",
    role="context",
    en="addressable need-days",
    zh="可解决的需求未解决天数",
)
def addressable_need_days(records: Records) -> float:
    """Days on which needs lie unsolved that somebody could solve: all but those beyond solving.

    Formula: need_days - stage_hopeless. Source: definition.
    """
    found = records.stages()
    return float(found["need_days"][found["stage"] != HOPELESS].sum())


def days_in(stage: Stage) -> Callable[[Records], float]:
    """The need-days of a stage, as a metric."""

    def value(records: Records) -> float:
        found = records.stages()
        return float(found["need_days"][found["stage"] == stage.word].sum())

    value.__doc__ = (
        f"Days on which needs lie unsolved at this stage: {stage.meaning}.\n\n"
        "The metrics of all stages add up to need_days. Source: definition."
    )
    return value


for _stage in STAGES:
    metric(
        f"stage_{_stage.word}",
        unit=UNIT,
        better="lower",
        role="context",
        en=f"need-days: {_stage.en}",
        zh=f"未解决天数：{_stage.zh}",
    )(days_in(_stage))
