"""What a report carries so that anybody can check it: its run crate, and the values and plan of its runs."""
