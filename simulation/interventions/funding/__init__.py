"""Policies on money: where it comes from, and the community's own."""
