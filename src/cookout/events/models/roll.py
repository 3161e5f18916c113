"""The roll of one meeting as one viewer sees it: who comes, who is there or away, and how many heads that makes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.events.models.attendance import Attendance, Coming, Mark, as_said
from cookout.events.models.away import away_on
from cookout.events.models.group_meeting import MEETS, GroupMeeting
from cookout.groups.models import Membership
from cookout.groups.models.roster import leaves_in, members_on

NAMED = 2
"""So few are called by name instead of counted."""

SAID = ("coming", "mark", "substitute", "noted_by__name", "checked_in_at")

NOTHING = ("", "", "", "", None)
"""What is known of a member of whom nobody said anything."""


@dataclass(frozen=True, slots=True)
class Place:
    """One member at one meeting."""

    membership: Membership
    coming: str
    mark: str
    substitute: str
    noted_by: str
    checked_in_at: Any
    is_on_leave: bool
    is_me: bool
    tells_why: bool

    @property
    def shown(self) -> str:
        """The mark in words; why somebody is excused is between her and who leads."""
        if self.mark == Mark.MEDICAL and not self.tells_why:
            return _("excused")
        return str(Mark(self.mark).label) if self.mark else ""

    @property
    def said(self) -> str:
        """What the member said beforehand, or that she is on leave."""
        if self.is_on_leave:
            return _("on leave")
        if self.coming == Coming.SUBSTITUTE and self.substitute:
            return _("sends %s") % self.substitute
        return str(Coming(self.coming).label) if self.coming else ""

    @property
    def proposed(self) -> str:
        """The mark that is meant where nobody says otherwise."""
        return self.mark or ("" if self.is_on_leave else as_said(self.coming))


@dataclass(frozen=True)
class Roll:
    """All members of one meeting, by name, and the visitors."""

    meeting: GroupMeeting
    places: tuple[Place, ...]
    expected_guests: int
    guests_there: int
    leads: bool

    @cached_property
    def marks(self) -> Counter[str]:
        """How often each mark was given; empty is not known."""
        return Counter(place.mark for place in self.places)

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The marks to choose from; the empty one takes a mark away."""
        order = (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE, Mark.MEDICAL, Mark.ABSENT)
        return [*((mark.value, mark.label) for mark in order), ("", _("not known"))]

    @property
    def me(self) -> Place | None:
        """The viewer's own place."""
        return next((place for place in self.places if place.is_me), None)

    @property
    def coming(self) -> int:
        """How many said that they come."""
        return self._saying(Coming.COMING)

    @property
    def substitutes(self) -> int:
        """How many send somebody."""
        return self._saying(Coming.SUBSTITUTE)

    @property
    def away(self) -> int:
        """How many cannot come, or are on leave."""
        return self._saying(Coming.AWAY) + sum(place.is_on_leave for place in self.places)

    @property
    def unsure(self) -> Sequence[Place]:
        """Those who have not said whether they come."""
        return [place for place in self.places if not place.coming and not place.is_on_leave and not place.mark]

    @property
    def unmarked(self) -> Sequence[Place]:
        """Those whose mark is not known; who is on leave needs none."""
        return [place for place in self.places if not place.mark and not place.is_on_leave]

    @property
    def members_there(self) -> int:
        """Marked members in the room, with their substitutes."""
        return sum(self.marks[mark] for mark in MEETS)

    @property
    def heads(self) -> int:
        """How many people that makes in the room."""
        return self.members_there + self.guests_there

    @property
    def guests_unknown(self) -> int:
        """Visitors on the list of whom nobody has said whether they came."""
        return self.expected_guests - self.guests_there

    @property
    def told(self) -> str:
        """How it stands: who is there once somebody was marked, else who comes."""
        if not any(place.mark for place in self.places):
            return self.ahead
        there = ngettext("%s in the room", "%s in the room", self.heads) % self.heads
        rest = _("%s not marked") % len(self.unmarked)
        return f"{there}, {rest}." if self.unmarked else f"{there}."

    @property
    def ahead(self) -> str:
        """Before the meeting, in one or two sentences: who comes, who has not said, how many visitors."""
        parts = [_("%s coming") % self.coming]
        if self.substitutes:
            parts.append(ngettext("%s substitute", "%s substitutes", self.substitutes) % self.substitutes)
        if self.away:
            parts.append(_("%s away") % self.away)
        if self.unsure:
            parts.append(self._not_sure())
        guests = ngettext("%s visitor.", "%s visitors.", self.expected_guests) % self.expected_guests
        return f"{', '.join(parts)}." + (f" {guests}" if self.expected_guests else "")

    def _not_sure(self) -> str:
        names = [place.membership.name.split()[0] for place in self.unsure]
        if len(names) <= NAMED:
            return ngettext("%s has not said", "%s have not said", len(names)) % _(" and ").join(names)
        return _("%s have not said") % len(names)

    def _saying(self, coming: str) -> int:
        return sum(place.coming == coming and not place.is_on_leave for place in self.places)


def roll_of(meeting: GroupMeeting, viewer: User) -> Roll:
    """The roll, in as many queries for a hundred members as for ten."""
    told = Attendance.objects.filter(meeting=meeting).values_list("membership_id", *SAID)
    said = {membership: row for membership, *row in told}
    away, leads = away_on(leaves_in(meeting.group), meeting.on), meeting.group.is_led_by(viewer)
    places = []
    for seat in members_on(meeting.group, meeting.on):
        coming, mark, substitute, who, at = said.get(seat.pk, NOTHING)
        is_me = seat.user_id == viewer.pk
        places.append(
            Place(seat, coming, mark, substitute, who or "", at, seat.pk in away, is_me, tells_why=leads or is_me)
        )
    came = Counter(meeting.visits.filter(deleted_at=None).values_list("came", flat=True))
    return Roll(meeting, tuple(places), came[None] + came[True], came[True], leads)
