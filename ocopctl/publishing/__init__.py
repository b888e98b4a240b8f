"""Catalog and journal → plan → outcomes."""
