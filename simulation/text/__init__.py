"""Texts that people read, in English and Chinese: sentences, numbers with units, commands."""
