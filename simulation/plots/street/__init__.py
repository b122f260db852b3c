"""Figures of how the street fares under each scenario."""
