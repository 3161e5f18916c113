"""Forms of the room `rounds`."""
