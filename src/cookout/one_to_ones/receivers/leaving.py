"""Who leaves: open 1-2-1s are called off with the account; what must stay for the counts becomes a tombstone."""

from typing import Any

from django.db.models import QuerySet

from cookout.core.models import Act, User
from cookout.core.signals import account_closing, account_erasing
from cookout.one_to_ones.models import OneToOne, ProposedTime, Seat, State, Step
from cookout.people.models import Person
from cookout.people.signals import people_in_use


def call_off_all(sender: type[User], user: User, act: Act, **kwargs: Any) -> None:
    """Who closes the account calls off what was open, in the same act, so that coming back brings it back."""
    for one in OneToOne.objects.visible_to(user).open():
        one.give_up(act, by=user, ends_rhythm=True)


def leave_tombstones(sender: type[User], user: User, **kwargs: Any) -> None:
    """A 1-2-1 in which nobody is left goes; in the others the seat stays, without a name and without words."""
    alone = OneToOne.objects.filter(seats__user=user).exclude(
        pk__in=Seat.objects.exclude(user=user).filter(user__isnull=False).values("one_to_one")
    )
    OneToOne.objects.filter(pk__in=list(alone.values_list("pk", flat=True))).delete()
    seats = Seat.objects.filter(user=user)
    OneToOne.objects.filter(seats__in=seats).open().update(state=State.CANCELLED)
    ProposedTime.objects.filter(seat__in=seats).delete()
    Step.objects.filter(seat__in=seats).update(note="")
    seats.update(name="", knows=None, mail="")


def people_with_seats(sender: type[Person], keeper: User, **kwargs: Any) -> "QuerySet[Any, Any]":
    """With whom the keeper has a 1-2-1: they stay when their import is taken back."""
    mine = Seat.objects.filter(user=keeper, knows__isnull=False, one_to_one__deleted_at=None)
    return mine.values_list("knows_id", flat=True)


def connect() -> None:
    """Listen."""
    account_closing.connect(call_off_all, dispatch_uid="one_to_ones.call_off_all")
    account_erasing.connect(leave_tombstones, dispatch_uid="one_to_ones.leave_tombstones")
    people_in_use.connect(people_with_seats, dispatch_uid="one_to_ones.people_with_seats")
