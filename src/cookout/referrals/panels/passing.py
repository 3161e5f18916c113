"""Ways to a referral from a person and from a 1-2-1; on a referral, who of my book it is, and what is mine alone."""

from dataclasses import dataclass

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.one_to_ones.models import OneToOne
from cookout.people.models import Person
from cookout.referrals.models import Party, Referral, Role, seen


@dataclass(frozen=True, slots=True)
class Stranger:
    """A party that nobody of my book is yet, and who there has the same name."""

    party: Party
    called_so: tuple[Person, ...]


def pass_one(user: User, person: Person) -> Panel | None:
    """The button on a person's page."""
    if person.account_id == user.pk:
        return None
    return Panel("pass_one", "referrals/_pass_one.html", {"person": person})


def note_one(user: User, person: Person) -> Panel | None:
    """Note one from this person, or recommend them, from the menu of the page."""
    if person.account_id == user.pk:
        return None
    return Panel("note_one", "referrals/_pass_in_menu.html", {"person": person})


def grown(user: User, one: OneToOne) -> Panel | None:
    """What came of a 1-2-1, and the way to note it."""
    if not one.took_place:
        return None
    came = Referral.objects.visible_to(user).filter(sides__owner=user, sides__one_to_one=one).with_parties()
    data = {"one": one, "came": list(came.order_by("given_on", "pk")), "other": one.other(user)}
    return Panel("referrals_grown", "referrals/_grown.html", data)


def mine_alone(user: User, one: Referral) -> Panel:
    """My own note, the promise from which it grew, and the way to what grows from it in turn."""
    in_turn = one.provider.user_id == user.pk and one.accepted_at is not None
    data = {"one": one, "side": one.side(user), "gives_in_turn": in_turn}
    return Panel("mine_alone", "referrals/_mine_alone.html", data)


def in_my_book(user: User, one: Referral) -> Panel | None:
    """Those of the three who are not in my book, with the way to add them."""
    people = seen([one], user)[0].people
    inside = one.kind == "inside"
    strangers = [
        Stranger(party, _called(user, party))
        for party in one.parties.all()
        if party.role not in people and party.user_id != user.pk and party.name
        and not (inside and party.role == Role.PROSPECT)
    ]  # fmt: skip
    return (
        Panel("in_my_book", "referrals/_in_my_book.html", {"one": one, "strangers": strangers}) if strangers else None
    )


def _called(user: User, party: Party) -> tuple[Person, ...]:
    return tuple(Person.objects.kept_by(user).filter(full_name__iexact=party.name)[:3])


def register() -> None:
    """Fill the slots."""
    slots.register("person.actions", pass_one, order=30)
    slots.register("person.menu", note_one, order=30)
    slots.register("one_to_one.main", grown, order=40)
    slots.register("referral.own", mine_alone, order=60)
    slots.register("referral.own", in_my_book, order=70)
