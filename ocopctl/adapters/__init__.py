"""One adapter a marketplace: translation and calls, nothing else."""
