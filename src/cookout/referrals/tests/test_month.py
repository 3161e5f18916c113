"""The month's referrals beside Today."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.models import User
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import ClosedBusiness, Referral
from cookout.referrals.panels.month import month
from cookout.referrals.testing import passed
from cookout.ties.models import local_today

pytestmark = pytest.mark.django_db


class Day:
    def __init__(self, on: dt.date) -> None:
        self.on = on


def figures(user: User) -> dict[str, object]:
    panel = month(user, Day(local_today(user)))
    assert panel is not None
    return {**panel.data, "closed": [total.said for total in panel.data["closed"]]}


def test_a_month_without_referrals_shows_nothing(ada: User) -> None:
    assert month(ada, Day(local_today(ada))) is None


def test_given_received_and_closed_are_counted_each_for_whose_they_are(ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    passed(ada, ben, "Ines Lund", may_contact=None)
    older = passed(ada, ben, "Rui Sousa")
    Referral.objects.filter(pk=older.pk).update(given_on=local_today(ada).replace(day=1) - dt.timedelta(days=1))
    older.accept(by=ben)
    older.move(by=ben, state="won")
    ClosedBusiness.close(by=ben, referral=older, amount=148000, currency="USD")
    assert figures(ada) == {"given": 1, "received": 0, "closed": []}
    assert figures(ben) == {"given": 0, "received": 1, "closed": ["1,480\N{NO-BREAK SPACE}USD"]}


def test_today_shows_it(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    passed(ada, ben)
    client.force_login(ben)
    assert "Referrals this month" in client.get("/today/aside/").content.decode()
