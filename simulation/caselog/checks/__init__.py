"""From texts to cases: each file reads some fields, and notes each fault with its line."""
