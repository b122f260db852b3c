"""Metrics of the street: needs, people, workers, money, data."""
