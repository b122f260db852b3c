"""Files of every kind as rows of texts: each kind is a file of this folder."""
