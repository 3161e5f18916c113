"""Addresses of one kind, of which a page shows dozens: how the kind is written is looked up once."""

from functools import lru_cache
from urllib.parse import quote
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.http import RFC3986_SUBDELIMS

ANY = UUID(int=0)
SAFE = f"{RFC3986_SUBDELIMS}/~:@"


def address_of(name: str, key: object) -> str:
    """What `reverse(name, args=[key])` says, without looking for the way anew for every row."""
    before, after = _kind(name, get_script_prefix(), get_urlconf())
    return f"{before}{quote(str(key), safe=SAFE)}{after}"


@lru_cache(maxsize=256)
def _kind(name: str, _prefix: str, _urlconf: str | None) -> tuple[str, str]:
    before, _any, after = reverse(name, args=[ANY]).partition(str(ANY))
    return before, after
