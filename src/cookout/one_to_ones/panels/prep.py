"""What preparing shows elsewhere: common ground and coverage beside a person and when deciding, coverage on a 1-2-1."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.models.coverage import Coverage, covered, past_with
from cookout.one_to_ones.models.known import Known, known_of
from cookout.one_to_ones.models.prep import ground_with
from cookout.people.models import Person
from cookout.ties.models import local_today

FEW = 3
"""So much common ground stands on a card that one decides on."""


def common_ground(user: User, person: Person) -> Panel | None:
    """The butter card: what both share, where anything is."""
    if person.account_id == user.pk:
        return None
    ground = ground_with(user, person, _known(user, person))
    data = {"ground": ground, "name": person.first_name}
    return Panel("common", "one_to_ones/_common_card.html", data) if not ground.is_empty else None


def in_common(user: User, person: Person) -> Panel | None:
    """What both share, in a few words beside the facts on the card to decide on."""
    if person.account_id == user.pk:
        return None
    shared = ground_with(user, person, _known(user, person)).shared[:FEW]
    return Panel("in_common", "one_to_ones/_triage_common.html", {"shared": shared}) if shared else None


def coverage(user: User, person: Person) -> Panel | None:
    """How much of the dance card is known, what the next 1-2-1 is for, and the way to the sheet."""
    if person.account_id == user.pk:
        return None
    data = {"coverage": _coverage(user, person), "person": person}
    return Panel("coverage", "one_to_ones/_coverage.html", data)


def preparing(user: User, one: OneToOne) -> Panel | None:
    """How much is known, on the page of a 1-2-1, and once it is over, what the next one is for."""
    person = one.person_for(user)
    if person is None:
        return None
    data = {"coverage": _coverage(user, person), "person": person, "one": one}
    return Panel("preparing", "one_to_ones/_preparing.html", data)


def register() -> None:
    """Fill the slots."""
    slots.register("person.aside", common_ground, order=20)
    slots.register("person.facets", coverage, order=10)
    slots.register("triage.facts", in_common, order=10)
    slots.register("one_to_one.main", preparing, order=20)


def _known(user: User, person: Person) -> tuple[Known, ...]:
    """What is known, read once for all panels of a page."""
    read: dict[int, tuple[Known, ...]] = person.__dict__.setdefault("_known", {})
    if user.pk not in read:
        read[user.pk] = known_of(user, person, today=local_today(user))
    return read[user.pk]


def _coverage(user: User, person: Person) -> Coverage:
    return covered(_known(user, person), past_with(user, person), name=person.first_name)
