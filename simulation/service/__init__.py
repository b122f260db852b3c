"""The service: what happens to cases inside a day, minute by minute. It knows no agents and draws no random
numbers."""

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
