"""What runs take: time, memory and disk, measured first, and what this machine has."""
