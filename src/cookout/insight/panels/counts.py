"""Counts on pages of lower rooms: a group's month, its place in the region, my own month, a fellow member's."""

from collections.abc import Iterable
from typing import Protocol

from cookout.core import slots
from cookout.core.asked import once
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.events.models import GroupMeeting
from cookout.groups.models import Group, Membership
from cookout.groups.models.roster import members_on
from cookout.insight.models.group_month import Recognition, Roster, month_so_far, today_of
from cookout.insight.models.progress import Progress
from cookout.insight.models.region_card import RegionCard
from cookout.insight.models.tally import Counts
from cookout.one_to_ones.models import account_of
from cookout.people.models import Person

SHOWN = 14
"""So many members stand on the group's page; the whole roster has a page of its own."""


class Day(Protocol):
    """Today, as the plan makes it: nothing of it is read here."""


def recognize(user: User, group: Group) -> Panel | None:
    """Whom to recognise at the next meeting, where the group shows counts."""
    if not group.shares_counts or not _may_see(user, group):
        return None
    return Panel("recognize", "insight/_recognize.html", {"recognition": Recognition.of(group, today_of(group))})


def in_the_region(user: User, group: Group) -> Panel | None:
    """Where the group stands among the others."""
    card = RegionCard.of(group, today_of(group)) if _may_see(user, group) else None
    return Panel("in_the_region", "insight/_region_card.html", {"card": card}) if card is not None else None


def my_progress(user: User, group: Group) -> Panel | None:
    """My own month, above the group's; nothing for who does not belong to it."""
    if all(seat.user_id != user.pk for seat in members_on(group)):
        return None
    return Panel("my_progress", "insight/_my_progress.html", {"progress": Progress.of(user)})


def roster(user: User, group: Group) -> Panel | None:
    """The members with their counts, those with most 1-2-1s first; nothing where nothing is known of anybody."""
    told = Roster.of(group, viewer=user)
    if not told.has_strips and not any(row.counts for row in told.rows):
        return None
    return Panel("roster", "insight/_roster.html", {"roster": told, "rows": told.rows[:SHOWN]})


def my_month(user: User, today: Day) -> Panel | None:
    """Beside Today: my month toward what I wish for; nothing where there is neither."""
    progress = Progress.of(user)
    if progress.target is None and not progress.together:
        return None
    return Panel("my_month", "insight/_my_month.html", {"progress": progress})


def counts_of(user: User, person: Person) -> Panel | None:
    """On a fellow member's page: what counts of her month, in each group that we share and that shows counts."""
    account = account_of(person)
    if account is None or account.account_id in (None, user.pk):
        return None
    told = list(_counts(user, account.account_id or 0))
    return Panel("counts", "insight/_person_counts.html", {"told": told}) if told else None


def _counts(user: User, fellow: int) -> Iterable[tuple[Group, Counts]]:
    theirs = Membership.objects.current().filter(user=fellow).values("group_id")
    for group in Group.objects.of(user).filter(pk__in=theirs, shares_counts=True):
        yield group, month_so_far(group, today_of(group)).of(group.pk, fellow)


def recognition(user: User, meeting: GroupMeeting) -> Panel | None:
    """The sentences that the run sheet reads out."""
    group = meeting.group
    if not group.shares_counts or not _may_see(user, group):
        return None
    told = Recognition.of(group, min(meeting.on, today_of(group)))
    return Panel("recognition", "events/_lines.html", {"lines": told.lines})


def _may_see(user: User, group: Group) -> bool:
    return once(("may see", user.pk, group.pk), lambda: group.is_visible_to(user))


def register() -> None:
    """Fill the slots."""
    slots.register("group.cards", recognize, order=10)
    slots.register("group.cards", in_the_region, order=20)
    slots.register("group.main", my_progress, order=5)
    slots.register("group.main", roster, order=50)
    slots.register("today.aside", my_month, order=20)
    slots.register("person.aside", counts_of, order=27)
    slots.register("run_sheet.recognition", recognition)
