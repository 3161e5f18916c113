"""My own crowded trade: the public count, my own, my word, and how long until trust."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.people.models import Classification, Person
from cookout.ties.models import Capacity, Mark, OwnTrade, Tie, Touch, local_today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def trade(word: str) -> Classification:
    """A trade of which the public figures say this word."""
    return next(row for row in Classification.objects.order_by("pk") if row.crowding and row.crowding.word == word)


def keep(user: User, name: str, word: str) -> Tie:
    """Somebody of such a trade."""
    return Tie.objects.between(user, Person.keep(by=user, full_name=name, classification=trade(word)))


def trusted(user: User, name: str, *, after: int | None, word: str = "rare") -> None:
    """Somebody known for two years, trusted after so many days, or not."""
    tie, first = keep(user, name, word), local_today(user) - 720 * DAY
    tie.touch(by=user, kind=Touch.Kind.CALL, on=first)
    tie.mark(Mark.Kind.TRUST, 1, by=user, on=first)
    if after is not None:
        tie.mark(Mark.Kind.TRUST, 2, by=user, on=first + after * DAY)


def test_the_public_count_my_own_and_my_word(client: Client, ben: User) -> None:
    assert "Choose your trade" in OwnTrade.of(ben).said
    ben.person.rename(by=ben, classification=trade("crowded"))
    keep(ben, "Same Work", "crowded")
    keep(ben, "Other Work", "rare")
    own = OwnTrade.of(User.objects.get(pk=ben.pk))
    assert (own.is_crowded, own.kept, own.in_groups) == (True, 1, 0)
    assert own.said.endswith("crowded.")
    assert [(change.usual, change.sooner) for change in own.changes] == [(30, 22), (90, 68), (365, 274)]
    client.force_login(ben)
    page = client.get("/ties/capacity/crowding/").content.decode()
    assert "County Business Patterns 2019" in page
    assert "every 22 days, else 30" in page
    said = {"crowded": "false", "crowded_because": "I am the one in town."}
    answer = client.post("/ties/capacity/crowding/", said, follow=True).content.decode()
    assert "By your own word your trade is not crowded. I am the one in town." in answer
    assert "every 30 days" in answer
    client.post("/ties/capacity/crowding/", {"crowded": "", "crowded_because": "No longer"})
    assert Capacity.of(ben).crowded_because == ""


def test_a_trade_without_figures_is_not_called_anything(ben: User) -> None:
    unknown = Classification.objects.create(slug="well-digger", name="Well digger")
    ben.person.rename(by=ben, classification=unknown)
    own = OwnTrade.of(User.objects.get(pk=ben.pk))
    assert "do not know your trade, Well digger" in own.said
    assert own.is_crowded is False


def test_without_marks_the_time_to_trust_is_not_yet_known_and_the_direction_is(ben: User) -> None:
    own = OwnTrade.of(ben)
    assert "is not yet known" in own.trust_said
    assert "Expect longer where many do the same work" in own.trust_said
    assert own.as_data()["days_to_trust"] is None


def test_my_own_marks_say_how_long_it_took(ben: User) -> None:
    for days in (20, 30, 40, 50, 60, 70):
        trusted(ben, f"Rare {days}", after=days)
    assert OwnTrade.of(ben).trust_said == (
        "Half of those whose trust you marked were trusted within 40 days (95%: 20 to 70)."
    )
    assert OwnTrade.of(ben).trust_apart == ""
    for days in (200, 210, 220, 230, 240, 250):
        trusted(ben, f"Crowded {days}", after=days, word="crowded")
    assert OwnTrade.of(ben).trust_apart == (
        "People of crowded trades: 220 days (95%: 200 to 250). The others: 40 days (95%: 20 to 70). "
        "So with people of crowded trades it took you longer."
    )


def test_who_was_never_judged_says_nothing_and_who_is_not_trusted_counts(ben: User) -> None:
    for days in (20, 30, 40, 50, 60):
        trusted(ben, f"Rare {days}", after=days)
    keep(ben, "Never Judged", "rare").touch(by=ben, kind=Touch.Kind.CALL, on=local_today(ben))
    before = OwnTrade.of(ben).trust.everyone
    for number in range(3):
        trusted(ben, f"Not Yet {number}", after=None)
    after = OwnTrade.of(ben).trust.everyone
    assert (before.n, before.value, after.n, after.value) == (5, 40, 8, 50)


def test_api_and_command_say_the_same(client: Client, ben: User) -> None:
    out = StringIO()
    call_command("capacity", "--crowded", "yes", "--because", "Six agents on my street.", "--user", ben.email, "--json",
                 stdout=out)  # fmt: skip
    said = json.loads(out.getvalue())
    data = client.get("/api/v1/capacity/crowding", headers=bearer(ben)).json()
    assert data == said["crowding"]
    assert data["said"] == "By your own word your trade is crowded. Six agents on my street."
    body = {"crowded": None}
    answer = client.patch("/api/v1/capacity", body, "application/json", headers=bearer(ben)).json()
    assert (answer["crowded"], answer["crowded_because"]) == (None, "")


def test_a_persons_crowded_trade_says_whom_i_have_there(client: Client, ben: User) -> None:
    client.force_login(ben)
    alone = keep(ben, "First Broker", "crowded").person
    assert "You have 0 others here." in client.get(alone.get_absolute_url()).content.decode()
    keep(ben, "Second Broker", "crowded")
    assert "You have one other person here." in client.get(alone.get_absolute_url()).content.decode()
    rare = keep(ben, "Rare Bird", "rare").person
    assert "call this trade crowded" not in client.get(rare.get_absolute_url()).content.decode()
