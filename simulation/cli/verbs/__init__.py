"""One verb per file: the click command in it is offered under its name.

The folders are the headings of `--help`; the first line of a folder's `__init__` is its heading.
"""
