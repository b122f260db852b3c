"""The tables of a results folder: what their columns mean, read with their types, and exported."""
