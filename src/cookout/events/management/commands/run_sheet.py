"""`cookout run_sheet`: how the next meeting goes, in the terminal or on paper; who speaks, who is praised."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core import papers
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.events.models import GroupMeeting, LearningCredit, Praise
from cookout.events.models.run_sheet import run_sheet
from cookout.events.models.taking_part import seat_in
from cookout.events.models.which_meeting import meeting_called
from cookout.events.papers import run_sheet_paper
from cookout.groups.models.naming import member_called


class Command(UserCommand):
    """Prepare a meeting."""

    help = "The run sheet of a group's meeting, minute by minute; choose the speaker, note praise and learning credits."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which meeting, and what to do."""
        super().add_arguments(parser)
        parser.add_argument("--group", metavar="NAME", help="which group; else the only one")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="the day; else the next meeting")
        parser.add_argument("--speaker", metavar="NAME", help="let this member speak")
        parser.add_argument("--praise", nargs=2, metavar=("NAME", "WORDS"), help="praise this member in these words")
        parser.add_argument("--learned", nargs=2, metavar=("CREDITS", "TITLE"), help="note what you learned")
        parser.add_argument("--pdf", type=Path, metavar="FILE", help="write one page of paper")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do what was said, then read the sheet."""
        meeting = meeting_called(options["group"], options["on"], by=user)
        if options["speaker"]:
            _let_speak(meeting, options["speaker"], by=user)
        if options["praise"]:
            name, words = options["praise"]
            Praise.give(meeting=meeting, by=user, receiver=member_called(name, meeting.group), text=words)
        if options["learned"]:
            _learn(meeting, *options["learned"], by=user)
        sheet = run_sheet(meeting, user, leads=meeting.group.is_led_by(user))
        if options["pdf"]:
            try:
                options["pdf"].write_bytes(run_sheet_paper(sheet, size=papers.size_for(user)))
            except OSError as problem:
                raise CommandError(f"Could not write {options['pdf']}: {problem.strerror}.") from problem
        parts = [
            {"at": part.time, "minutes": part.minutes, "title": part.title, "note": part.note, "lines": part.lines}
            for part in sheet.parts
        ]
        return {
            "uid": meeting.uid, "group": meeting.group.name, "on": meeting.on, "title": sheet.title,
            "expected": sheet.expected, "parts": parts, "ends": sheet.ends,
            "file": str(options["pdf"]) if options["pdf"] else None,
        }  # fmt: skip

    def show(self, result: dict[str, Any]) -> None:
        """Part by part."""
        self.stdout.write(f"{result['group']}, {result['title']}: {result['expected']}")
        for part in result["parts"]:
            self.stdout.write(f"{part['at']:>5}  {part['title']}, {part['minutes']} min")
            for line in (part["note"], *part["lines"]):
                if line:
                    self.stdout.write(f"       {line}")
        if result["file"]:
            self.stdout.write(f"Written: {result['file']}, one page.")


def _let_speak(meeting: GroupMeeting, name: str, *, by: User) -> None:
    if not meeting.group.is_led_by(by):
        raise Refusal("Who leads the group chooses the speaker.")
    meeting.change(by=by, speaker=member_called(name, meeting.group))


def _learn(meeting: GroupMeeting, many: str, title: str, *, by: User) -> None:
    seat = seat_in(meeting.group, by)
    if seat is None:
        raise Refusal(f"You are no member of {meeting.group.name}.")
    if not many.isdecimal():
        raise Refusal(f"“{many}” is no number of credits.")
    LearningCredit.earn(membership=seat, by=by, many=int(many), title=title)
