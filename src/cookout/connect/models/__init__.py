"""Nouns of the room `connect`."""
