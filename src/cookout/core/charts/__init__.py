"""The drawings: plain values in, inline SVG out. They know no model."""
