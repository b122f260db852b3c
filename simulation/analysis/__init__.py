"""Answers that survive what is not known: which numbers they hang on, and what it is worth to know these."""
