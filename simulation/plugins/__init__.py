"""Plug-ins of the program: how they are found by their decorators, and what each of them must say."""
