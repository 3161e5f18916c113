"""Each member compared with herself: Poisson with member and month effects."""
