"""Nouns of the room `events`."""
