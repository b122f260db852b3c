"""From the finished runs to differences with intervals, and the tables that follow from these."""
