"""The first page: the answer, its price, its risks, and how sure it is."""
