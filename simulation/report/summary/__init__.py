"""What the runs say in one page: the answer, its price, how sure it is, and notes on the runs."""
