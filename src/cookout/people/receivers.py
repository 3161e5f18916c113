"""What the room `people` does when others announce something."""

import datetime as dt
from typing import Any

from cookout.core import sweep, work
from cookout.core.models import User
from cookout.core.signals import account_opened
from cookout.people.models import AddressImport, Classification, Person, needed_pictures, sweep_orphans


def give_account_its_person(sender: type[User], user: User, **kwargs: Any) -> None:
    """Every account is a person of its own."""
    if not Person.objects.filter(account=user).exists():
        person = Person.objects.create(account=user, full_name=user.name or user.email)
        person.refresh_words()


def load_catalogue(sender: Any, **kwargs: Any) -> None:
    """After migrating, bring the classifications in line with the shipped catalogue."""
    Classification.objects.sync()


def connect() -> None:
    """Listen, and hand the worker what the room has for it."""
    work.register(AddressImport)
    work.register_chore("imports", sweep_orphans, every=dt.timedelta(hours=1))
    sweep.register_files("people.pictures", needed_pictures)
    account_opened.connect(give_account_its_person, dispatch_uid="people.give_account_its_person")
