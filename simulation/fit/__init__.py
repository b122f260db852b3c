"""From an office's log of cases to a fit that is held to months it did not see, and to a street like it."""

from simulation.fit.fitting import Asked, Fitted, fit_log, write

__all__ = ["Asked", "Fitted", "fit_log", "write"]
