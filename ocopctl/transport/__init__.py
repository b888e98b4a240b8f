"""Calls to a marketplace: signing and tokens, pacing, retries by effect, classified failures."""
