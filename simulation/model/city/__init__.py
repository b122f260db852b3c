"""A city: what its streets tell it on the first of a month, and what it gives them."""
