"""The results folder: what stands in it, what it was made with, and how folders become one."""
