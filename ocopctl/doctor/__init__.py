"""What may be wrong around a shop's work: each check looks at one thing, and stands alone."""
