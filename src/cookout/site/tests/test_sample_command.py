"""`cookout sample`: writes into an empty house, writes a sample anew, and refuses where somebody lives."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cookout.core.models import House, User
from cookout.people.models import Person
from cookout.ties.models import Tie, Touch


def sample(**options: Any) -> str:
    said = StringIO()
    call_command("sample", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_the_command_says_what_it_made_and_a_second_time_changes_nothing() -> None:
    assert "61 users" in sample()
    people = set(Person.objects.values_list("uid", flat=True))
    assert "here already" in sample()
    assert set(Person.objects.values_list("uid", flat=True)) == people


@pytest.mark.django_db
def test_replacing_makes_the_same_house_anew() -> None:
    sample(today=dt.date(2026, 3, 4))
    uids = set(Tie.objects.values_list("uid", flat=True))
    Touch.objects.all().delete()
    sample(today=dt.date(2026, 3, 4), replace=True)
    assert set(Tie.objects.values_list("uid", flat=True)) == uids
    assert Touch.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("replace", [False, True])
def test_a_house_where_somebody_lives_is_refused(ada: User, replace: bool) -> None:
    with pytest.raises(CommandError, match="Somebody lives"):
        sample(replace=replace)
    assert list(User.objects.all()) == [ada]
    assert not House.the().is_sample
