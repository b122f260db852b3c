"""The sections of a scenario file, one a module."""
