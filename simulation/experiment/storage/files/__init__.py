"""Files as they are written and read: whole or not at all, as CSV, JSON or Parquet."""
