"""What a log means by its headings and words: tables of synonyms, and what is read with them."""
