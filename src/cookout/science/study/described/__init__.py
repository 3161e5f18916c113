"""What many 1-2-1s a month go together with: means, ratios, correlations and the line, from whole numbers alone."""
