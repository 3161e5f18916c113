"""`cookout met NAME --at EVENT`: keep somebody I met; list them, write one down differently, take one away."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from cookout.core.management.base import UserCommand
from cookout.core.models import User, one_act
from cookout.events.models import Encounter, Event, Likeness
from cookout.events.models.encounter_page import EncounterPage, encounter_data
from cookout.events.models.which_event import event_called
from cookout.ties.models import person_called

LISTED = 50
ELSEWHERE = "nowhere"


class Command(UserCommand):
    """Whom I met."""

    help = "Keep somebody you met: cookout met “Devon Marsh” --at “Gallery hop” --mail d@example.org --talked “piano”."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, where, how to reach them, what was said; or which encounter, and what with it."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="*", help="whom you met; without: everybody you met lately")
        parser.add_argument("--at", default="", metavar="EVENT", help="the event, by name or id; “nowhere” for none")
        for name, said in (("place", "where it was"), ("phone", "their number"), ("mail", "their address"),
                           ("talked", "what you talked about"), ("promise", "what you promised"),
                           ("impression", "your first impression")):  # fmt: skip
            parser.add_argument(f"--{name}", metavar="TEXT", help=said)
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="the day; else that of the event")
        parser.add_argument("--by", type=dt.date.fromisoformat, metavar="DATE", help="by when you promised it")
        parser.add_argument("--photo", metavar="FILE", help="a photo of their card")
        parser.add_argument("--known", action="store_true", help="somebody who is in your book already")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same encounter")
        which = parser.add_mutually_exclusive_group()
        for deed, said in (("change", "write this encounter down differently"), ("remove", "take this encounter away"),
                           ("same", "answer: the same person"), ("other", "answer: somebody else")):  # fmt: skip
            which.add_argument(f"--{deed}", type=uuid.UUID, metavar="ID", help=said)

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Keep somebody, do something with one, or list them."""
        name = " ".join(options["name"]).strip()
        if options["same"] or options["other"]:
            return self._answer(user, options)
        if options["remove"]:
            return self._remove(user, options["remove"])
        if options["change"]:
            return self._change(user, options)
        return self._keep(user, name, options) if name else self._list(user, options)

    def show(self, result: Any) -> None:
        """A sentence, then a line each."""
        for said in result["said"]:
            self.stdout.write(said)
        for one in result["met"]:
            day = date_format(one["on"], "D M j, Y")
            more = (one["where"], one["talked"], one["undecided"])
            self.stdout.write("  ".join([day, one["name"], *(word for word in more if word), str(one["uid"])]))
        for like in result["may_be"]:
            self.stdout.write(f"{like['met']} may be {like['name']}, whom you have already: {like['reason']}.")
            self.stdout.write(f"  cookout met --same {like['uid']}, or cookout met --other {like['uid']}")
        if not any(result.values()):
            self.stdout.write("Nobody yet: cookout met “Devon Marsh” --at “Gallery hop”")

    def _list(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        rows = Encounter.objects.visible_to(user).with_people()
        if options["at"]:
            rows = rows.filter(event=_event(user, options))
        if options["on"]:
            rows = rows.filter(on=options["on"])
        return _told(user, list(rows[:LISTED]))

    def _keep(self, user: User, name: str, options: dict[str, Any]) -> dict[str, Any]:
        event = _event(user, options)
        person = person_called(name, by=user) if options["known"] else None
        ways = [options[way] for way in ("phone", "mail") if options[way]]
        said: dict[str, Any] = {name: options[name] or "" for name in ("place", "talked", "promise", "impression")}
        with one_act(by=user, verb="encounter.capture", about=name):
            met = Encounter.capture(
                by=user, name=name, person=person, contact=next(iter(ways), ""), card_text="\n".join(ways[1:]),
                event=event, on=options["on"] or (event.day_met(timezone.now(), user) if event else None),
                promise_by=options["by"], uid=options["uid"], **said,
            )  # fmt: skip
            _put_photo(met, options["photo"], user)
        return _told(user, [met], f"Noted: you met {met.tie.person.full_name}.")

    def _change(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        met = _mine(user, options["change"])
        said = {name: options[name] for name in ("place", "talked", "impression", "on") if options[name] is not None}
        if options["at"]:
            said["event"] = _event(user, options)
        with one_act(by=user, verb="encounter.correct", about=met.tie.person.full_name):
            met.correct(by=user, **said)
            _put_photo(met, options["photo"], user)
        return _told(user, [met], "Changed.")

    def _remove(self, user: User, uid: uuid.UUID) -> dict[str, Any]:
        met = _mine(user, uid)
        said = EncounterPage.of(met, user).warning
        met.remove(by=user)
        return _told(user, [], "It is gone.", *said)

    def _answer(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        likeness = Likeness.objects.visible_to(user).filter(uid=options["same"] or options["other"]).first()
        if likeness is None:
            raise CommandError("There is no such question. See them with: cookout met")
        likeness.answer(same=bool(options["same"]), by=user)
        return _told(user, [], "The same person." if options["same"] else "Somebody else.")


def _mine(user: User, uid: uuid.UUID) -> Encounter:
    met = Encounter.objects.visible_to(user).with_people().filter(uid=uid).first()
    if met is None:
        raise CommandError("You have no encounter with this id. See them with: cookout met")
    return met


def _event(user: User, options: dict[str, Any]) -> Event | None:
    return None if options["at"] in ("", ELSEWHERE) else event_called(options["at"], by=user, on=options["on"])


def _put_photo(met: Encounter, path: str | None, user: User) -> None:
    if not path:
        return
    try:
        data = Path(path).read_bytes()
    except OSError as unread:
        raise CommandError(f"“{path}” cannot be read: {unread.strerror}.") from unread
    met.keep_photo(ContentFile(data, name=Path(path).name), by=user)


def _told(user: User, met: list[Encounter], *said: str) -> dict[str, Any]:
    rows = encounter_data(met, user)
    asked = [like for row in rows for like in row.pop("may_be")]
    alike = [{"uid": like.uid, "met": like.encounter.tie.person.full_name, "person": like.person.uid,
              "name": like.person.full_name, "reason": like.get_reason_display()} for like in asked]  # fmt: skip
    met_rows = [{**row, "undecided": one.undecided} for row, one in zip(rows, met, strict=True)]
    return {"said": list(said), "met": met_rows, "may_be": alike}
