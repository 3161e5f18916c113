"""Files that the room `events` reads: pure."""
