"""What the report reads: tables of a results folder, with names, units and dates."""
