"""People's door to the room `people`."""
