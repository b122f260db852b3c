"""One run: a street that lives day by day."""

from simulation.model.street import Street

__all__ = ["Street"]
