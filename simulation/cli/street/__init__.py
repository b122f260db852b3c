"""A street by questions: what an office knows of its own street, as a place and a scenario."""
