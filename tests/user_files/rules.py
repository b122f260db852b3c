"""User-defined rules for tests, and what a run by them leaves behind."""

from __future__ import annotations

FOR_ARRAYS = """
import numpy as np

def keen(self):
    return np.where(self.age < 18, 0.0, np.where(self.age < 30, 0.9, 0.55))
"""
