"""`cookout reports FILE --group NAME`: a chapter report of another system comes in; without a file, what is there."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.groups.models import Group
from cookout.insight.forms.reports_in import month_in
from cookout.insight.models import ReportIn
from cookout.insight.models.report_preview import as_data


class Command(UserCommand):
    """Read, say what is matched, bring in; who is who line by line is for the page and the API."""

    help = "Bring in a chapter report of another system (PALMS, slips, attendance sheet), or list those brought in."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, its group, and what is agreed to."""
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", nargs="?", help="the report: .xls, .xlsx or .csv")
        parser.add_argument("--group", metavar="NAME", help="the group; else the only one you lead")
        parser.add_argument("--month", metavar="YYYY-MM", help="the month, where the file does not say it")
        parser.add_argument("--currency", metavar="CODE", default="", help="of the amounts, where the file has none")
        parser.add_argument("--names", action="store_true", help="keep names that match nobody, as names alone")
        parser.add_argument(
            "--agree", metavar="KEY", action="append", default=[], help="yes to a question: chapter, replaces"
        )
        parser.add_argument("--preview", action="store_true", help="say what would come of it and change nothing")
        parser.add_argument("--undo", action="store_true", help="take this file back")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Look, and unless it is only a preview, bring in; or take back."""
        if not options["file"]:
            return [as_data(report, viewer=user) for report in _of_mine(user, options["group"])]
        group, path = _led(user, options["group"]), Path(options["file"])
        if not path.is_file():
            raise CommandError(f"There is no file {path}. Look at the name and try once more.")
        before = set(group.reports_in.values_list("pk", flat=True))
        with path.open("rb") as stream:
            report = ReportIn.receive(File(stream, name=path.name), group=group, by=user)
        is_new = report.pk not in before
        if options["undo"]:
            if is_new:
                report.discard(by=user)
                raise CommandError(f"{path.name} is not brought in, so there is nothing to take back.")
            report.undo(by=user)
        elif report.state == ReportIn.State.PREVIEW:
            self._bring(report, user, is_new=is_new, **options)
        return [self._told or as_data(report, viewer=user)]

    _told: dict[str, Any] | None = None

    def _bring(self, report: ReportIn, user: User, *, is_new: bool, **options: Any) -> None:
        """What is not brought in does not stay behind, unless it waited there before."""
        try:
            month = _month(options["month"])
            report.choose(by=user, month=month, currency=options["currency"], names=options["names"])
            if not options["preview"]:
                report.apply(by=user, agreed=options["agree"])
            self._told = as_data(report, viewer=user)
        finally:
            if is_new and report.state == ReportIn.State.PREVIEW:
                report.discard(by=user)

    def show(self, result: list[dict[str, Any]]) -> None:
        """A line for each report; while it is looked at, who is left out, what is doubtful and what is asked."""
        if not result:
            self.stdout.write("No reports are brought in.")
        for told in result:
            when = f", {told['when']}" if told["when"] else ""
            self.stdout.write(f"{told['file_name']}: {ReportIn.Kind(told['kind']).label}{when}, {told['state']}")
            for line in told["lines"]:
                self.stdout.write(f"  {line['name']}: {_fate(line)}")
            asked = [f"{one['sentence']} (--agree {one['key']})" for one in told["questions"]]
            for said in (*told["complaints"], *asked, told["money"]):
                if said:
                    self.stdout.write(f"  {said}")
            if told["members"]:
                self.stdout.write(f"  {told['members']} months of members brought in")


def _fate(line: dict[str, Any]) -> str:
    """What becomes of a line."""
    if line["pick"]:
        also = f", also of {line['also_in']}: it counts here" if line["also_in"] else ""
        return "the name alone" if line["pick"] == "name" else f"a member{also}"
    return "left out, say who it is on the page" if line["state"] == "ask" else "left out"


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    month = month_in(text)
    if month is None:
        raise CommandError(f"“{text}” is no month. Write it as 2026-10.")
    return month


def _of_mine(user: User, name: str | None) -> list[ReportIn]:
    reports = ReportIn.objects.visible_to(user).select_related("group")
    return list(reports.filter(group=_led(user, name)) if name else reports)


def _led(user: User, name: str | None) -> Group:
    """The group of that name that this user leads, or the only one."""
    led = Group.objects.led_by(user)
    found = list(led.filter(name__iexact=name) or led.filter(name__istartswith=name)) if name else list(led[:2])
    if len(found) == 1:
        return found[0]
    if name:
        kind = "Several of the groups that you lead are" if found else "None of the groups that you lead is"
        raise CommandError(f"{kind} called “{name}”.")
    raise CommandError("You lead several groups: say which with --group NAME." if found else "You lead no group.")
