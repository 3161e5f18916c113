"""Which meeting is meant: the next one, or that of the words that somebody typed."""

import datetime as dt

from django.utils.translation import gettext as _

from cookout.core.asked import once
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Group
from cookout.groups.models.naming import group_called


def meeting_to_come(group: Group) -> GroupMeeting | None:
    """The next one of a group; asked once a page."""
    return once(("meeting to come", group.pk), lambda: GroupMeeting.objects.next_of(group))


def meeting_called(group: str | None, on: dt.date | None, *, by: User) -> GroupMeeting:
    """The next meeting of the only group that the user may see, or of that name, or the one of that day."""
    there = group_called(group, by=by) if group else _only_group(by)
    if on is None:
        meeting = GroupMeeting.objects.next_of(there)
    else:
        meeting = GroupMeeting.objects.of(there).select_related("group", "speaker").filter(on=on).first()
    if meeting is None:
        raise Refusal(_("%s has no such meeting. Plan one first.") % there.name)
    return meeting


def _only_group(by: User) -> Group:
    mine = list(Group.objects.of(by)[:2]) or list(Group.objects.visible_to(by)[:2])
    if len(mine) == 1:
        return mine[0]
    raise Refusal(_("Say which one with --group NAME.") if mine else _("You are no member anywhere."))
