"""People's door to the room `ties`."""
