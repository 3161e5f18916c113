"""`cookout refer "Hector Delgado" --from "Odile Bakker" --agreed`: pass, note, list and move referrals."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person
from cookout.referrals.models import Handoff, Prospect, Referral, State, seen
from cookout.ties.models import Promise, person_called

LINE = 300
YES_NO = {"yes": True, "no": False}
FACTS = ("closeness", "temperature", "handoff", "first_step", "note", "private_note", "given_on", "may_tell",
         "expects_call")  # fmt: skip


class Command(UserCommand):
    """Referrals on the command line."""

    help = (
        "Pass a referral (--to), note one you were given (--from), list them (--list), say where one stands (--move)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """About whom, from or to whom, and what is known; or which one to move."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="*", help="whom it is about; nobody: who refers buys themselves")
        parser.add_argument("--to", metavar="NAME", help="pass it to this person: a name or an id")
        parser.add_argument("--from", dest="giver", metavar="NAME", help="this person gave it to you: a name or an id")
        _about_the_prospect(parser)
        _about_the_referral(parser)
        _about_one(parser)

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """List, move, or note."""
        if options["move"] or options["correct"]:
            found = [_moved(user, options)]
        elif options["list"] or not (options["to"] or options["giver"]):
            found = _listed(user, options)
        else:
            found = [_noted(user, options)]
        return [one.as_data() for one in seen(found, user)]

    def show(self, result: Any) -> None:
        """One line each."""
        for one in result:
            path = " → ".join("you" if one[role]["is_me"] else one[role]["name"] for role in ROLES)
            owing = ", news owed" if one["is_owing"] else ""
            self.stdout.write(f"{one['given_on']}  {path}: {State(one['state']).label}{owing}  {one['uid']}")
        if not result:
            self.stdout.write('Nothing here. Note one: cookout refer "Hector Delgado" --from "Odile Bakker" --agreed')


ROLES = ("referrer", "provider", "prospect")


def _about_the_prospect(parser: CommandParser) -> None:
    parser.add_argument("--mail", default="", help="where the prospect is reached by mail")
    parser.add_argument("--phone", default="", help="where the prospect is reached by phone")
    parser.add_argument("--prospect", metavar="NAME", help="who of your book the prospect is: a name or an id")
    parser.add_argument("--agreed", action="store_true", help="they may be contacted; without it, it stays a name")
    parser.add_argument("--may-tell", choices=YES_NO, help="whether the referrer may hear what comes of it")


def _about_the_referral(parser: CommandParser) -> None:
    parser.add_argument("--note", default="", help="what it is about; with --move a line about the step")
    parser.add_argument("--private-note", default="", help="a note for you alone")
    parser.add_argument("--closeness", type=int, choices=range(1, 5), help="how well the referrer knows them: 1 to 4")
    parser.add_argument("--expects-call", choices=YES_NO, help="whether they expect the call")
    parser.add_argument("--first-step", type=_line, default="", help="the small first step")
    parser.add_argument("--handoff", choices=Handoff.values, default="", help="how it was handed over")
    parser.add_argument("--temperature", type=int, choices=range(1, 6), help="how warm they are: 1 to 5")
    parser.add_argument("--asked", action="store_true", help="it was asked for")
    parser.add_argument("--on", dest="given_on", type=_day, metavar="DATE", help="the day, such as 2026-03-01")
    parser.add_argument("--parent", type=uuid.UUID, help="the id of the referral that it grew out of")
    parser.add_argument("--one-to-one", type=uuid.UUID, help="the id of the 1-2-1 from which it grew")
    parser.add_argument("--promise", type=uuid.UUID, help="the id of the promise from which it grew")
    parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same referral")
    parser.add_argument("--despite", action="store_true", help="note it although the same one stands here")


