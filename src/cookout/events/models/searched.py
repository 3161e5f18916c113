"""What of events is searched: what they are called and where, whom I met there and of what we talked, and meetings."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cookout.core import search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.events.models.encounter import Encounter
from cookout.events.models.event import Event
from cookout.events.models.group_meeting import GroupMeeting
from cookout.ties.models import told_of

full_text.keep(Event, "name", "place", "organiser", "hoped")
full_text.keep(Encounter, "talked", "impression", "place")
full_text.keep(GroupMeeting, "topic", "notes", "place")


def find_events(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """Events by their name, place and organiser, and by whom I hoped to meet; the latest first."""
    for event in full_text.found(Event, text, limit, lambda: Event.objects.visible_to(user)):
        said = search.excerpt(event.hoped, text) if search.places(event.hoped, text) else ""
        detail = ", ".join(part for part in (short_day(event.on), event.place) if part)
        detail = " · ".join(part for part in (detail, said) if part)
        yield search.Hit(_("Events"), event.name, detail, event.get_absolute_url(), str(event.uid))


def find_encounters(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """Whom I met, by what we talked about, the impression and the place, the latest first; mine alone."""

    def rows() -> "models.QuerySet[Encounter]":
        return Encounter.objects.visible_to(user).with_people()

    for met in told_of(user, Encounter, text, limit, rows, said="talked"):
        told = met.talked if search.places(met.talked, text) else met.impression
        line = search.excerpt(told, text) if search.places(told, text) else Truncator(met.talked).chars(90)
        said = " · ".join(part for part in (met.where, short_day(met.on), line) if part)
        yield search.Hit(_("Whom you met"), met.tie.person.full_name, said, met.get_absolute_url(), str(met.uid))


def find_meetings(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """Meetings of the groups that one may see, by topic, place and what is announced; the latest first."""

    def rows() -> "models.QuerySet[GroupMeeting]":
        return GroupMeeting.objects.visible_to(user).select_related("group").order_by("-on", "-pk")

    for one in full_text.found(GroupMeeting, text, limit, rows):
        said = search.excerpt(" · ".join(filter(None, (one.topic, one.notes, one.place))), text)
        yield search.Hit(_("Meetings"), str(one), said, one.get_absolute_url(), str(one.uid))
