"""Policies on participation: voice, volunteers, groups, shared resources."""
