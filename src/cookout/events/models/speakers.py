"""Whose turn it is to speak: who spoke longest ago comes first."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Q

from cookout.events import rules
from cookout.events.models.away import away_on
from cookout.events.models.group_meeting import GroupMeeting
from cookout.groups.models import Group, Membership
from cookout.groups.models.roster import leaves_in, members_on


@dataclass(frozen=True, slots=True)
class Turn:
    """One member, and when he spoke last; never, where nothing is known of it."""

    member: Membership
    spoke_on: dt.date | None


def turns(group: Group, on: dt.date) -> list[Turn]:
    """Who may speak on that day, the longest waiting first: nobody on leave, nobody who speaks soon anyway."""
    meetings = GroupMeeting.objects.filter(group=group, deleted_at=None, is_holiday=False, speaker__isnull=False)
    days = meetings.order_by().values_list("speaker").annotate(last=Max("on", filter=Q(on__lt=on)), latest=Max("on"))
    told = list(days)
    spoke = {speaker: last for speaker, last, _latest in told if last is not None}
    soon = {speaker for speaker, _last, latest in told if latest >= on}
    members = {seat.pk: seat for seat in members_on(group, on)}
    waiting = {key: spoke.get(key) or seat.joined_on for key, seat in members.items()}
    besides = soon | away_on(leaves_in(group), on)
    return [Turn(members[key], spoke.get(key)) for key in rules.longest_waiting(waiting, besides=besides)]
