"""Whom a seat knows: the same human may be a row of my book and an account."""

from django.db import models
from django.db.models import Q

from cookout.core.models import User
from cookout.one_to_ones.models.seat import Seat
from cookout.people.models import Person


def account_of(person: Person) -> Person | None:
    """The account behind a row of the book, if any."""
    return person if person.account_id else person.account_person


def as_kept(user: User, person: Person) -> Person:
    """How a user knows this person: their own row where they keep one, else the account."""
    account = account_of(person)
    if person.keeper_id == user.pk or account is None:
        return person
    return Person.objects.kept_by(user).filter(account_person=account).first() or account


def seats_knowing(user: User, person: Person) -> "models.QuerySet[Seat]":
    account = account_of(person)
    same = Q(knows=person)
    if account is not None:
        same |= Q(knows=account) | Q(knows__account_person=account, knows__keeper=user)
    return Seat.objects.filter(same, user=user)
