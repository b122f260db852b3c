"""What a scenario file defines in files beside it: rules, policies, shocks, metrics."""
