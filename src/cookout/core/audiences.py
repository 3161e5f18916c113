"""Audiences: higher rooms say whose profile a user may read; nothing of it is stored.

A room registers, under the name of an audience ("groups", "one_to_one"), a function that takes the viewer and
returns a queryset of the ids of account persons who share that audience with the viewer. Visibility begins in the
query.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from cookout.core.asked import keys_of
from cookout.core.models import User

Audience = Callable[[User], "QuerySet[Any, Any]"]
_audiences: dict[str, Audience] = {}


def register(name: str, people: Audience) -> None:
    """Announce an audience; a second function under one name is a mistake."""
    if _audiences.get(name, people) is not people:
        raise ValueError(f"The audience “{name}” is registered already.")
    _audiences[name] = people


def registered() -> Mapping[str, Audience]:
    """All audiences known so far."""
    return MappingProxyType(_audiences)


def shared_with(user: User) -> dict[str, Collection[Any]]:
    """Ids of those whose profile this user may read, by audience; while a page is read each is asked once."""
    return {name: keys_of(("audience", name, user.pk), partial(ask, user)) for name, ask in _audiences.items()}
