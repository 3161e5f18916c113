"""Doors for people: what works, counts, reports, recognition."""
