"""The words below `cookout pairing`, and `cookout round repair`."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from cookout.core.management.deeds import Deed
from cookout.core.models import Act, User
from cookout.groups.models import Membership
from cookout.rounds.management.days import day
from cookout.rounds.models import Availability, DoNotPair, Pairing, Round, Slot
from cookout.rounds.models.availability import spoken_for
from cookout.rounds.models.do_not_pair import may_be_met
from cookout.rounds.models.repairing import repaired
from cookout.rounds.models.seen import seen, to_meet
from cookout.rounds.models.telling import told_after
from cookout.rounds.models.told_pair import as_data
from cookout.rounds.rules import monday_of

Write = Callable[[str], object]
Found = TypeVar("Found")


class PairingList(Deed):
    """Read them."""

    name = "list"
    help = "Whom you meet this week and in those to come, and why."

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Mine that stand."""
        return [as_data(one) for one in seen(user, to_meet(user))]

    def show(self, result: Any, write: Write) -> None:
        """One line a pair."""
        for one in result:
            star = "*" if one["is_drawn"] else ""
            write(f"{date_format(one['week_on'], 'M j')}  {one['other']}{star}: {one['why']}. {one['state']}")
        if not result:
            write("No plan pairs you in the weeks to come.")
        elif any(one["is_drawn"] for one in result):
            write("* Drawn by lot, so that you learn what 1-2-1s do.")


class Answer(Deed):
    """Say something to one pair. Subclasses name the verb."""

    def add_arguments(self, parser: CommandParser) -> None:
        """With whom, and for whom."""
        parser.add_argument("with", metavar="NAME", help="how the name of the other one begins")
        parser.add_argument("--for", dest="whose", metavar="NAME", help="a member without account whom you lead")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Find the pair, say it."""
        row, seat = _pair(user, options["with"], options["whose"])
        act = self.say(row, user, seat, options)
        return {"act": act.uid, "said": told_after(act, user)}

    def say(self, row: Pairing, user: User, seat: Membership, options: dict[str, Any]) -> Act:
        """The verb."""
        raise NotImplementedError

    def show(self, result: Any, write: Write) -> None:
        """What came of it."""
        write(result["said"] or "Noted.")


class PairingAccept(Answer):
    """Yes."""

    name, help = "accept", "Say yes to a pair."

    def say(self, row: Pairing, user: User, seat: Membership, options: dict[str, Any]) -> Act:
        """Accept."""
        return row.accept(by=user, membership=seat)


class PairingDecline(Answer):
    """Not this month."""

    name, help = "decline", "Say no to a pair, without a reason; both of you get somebody else where there is one."

    def say(self, row: Pairing, user: User, seat: Membership, options: dict[str, Any]) -> Act:
        """Decline."""
        return row.decline(by=user, membership=seat)


class PairingSwap(Answer):
    """Another week."""

    name, help = "swap", "Meet in another week of the round."

    def add_arguments(self, parser: CommandParser) -> None:
        """Also which week."""
        super().add_arguments(parser)
        parser.add_argument("--week", type=int, required=True, metavar="N", help="the first week of the round is 1")

    def say(self, row: Pairing, user: User, seat: Membership, options: dict[str, Any]) -> Act:
        """Swap."""
        return row.swap(by=user, membership=seat, week=options["week"])


class PairingWhen(Deed):
    """When one can meet."""

    name = "when"
    help = "When you can meet, as usual or in one week; without further words, read what you said."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, which week, and what."""
        parser.add_argument("--for", dest="whose", metavar="NAME", help="a member without account whom you lead")
        parser.add_argument("--group", metavar="NAME", help="in which of your groups; else the only one")
        parser.add_argument("--week", type=day, metavar="MONDAY", help="only that week")
        parser.add_argument("--slots", metavar="WORDS", help="morning,midday,evening; “none”: you cannot")
        parser.add_argument("--most", type=int, metavar="N", help="so many a month at most; 0 is a pause")
        parser.add_argument("--as-usual", action="store_true", help="forget what was said of the week, or the usual")

    def act(self, user: User, **options: Any) -> list[dict[str, Any]]:
        """Say or forget what was asked, then read."""
        seat = _seat(user, options["whose"], options["group"])
        if options["as_usual"]:
            Availability.forget(by=user, membership=seat, week_on=options["week"])
        elif options["slots"] is not None or options["most"] is not None:
            _say_when(user, seat, options)
        rows = Availability.objects.filter(membership=seat).order_by("week_on")
        return [{"week_on": row.week_on, "slots": row.slots, "most": row.most} for row in rows]

    def show(self, result: Any, write: Write) -> None:
        """One line a week."""
        for row in result:
            most = "" if row["most"] is None else f", {row['most']} a month at most"
            write(f"{row['week_on'] or 'as usual'}: {', '.join(row['slots']) or 'cannot'}{most}")
        if not result:
            write("Nothing is said: any time.")


