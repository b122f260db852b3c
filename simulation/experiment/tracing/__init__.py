"""Why a policy does what it does: its causal links, cut one at a time with common random numbers."""

from simulation.experiment.tracing.explain import Explained, explain
from simulation.experiment.tracing.links import HANDED_ON, WAY_IN, Link
from simulation.experiment.tracing.sentences import why_said
from simulation.experiment.tracing.traces_table import add_traces, check_scenario

__all__ = ["HANDED_ON", "WAY_IN", "Explained", "Link", "add_traces", "check_scenario", "explain", "why_said"]
