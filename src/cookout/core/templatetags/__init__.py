"""Template tags; only the ground has them."""
