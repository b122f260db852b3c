"""The office as its log shows it: arrivals, waits and limits, by type and unit."""
