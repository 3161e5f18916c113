"""Bad input at all three doors: page, API and command say the same no, and nothing is written."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.one_to_ones.testing import fellows, noted
from cookout.people.models import Person
from cookout.referrals.models import Referral, State
from cookout.referrals.testing import passed, received
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

Said = dict[str, Any]
Door = Callable[[Client, User, Said], int]
"""What a door answers: below 400 it was done, else it was not."""

FIELDS = {"provider": "to", "referrer": "from"}


def page(client: Client, user: User, said: Said) -> int:
    """As a form sends it."""
    client.force_login(user)
    way = "from" if "referrer" in said else "to"
    person = Person.objects.filter(uid=said.get("referrer") or said.get("provider")).first()
    sent = {"whom": person.full_name if person else "Nobody", "whom_is": str(person.uid) if person else ""}
    sent |= {"prospect": said["prospect"]["name"], "mail": said["prospect"].get("mail", ""), "may_contact": "yes"}
    sent |= {"prospect_is": said["prospect"].get("person", "")}
    sent |= {name: str(said[key]) for key, name in GREW.items() if key in said}
    return client.post(f"{reverse('referrals:referral_create')}?{way}=", sent).status_code


def program(client: Client, user: User, said: Said) -> int:
    """As a program sends it."""
    path = "/api/v1/referrals"
    sent = {"may_contact": True, **said}
    return client.post(path, sent, content_type="application/json", headers=bearer(user)).status_code


def command(client: Client, user: User, said: Said) -> int:
    """As one types it; 1 stands for “no”."""
    who = ["--from", said["referrer"]] if "referrer" in said else ["--to", said["provider"]]
    words = [said["prospect"]["name"], *who, "--agreed", "--mail", said["prospect"].get("mail", "")]
    words += ["--prospect", said["prospect"]["person"]] if said["prospect"].get("person") else []
    for key, name in GREW.items():
        words += [f"--{name.replace('_', '-')}", str(said[key])] if key in said else []
    try:
        call_command("refer", *words, "--user", user.email, stdout=io.StringIO())
    except CommandError:
        return 409
    return 200


GREW = {"grew_out_of": "parent", "one_to_one": "one_to_one", "promise": "promise"}
DOORS = pytest.mark.parametrize("door", [page, program, command])
HECTOR = {"name": "Hector Delgado"}


@DOORS
def test_a_referral_comes_in_by_every_door(client: Client, ada: User, door: Door) -> None:
    odile = keep(ada, "Odile Bakker")
    assert door(client, ada, {"referrer": str(odile.uid), "prospect": HECTOR}) < 400
    one = Referral.objects.given_to(ada).get()
    assert (one.state, one.prospect.name, one.referrer.called) == (State.ACCEPTED, "Hector Delgado", "Odile Bakker")


@DOORS
def test_and_goes_out_by_every_door(client: Client, ada: User, door: Door) -> None:
    rui = keep(ada, "Rui Sousa")
    assert door(client, ada, {"provider": str(rui.uid), "prospect": HECTOR}) < 400
    assert Referral.objects.given_by(ada).get().state == State.GIVEN


@DOORS
def test_nobody_refers_to_herself(client: Client, ada: User, door: Door) -> None:
    assert door(client, ada, {"provider": str(ada.person.uid), "prospect": HECTOR}) >= 400
    assert not Referral.objects.exists()


@DOORS
def test_provider_and_prospect_are_two(client: Client, ada: User, door: Door) -> None:
    rui = keep(ada, "Rui Sousa", email="rui@example.org")
    same = [{"name": "Rui Sousa", "person": str(rui.uid)}, {"name": "R. Sousa", "mail": "Rui@Example.org"}]
    for prospect in same:
        assert door(client, ada, {"provider": str(rui.uid), "prospect": prospect}) >= 400
    assert not Referral.objects.exists()


@DOORS
@pytest.mark.parametrize("role", ["provider", "referrer"])
def test_a_person_of_somebody_elses_book_does_not_exist(
    client: Client, ada: User, ben: User, door: Door, role: str
) -> None:
    theirs = keep(ben, "Rui Sousa")
    assert door(client, ada, {role: str(theirs.uid), "prospect": HECTOR}) >= 400
    assert not Referral.objects.exists()


@DOORS
def test_a_prospect_of_somebody_elses_book_is_not_looked_at(client: Client, ada: User, ben: User, door: Door) -> None:
    odile, theirs = keep(ada, "Odile Bakker"), keep(ben, "Hector Delgado", email="hector@example.org")
    door(client, ada, {"referrer": str(odile.uid), "prospect": {**HECTOR, "person": str(theirs.uid)}})
    assert not any(party.mail for one in Referral.objects.all() for party in one.parties.all())
    assert not any(known.person == theirs for one in Referral.objects.all() for known in one.prospect.knowns.all())


@DOORS
@pytest.mark.parametrize("key", list(GREW))
def test_it_grows_out_of_nothing_of_somebody_elses(client: Client, ada: User, ben: User, door: Door, key: str) -> None:
    odile, marta = keep(ada, "Odile Bakker"), keep(ben, "Marta Reyes")
    promise = Tie.objects.between(ben, marta).promise("call", by=ben, due_on=local_today(ben))
    mine = noted(ada, odile)
    theirs = {"grew_out_of": received(ben, marta), "one_to_one": noted(ben, marta), "promise": promise}
    received(ada, odile, "Somebody else")  # so that there is something to choose
    Tie.objects.between(ada, odile).promise("call", by=ada, due_on=local_today(ada))
    mine.hold(by=ada) if mine.has_begun else None
    before = Referral.objects.count()
    said = {"referrer": str(odile.uid), "prospect": HECTOR, key: str(theirs[key].uid)}
    assert door(client, ada, said) >= 400
    assert Referral.objects.count() == before


@DOORS
def test_it_grows_out_of_what_is_mine(client: Client, ada: User, door: Door) -> None:
    odile = keep(ada, "Odile Bakker")
    first, met = received(ada, odile, "Ines Lund"), noted(ada, odile)
    promise = Tie.objects.between(ada, odile).promise("call", by=ada, due_on=local_today(ada))
    said = {"grew_out_of": first.uid, "one_to_one": met.uid, "promise": promise.uid}
    told = {key: str(uid) for key, uid in said.items()}
    assert door(client, ada, {"referrer": str(odile.uid), "prospect": HECTOR, **told}) < 400
    one = Referral.objects.given_to(ada).latest("pk")
    side = one.side(ada)
    assert side is not None
    assert (one.parent, side.one_to_one, side.promise) == (first, met, promise)


def moved_by_page(client: Client, user: User, one: Referral, state: str) -> int:
    """The page of steps."""
    client.force_login(user)
    return client.post(reverse("referrals:step_create", args=[one.uid]), {"state": state}).status_code


def moved_by_program(client: Client, user: User, one: Referral, state: str) -> int:
    """The path of steps."""
    path = f"/api/v1/referrals/{one.uid}/move"
    sent = {"state": state}
    return client.post(path, sent, content_type="application/json", headers=bearer(user)).status_code


def moved_by_command(client: Client, user: User, one: Referral, state: str) -> int:
    """One line."""
    try:
        call_command("refer", "--move", str(one.uid), state, "--user", user.email, stdout=io.StringIO())
    except CommandError:
        return 409
    return 200


MOVERS = pytest.mark.parametrize("move", [moved_by_page, moved_by_program, moved_by_command])
Mover = Callable[[Client, User, Referral, str], int]


@MOVERS
def test_only_the_provider_moves_it(client: Client, ada: User, ben: User, cleo: User, move: Mover) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    move(client, ada, one, State.WON)
    assert move(client, cleo, one, State.WON) >= 400
    one.refresh_from_db()
    assert one.state == State.ACCEPTED
    assert move(client, ben, one, State.MEETING) < 400
    one.refresh_from_db()
    assert one.state == State.MEETING


@MOVERS
def test_a_state_that_is_none_moves_nothing(client: Client, ada: User, move: Mover) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    assert move(client, ada, one, "sold") >= 400
    one.refresh_from_db()
    assert one.state == State.ACCEPTED


def test_a_circle_is_refused_by_every_door_that_can_make_one(client: Client, ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    first = received(ada, odile, "Ines Lund")
    second = received(ada, odile, parent=first)
    client.force_login(ada)
    sent = {"update_days": 7, "parent": str(second.uid), "note": "kept as typed", "prospect": "Ines Lund"}
    answer = client.post(reverse("referrals:referral_update", args=[first.uid]), sent)
    assert answer.status_code == 422
    assert "kept as typed" in answer.content.decode()
    told = {"grew_out_of": str(second.uid)}
    path = f"/api/v1/referrals/{first.uid}"
    answer = client.patch(path, told, content_type="application/json", headers=bearer(ada))
    assert answer.status_code == 409
    first.refresh_from_db()
    assert first.parent is None


def test_what_is_not_there_is_not_there(client: Client, ada: User) -> None:
    client.force_login(ada)
    nowhere = uuid.uuid4()
    assert client.get(reverse("referrals:referral_update", args=[nowhere])).status_code == 404
    for asked in ("to", "from", "about", "parent", "one_to_one", "promise"):
        for wrong in (nowhere, "nonsense"):
            assert client.get(f"{reverse('referrals:referral_create')}?{asked}={wrong}").status_code == 404
