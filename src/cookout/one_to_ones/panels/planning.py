"""What planning shows on lower rooms' pages: the way to a 1-2-1, the next and the last, and the list under People."""

from django.utils import timezone

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.one_to_ones.models import OneToOne, Standing
from cookout.people.models import Book, Person


def plan_one(user: User, person: Person) -> Panel | None:
    """The button on a person's page."""
    if person.account_id == user.pk:
        return None
    return Panel("plan_one", "one_to_ones/_plan_one.html")


def next_and_last(user: User, person: Person) -> Panel | None:
    """The next 1-2-1 with this person, and the last."""
    if person.account_id == user.pk:
        return None
    with_them = OneToOne.objects.of(user, person).with_seats()
    coming = with_them.open().order_by("starts_at", "pk").first()
    last = with_them.took_place().filter(starts_at__lte=timezone.now()).order_by("-starts_at").first()
    if coming is None and last is None:
        return None
    data = {"coming": coming and Standing(coming, user), "last": last and Standing(last, user)}
    return Panel("one_to_ones", "one_to_ones/_next_and_last.html", data)


def people_head(user: User, book: Book) -> Panel:
    """The list of 1-2-1s, reached from People; how many wait for an answer of mine."""
    return Panel("one_to_ones", "one_to_ones/_people_head.html")


def register() -> None:
    """Fill the slots."""
    slots.register("person.actions", plan_one, order=20)
    slots.register("person.aside", next_and_last, order=5)
    slots.register("people.head", people_head, order=20)
