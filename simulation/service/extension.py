"""More time for a case before its limit: extension that is granted, and the label that only looks like it."""

from __future__ import annotations

from typing import Any

from simulation.parameters import param, settings


@settings
class ExtensionNumbers:
    """Numbers of extension (延期) and of re-labelling (A2). Methods work on arrays."""

    review_share: float = param(
        0.8, "share", (0.5, 0.95), "part of the limit after which a case is looked at again",
        "assumed: at 80 % of the limit (A2)",
    )  # fmt: skip
    extension_chance: float = param(
        0.2, "chance", (0, 0.8), "a case that waits on others then gets more time", "assumed"
    )
    extension_length: float = param(0.5, "share of the limit", (0.1, 1), "time that is added", "assumed")
    reclass_press: float = param(
        0.15, "chance", (0, 0.3),
        "general case near its limit re-labelled complex per unit of appraisal above .5",
        "assumed; sign [@bevan2006] (category shifting)",
    )  # fmt: skip

    def relabel_chance(self, appraisal: Any) -> Any:
        """A2: chance that a general case near its limit is called complex and gets the limit of those.
        Rises with appraisal above .5."""
        return self.reclass_press * (appraisal - 0.5).clip(0)
