"""A log that cannot be read at all."""

from __future__ import annotations


class LogError(Exception):
    """One clear sentence: where, what is wrong, what is allowed, and what was probably meant."""
