"""The first part of the page, for who has to decide: what a budget buys, questions of an office, how sure it
is, who pays, and what gets worse."""
