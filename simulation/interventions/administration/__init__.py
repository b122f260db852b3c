"""Policies on administration: party organization, powers, appraisal, data."""
