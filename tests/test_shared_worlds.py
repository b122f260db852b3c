"""What tests measure of streets is the same, whether seeds are simulated side by side or one by one."""

import pandas as pd

from tests.model import test_directions, test_knockouts
from tests.worlds import measured, small


def look(street):
    return test_directions.look(street) | {
        f"also_{name}": value for name, value in test_knockouts.look(street).items()
    }


def test_figures_of_seeds_side_by_side_are_those_of_each_alone():
    # given a busy street, over the end of a month
    busy = "residents.need_rate_true=.003"
    scenario = small(busy, grids=2, start="2025-01-25", days=12, warmup=0)
    # when two seeds are measured at once, then each is as if it were alone, to the last bit
    together = measured(scenario, [3, 4], look)
    alone = [measured(scenario, [seed], apart) for seed in (3, 4)]
    pd.testing.assert_frame_equal(together, pd.concat(alone), check_exact=True)
    assert together["active"].all() and together["also_roster"].all()
    assert not together.iloc[0].equals(together.iloc[1])


def apart(street):
    """The same, under a name of its own, or what is known already would be given again."""
    return look(street)
