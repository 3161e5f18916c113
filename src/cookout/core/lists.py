"""Lists on a low room's page that higher rooms narrow, sort and add columns to.

A higher room registers in `ready()`; page, API and command go through the same registry and so read the same.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise as LazyText

from cookout.core.models import User

Rows = QuerySet[Any, Any]
Columns = Callable[[User, Sequence[Any]], Mapping[int, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One question to narrow by: its key in the address, its words, the answers there are, and what an answer keeps."""

    name: str
    label: "str | LazyText"
    choices: Callable[[User], Sequence[tuple[str, str]]]
    narrow: Callable[[User, Rows, str], Rows]


@dataclass(frozen=True, slots=True)
class Sort:
    """One order to show the list in."""

    name: str
    label: "str | LazyText"
    order: Callable[[User, Rows], Rows]


_filters: dict[str, dict[str, Filter]] = defaultdict(dict)
_sorts: dict[str, dict[str, Sort]] = defaultdict(dict)
_columns: dict[str, list[Columns]] = defaultdict(list)


def register(
    name: str, *, filters: Sequence[Filter] = (), sorts: Sequence[Sort] = (), columns: Columns | None = None
) -> None:
    """Announce filters, orders and columns for the list of this name. Safe to repeat."""
    _filters[name].update({entry.name: entry for entry in filters})
    _sorts[name].update({entry.name: entry for entry in sorts})
    if columns is not None and columns not in _columns[name]:
        _columns[name].append(columns)


def filters(name: str) -> tuple[Filter, ...]:
    """What the list can be narrowed by, in the order of registration."""
    return tuple(_filters[name].values())


def sorts(name: str) -> tuple[Sort, ...]:
    """What the list can be sorted by, in the order of registration."""
    return tuple(_sorts[name].values())


def columns(name: str, user: User, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
    """What the rooms above know of these rows, by primary key; each asks once for all of them."""
    known: dict[int, dict[str, Any]] = {row.pk: {} for row in rows}
    for more in _columns[name]:
        for pk, values in more(user, rows).items():
            known[pk].update(values)
    return known
