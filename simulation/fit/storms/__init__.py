"""Storms of a log: by how much longer a unit's cases waited, and what the next storm may do."""
