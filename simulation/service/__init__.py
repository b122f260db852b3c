"""The service: what happens to cases inside a day, minute by minute. It knows no agents and draws no random
numbers.

The names are looked up on first use (PEP 562): who only reads the numbers of the service, as a scenario does,
starts without what computes.
"""

from typing import TYPE_CHECKING

from simulation.loading import on_first_use

if TYPE_CHECKING:
    from simulation.service.cases import LEG_KINDS, Arrivals, Legs, legs
    from simulation.service.layout import CLASSES, OFFICE, Duty, Layout, Rules, Shift
    from simulation.service.service import Service

__all__ = [
    "CLASSES",
    "LEG_KINDS",
    "OFFICE",
    "Arrivals",
    "Duty",
    "Layout",
    "Legs",
    "Rules",
    "Service",
    "Shift",
    "legs",
]

_CASES, _LAYOUT = "simulation.service.cases", "simulation.service.layout"

__getattr__ = on_first_use(
    __name__,
    {
        **dict.fromkeys(("LEG_KINDS", "Arrivals", "Legs", "legs"), _CASES),
        **dict.fromkeys(("CLASSES", "OFFICE", "Duty", "Layout", "Rules", "Shift"), _LAYOUT),
        "Service": "simulation.service.service",
    },
)
