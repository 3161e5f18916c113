"""Tags of the room `plan`."""
