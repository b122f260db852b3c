"""Options of verbs, and the kinds of words that they take."""
