"""Pairs: what goes with having met, and what the hat settles."""
