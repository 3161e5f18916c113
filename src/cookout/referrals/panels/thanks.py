"""What the run sheet tells of referrals: how many, and how many thank-yous.

No sum: one that grows while it is watched, or that is taken from the month's, tells what a single member was paid.
"""

from django.utils.translation import ngettext

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.core.templatetags.dates import day
from cookout.events.models import GroupMeeting
from cookout.events.models.run_sheet import since_before
from cookout.groups.models import Membership
from cookout.referrals.models import ClosedBusiness, Party, Referral, Role, State


def told_at_the_meeting(user: User, meeting: GroupMeeting) -> Panel | None:
    """What members did for each other from the meeting before up to the day of this one; names and amounts of none."""
    since = since_before(meeting)
    members = Membership.objects.current(meeting.on).filter(group=meeting.group, user__isnull=False).values("user_id")
    among = Referral.objects.filter(
        pk__in=Party.objects.filter(role=Role.REFERRER, user__in=members).values("referral"), deleted_at=None
    ).filter(pk__in=Party.objects.filter(role=Role.PROVIDER, user__in=members).values("referral"))
    given = among.filter(accepted_at__isnull=False, given_on__gt=since, given_on__lte=meeting.on)
    many = given.exclude(state=State.WITHDRAWN).count()
    thanks = ClosedBusiness.objects.filter(
        referral__in=among.values("pk"), owner__in=members, deleted_at=None, on__gt=since, on__lte=meeting.on
    )
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
