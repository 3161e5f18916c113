"""Ids that are the same for the same seed, in the form of those that people's acts make (UUIDv7)."""

import datetime as dt
import hashlib
import uuid


def uid(seed: int, key: str, on: dt.date) -> uuid.UUID:
    """An id from a key; it sorts by the day on which the thing began.

    >>> first, second = uid(1, "sam", dt.date(2026, 1, 1)), uid(1, "a", dt.date(2026, 1, 2))
    >>> first.version, first < second
    (7, True)
    """
    noon = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    digest = int.from_bytes(hashlib.sha256(f"{seed} {key}".encode()).digest()[:10], "big")
    value = (int(noon.timestamp() * 1000) & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | ((digest >> 62) & 0xFFF) << 64 | 0b10 << 62 | digest & ((1 << 62) - 1)
    return uuid.UUID(int=value)
