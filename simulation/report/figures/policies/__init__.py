"""Figures that compare policies."""
