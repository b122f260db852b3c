"""What it is worth to find a number out, before a policy is chosen."""
