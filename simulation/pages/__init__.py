"""Small pages of a fit or an analysis: one file in both languages, that needs no network."""

from simulation.pages.page import Cells, Section, drawn, figure, page, short

__all__ = ["Cells", "Section", "drawn", "figure", "page", "short"]
