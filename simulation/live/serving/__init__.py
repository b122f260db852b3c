"""The server of the live view: who may come in, what a page may send, what is said of it."""
