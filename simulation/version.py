"""The version of the program. It is in the lowest layer, so every package may import it."""

__version__ = "0.1.0"
