"""Address books in and out, pure: bytes to cards, cards to bytes. The one door is `read`."""

from .card import KINDS, Card, Name, RefusedFile, Unreadable, Value
from .google_out import write_google_csv
from .match import canonical, match_key, same_person, value_key
from .reading import Reading, read
from .vcard_out import write_vcard

__all__ = [
    "KINDS",
    "Card",
    "Name",
    "Reading",
    "RefusedFile",
    "Unreadable",
    "Value",
    "canonical",
    "match_key",
    "read",
    "same_person",
    "value_key",
    "write_google_csv",
    "write_vcard",
]
