"""Which of my events is meant by a name."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.search import words
from cookout.core.templatetags.dates import short_day
from cookout.events.models.event import Event, EventQuerySet
from cookout.ties.models import local_today

MOST, LISTED = 1000, 8
"""So many of a name are looked at, and so many are named where it is not clear which."""


def event_called(name: str, *, by: User, on: dt.date | None = None) -> Event:
    """The event of this id or name; of one that repeats the time nearest to a day, which is today unless said."""
    mine = Event.objects.visible_to(by)
    found = _known(mine, name) or _named(mine, name)
    if not found:
        lately = list(mine.been_to(local_today(by)).order_by("-on", "-pk")[:LISTED])
        said = {"name": name, "events": _listed(lately) or _("there is none")}
        raise Refusal(_("None of your events is called “%(name)s”. The latest: %(events)s.") % said)
    called = {tuple(words(event.name)) for event in found}
    if len(called) > 1:
        said = {"name": name, "events": _listed(_each_once(found))}
        raise Refusal(_("“%(name)s” may be several of your events: %(events)s. Say more of its name.") % said)
    day = on or local_today(by)
    return min(found, key=lambda event: (event.on > day, _apart(event, day)))


def _known(mine: EventQuerySet, text: str) -> list[Event]:
    try:
        return list(mine.filter(uid=uuid.UUID(text)))
    except ValueError:
        return []


def _named(mine: EventQuerySet, name: str) -> list[Event]:
    """Those with exactly this name, else those with all these words."""
    found = list(mine.matching(name)[:MOST]) if name.strip() else []
    exact = [event for event in found if words(event.name) == words(name)]
    return exact or found


def _apart(event: Event, day: dt.date) -> int:
    """How many days lie between; none while it lasts."""
    return max((event.on - day).days, (day - event.last_day).days, 0)


def _each_once(events: Sequence[Event]) -> list[Event]:
    return list({event.name: event for event in reversed(events)}.values())[::-1]


def _listed(events: Sequence[Event]) -> str:
    return "; ".join(f"{event.name}, {short_day(event.on)}" for event in events[:LISTED])
