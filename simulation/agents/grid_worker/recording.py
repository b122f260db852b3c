"""W3: what a worker who is told of a need in person puts on record."""

from __future__ import annotations

from typing import Any

from scipy.special import expit, logit

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


@settings
class RecordingNumbers:
    """Numbers of what workers put on record. Methods work on arrays."""

    record_habit: float = param(
        0.5, "log odds", (0, 1.5), "spread between workers of putting on record what they are told", "assumed"
    )
    record_load: float = param(
        1, "log odds per unit load", (0, 3), "a busy worker puts less on record",
        "assumed; sign [@lipsky1980]",
    )  # fmt: skip

    def recorded_share(self, usual: Any, habit: Any, load: Any) -> Any:
        """W3: share of needs told in person that is put on record. usual: by data systems; habit: of the
        grid's workers, in log odds; load: above usual. Rises with usual and habit. Falls with load."""
        return expit(logit(usual) + habit - self.record_load * load)


class RecordingRules(ArrayAgent):
    """A worker's habit."""

    record_trait: Any = state("float32", 0, "log odds", (-10, 10), "habit of putting needs on record")
