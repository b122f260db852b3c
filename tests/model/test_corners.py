"""No runaway: five years with every lever and every number at one end of its range, and a year at corners
that are thrown. No state leaves its range, nothing is NaN that should be a number, people stay, and the
books balance."""

import zlib

import numpy as np
import pytest

from simulation.metrics import evaluate
from simulation.parameters import Parameter, described
from simulation.scenario.settable import parameter_groups, section_numbers
from tests.balances import BALANCES
from tests.worlds import RESIDENTS_PER_GRID, live, small

GRIDS = 2  # of usual size; at a corner they are many small ones, or one
CORNERS = {  # of levers, of numbers: the low end, the high end, or thrown by the luck of a seed; years
    "levers low, numbers high": ("low", "high", 5),
    "levers high, numbers low": ("high", "low", 5),
    "thrown once": (1, 2, 1),
    "thrown again": (3, 4, 1),
    "thrown a third time": (5, 6, 1),
}


def at_corner(group: str, numbers: dict[str, Parameter], corner: str | int) -> list[str]:
    """Overrides that put each number of a group to one end of its range."""

    def end(number: Parameter) -> float:
        if isinstance(corner, int):
            return (number.low, number.high)[zlib.crc32(f"{corner} {group} {number.name}".encode()) % 2]
        return number.low if corner == "low" else number.high

    settable = (each for each in numbers.values() if each.low < each.high)  # words have no ends
    return [f"{group}.{each.name}={end(each):.12g}" for each in settable]


@pytest.mark.slow
@pytest.mark.parametrize(("levers", "numbers", "years"), CORNERS.values(), ids=CORNERS)
def test_years_at_a_corner_lose_nothing_and_run_away_nowhere(levers, numbers, years):
    overrides = at_corner("model", section_numbers("model"), levers)
    for group, cls in parameter_groups().items():
        overrides += at_corner(group, described(cls), numbers)
    street = live(small(*overrides, grids=GRIDS, start="2020-01-01", days=365 * years, warmup=0), 1)

    for balance in BALANCES:
        balance(street)
    assert len(street.residents) == RESIDENTS_PER_GRID * GRIDS
    assert not np.isinf(evaluate(street.records)["value"]).any()


@pytest.mark.parametrize(("start", "days"), [("2025-01-02", 1), ("2025-01-02", 25), ("2025-02-02", 20)])
def test_a_few_days_without_the_end_of_a_month_have_their_metrics(start, days):
    street = live(small(start=start, days=days, warmup=0), 7)
    found = evaluate(street.records).set_index("metric").value
    assert np.isnan(found["resources_used_share"]) and np.isfinite(found["need_days"])
