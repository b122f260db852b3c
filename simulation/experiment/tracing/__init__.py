"""Why a policy does what it does: its causal links, cut one at a time with common random numbers."""

from simulation.experiment.tracing.explain import Explained, explain, sentence
from simulation.experiment.tracing.links import HANDED_ON, WAY_IN, Link

__all__ = ["HANDED_ON", "WAY_IN", "Explained", "Link", "explain", "sentence"]
