"""What packages of policies, their cost, and sweeps of numbers come to."""
