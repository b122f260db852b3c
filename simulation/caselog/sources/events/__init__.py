"""Event logs, XES and OCEL 2.0, as cases."""
