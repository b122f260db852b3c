"""With this folder on PYTHONPATH, a Python and those that it starts behave as if numba was not installed."""

import sys
from importlib.metadata import Distribution

discover = Distribution.discover

Distribution.discover = lambda **asked: (each for each in discover(**asked) if each.name != "numba")
sys.modules["numba"] = None
