"""Where a policy fails: regret over uncertain worlds, and in words the conditions under which it fails."""

from simulation.analysis.discover.discovery import Discovery, discover, read_worlds
from simulation.analysis.discover.output import begun, facts, verdict, write

__all__ = ["Discovery", "begun", "discover", "facts", "read_worlds", "verdict", "write"]
