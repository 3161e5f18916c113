"""What group meetings show on the page of a group: the next one at its head, and the way to all of them."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.events.models import roll_of
from cookout.events.models.which_meeting import meeting_to_come
from cookout.groups.models import Group


def next_meeting(user: User, group: Group) -> Panel | None:
    """When the group meets next, and who comes."""
    meeting = meeting_to_come(group)
    if meeting is None:
        return None
    return Panel("next_meeting", "events/_next_meeting.html", {"meeting": meeting, "roll": roll_of(meeting, user)})


def all_meetings(user: User, group: Group) -> Panel:
    """The way to the meetings of the group."""
    return Panel("meetings", "events/_meetings_place.html")


def register() -> None:
    """Fill the slots."""
    slots.register("group.head", next_meeting, order=10)
    slots.register("group.places", all_meetings, order=10)
