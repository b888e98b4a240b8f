"""Dated rule packs: limits and categories as data, and the one reader of them."""
