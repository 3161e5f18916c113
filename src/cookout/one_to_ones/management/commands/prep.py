"""`cookout prep Marta`: the prep sheet on the command line, or as one page of paper."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from rich.console import Console

from cookout.core import papers
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.one_to_ones.models.prep import Prep, prep_for, upcoming
from cookout.one_to_ones.papers import prep_paper
from cookout.ties.models import local_today, person_called


class Command(UserCommand):
    """Show what to read before a 1-2-1."""

    help = "What to read before a 1-2-1: questions worth asking, common ground, the dance card."

    def add_arguments(self, parser: CommandParser) -> None:
        """With whom, and whether on paper."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="+", help="with whom: a name or an id")
        parser.add_argument("--pdf", type=Path, metavar="FILE", help="write one page of paper instead")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find the person and read the sheet."""
        person = person_called(" ".join(options["name"]), by=user)
        sheet = prep_for(user, person, upcoming(user, person), today=local_today(user))
        if options["pdf"]:
            self._write(options["pdf"], sheet, user)
        return sheet.as_data() | {"file": str(options["pdf"]) if options["pdf"] else None}

    def show(self, result: dict[str, Any]) -> None:
        """For people."""
        if result["file"]:
            self.stdout.write(f"Written: {result['file']}, one page about {result['name']}.")
            return
        console = Console(highlight=False)
        with console.capture() as printed:
            for line in _lines(result):
                console.print(line, markup=False, soft_wrap=True)
        self.stdout.write(printed.get(), ending="")

    def _write(self, file: Path, sheet: Prep, user: User) -> None:
        try:
            file.write_bytes(prep_paper(sheet, size=papers.size_for(user)))
        except OSError as problem:
            raise CommandError(f"Could not write {file}: {problem.strerror}.") from problem


def _lines(sheet: dict[str, Any]) -> list[str]:
    met = [one["sentence"] for one in sheet["ground"]["shared"]]
    offers = [f"{one['sentence']} Say: “{one['say']}”" for one in sheet["ground"]["offers"]]
    asks = [f"{one['text']} ({one['why']})" for one in sheet["questions"]]
    known = [
        f"{part['label']}: {one['text']} ({one['source']}, {one['age']})"
        for part in sheet["card"]
        for one in part["known"]
    ]
    says = [f"“{one}”" for one in sheet["referral_says"]]
    customers = [one["story"] + (f" ({one['sent_by']})" if one["sent_by"] else "") for one in sheet["customers"]]
    last = sheet["last"]
    said = [last["line"], *(f"{one['question']} {one['text']}" for one in last["said"])] if last else []
    return [
        sheet["name"],
        sheet["lede"],
        *([f"{sheet['when']}. {sheet['where']}"] if sheet["when"] else []),
        *_part(f"Questions worth asking, {sheet['balance']}", asks),
        *_part("Common ground", met + offers),
        *_part("A good referral says", says),
        *_part("You promised", [f"{one['text']}, by {one['due_on']}" for one in sheet["promises"]]),
        *_part(f"Last time, {last['on']}" if last else "", [line for line in said if line]),
        *_part("What you know", known),
        *_part("Last ten customers", customers),
        "",
        f"{sheet['coverage']['known']} of {sheet['coverage']['asked']} answers known. {sheet['footer']}",
    ]


def _part(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []
