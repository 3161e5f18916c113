"""What holds for everything that is noted about a meeting: who takes part, and whether it is open."""

from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Group, Membership


def seat_in(group: Group, user: User) -> Membership | None:
    """The user's own place in the group today."""
    return Membership.objects.current().filter(group=group, user=user).first()


def is_open_to_changes(meeting: GroupMeeting) -> bool:
    """Whether it is a meeting, and nobody has closed it."""
    return not meeting.is_holiday and not meeting.closures.filter(reopened_at=None).exists()


def refuse_closed(meeting: GroupMeeting) -> None:
    """Say no where a meeting was closed, or is none."""
    if meeting.is_holiday:
        raise Refusal(_("On this day there is no meeting."))
    if not is_open_to_changes(meeting):
        raise Refusal(_("This meeting is closed. Open it again first."))
