"""How sure the advice is, and what would change it."""
