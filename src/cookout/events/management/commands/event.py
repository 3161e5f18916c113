"""`cookout event`: list my events, put one down, correct, repeat, miss or take it away, bring some from a file."""

import datetime as dt
import uuid
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import CommandError, CommandParser
from django.utils.formats import date_format

from cookout.core.management.base import UserCommand
from cookout.core.models import User, one_act
from cookout.events.models import Event
from cookout.events.models.event_cost import cost_of, last_event_currency
from cookout.events.models.event_file import EventFile, bring_events
from cookout.events.models.event_page import EventLine, event_lines
from cookout.ties.models import local_today

DEEDS = ("list", "note", "correct", "repeat", "miss", "remove", "bring")


class Command(UserCommand):
    """Events of my own."""

    help = "Your events: cookout event; cookout event note “Chamber mixer” --on 2026-03-03 --at 18:00 --cost 25 USD."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, with which event, and what it is like."""
        super().add_arguments(parser)
        parser.add_argument("deed", nargs="?", choices=DEEDS, default="list", help="what to do; else the list")
        parser.add_argument("what", nargs="?", default="", help="the name of a new one, the name or id of one that is "
                            "there, or a calendar file")  # fmt: skip
        parser.add_argument("--past", action="store_true", help="list those that are over")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="its day")
        parser.add_argument("--ends-on", type=dt.date.fromisoformat, metavar="DATE", help="its last day")
        parser.add_argument("--at", type=dt.time.fromisoformat, metavar="TIME", help="when it begins, on your clocks")
        parser.add_argument("--kind", choices=Event.Kind.values, help="what it is")
        for name, said in (("name", "what it is called from now on"), ("place", "where"), ("organiser", "whose it is"),
                           ("hoped", "whom you hope to meet")):  # fmt: skip
            parser.add_argument(f"--{name}", metavar="TEXT", help=said)
        parser.add_argument("--hours", type=_hours, metavar="N", help="how long it took")
        parser.add_argument("--cost", nargs="+", metavar="AMOUNT", help="what it cost, such as: 25.00 USD; 0 is free")
        parser.add_argument("--every", choices=Event.Every.values, help="how often it repeats")
        parser.add_argument("--until", type=dt.date.fromisoformat, metavar="DATE", help="up to which day it repeats")
        parser.add_argument("--following", action="store_true", help="also all of its series that follow")
        parser.add_argument("--all", action="store_true", help="bring in all of a file; else it is only shown")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        done: dict[str, Any] = getattr(self, f"_{options['deed']}")(user, options)
        return done

    def show(self, result: Any) -> None:
        """A sentence, then one line each."""
        for said in result["said"]:
            self.stdout.write(said)
        for one in result["events"]:
            day = date_format(dt.date.fromisoformat(str(one["on"])), "D M j, Y")
            more = [one["place"], "did not go" if one["is_missed"] else "", f"met {one['met']}" if one["met"] else ""]
            self.stdout.write("  ".join([day, one["name"], *(word for word in more if word)]))
        if not (result["said"] or result["events"]):
            self.stdout.write("Nothing here yet: cookout event note “Chamber mixer” --on 2026-03-03")

    def _list(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        events, today = Event.objects.visible_to(user), local_today(user)
        rows = events.past(today) if options["past"] else events.to_come(today)
        return _told(user, list(rows.matching(options["what"])[:100]))

    def _note(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        day, every, until = options["on"] or local_today(user), options["every"], options["until"]
        if bool(every) != bool(until):
            raise CommandError("Say how often it repeats, and until which day: --every week --until DATE.")
        with one_act(by=user, verb="event.note", about=options["what"]):
            event = Event.note(by=user, **{**_values(user, options), "name": options["what"], "on": day})
            later = event.repeat(by=user, every=every, until=until) if every else []
        return _told(user, [event, *later], "Noted.")

    def _correct(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        event = _one(user, options["what"])
        event.correct(by=user, following=options["following"], **_values(user, options))
        return _told(user, [event], "Changed.")

    def _repeat(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        event = _one(user, options["what"])
        if not (options["every"] and options["until"]):
            raise CommandError("Say how often it repeats, and until which day: --every week --until DATE.")
        return _told(user, event.repeat(by=user, every=options["every"], until=options["until"]), "Noted.")

    def _miss(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        event = _one(user, options["what"])
        event.miss(by=user)
        return _told(user, [event], "Noted.")

    def _remove(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        event = _one(user, options["what"])
        event.remove(by=user, following=options["following"])
        return _told(user, [], f"“{event.name}” is gone. Whom you met there stays.")

    def _bring(self, user: User, options: dict[str, Any]) -> dict[str, Any]:
        try:
            data = Path(options["what"]).read_bytes()
        except OSError as unread:
            raise CommandError(f"“{options['what']}” cannot be read: {unread.strerror}.") from unread
        read = EventFile.read(ContentFile(data, name=options["what"]), by=user)
        new = [one.offer for one in read.offered if not one.is_there]
        said = [*read.left_out, *read.troubles]
        if options["all"] and new:
            said.append(bring_events(new, by=user).said)
        elif new:
            said.append("This is in the file. Say --all to bring it in.")
        else:
            said.append("All of them are in your list already." if read.offered else "There is no event in this file.")
        shown = [{"name": one.name, "on": one.on, "place": one.place, "is_missed": False, "met": 0} for one in new]
        return {"said": said, "events": shown}


def _hours(text: str) -> Decimal:
    try:
        hours = Decimal(text)
    except InvalidOperation as wrong:
        raise ValueError(text) from wrong
    if not hours.is_finite():
        raise ValueError(text)
    return round(hours, 1)


def _one(user: User, what: str) -> Event:
    """By its id, or the nearest that is called so."""
    mine = Event.objects.visible_to(user)
    try:
        found = mine.filter(uid=uuid.UUID(what)).first()
    except ValueError:
        today = local_today(user)
        named = list(mine.matching(what)[:1000]) if what.strip() else []
        found = min(named, key=lambda one: abs((one.on - today).days), default=None)
    if found is None:
        raise CommandError(f"None of your events is called “{what}”. See them with: cookout event")
    return found


def _values(user: User, options: dict[str, Any]) -> dict[str, Any]:
    names = ("name", "on", "ends_on", "at", "kind", "place", "organiser", "hoped", "hours")
    said = {name: options[name] for name in names if options[name] is not None}
    if options["cost"]:
        text = " ".join(options["cost"])
        has_letters = any(not sign.isdecimal() and sign not in ".,' " for sign in text)
        said |= cost_of(text, "" if has_letters else last_event_currency(user))
    return said


def _told(user: User, events: list[Event], *said: str) -> dict[str, Any]:
    return {"said": list(said), "events": [_plain(line) for line in event_lines(events, user)]}


def _plain(line: EventLine) -> dict[str, Any]:
    names = ("uid", "name", "kind", "on", "ends_on", "starts_at", "zone", "place", "organiser", "hoped", "hours",
             "cost", "currency", "is_missed", "series", "every")  # fmt: skip
    return {**{name: getattr(line.event, name) for name in names}, "met": line.met}
