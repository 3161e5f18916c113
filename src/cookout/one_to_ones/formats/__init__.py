"""Files and texts that this room reads and writes, one module a format, pure."""
