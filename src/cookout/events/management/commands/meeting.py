"""`cookout meeting`: plan the next weeks, read the roll, mark, close and open again."""

import datetime as dt
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.events.models import Attendance, GroupMeeting, roll_of, today_in
from cookout.groups.models import Group, Membership


class Command(UserCommand):
    """The next meeting of a group, or the one of a day."""

    help = "Show a group's meeting: who comes, who is there; plan weeks ahead, mark members, close it with a headcount."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which group and day, and what to do."""
        super().add_arguments(parser)
        parser.add_argument("--group", metavar="NAME", help="which group; else the only one")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="the day; else the next meeting")
        parser.add_argument("--plan", type=int, metavar="WEEKS", help="plan so many weeks ahead on the group's day")
        parser.add_argument("--mark", nargs=2, action="append", default=[], metavar=("NAME", "P|A|L|M|S"),
                            help="mark a member; may be said several times")  # fmt: skip
        parser.add_argument("--rest", action="store_true", help="mark the rest as they said, else present")
        parser.add_argument("--call-off", action="store_true", help="no meeting on this day: a holiday")
        parser.add_argument("--close", type=int, metavar="HEADS", help="close it with the heads that were counted")
        parser.add_argument("--difference", default="", metavar="WHY", help="why the heads differ from who is marked")
        parser.add_argument("--reopen", default="", metavar="WHY", help="open it again, and why")

    def act(self, user: User, **options: Any) -> Any:
        """Find the meeting and do what was said, in the order of an evening."""
        does = (
            any(options[name] for name in ("plan", "mark", "rest", "call_off", "reopen"))
            or options["close"] is not None
        )
        group = _group(user, options["group"], leads=does)
        if options["plan"]:
            GroupMeeting.plan(group, by=user, weeks=options["plan"])
        meeting = _meeting(group, options["on"])
        if options["reopen"]:
            meeting.reopen(by=user, reason=options["reopen"])
        if options["call_off"]:
            meeting.call_off(by=user)
        for name, mark in options["mark"]:
            Attendance.note(meeting, _member(meeting, name), mark.upper(), by=user)
        if options["rest"]:
            Attendance.note_rest(meeting, by=user)
        if options["close"] is not None:
            meeting.close(by=user, headcount=options["close"], difference=options["difference"])
        return _told(meeting, user)

    def show(self, result: Any) -> None:
        """The head, then one line a member."""
        state = "no meeting" if result["is_holiday"] else "closed" if result["is_closed"] else result["ahead"]
        self.stdout.write(f"{result['group']}, {result['on']}: {state}")
        for place in result["members"]:
            self.stdout.write(f"  {place['mark'] or '.'}  {place['name']}{place['said'] and ': ' + place['said']}")
        if not result["is_holiday"]:
            self.stdout.write(f"{result['heads']} in the room.")


def _group(user: User, name: str | None, *, leads: bool) -> Group:
    """The group of this name, or the only one; whoever wants to do something must lead it."""
    groups = Group.objects.led_by(user) if leads else Group.objects.visible_to(user)
    found = list(groups.filter(name__icontains=name) if name else groups)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError("You lead no such group." if leads else "You are in no such group.")
    raise CommandError("Which group? Say --group with one of: " + ", ".join(group.name for group in found) + ".")


def _meeting(group: Group, on: dt.date | None) -> GroupMeeting:
    rows = GroupMeeting.objects.of(group).select_related("group")
    meeting = rows.filter(on=on).first() if on else GroupMeeting.objects.next_of(group)
    if meeting is None:
        raise CommandError(f"No meeting of {group.name} on {on or 'a day from ' + str(today_in(group))}. Plan one.")
    return meeting


def _member(meeting: GroupMeeting, name: str) -> Membership:
    found = list(meeting.group.memberships.current(meeting.on).matching(name))
    if len(found) != 1:
        said = "Several members are" if found else "No member of that day is"
        raise CommandError(f"{said} called “{name}”. Say the whole name.")
    return found[0]


def _told(meeting: GroupMeeting, user: User) -> dict[str, Any]:
    roll = roll_of(meeting, user)
    members = [
        {"name": place.membership.name, "mark": place.mark if place.tells_why else place.mark.replace("M", ""),
         "said": place.shown or place.said}
        for place in roll.places
    ]  # fmt: skip
    return {
        "uid": meeting.uid, "group": meeting.group.name, "on": meeting.on, "is_holiday": meeting.is_holiday,
        "is_closed": meeting.is_closed, "ahead": roll.ahead, "heads": roll.heads, "members": members,
    }  # fmt: skip
