"""What this room reads and writes as text."""
