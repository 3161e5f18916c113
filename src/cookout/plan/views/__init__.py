"""People's door to the room `plan`."""
