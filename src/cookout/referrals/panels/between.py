"""What stands between me and a person, on their page and on the prep sheet: gives beside takes, earned, service."""

from cookout.core import slots
from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.people.models import Person
from cookout.referrals.models import Favor
from cookout.referrals.models.between import Between, between, dots, dots_said, open_between
from cookout.referrals.models.earned import earned, is_earned_from
from cookout.referrals.models.giving import ask_draft
from cookout.referrals.models.insight_of import Insight, insight_of
from cookout.referrals.models.service import service_to
from cookout.ties.models import Tie, local_today

SHOWN = 5
"""So many things that were done stand on the person page; the rest on the page of its own."""


def referrals_of(user: User, person: Person) -> Panel | None:
    """What she gave me and I gave her, one mark for each, and what it brought."""
    if person.account_id == user.pk:
        return None
    found = _between(user, person)
    if not found.taken and not found.given:
        return None
    sides = [
        (way, len(referrals), dots(referrals), dots_said(referrals))
        for way, referrals in (("in", found.taken), ("out", found.given))
        if referrals
    ]
    return Panel("referrals", "referrals/_referrals_of.html", {"sides": sides, "brought": found.brought})


def gives_and_takes(user: User, person: Person) -> Panel | None:
    """Help, introductions, referrals, thanks in both directions, and a line to note more."""
    if person.account_id == user.pk:
        return None
    found = _between(user, person)
    rows = [row for row in found.rows if row.gave or row.took]
    data = {"rows": rows, "person": person, "kinds": Favor.Kind.choices, "uid": uuid7(), "today": local_today(user)}
    return Panel("between", "referrals/_between.html", data)


def earned_and_owed(user: User, person: Person) -> Panel | None:
    """For who referred somebody or is a client: what was done since the last ask, and whether it is time."""
    tie = _tie(user, person)
    if tie is None or not is_earned_from(tie, _between(user, person)):
        return None
    found = earned(user, tie, _between(user, person), _insight(user, tie))
    data = {"earned": found, "shown": found.done[:SHOWN], "person": person, "draft": ask_draft(user, tie),
            "uid": uuid7(), "today": local_today(user)}  # fmt: skip
    return Panel("earned", "referrals/_earned.html", data)


def as_referrer(user: User, person: Person) -> Panel | None:
    """For the same: the four answers, facts first."""
    tie = _tie(user, person)
    if tie is None or not is_earned_from(tie, _between(user, person)):
        return None
    return Panel("insight", "referrals/_insight.html", {"insight": _insight(user, tie)})


def service(user: User, person: Person) -> Panel | None:
    """For a client: the reviews agreed on, and the answers owed."""
    tie = _tie(user, person)
    if tie is None or tie.pk is None:
        return None
    found = service_to(user, tie)
    if not tie.is_client and not found.reviews:
        return None
    data = {"service": found, "person": person, "uid": uuid7(), "today": local_today(user)}
    return Panel("service", "referrals/_service.html", data)


def on_the_sheet(user: User, person: Person) -> Panel | None:
    """The open ones between us, on the prep sheet, with what is owed."""
    if person.account_id == user.pk:
        return None
    rows = [(one, one.role_of(user) == "provider") for one in open_between(user, person)]
    return Panel("referrals", "referrals/_prep_referrals.html", {"rows": rows}) if rows else None


def register() -> None:
    """Fill the slots."""
    slots.register("person.aside", referrals_of, order=22)
    slots.register("person.aside", as_referrer, order=24)
    slots.register("person.aside", earned_and_owed, order=24)
    slots.register("person.aside", service, order=25)
    slots.register("person.aside", gives_and_takes, order=23)
    slots.register("one_to_ones.prep", on_the_sheet, order=10)


def _tie(user: User, person: Person) -> Tie | None:
    return None if person.account_id == user.pk else Tie.objects.between(user, person)


def _between(user: User, person: Person) -> Between:
    """Read once for all panels of a page."""
    read: dict[int, Between] = person.__dict__.setdefault("_between", {})
    if user.pk not in read:
        read[user.pk] = between(user, person)
    return read[user.pk]


def _insight(user: User, tie: Tie) -> Insight:
    """Estimated once for all panels of a page."""
    read: dict[int, Insight] = tie.person.__dict__.setdefault("_insight", {})
    if user.pk not in read:
        read[user.pk] = insight_of(user, tie, _between(user, tie.person))
    return read[user.pk]
