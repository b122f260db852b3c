"""Needs: they arise, are noticed and reported, come back, are foreseen."""
