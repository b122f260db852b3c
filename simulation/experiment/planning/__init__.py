"""What a study will run, decided and written down before the first run starts."""
