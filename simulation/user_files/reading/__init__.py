"""What is known of a user file by reading its text or instructions, without running it."""
