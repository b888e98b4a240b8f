"""Faults in the practice market: read from a storm file, decided by call, made, delivered."""
