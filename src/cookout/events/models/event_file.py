"""Events from a calendar file: what is in it, what of it is there already, and bringing in what was ticked."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import Act, User, one_act
from cookout.core.refusal import Refusal
from cookout.events import rules
from cookout.events.formats import Event as Found
from cookout.events.formats import Reading, read_calendar
from cookout.events.models.event import Event
from cookout.events.models.event_offer import Offer
from cookout.people.formats import RefusedFile
from cookout.ties.models import local_today

MOST_BYTES = 1024 * 1024
"""It is read while one waits: an invitation, or the calendar of a club. Whole calendars have a page of their own."""

MOST_SECONDS = 4
MOST_SHOWN = 300
AHEAD = dt.timedelta(days=400)
FEW = 10
"""So many are seen at a glance, so they are ticked before one looks; of more, each is one's own choice."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One event of the file beside what is in my list by now."""

    offer: Offer
    known: Event | None = None
    was_removed: bool = False
    is_ticked: bool = False

    @property
    def is_there(self) -> bool:
        """Whether nothing would change."""
        return self.known is not None and self.known.on == self.offer.on

    @property
    def moved_from(self) -> dt.date | None:
        """The day on which it stands in my list, where the file names another."""
        return self.known.on if self.known is not None and not self.is_there else None


