"""What the evening before a meeting shows: on the page of the group, and on Today visitors to follow up."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.events.models import GroupMeeting, Visit, attendance_weeks
from cookout.events.models.before import before_the_meeting, told_of
from cookout.events.models.guests import guests_of
from cookout.groups.models import Group

VISITORS = 5
"""So many visitors to follow up stand on a day; the others wait on the page of the group."""


def before(user: User, group: Group) -> Panel:
    """What is to be thought of before the next meeting, and who was there at the last ten."""
    data = {"before": before_the_meeting(group, user), "weeks": attendance_weeks(group)}
    return Panel("before", "events/_before.html", data)


def visitors(user: User, meeting: GroupMeeting) -> Panel | None:
    """Who visits a meeting, below its roll: to be marked as the members are."""
    if meeting.is_holiday:
        return None
    guests = guests_of(meeting, user, leads=meeting.group.is_led_by(user))
    return Panel("visitors", "events/_run_sheet_visitors.html", {"guests": guests, "meeting": meeting})


def visitors_today(user: User, noun: object) -> Panel | None:
    """Visitors whom I ask how it was."""
    first = list(Visit.objects.for_me_to_follow(user).values_list("pk", flat=True)[:VISITORS])
    if not first:  # most days of most people: then their groups and trades need not be read
        return None
    rows = Visit.objects.unfollowed().filter(pk__in=first).with_people()
    waiting = [{"visit": visit, "why": told_of(visit, by_me=True)} for visit in rows]
    return Panel("visitors", "events/_today_visitors.html", {"waiting": waiting})


def register() -> None:
    """Fill the slots."""
    slots.register("group.cards", before, order=30)
    slots.register("meeting.main", visitors, order=20)
    slots.register("today.follow_up", visitors_today)
