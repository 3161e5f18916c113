"""What leaders and members do in a group from a terminal: take in, appoint, be away, apply, decide, look for."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.management.deeds import Deed
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.groups.models import Application, Group, Leave, Membership, WantedSeat
from cookout.groups.models.naming import group_called, member_called
from cookout.groups.models.terms import ROLES
from cookout.people.models import Classification

GROUP = "how the name of the group begins, or its id"
MEMBER = "how the member's name begins, or the id of the membership"
TRADE = "the trade by its slug, such as roofer"


class Said(Deed):
    """A deed that answers with one sentence and the id of what it made."""

    def show(self, result: Any, write: Callable[[str], object]) -> None:
        """The sentence."""
        write(result["said"])


class Admit(Said):
    """Take in a member without account."""

    name, help = "admit", "Take in a member without account, in a group you lead."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, who, on which seat."""
        parser.add_argument("group", help=GROUP)
        parser.add_argument("name", help="the member's name")
        parser.add_argument("--trade", help=TRADE)

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        group = led(options["group"], user)
        member = group.admit(by=user, name=options["name"], classification=trade(options["trade"]))
        return {"uid": member.uid, "said": f"{member.name} is a member of {group}."}


class Appoint(Said):
    """Give a member an office for a term."""

    name, help = "appoint", "Give a member an office for a term, in a group you lead."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, whom, as what, from when until when."""
        parser.add_argument("group", help=GROUP)
        parser.add_argument("member", help=MEMBER)
        parser.add_argument("role", choices=[role.value for role in ROLES], help="the office")
        add_days(parser, "when the term begins (today)", "when it ends (open)")
        parser.add_argument("--takes-over", action="store_true", help="end the term of whoever holds the office then")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        member = member_called(options["member"], led(options["group"], user))
        term = member.appoint(
            options["role"], by=user, starts_on=options["starts_on"], ends_on=options["ends_on"],
            succeeds=options["takes_over"],
        )  # fmt: skip
        return {"uid": term.uid, "said": f"{member.name} is {term} from {term.starts_on}."}


class Away(Said):
    """Be away, or note that a member is."""

    name, help = "away", "Be on leave in a group, or note that a member of a group you lead is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, who, from when until when."""
        parser.add_argument("group", help=GROUP)
        parser.add_argument("--member", help=f"{MEMBER}; else you")
        add_days(parser, "the first day away (today)", "the day of return (open)")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        member = mine_or_led(options["group"], options["member"], user)
        starts = options["starts_on"] or timezone.localdate()
        leave = Leave.take(membership=member, by=user, starts_on=starts, ends_on=options["ends_on"])
        until = f" until {leave.ends_on}" if leave.ends_on else ""
        return {"uid": leave.uid, "said": f"{member.name} is away from {leave.starts_on}{until}."}


class Back(Said):
    """Be back from leave."""

    name, help = "back", "Be back from leave, or note that a member of a group you lead is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where and who."""
        parser.add_argument("group", help=GROUP)
        parser.add_argument("--member", help=f"{MEMBER}; else you")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        member = mine_or_led(options["group"], options["member"], user)
        leave = member.leaves.on(timezone.localdate()).first()
        if leave is None:
            raise Refusal(_("%s is not on leave.") % member.name)
        leave.end(by=user)
        return {"uid": leave.uid, "said": f"{member.name} is back."}


class Apply(Said):
    """Note that somebody wants to come in."""

    name, help = "apply", "Note that somebody wants to come into your group; its leaders decide."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, who, and how to reach them."""
        parser.add_argument("group", help=GROUP)
        parser.add_argument("name", help="who wants to come in")
        parser.add_argument("--email", default="", help="where the answer goes")
        parser.add_argument("--phone", default="", help="how to call")
        parser.add_argument("--trade", help=TRADE)
        parser.add_argument("--sponsor", help=f"who vouches: {MEMBER}")
        parser.add_argument("--note", default="", help="what the leaders shall know")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        group = group_called(options["group"], by=user)
        told = {name: options[name] for name in ("name", "email", "phone", "note")}
        sponsor = member_called(options["sponsor"], group) if options["sponsor"] else None
        one = Application.apply(
            group=group, by=user, sponsor=sponsor, classification=trade(options["trade"]), **told
        )  # fmt: skip
        return {"uid": one.uid, "said": f"{one.name} applies to {group}. The leaders decide."}


class Decide(Said):
    """Take in, decline, or note that somebody withdrew."""

    name, help = "decide", "Decide about an application to a group you lead; nothing is sent."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, and about whom."""
        parser.add_argument("decision", choices=["accept", "decline", "withdraw"], help="what is decided")
        parser.add_argument("name", help="how the applicant's name begins")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        found = list(Application.objects.visible_to(user).open().filter(name__istartswith=options["name"])[:2])
        if len(found) != 1:
            fits = _("Several applicants are called “%s”: decide on the page.") if found else _("No “%s” waits.")
            raise Refusal(fits % options["name"])
        getattr(found[0], options["decision"])(by=user)
        return {"uid": found[0].uid, "said": f"{found[0].name}: {found[0].get_state_display()}."}


class Seek(Said):
    """Say that a group looks for a trade."""

    name, help = "seek", "Put a trade on the list of those that a group you lead looks for."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, which, and whom exactly."""
        parser.add_argument("group", help=GROUP)
        parser.add_argument("trade", help=TRADE)
        parser.add_argument("--note", default="", help="whom exactly")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Do it."""
        group, wanted = led(options["group"], user), trade(options["trade"])
        if wanted is None:
            raise Refusal(_("Say which trade."))
        seat = WantedSeat.seek(group=group, by=user, classification=wanted, note=options["note"])
        return {"uid": seat.uid, "said": f"{group} looks for: {seat}."}


def add_days(parser: CommandParser, begins: str, ends: str) -> None:
    """From when until when."""
    parser.add_argument("--from", dest="starts_on", type=dt.date.fromisoformat, metavar="DAY", help=begins)
    parser.add_argument("--until", dest="ends_on", type=dt.date.fromisoformat, metavar="DAY", help=ends)


def led(name: str, user: User) -> Group:
    """A group that the user leads."""
    group = group_called(name, by=user)
    if not group.is_led_by(user):
        raise Refusal(_("%s is led by others. Ask one of them.") % group)
    return group


def mine_or_led(name: str, member: str | None, user: User) -> Membership:
    """My own place in a group, or a member of one I lead."""
    if member:
        return member_called(member, led(name, user))
    group = group_called(name, by=user)
    mine = group.memberships.current().filter(user=user).first()
    if mine is None:
        raise Refusal(_("You are no member of %s. Say who with --member.") % group)
    return mine


def trade(slug: str | None) -> Classification | None:
    """The classification of this slug."""
    found = Classification.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise Refusal(_("No trade is called “%s” here.") % slug)
    return found
