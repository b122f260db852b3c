"""The weeks to come, from the cases that are open tonight; sealed, and scored when they are over."""
