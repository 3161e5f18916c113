"""What comes after, on other pages: thinking and the six weeks beside a person, the wrap-up on a 1-2-1."""

from cookout.core import slots
from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.one_to_ones.models import OneToOne, WrapUp, latest_slots, six_weeks_with
from cookout.people.models import Person

SHOWN = 4


def thinking(user: User, person: Person) -> Panel | None:
    """My thinking slots for this person, and the way to take one now."""
    if person.account_id == user.pk:
        return None
    data = {"slots": latest_slots(user, person)[:SHOWN], "person": person, "uid": uuid7()}
    return Panel("thinking", "one_to_ones/_thinking.html", data)


def think_in_menu(user: User, person: Person) -> Panel | None:
    """Think for somebody, from the menu of the page."""
    if person.account_id == user.pk:
        return None
    return Panel("think", "one_to_ones/_think_in_menu.html", {"person": person, "uid": uuid7()})


def six_weeks(user: User, person: Person) -> Panel | None:
    """Which of the six weeks after a first 1-2-1 this is."""
    six = six_weeks_with(user, person) if person.account_id != user.pk else None
    if six is None:
        return None
    one = OneToOne.objects.get(pk=six.one_to_one)
    return Panel("six_weeks", "one_to_ones/_six_weeks.html", {"six": six, "one": one, "person": person})


def wrapping_up(user: User, one: OneToOne) -> Panel | None:
    """What I wrote after a 1-2-1, for me alone, and the way there."""
    if not one.took_place:
        return None
    data = {"wrap_up": WrapUp.objects.visible_to(user).filter(one_to_one=one).first(), "one": one}
    return Panel("wrap_up", "one_to_ones/_wrapped_up.html", data)


def register() -> None:
    """Fill the slots."""
    for slot, maker, place in (
        ("person.notice", six_weeks, 20),
        ("person.menu", think_in_menu, 20),
        ("person.aside", thinking, 35),
        ("one_to_one.main", wrapping_up, 30),
    ):
        slots.register(slot, maker, order=place)
