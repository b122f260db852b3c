"""`grade`: what the rule of each student does, all of them with the same random numbers."""
