"""YAML files as checked values that know their line."""
