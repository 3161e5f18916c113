"""From a handshake to the few, with 10,000 people and 500 events: every page of it, p95 on either database.

`DB=postgres` measures on a PostgreSQL server of its own. New pages of these rooms come by themselves.
"""

import datetime as dt
import gc
import os
import statistics
from collections.abc import Iterator
from typing import Any

from bench._handshake import build
from bench._house import throw_away_house
from bench._pages import p95, row, times

READS = 60
BUDGET_MS, TODAY_MS = 150.0, 100.0
ROOMS = ("events", "encounters", "plan")
BESIDES = (
    "ties:triage", "ties:follow_up_list", "ties:capacity_detail", "ties:crowding_detail", "people:person_list",
)  # fmt: skip
OF_ONE = ("people:person_detail",)
TODAY = "plan:today"


def measure() -> list[dict[str, Any]]:
    """Fill a throw-away house, find what opens, and read it often enough for a percentile."""
    user = _furnish()
    from django.test import Client  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    where = "PostgreSQL" if os.environ.get("DB") == "postgres" else "SQLite"
    client = Client()
    client.force_login(user)
    rows = []
    for name, address in _pages(user, client):
        taken = times(lambda address=address: client.get(address), READS)  # type: ignore[misc]  # bound at once
        budget = TODAY_MS if name == TODAY else BUDGET_MS
        rows.append(row(f"{name}, {where}, p95 (median {statistics.median(taken):.0f})", p95(taken), budget))
    return rows


def _pages(user: Any, client: Any) -> Iterator[tuple[str, str]]:
    """Each address that answers a GET with a page, for the first of the things that it may be about."""
    from django.urls import URLPattern, URLResolver, get_resolver, reverse  # noqa: PLC0415  (Django is set up by now)

    uids, found = _things(user), [*((name, set()) for name in BESIDES), *((name, {"uid"}) for name in OF_ONE)]
    for room in get_resolver().url_patterns:
        if isinstance(room, URLResolver) and room.namespace in ROOMS:
            own = [one for one in room.url_patterns if isinstance(one, URLPattern)]
            found += [(f"{room.namespace}:{one.name}", set(one.pattern.converters)) for one in own]
    for name, wants in found:
        if wants <= {"uid"}:
            tried = [reverse(name, kwargs={"uid": uid}) for uid in uids] if wants else [reverse(name)]
            yield from ((name, one) for one in tried[: _first(client, tried)][-1:])
    yield "events:event_list, those that were", reverse("events:event_list") + "?show=past"


def _first(client: Any, tried: list[str]) -> int:
    """How many to try until one opens; nothing where none does."""
    opens = (place for place, one in enumerate(tried, 1) if client.get(one).status_code == 200)
    return next(opens, 0)


def _things(user: Any) -> list[Any]:
    """The largest event, whoever was met most often, and one of each other noun."""
    from django.db.models import Count  # noqa: PLC0415  (Django is set up by now)

    from cookout.events.models import Encounter, Event, Likeness  # noqa: PLC0415  (as above)
    from cookout.ties.models import Tie  # noqa: PLC0415  (Django is set up by now)

    largest = Event.objects.visible_to(user).annotate(many=Count("encounters")).order_by("-many", "pk")
    regular = Tie.objects.visible_to(user).annotate(many=Count("encounters")).order_by("-many", "pk")
    return [
        largest.values_list("uid", flat=True)[0], regular.values_list("person__uid", flat=True)[0],
        *Encounter.objects.visible_to(user).values_list("uid", flat=True)[:1],
        *Likeness.objects.visible_to(user).open().values_list("uid", flat=True)[:1],
    ]  # fmt: skip


def _furnish() -> Any:
    """Migrate a throw-away house, and write the book into it."""
    throw_away_house()
    user = build(dt.date.today())
    gc.collect()
    gc.freeze()  # no server holds the rows that were invented here; walking them again would count as a page's time
    return user


if __name__ == "__main__":
    for measured in measure():
        print(measured)
