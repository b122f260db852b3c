"""Figures of the report, each with a finding for a title and its table."""
