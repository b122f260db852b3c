"""A study as a whole: run, go on with, look at, merge, and do again."""
