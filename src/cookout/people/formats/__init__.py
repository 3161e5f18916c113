"""Address books in and out, pure: bytes to cards, cards to bytes. The one door is `read`."""

from .card import KINDS, Card, Name, RefusedFile, Unreadable, Value
from .google_out import write_google_csv
from .match import canonical, match_key, same_person, value_key
from .meanings import misfit, normal
from .reading import Reading, read
from .tables import Asker, AsksColumns, Table
from .vcard_out import write_vcard

__all__ = [
    "KINDS",
    "Asker",
    "AsksColumns",
    "Card",
    "Name",
    "Reading",
    "Table",
    "RefusedFile",
    "Unreadable",
    "Value",
    "canonical",
    "match_key",
    "misfit",
    "normal",
    "read",
    "same_person",
    "value_key",
    "write_google_csv",
    "write_vcard",
]