def _about_one(parser: CommandParser) -> None:
    stands = f"where it stands: {', '.join(State.values[1:])}"
    parser.add_argument("--move", nargs=2, metavar=("ID", "STATE"), help=f"say {stands}")
    parser.add_argument("--correct", nargs=2, metavar=("ID", "STATE"), help="put a wrong state right")
    parser.add_argument("--list", action="store_true", help="list your referrals: open ones, or --all")
    parser.add_argument("--all", action="store_true", help="with --list: also what is decided")
    parser.add_argument("--owing", action="store_true", help="with --list: only where news is owed")
    parser.add_argument("--with", dest="other", metavar="NAME", help="with --list: only those with this person")


def _day(text: str) -> dt.date:
    """A day as it is written in files."""
    return dt.date.fromisoformat(text)


def _line(text: str) -> str:
    """A line, not a letter."""
    if len(text) > LINE:
        raise CommandError(f"That line is too long: {LINE} letters fit.")
    return text


def _noted(user: User, options: dict[str, Any]) -> Referral:
    if options["to"] and options["giver"]:
        raise CommandError("Say either --to, whom you pass it to, or --from, who gave it to you.")
    values = {name: options[name] for name in FACTS if options[name] not in (None, "")}
    values |= {name: YES_NO[values[name]] for name in ("may_tell", "expects_call") if name in values}
    values |= {"was_asked": options["asked"], "may_contact": True if options["agreed"] else None}
    values |= {"parent": _row(Referral.objects.visible_to(user), options["parent"], "referral")}
    grown = {"one_to_one": OneToOne.objects.visible_to(user), "promise": Promise.objects.visible_to(user)}
    for (name, rows), noun in zip(grown.items(), ("1-2-1", "promise"), strict=True):
        if options[name]:
            values[name] = _row(rows, options[name], noun)
    both = {"by": user, "prospect": _prospect(user, options), "uid": options["uid"], "despite": options["despite"]}
    if options["to"]:
        return Referral.give(to=person_called(options["to"], by=user), **both, **values)
    return Referral.receive(referrer=person_called(options["giver"], by=user), **both, **values)


def _prospect(user: User, options: dict[str, Any]) -> Prospect | None:
    person: Person | None = person_called(options["prospect"], by=user) if options["prospect"] else None
    name = " ".join(options["name"]) or (person.full_name if person else "")
    return Prospect(name, options["mail"], options["phone"], person) if name else None


def _moved(user: User, options: dict[str, Any]) -> Referral:
    """Each state has its verb."""
    wanted, state = options["move"] or options["correct"]
    if state not in State.values:
        raise CommandError(f"“{state}” is no state. Say one of: {', '.join(State.values[1:])}.")
    one: Referral = _row(Referral.objects.visible_to(user).with_parties(), _id(wanted), "referral")
    note = _line(options["note"])
    if options["correct"]:
        one.correct(by=user, state=state, note=note)
    elif state == State.GIVEN:
        one.agree(by=user, note=note)
    elif state == State.ACCEPTED:
        one.accept(by=user, note=note)
    elif state == State.DECLINED:
        one.decline(by=user, reason=note)
    elif state == State.WITHDRAWN:
        one.withdraw(by=user, note=note)
    else:
        one.move(by=user, state=state, note=note, on=options["given_on"])
    return one


def _listed(user: User, options: dict[str, Any]) -> list[Referral]:
    found = Referral.objects.visible_to(user)
    if options["other"]:
        found = Referral.objects.of(user, person_called(options["other"], by=user))
    if not options["all"]:
        found = found.exclude(pk__in=Referral.objects.decided().values("pk"))
    if options["owing"]:
        found = found.filter(pk__in=Referral.objects.owed_by(user).values("pk"))
    found = found.matching(" ".join(options["name"]))
    return list(found.with_parties().order_by("-given_on", "-pk"))


def _row(rows: Any, uid: uuid.UUID | None, noun: str) -> Any:
    if uid is None:
        return None
    found = rows.filter(uid=uid).first()
    if found is None:
        raise CommandError(f"There is no {noun} of yours with this id.")
    return found


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as problem:
        raise Refusal(f"“{text}” is no id. “cookout refer --list” tells them.") from problem
