"""Identifiers that leave the house: UUID version 7, so that they sort by the time they were made."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    randomness = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= ((randomness >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= randomness & ((1 << 62) - 1)
    return uuid.UUID(int=value)
