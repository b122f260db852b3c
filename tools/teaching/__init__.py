"""The teacher's pack: plans, slides and answer key of each lesson, from one source in both languages."""
