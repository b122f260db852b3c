"""One verb per file: the click command in it is offered under its name."""
