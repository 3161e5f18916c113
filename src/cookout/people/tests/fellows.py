"""Audiences for tests of this room: the rooms above say for real who is a fellow and who has a 1-2-1 planned."""

import pytest

from cookout.core import audiences
from cookout.core.models import User
from cookout.people.models import Person


def be_fellows(monkeypatch: pytest.MonkeyPatch, *users: User, planned: tuple[User, ...] = ()) -> None:
    """Let these be in one group, and those have a 1-2-1 planned with each other; nobody else with anybody."""

    def among(some: tuple[User, ...]) -> audiences.Audience:
        def people(user: User) -> "audiences.QuerySet[Person, Person]":
            others = [other.pk for other in some if other != user] if user in some else []
            return Person.objects.filter(account__in=others).values("pk")

        return people

    monkeypatch.setattr(audiences, "_audiences", {"groups": among(users), "one_to_one": among(planned)})
