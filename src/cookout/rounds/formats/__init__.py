"""Rounds in forms that other programs read."""
