"""Product files → Catalog: every product of a village, checked, frozen."""
