"""A verb a file: the click command in it is offered under its own name."""
