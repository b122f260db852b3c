"""Held to months that a fit did not see: figures, distances, and naive copies beside it."""
