"""Texts that this room reads, one module a format, pure."""
