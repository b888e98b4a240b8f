"""Products → texts: one title and one description a marketplace, from Jinja templates."""
