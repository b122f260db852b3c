"""The results folder: finished runs, tables, locks, and what they were made with."""
