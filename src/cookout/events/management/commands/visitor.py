"""`cookout visitor NAME`: bring a guest, note that she came, say what came of it; without a name, whom to ask."""

import datetime as dt
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events.models import GroupMeeting, Visit
from cookout.events.models.guests import shown
from cookout.events.models.which_meeting import meeting_called
from cookout.groups.models.naming import member_called


class Command(UserCommand):
    """Visitors of a meeting."""

    help = "Visitors of a group's meeting: put one on the list, note that she came, follow up; or whom you are to ask."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, at which meeting, and what happened."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="?", help="the visitor; without it, those whom you are to ask how it was")
        parser.add_argument("--group", metavar="NAME", help="which group; else the only one")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="the day; else the next meeting")
        parser.add_argument("--trade", default="", help="what the visitor does")
        parser.add_argument("--email", default="", help="how to write to the visitor")
        parser.add_argument("--phone", default="", help="how to call the visitor")
        parser.add_argument("--host", metavar="NAME", help="whose guest it is, for who leads; else yours")
        parser.add_argument("--came", choices=["yes", "no"], help="whether the visitor came")
        parser.add_argument("--outcome", choices=Visit.Outcome.values, help="what the visitor said afterwards")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Do what was said; answer with the visitors it is about."""
        if not options["name"]:
            return _told(list(Visit.objects.for_me_to_follow(user).with_people()), user)
        meeting = meeting_called(options["group"], options["on"], by=user)
        visit = self._visit(meeting, user, options)
        if options["came"]:
            visit.come(by=user, came=options["came"] == "yes")
        if options["outcome"]:
            visit.follow_up(by=user, outcome=options["outcome"])
        return _told([visit], user)

    def show(self, result: list[dict[str, Any]]) -> None:
        """One line each."""
        for one in result:
            self.stdout.write(", ".join(str(one[key]) for key in ("line", "email", "phone", "outcome") if one[key]))
        if not result:
            self.stdout.write("Nobody waits for a word from you.")

    @staticmethod
    def _visit(meeting: GroupMeeting, user: User, options: dict[str, Any]) -> Visit:
        """The visitor of this name; a new one, unless it is said what happened."""
        known = Visit.objects.tended_by(user).filter(meeting=meeting, name__iexact=options["name"].strip())
        if (visit := known.with_people().first()) is not None:
            return visit
        if options["came"] or options["outcome"]:
            raise Refusal(f"No visitor of yours is called “{options['name']}” on {meeting.on}.")
        told = {key: options[key] for key in ("trade", "email", "phone")}
        if options["host"]:
            told["invited_by"] = member_called(options["host"], meeting.group)
        return Visit.invite(meeting=meeting, by=user, name=options["name"], **told)


def _told(rows: list[Visit], user: User) -> list[dict[str, Any]]:
    return [
        {"uid": one.uid, "line": one.line, "came": one.came, "email": one.email, "phone": one.phone,
         "follow_up_by": one.follow_up_by, "follow_up_on": one.follow_up_on, "outcome": one.outcome}
        for one in shown(rows, user, leads=True)
    ]  # fmt: skip
