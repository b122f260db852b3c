"""Patterns that no rule writes in, family by family; `finding.PATTERNS` holds them once they are imported."""
