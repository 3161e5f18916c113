"""What the run sheet tells of referrals: how many, how many thank-yous, and a sum where the group agreed."""

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.core.templatetags.dates import day
from cookout.events.models import GroupMeeting
from cookout.events.models.run_sheet import since_before
from cookout.groups.models import Membership
from cookout.referrals.formats.money import Money
from cookout.referrals.models import ClosedBusiness, Party, Referral, Role, State

PAYERS = 3
"""From so many members up a sum may be told: fewer could be guessed."""

Rows = QuerySet[ClosedBusiness]


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
        if meeting.group.shares_sums:
            lines += [_("Together %s.") % sum_of_money for sum_of_money in sums(thanks)]
    return Panel("thanks", "events/_lines.html", {"lines": tuple(lines)}) if lines else None


def sums(thanks: Rows) -> list[str]:
    """One sum for each currency in which three members or more were paid; never across currencies."""
    rows = thanks.order_by().values_list("currency").annotate(all=Sum("amount"), payers=Count("owner", distinct=True))
    return [str(Money(amount, currency)) for currency, amount, payers in sorted(rows) if payers >= PAYERS]


def register() -> None:
    """Fill the slot."""
    slots.register("run_sheet.thanks", told_at_the_meeting)
