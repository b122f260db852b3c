"""The street whose office would keep such a log: which of its numbers the log tells, and a scenario of it."""
