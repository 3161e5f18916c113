"""Files that this room writes, and the study as it is kept: pure."""
