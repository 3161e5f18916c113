"""What the run sheet tells of referrals: how many, and how many thank-yous.

No sum: one that grows while it is watched, or that is taken from the month's, tells what a single member was paid.
"""

import datetime as dt

from django.utils.translation import ngettext

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.core.templatetags.dates import day
from cookout.events.models import GroupMeeting
from cookout.events.models.run_sheet import since_before
from cookout.groups.models.roster import members_on
from cookout.referrals.models import ClosedBusiness, Referral, Role, State

A_DAY = dt.timedelta(days=1)


def told_at_the_meeting(user: User, meeting: GroupMeeting) -> Panel | None:
    """What members did for each other from the meeting before up to the day of this one; names and amounts of none."""
    since = since_before(meeting)
    members = [seat.user_id for seat in members_on(meeting.group, meeting.on) if seat.user_id is not None]
    days = (since + A_DAY, meeting.on)
    given = Referral.objects.filter(deleted_at=None, accepted_at__isnull=False, given_on__range=days)
    given = given.filter(parties__role=Role.REFERRER, parties__user__in=members)
    given = given.filter(parties__role=Role.PROVIDER, parties__user__in=members)
    many = given.exclude(state=State.WITHDRAWN).count()
    thanks = ClosedBusiness.objects.filter(
        owner__in=members, deleted_at=None, on__range=days, referral__deleted_at=None
    )
    thanks = thanks.filter(referral__parties__role=Role.REFERRER, referral__parties__user__in=members)
    thanks = thanks.filter(referral__parties__role=Role.PROVIDER, referral__parties__user__in=members)
    times = thanks.count()
    lines, said = [], {"day": day(since)}
    if many:
        lines.append(
            ngettext("%(n)s referral since %(day)s.", "%(n)s referrals since %(day)s.", many) % (said | {"n": many})
        )
    if times:
        lines.append(
            ngettext("%(n)s thank-you since %(day)s.", "%(n)s thank-yous since %(day)s.", times) % (said | {"n": times})
        )
    return Panel("thanks", "events/_lines.html", {"lines": tuple(lines)}) if lines else None


def register() -> None:
    """Fill the slot."""
    slots.register("run_sheet.thanks", told_at_the_meeting)
