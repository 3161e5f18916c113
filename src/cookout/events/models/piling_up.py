"""Absences that pile up: said early, to who leads and to the member herself."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.events import rules
from cookout.events.models.attendance import Attendance, Mark
from cookout.events.models.away import covers
from cookout.events.models.group_meeting import MEETS, today_in
from cookout.groups.models import Group, Membership
from cookout.groups.models.roster import leaves_in, members_on


@dataclass(frozen=True, slots=True)
class AbsenceNotice:
    """One member who was away often enough that somebody should know."""

    membership: Membership
    away: rules.Away
    is_me: bool

    @property
    def said(self) -> str:
        """The fact, and what the group agreed."""
        told = [self._row(), self._limit()]
        return " ".join(sentence for sentence in told if sentence)

    def _row(self) -> str:
        if self.away.in_a_row < rules.IN_A_ROW:
            return ""
        return _("Absent the last %(n)s times.") % {"n": self.away.in_a_row}

    def _limit(self) -> str:
        if not self.away.is_soon:
            return ""
        counted = {"n": self.away.absent, "months": self.away.months, "allowed": self.away.allowed}
        return (
            ngettext(
                "%(n)s absence in %(months)s months; agreed: %(allowed)s.",
                "%(n)s absences in %(months)s months; agreed: %(allowed)s.",
                self.away.absent,
            )
            % counted
        )


def absence_notices(group: Group, viewer: User) -> list[AbsenceNotice]:
    """Whose absences pile up: all of them to who leads, her own to a member. The most in a row first."""
    leads = group.is_led_by(viewer)
    members = [seat for seat in members_on(group, today_in(group)) if leads or seat.user_id == viewer.pk]
    notices = [
        AbsenceNotice(member, away, member.user_id == viewer.pk)
        for member, away in aways(group, members)
        if away.is_notable
    ]
    return sorted(notices, key=lambda one: (-one.away.in_a_row, -one.away.absent, one.membership.name))


def aways(group: Group, members: list[Membership]) -> list[tuple[Membership, rules.Away]]:
    """How often each was absent within the months that the group agreed on.

    Fetched are the absences, and of the rest only when each came last: all that the rule needs of half a year.
    """
    today = today_in(group)
    since = rules.months_before(today, group.absences_months)
    # By the meetings of these months: by member the database would walk through all that each was ever marked at.
    held = Q(meeting__group=group, meeting__is_holiday=False, meeting__deleted_at=None)
    noted = Attendance.objects.filter(held, meeting__on__gt=since, meeting__on__lte=today)
    leaves = leaves_in(group)
    marks: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for membership, on in noted.filter(mark=Mark.ABSENT).values_list("membership_id", "meeting__on"):
        if not covers(leaves.get(membership, ()), on):  # nobody is absent while on leave
            marks[membership].append((on, Mark.ABSENT))
    came = noted.filter(mark__in=MEETS).values_list("membership_id")
    for membership, on in came.annotate(last=Max("meeting__on")).order_by():
        marks[membership].append((on, Mark.PRESENT))
    allowed, months = group.absences_allowed, group.absences_months
    return [
        (member, rules.absences(sorted(marks[member.pk]), today=today, allowed=allowed, months=months))
        for member in members
    ]
