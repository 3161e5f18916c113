"""Visitors as somebody may see them: name and trade for all, how to reach them for who looks after them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.events.models.group_meeting import GroupMeeting
from cookout.events.models.visit import Visit


@dataclass(frozen=True, slots=True)
class Guest:
    """One visitor for one viewer; what the viewer may not read is empty."""

    uid: UUID
    name: str
    trade: str
    guest_of: str
    came: bool | None
    visits: int
    """The how manieth visit this is, as far as it is known."""
    is_over: bool
    """More visits than the group has agreed on before one applies."""
    is_tended: bool
    email: str = ""
    phone: str = ""
    follow_up_by: str = ""
    follow_up_on: dt.date | None = None
    followed_up_on: dt.date | None = None
    outcome: str = ""

    @property
    def line(self) -> str:
        """Name, trade and host in one line, and which visit it is."""
        told = ", ".join(part for part in (self.name, self.trade) if part)
        said = _("%(guest)s, guest of %(host)s") % {"guest": told, "host": self.guest_of} if self.guest_of else told
        return said if self.visits < 2 else f"{said}, {self.time}"

    @property
    def time(self) -> str:
        """The first visit, the second, and so on."""
        words = {1: _("first visit"), 2: _("second visit"), 3: _("third visit"), 4: _("fourth visit")}
        return words.get(self.visits) or _("visit number %s") % self.visits

    @property
    def notice(self) -> str:
        """What to say to somebody who has come as often as the group agreed on."""
        if not self.is_over:
            return ""
        return _("It is the %s. Ask about an application.") % self.time


def guests_of(meeting: GroupMeeting, viewer: User, *, leads: bool) -> list[Guest]:
    """The visitors of one meeting."""
    rows = Visit.objects.visible_to(viewer).filter(meeting=meeting).order_by("pk")
    guests = list(rows.select_related("invited_by", "follow_up_by", "classification"))
    for guest in guests:
        guest.meeting = meeting
    return shown(guests, viewer, leads)


def shown(rows: Iterable[Visit], viewer: User, leads: bool) -> list[Guest]:
    """These visitors as the viewer may see them; `leads` where all of them are hers to look after. Two queries."""
    rows = list(rows)
    before = visits_before(rows)
    return [_guest(row, before[row.pk], viewer, leads) for row in rows]


def visits_before(rows: Iterable[Visit]) -> Counter[int]:
    """How often each of these guests came to the same group before, by the key of the visit.

    The same guest is who has the same address, or the same name where one of the two has none.
    """
    rows = list(rows)
    counts: Counter[int] = Counter()
    if not rows:
        return counts
    same = reduce(or_, (_looks_like(row) for row in rows))
    groups = {row.meeting.group_id for row in rows}
    earlier = Visit.objects.there().filter(same, came=True, meeting__group__in=groups)
    for mail, name, group, on in earlier.values_list("email", "name", "meeting__group_id", "meeting__on"):
        for row in rows:
            if row.meeting.group_id == group and on < row.meeting.on and _is_same(row, mail, name):
                counts[row.pk] += 1
    return counts


def _looks_like(row: Visit) -> Q:
    by_name = Q(name__iexact=row.name)
    return by_name | Q(email__iexact=row.email) if row.email else by_name


def _is_same(row: Visit, mail: str, name: str) -> bool:
    if row.email and mail:
        return row.email.casefold() == mail.casefold()
    return row.name.casefold() == name.casefold()


def _guest(row: Visit, before: int, viewer: User, leads: bool) -> Guest:
    seats = [seat for seat in (row.invited_by, row.follow_up_by) if seat is not None]
    allowed = row.meeting.group.visits_allowed
    is_tended = leads or any(seat.user_id == viewer.pk and seat.is_current() for seat in seats)
    guest = Guest(
        uid=row.uid,
        name=row.name,
        trade=row.trade or (row.classification.name if row.classification else ""),
        guest_of=row.invited_by.name if row.invited_by else "",
        came=row.came,
        visits=before + 1,
        is_over=allowed is not None and before >= allowed,
        is_tended=is_tended,
    )
    if not is_tended:
        return guest
    return replace(
        guest,
        email=row.email,
        phone=row.phone,
        follow_up_by=row.follow_up_by.name if row.follow_up_by else "",
        follow_up_on=row.follow_up_on,
        followed_up_on=row.followed_up_on,
        outcome=row.outcome,
    )