class PairingApart(Deed):
    """Private wishes."""

    name = "apart"
    help = "With whom you would rather not be paired; nobody else learns of it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, and whether to take it back."""
        parser.add_argument("whom", nargs="?", metavar="NAME", help="a member of your groups; none: read your wishes")
        parser.add_argument("--lift", action="store_true", help="take the wish back")

    def act(self, user: User, **options: Any) -> list[str]:
        """Wish, lift or read."""
        mine = DoNotPair.objects.visible_to(user).select_related("membership")
        if options["whom"] and options["lift"]:
            _one([row for row in mine if _begins(row.membership.name, options["whom"])]).lift(by=user)
        elif options["whom"]:
            found = [row for row in may_be_met(user) if _begins(row.name, options["whom"])]
            DoNotPair.wish(by=user, membership=_one(found))
        return [row.membership.name for row in mine.all()]

    def show(self, result: Any, write: Write) -> None:
        """One line a wish."""
        for name in result:
            write(name)
        if not result:
            write("None. Plans may pair you with everybody.")


class RoundRepair(Deed):
    """Mend a plan."""

    name = "repair"
    help = "Mend an announced plan for those who left or are away since, with as few changes as possible."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which round."""
        parser.add_argument("round", metavar="ID", help="its id, as “cookout round list --json” prints it")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Mend."""
        made = next((row for row in Round.objects.led_by(user) if str(row.uid) == options["round"]), None)
        if made is None:
            raise CommandError("You lead no round with this id.")
        act = repaired(made, by=user)
        return {"act": act.uid, "changes": act.changes.filter(model="rounds.pairing").count()}

    def show(self, result: Any, write: Write) -> None:
        """Whether anything was to mend."""
        write("Mended. Whose partner changed hears of it." if result["changes"] else "There was nothing to mend.")


ALL = (PairingList, PairingAccept, PairingDecline, PairingSwap, PairingWhen, PairingApart)


def _pair(user: User, name: str, whose: str | None) -> tuple[Pairing, Membership]:
    """The pair with this name, and for whom of the two the user speaks."""
    rows = Pairing.objects.answered_by(user).standing().select_related("round", "first__group", "second__group")
    found, from_week = [], monday_of(timezone.localdate())
    for row in (one for one in rows.order_by("round__starts_on", "week") if one.monday >= from_week):
        for seat in row.both:
            mine = seat.user_id is None and _begins(seat.name, whose) if whose else seat.user_id == user.pk
            if mine and _begins(row.other(seat).name, name):
                found.append((row, seat))
    return _one(found)


def _seat(user: User, whose: str | None, group: str | None) -> Membership:
    rows = spoken_for(user)
    rows = rows.filter(user=None).matching(whose) if whose else rows.filter(user=user)
    return _one([row for row in rows if group is None or _begins(row.group.name, group)])


def _say_when(user: User, seat: Membership, options: dict[str, Any]) -> None:
    """Say what was named; what was said before and is not named stays."""
    week_on, most = options["week"], options["most"]
    known = Availability.objects.filter(membership=seat, week_on=week_on).first()
    slots = known.slots if known else Slot.values
    if options["slots"] is not None:
        slots = _slots(options["slots"])
    if most is None and known is not None:
        most = known.most
    Availability.say(by=user, membership=seat, slots=slots, week_on=week_on, most=most)


def _one(found: list[Found]) -> Found:
    if len(found) != 1:
        raise CommandError("Several fit. Say the whole name." if found else "Nobody of that name.")
    return found[0]


def _begins(name: str, said: str) -> bool:
    words = said.lower()
    return name.lower().startswith(words) or any(part.startswith(words) for part in name.lower().split())


def _slots(said: str) -> list[str]:
    return [] if said == "none" else [word.strip() for word in said.split(",")]
