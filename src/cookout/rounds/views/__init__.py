"""Pages of the room `rounds`."""
