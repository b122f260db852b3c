"""Policies on staff: how many, who, and what lands on their desks."""
