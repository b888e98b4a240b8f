"""Repair of product files: only what is certain, and every other byte as it was."""
