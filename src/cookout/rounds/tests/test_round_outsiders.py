"""Whether and when two members met is for their group: who leads, directs or hosts from outside reads nothing of it."""

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, make_user
from cookout.groups.models import Office, Region
from cookout.rounds.models import Pairing, Round
from cookout.rounds.models.who_meets import WhoMeets
from cookout.rounds.testing import announced, chapter, monday, paired

pytestmark = pytest.mark.django_db

TOLD = ("Never met", "New pair", "Long ago", "long_ago", '"new"', "They met on")


@pytest.fixture
def made(ben: User) -> Round:
    """Ben's chapter in a region that Dana directs: pairs that never met, that met long ago, and that fit."""
    region = Region.objects.create(name="North")
    director = make_user("Dana Dix")
    Office.objects.create(region=region, user=director, role=Office.Role.DIRECTOR, starts_on=dt.date(2024, 1, 1))
    group, seats = chapter(ben, *(f"Nora {letter}" for letter in "ABCDE"), name="Riverside", region=region)
    found, _rows = announced(group, starts_on=monday(0), weeks=2)
    reasons = [[["new", 0], ["fit", 60, "home buyers"]], [["long_ago", 14]], [["new", 0]]]
    for at, (why, gain) in enumerate(zip(reasons, (100, 300, 500), strict=True)):
        paired(found, seats[2 * at], seats[2 * at + 1], reasons=why, gain=gain)
    return found


def doors(client: Client, made: Round, user: User) -> Iterator[str]:
    """Everything of the round that a user reads."""
    client.force_login(user)
    assert made.group is not None
    pairs = [row.get_absolute_url() for row in Pairing.objects.filter(round=made)]
    for path in (made.get_absolute_url(), f"/rounds/{made.uid}/round.csv", made.group.get_absolute_url(), *pairs):
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield answer.content.decode()
    for row in (f"rounds/{made.uid}", *(f"pairings/{one.uid}" for one in Pairing.objects.filter(round=made))):
        answer = client.get(f"/api/v1/{row}", headers=bearer(user))
        assert answer.status_code == 200, row
        yield answer.content.decode()
    out = io.StringIO()
    call_command("round", "show", made.group.name, "--user", user.email, stdout=out)
    yield out.getvalue()


@pytest.mark.parametrize("who", ["Ada Adeyemi", "Dana Dix"])
def test_a_director_and_a_host_read_of_no_pair_whether_it_met(client: Client, ada: User, made: Round, who: str) -> None:
    assert ada.is_host
    reader = User.objects.get(name=who)
    told = "\n".join(doors(client, made, reader))
    assert [words for words in TOLD if words in told] == []
    assert "Good fit: both serve home buyers" in told
    assert "A 1-2-1" in told
    shown = WhoMeets.of(made, reader).weeks[0].pairs
    assert [pair.gain for pair in shown] == [None, None, None]
    assert [pair.pairing.gain for pair in shown] == [100, 300, 500], "in the order of members, not of gains"


def test_a_member_reads_it_and_one_who_left_does_not(client: Client, ben: User, made: Round) -> None:
    told = "\n".join(doors(client, made, ben))
    for words in ("New pair: both serve home buyers", "Long ago, 14 months", "Never met"):
        assert words in told
    assert [pair.gain for pair in WhoMeets.of(made, ben).weeks[0].pairs] == [500, 300, 100]


def test_who_sat_in_it_once_and_directs_it_now_reads_nothing(client: Client, ada: User, made: Round) -> None:
    assert made.group is not None
    seat = made.group.admit(by=ada, name=ada.name, user=ada)
    assert "Long ago" in "".join(doors(client, made, ada))
    type(seat).objects.filter(pk=seat.pk).update(joined_on=monday(-9), left_on=monday(-1))
    assert "Long ago" not in "".join(doors(client, made, ada))
