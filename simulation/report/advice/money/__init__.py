"""Who pays what a choice costs more, and when."""
