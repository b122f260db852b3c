"""Where a policy fails: regret over uncertain worlds, and in words the conditions under which it fails."""

from simulation.analysis.discover.splits import Split, one_split

__all__ = ["Split", "one_split"]
