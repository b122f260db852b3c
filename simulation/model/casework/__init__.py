"""The service of a day: from the course of a case to its closing, and what bodies outside the grid do."""
