"""What the page shows on which I write down whom I met: where I may have been, and whom I caught that day."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import ago, day
from cookout.events import rules
from cookout.events.models.encounter import Encounter
from cookout.events.models.event import Event
from cookout.events.models.likeness import Likeness
from cookout.people.models import Detail, Person
from cookout.ties.models import Tie, local_today

MOST_PLACES = 8
BACK, AHEAD = dt.timedelta(days=30), dt.timedelta(days=14)
LONGEST_LINE = 90
REMEMBERED = 30
EVENING = 17


@dataclass(frozen=True, slots=True)
class Where:
    """One event to choose; `plain` says its day by the calendar, for a page that was kept and is opened later."""

    event: Event
    today: dt.date
    is_chosen: bool = False

    @property
    def plain(self) -> str:
        """Its name and day."""
        return f"{self.event.name}, {day(self.event.on)}"

    @property
    def label(self) -> str:
        """Its name and how long ago it was."""
        event = self.event
        if event.on <= self.today <= event.last_day:
            return f"{event.name}, {_('today')}"
        return f"{event.name}, {ago(event.on)}" if (self.today - event.on).days == 1 else self.plain


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody I caught, in one line."""

    uid: uuid.UUID
    person: Person
    line: str
    by: dt.date | None
    """By when I decide on them, where that is open."""

    @property
    def url(self) -> str:
        """Where all of it stands."""
        return reverse("encounters:encounter_detail", args=[self.uid])


def heading(on: dt.date, user: User) -> str:
    """What the day is called of whom I caught."""
    now = timezone.now().astimezone(user.tzinfo)
    if on != now.date():
        return day(on)
    return _("Tonight") if now.hour >= EVENING else _("Today")


def places(user: User, asked: uuid.UUID | None = None, *, guess: bool = True) -> list[Where]:
    """Where I may have met somebody: the event asked for or (by a guess) that of today first, then the latest."""
    events, today = Event.objects.visible_to(user), local_today(user)
    lately = Q(on__gte=today - BACK) | Q(ends_on__gte=today - BACK)
    found = list(events.been_to(today).filter(lately).order_by("-on", "-starts_at", "-pk")[:MOST_PLACES])
    if asked is not None and asked not in {event.uid for event in found}:
        found = [*events.filter(uid=asked), *found]
    chosen = asked or (_likely(found, today) if guess else None)
    first = sorted(found, key=lambda event: event.uid != chosen)
    return [Where(event, today, event.uid == chosen) for event in first]


def _likely(found: list[Event], today: dt.date) -> uuid.UUID | None:
    """Where I am now, or was last evening; what lies further back is chosen by hand."""
    now = timezone.now()
    running = [event for event in found if event.on <= today <= event.last_day]
    begun = [event for event in running if event.starts_at is None or event.starts_at <= now + rules.EARLY]
    last = [event for event in found if event.last_day == today - dt.timedelta(days=1)]
    return next((event.uid for event in (*begun, *running, *last)), None)


def places_to_come(user: User) -> list[Where]:
    """Where I shall be soon: a page that was kept offers them when their day has come."""
    today = local_today(user)
    soon = Event.objects.visible_to(user).to_come(today).filter(on__gt=today, on__lte=today + AHEAD)
    return [Where(event, today) for event in soon[:MOST_PLACES]]


def caught_on(on: dt.date, user: User) -> list[Line]:
    """Whom I caught on a day, the latest first."""
    met = Encounter.objects.visible_to(user).filter(on=on).with_people().order_by("-captured_at", "-pk")
    return [line_of(one) for one in met]


def line_of(one: Encounter) -> Line:
    """Somebody I caught, with what we talked about and what I promised."""
    said = Truncator(" ".join(one.talked.split())).chars(LONGEST_LINE) or one.impression
    promised = _("You promised: %s") % one.promise.text if one.promise else ""
    line = " · ".join(part for part in (said.rstrip("."), promised) if part)
    return Line(one.uid, one.tie.person, line, one.tie.sort_on)


def promised_before(user: User) -> str:
    """What I promise most often to people I have just met, in my own words."""
    usual = {_("Coffee"), _("An introduction")}
    lately = Encounter.objects.visible_to(user).filter(promise__isnull=False).order_by("-captured_at")
    texts = lately.values_list("promise__text", flat=True)[:REMEMBERED]
    own = Counter(text for text in texts if text not in usual and len(text) <= rules.SHORT)
    text, times = next(iter(own.most_common(1)), ("", 0))
    return text if times > 1 else ""


def open_likenesses(user: User, tie: Tie | None = None) -> list[Likeness]:
    """Whom I caught and may have already, the latest first; all of them, or the one of a tie of mine."""
    mine = Likeness.objects.visible_to(user).open().order_by("-encounter__captured_at", "pk")
    mine = mine if tie is None else mine.filter(encounter__tie=tie)
    told = mine.select_related("person__classification", "encounter__tie__person", "encounter__event")
    return list(told.prefetch_related(Prefetch("person__details", queryset=Detail.objects.applied())))
