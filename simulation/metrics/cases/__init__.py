"""Metrics of cases: how soon, how well, by whom."""
