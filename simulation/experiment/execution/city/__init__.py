"""Cities: blocks of whole streets, each in a process, which settle on the first of a month."""
