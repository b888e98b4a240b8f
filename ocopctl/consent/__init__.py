"""Letting an application into a shop: the page to open, what comes back, and what it is worth."""
