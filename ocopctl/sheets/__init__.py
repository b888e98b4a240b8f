"""Products in spreadsheets: one row a product or a variant, one column a field."""
