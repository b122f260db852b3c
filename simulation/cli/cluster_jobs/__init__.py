"""Job scripts of clusters: a study in parts, and its merge."""
