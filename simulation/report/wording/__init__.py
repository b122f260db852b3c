"""Fixed texts, titles and explanations of the report, in both languages."""
