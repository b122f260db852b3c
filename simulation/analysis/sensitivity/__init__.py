"""Which numbers a result hangs on: the points to run, and what their runs say."""