@dataclass(frozen=True, slots=True)
class EventFile:
    """One file as it was read: what it offers by day, what was left out, what could not be read."""

    offered: tuple[Offered, ...]
    left_out: tuple[str, ...]
    troubles: tuple[str, ...]

    @property
    def brings_any(self) -> bool:
        """Whether there is anything to tick."""
        return any(not one.is_there for one in self.offered)

    @classmethod
    def read(cls, upload: "File[bytes] | None", *, by: User, too_big: Iterable[str] = ()) -> "EventFile":
        """What is in a file. Nothing is kept of it."""
        if list(too_big) or (upload is not None and upload.size > MOST_BYTES):
            raise Refusal(_("The file is bigger than 1 MB. Export the calendar of one club, or one event."))
        if upload is None:
            raise Refusal(_("Choose a calendar file (.ics): an invitation, or the calendar of a club."))
        data = upload.read()
        if data.startswith(b"PK\x03\x04"):
            raise Refusal(_("This is an archive. Unpack it and bring one calendar (.ics) that is inside."))
        try:
            reading = read_calendar(data, home=by.tzinfo, until=timezone.now() + AHEAD, seconds=MOST_SECONDS)
        except RefusedFile as no:
            raise Refusal(str(no)) from no
        return cls._of(reading, by)

    @classmethod
    def _of(cls, reading: Reading, by: User) -> "EventFile":
        today = local_today(by)
        offers = [_offer(found, by.zone) for found in reading.events if found.starts.year in rules.YEARS]
        good = sorted({one.calendar_uid: one for one in offers}.values(), key=_day_first)
        # Those nearest to today: of a long calendar they are what one came for.
        shown = sorted(sorted(good, key=lambda one: abs((one.on - today).days))[:MOST_SHOWN], key=_day_first)
        known, removed = _known(by, shown)
        new = sum(one.calendar_uid not in known for one in shown)
        offered = tuple(
            Offered(one, known.get(one.calendar_uid), one.calendar_uid in removed,
                    new <= FEW and one.calendar_uid not in known and one.calendar_uid not in removed)
            for one in shown
        )  # fmt: skip
        return cls(offered, _left_out(reading, len(good) - len(shown)), tuple(one.sentence for one in reading.troubles))


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing some in."""

    act: Act
    new: int
    moved: int

    @property
    def said(self) -> str:
        """In words."""
        new = ngettext("%s event is in your list.", "%s events are in your list.", self.new) % self.new
        moved = ngettext("%s was moved to its new day.", "%s were moved to their new days.", self.moved) % self.moved
        told = [sentence for count, sentence in ((self.new, new), (self.moved, moved)) if count]
        return " ".join(told) or _("They are in your list already: nothing changed.")


@transaction.atomic
def bring_events(offers: Iterable[Offer], *, by: User) -> Brought:
    """Put down what was ticked: once, however often the same comes; what has another day by now is moved to it."""
    chosen = list({one.calendar_uid: one for one in offers if one.calendar_uid}.values())
    if not chosen:
        raise Refusal(_("Tick at least one event."))
    if len(chosen) > MOST_SHOWN:
        raise Refusal(_("Bring in at most %s events at once.") % MOST_SHOWN)
    User.objects.select_for_update().get(pk=by.pk)  # two quick presses bring one of each
    known, _removed = _known(by, chosen)
    new = moved = 0
    with one_act(by=by, verb="event.bring", about=chosen[0].name) as act:
        for offer in chosen:
            there = known.get(offer.calendar_uid)
            if there is None:
                kind = Event.Kind.ONLINE if offer.online else Event.Kind.OTHER
                Event.note(by=by, kind=kind, **offer.values())
                new += 1
            elif there.on != offer.on:
                there.correct(by=by, **{name: offer.values()[name] for name in ("on", "ends_on", "at", "zone")})
                moved += 1
    return Brought(act, new, moved)


def _known(by: User, offers: Iterable[Offer]) -> tuple[dict[str, Event], set[str]]:
    """Which of them are in my list, and which I took away."""
    uids = [one.calendar_uid for one in offers]
    rows = list(Event.objects.filter(owner=by, calendar_uid__in=uids).order_by("pk"))
    known = {row.calendar_uid: row for row in rows if row.deleted_at is None}
    return known, {row.calendar_uid for row in rows} - known.keys()


def _offer(found: Found, zone: str) -> Offer:
    begins = found.starts if isinstance(found.starts, dt.datetime) else None
    zone = found.zone or zone
    begins = begins.astimezone(ZoneInfo(zone)) if begins else None
    on = begins.date() if begins else found.starts
    return Offer(
        calendar_uid=_uid(found), name=(found.summary or _("Event without a name"))[:200], on=on,
        ends_on=_last_day(found, on), at=begins.time() if begins else None, zone=zone if begins else "",
        place=found.location or found.link, hours=_hours(found), online=bool(found.link),
        series=uuid.uuid5(uuid.NAMESPACE_OID, found.uid) if found.occurrence else None,
    )  # fmt: skip


def _uid(found: Found) -> str:
    """By which it is known wherever it is moved to; the day it was to be names one time of a series."""
    name = f"{found.uid}/{found.occurrence}" if found.occurrence else found.uid
    return name if len(name) <= 255 else hashlib.sha256(name.encode()).hexdigest()


def _last_day(found: Found, on: dt.date) -> dt.date | None:
    if isinstance(found.starts, dt.datetime):
        return None
    days = min(found.days, rules.LONGEST_EVENT.days + 1)
    return on + dt.timedelta(days=days - 1) if days > 1 else None


def _hours(found: Found) -> Decimal | None:
    hours = Decimal(found.minutes or 0) / 60
    return round(hours, 1) if 0 < hours <= rules.MOST_HOURS else None


def _day_first(offer: Offer) -> tuple[dt.date, dt.time, str]:
    return offer.on, offer.at or dt.time(), offer.calendar_uid


def _left_out(reading: Reading, far: int) -> tuple[str, ...]:
    """Why some of the file are not on the page, one sentence a reason."""
    told = (
        (reading.cancelled, ngettext("One was cancelled.", "%s were cancelled.", reading.cancelled)),
        (reading.older, ngettext("One is an older version.", "%s are older versions.", reading.older)),
        (reading.twice, ngettext("One is there twice.", "%s are there twice.", reading.twice)),
        (far, ngettext("One that lies farthest from today is left out.",
                       "%s that lie farthest from today are left out.", far)),
    )  # fmt: skip
    return tuple(sentence.replace("%s", str(count)) for count, sentence in told if count)
