"""`cookout profile`: my sheet as I have filled it; `cookout profile --pdf FILE` puts it on paper."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.people.models import Line, Person, ProfileEntry, Sheet
from cookout.people.papers import dance_card


class Command(UserCommand):
    """Print my own profile, or write the dance card."""

    help = "Your profile: what you tell about yourself, to whom; --pdf writes the dance card on one page."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the paper goes."""
        super().add_arguments(parser)
        parser.add_argument("--pdf", metavar="FILE", help="write the dance card there instead")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Read the sheet; write the file if asked."""
        sheet = Sheet.of(ProfileEntry.objects.of(user))
        if options["pdf"]:
            self._write(user, Path(options["pdf"]))
        return {
            "file": options["pdf"],
            "answered": sheet.answered,
            "questions": sheet.total,
            "helpful": [prompt.key for prompt in sheet.helpful],
            "entries": [_plain(line) for heading in sheet for line in (*heading.told, heading.free) if line.entries],
        }

    def show(self, result: dict[str, Any]) -> None:
        """Question by question."""
        if result["file"]:
            self.stdout.write(f"Wrote your dance card to {result['file']}.")
            return
        for line in result["entries"]:
            self.stdout.write(line["question"])
            for said in line["said"]:
                self.stdout.write(f"  {said['text']}  [{said['audience']}]")
        self.stdout.write(f"{result['answered']} of {result['questions']} answered.")

    def _write(self, user: User, target: Path) -> None:
        me = Person.objects.with_details().get(account=user)
        try:
            target.write_bytes(dance_card(me, by=user))
        except OSError as problem:
            raise CommandError(f"{target} could not be written: {problem.strerror}. Choose another place.") from problem


def _plain(line: Line) -> dict[str, Any]:
    """One line as data."""
    return {
        "facet": line.facet.value,
        "prompt": line.prompt.key if line.prompt else "",
        "question": str(line.prompt.own) if line.prompt else line.facet.own,
        "said": [
            {"uid": str(entry.uid), "text": entry.text, "audience": str(entry.get_audience_display())}
            for entry in line.entries
        ],
    }
