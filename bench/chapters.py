"""Every page of a chapter and the region's, with 60 chapters of 35 members and three years: p95 on either database.

`DB=postgres` measures on a PostgreSQL server of its own. New pages come by themselves: all addresses are tried.
"""

import datetime as dt
import os
import statistics
import time
from collections.abc import Iterator
from typing import Any

from bench._house import throw_away_house
from bench._pages import p95, row, times
from bench._region import CHAPTERS, MEMBERS, YEARS, Region, build

READS = 30
BUDGET_MS, REGION_MS = 150.0, 300.0
ROOMS = ("groups", "meetings", "reports", "rounds")
ACROSS = "rounds:round_detail across the region"
OF_THE_REGION = ("groups:region_detail", ACROSS)


def measure() -> list[dict[str, Any]]:
    """Build the region, find what opens, and read it often enough for a percentile."""
    began = time.perf_counter()
    region = _furnish()
    built = time.perf_counter() - began
    where = "PostgreSQL" if os.environ.get("DB") == "postgres" else "SQLite"
    rows = [row(f"A region of {CHAPTERS} chapters × {MEMBERS} × {YEARS} years, written, {where}", built * 1000, None)]
    for name, address, client in _pages(region):
        taken = times(lambda client=client, address=address: client.get(address), READS)  # type: ignore[misc]  # bound at once
        budget = REGION_MS if name in OF_THE_REGION else BUDGET_MS
        rows.append(row(f"{name}, {where}, p95 (median {statistics.median(taken):.0f})", p95(taken), budget))
    return rows


def _pages(region: Region) -> Iterator[tuple[str, str, Any]]:
    """Each address of these rooms that answers a GET with a page: the leader's, or only the director's."""
    from django.test import Client  # noqa: PLC0415  (needs the house that `_furnish` sets up)

    clients = []
    for user in (region.leader, region.director):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        clients.append(client)
    for name, addresses in _addresses(region):
        tries = ((address, client) for client in clients for address in addresses)
        for address, client in tries:
            if client.get(address).status_code == 200:
                yield name, address, client
                break


def _addresses(region: Region) -> Iterator[tuple[str, list[str]]]:
    """Each named address with all things that it may be about."""
    from django.urls import URLResolver, get_resolver, reverse  # noqa: PLC0415  (Django is set up by now)

    from cookout.rounds.models import Round  # noqa: PLC0415  (Django is set up by now)

    uids = _things(region)
    yield ACROSS, [str(one.get_absolute_url()) for one in Round.objects.filter(region=region.region)]
    for room in get_resolver().url_patterns:
        if isinstance(room, URLResolver) and room.namespace in ROOMS:
            for pattern in room.url_patterns:
                wants = set(pattern.pattern.converters)
                if wants <= {"uid"}:
                    name = f"{room.namespace}:{pattern.name}"
                    yield name, [reverse(name, kwargs={"uid": uid}) for uid in uids] if wants else [reverse(name)]


def _things(region: Region) -> list[Any]:
    """One of each noun, of the leader's chapter."""
    from cookout.events.models import GroupMeeting, Praise, Visit  # noqa: PLC0415  (Django is set up by now)
    from cookout.groups import models as groups  # noqa: PLC0415  (Django is set up by now)
    from cookout.insight.models import Award, ReportIn  # noqa: PLC0415  (Django is set up by now)
    from cookout.rounds.models import Pairing, Round, SpeedEvening  # noqa: PLC0415  (Django is set up by now)

    mine = {"group": 1}
    meetings = GroupMeeting.objects.filter(**mine)
    sets = (
        groups.Group.objects.filter(pk=1), groups.Region.objects.filter(pk=1),
        meetings.filter(on__gte=region.today).order_by("on"), meetings.filter(on__lt=region.today).order_by("-on"),
        groups.Membership.objects.filter(**mine), groups.Application.objects.filter(**mine),
        Visit.objects.filter(meeting__group=1), Praise.objects.filter(meeting__group=1),
        Award.objects.filter(**mine), ReportIn.objects.filter(**mine), Round.objects.filter(**mine),
        SpeedEvening.objects.filter(**mine), Pairing.objects.of(region.leader).filter(round__group=1).order_by("-pk"),
    )  # fmt: skip
    return [rows.values_list("uid", flat=True)[0] for rows in sets]


def _furnish() -> Region:
    """Migrate a throw-away house and write the region into it."""
    throw_away_house()
    return build(dt.date.today())


if __name__ == "__main__":
    for measured in measure():
        print(measured)
