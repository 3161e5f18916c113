"""A plan as a person reads it, as a program does, and as files."""
