"""The page of an analysis: one file in both languages, that needs no network."""

from simulation.analysis.pages.page import Section, drawn, page

__all__ = ["Section", "drawn", "page"]
