"""Questions over many runs: which numbers a result hangs on, what it is worth to know them, which package is
best within a budget, and where a policy fails."""
