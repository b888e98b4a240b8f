"""What is held back until somebody has looked: changes that are more likely a slip than meant."""
