"""The service of a day: from a case's plan to its closing, and what bodies outside the grid do."""
