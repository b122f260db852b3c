"""Studies: which scenarios are compared with which; packages and sweeps."""
