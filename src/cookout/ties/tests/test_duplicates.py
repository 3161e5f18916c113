"""The doors of two who may be one: the page, the API and the command ask; nothing is made one unasked."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cookout.core import exports
from cookout.core.models import User
from cookout.core.sweep import sweep
from cookout.core.testing import bearer
from cookout.people.formats.likeness import Reason
from cookout.people.models import Distinct, Duplicates, Merge, Person
from cookout.people.models.duplicates import WORDS
from cookout.people.testing import bring, vcard
from cookout.ties.models import Circle, Tie
from cookout.ties.testing import ago, keep

LIST = "/people/duplicates/"


@pytest.fixture
def pair(ben: User) -> tuple[Person, Person]:
    """Two cards with one mobile."""
    kept = keep(ben, "Robert Hartwell", phone="312 555 0115", email="robert@hartwell.example.org")
    return kept, keep(ben, "Bob Hartwell", phone="312 555 0115")


@pytest.fixture
def me(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def merges(person: Person) -> str:
    return f"/people/{person.uid}/merges/"


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_every_reason_has_its_words() -> None:
    assert set(WORDS) == set(Reason)


def test_the_page_asks_with_reasons_and_changes_nothing_by_itself(me: Client, pair: tuple[Person, Person]) -> None:
    shown = said(me.get(LIST))
    assert "1 pair of cards may be one person’s" in shown
    assert "the same phone." in shown
    assert shown.index("Robert Hartwell") < shown.index("Bob Hartwell")
    assert not Merge.objects.exists()
    assert "One of your people may be in your book twice." in said(me.get("/people/"))


def test_the_same_person_is_one_answer_with_the_way_back(me: Client, ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    for person, how, circle, met in ((kept, "At a fair", Circle.LIGHT, 100), (gone, "At school", Circle.ACTIVE, 900)):
        tie = Tie.objects.between(ben, person)
        tie.move(circle, by=ben)
        tie.describe(by=ben, met_on=ago(ben, met), how_met=how)
    shown = said(me.get(LIST))
    assert "Circle: Active, the deeper one." in shown
    assert "the earlier day." in shown
    chosen = {"other": gone.uid, "from_name": "kept", "from_how_met": "gone", "next": "list"}
    after = said(me.post(merges(kept), chosen, follow=True))
    assert "Robert Hartwell and Bob Hartwell are one person now. Circle: Active, the deeper one." in after
    assert "Nobody seems to be in it twice" in after
    tie = Tie.objects.visible_to(ben).get(person=kept)
    assert (tie.how_met, tie.circle, tie.met_on) == ("At school", "active", ago(ben, 900))
    again = said(me.post(merges(kept), chosen, follow=True))
    assert "The two are one already: Robert Hartwell." in again
    me.post(reverse("core:undo_create", args=[ben.acts.filter(verb="person.merge").earliest("at").uid]))
    assert len(Duplicates.of(ben)) == 1


def test_two_people_are_not_asked_about_again(me: Client, ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    for _click in range(2):
        after = me.post(f"/people/{kept.uid}/distinct/", {"other": gone.uid, "next": "list"}, follow=True)
    assert "are two people. You are not asked again." in said(after)
    assert Distinct.objects.count() == 1
    assert len(Duplicates.of(ben)) == 0
    keep(ben, "Carla Nguyen")
    assert len(Duplicates.of(ben)) == 0  # nor when the book is looked through anew


def test_the_one_who_is_kept_says_so_and_takes_apart(me: Client, ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    me.post(merges(kept), {"other": gone.uid, "from_name": "gone"})
    kept.refresh_from_db()
    shown = said(me.get(kept.get_absolute_url()))
    assert "Made one from two on" in shown
    assert "You changed since" not in shown
    kept.rename(by=ben, full_name="Bobby Hartwell")
    assert "You changed since: name" in said(me.get(kept.get_absolute_url()))
    merge = Merge.objects.get()
    parted = me.post(f"/people/merges/{merge.uid}/end/", follow=True)
    assert "Bobby Hartwell and Bob Hartwell are two again." in said(parted)
    assert me.post(f"/people/merges/{merge.uid}/end/").status_code == 303
    assert set(Person.objects.kept_by(ben)) == {kept, gone}


def test_three_are_one_step_by_step_and_old_addresses_lead_on(
    me: Client, ben: User, pair: tuple[Person, Person]
) -> None:
    kept, gone = pair
    third = keep(ben, "Rob Hartwell", phone="312 555 0115")
    assert len(Duplicates.of(ben)) == 3
    me.post(merges(kept), {"other": gone.uid})
    assert len(Duplicates.of(ben)) == 1
    me.post(merges(gone), {"other": third.uid})  # to one who is another by now, as an old page says it
    assert set(Person.objects.kept_by(ben)) == {kept}
    for old in (gone, third):
        assert me.get(f"/people/{old.uid}/edit/")["Location"] == f"/people/{kept.uid}/edit/"
        answer = me.patch(f"/api/v1/people/{old.uid}", {"family": "Hart"}, "application/json", headers=bearer(ben))
        assert (answer.status_code, answer["Location"]) == (307, f"/api/v1/people/{kept.uid}")
        entry = {"line": "Robert call", "person": str(old.uid)}
        assert me.post("/api/v1/entries", entry, "application/json", headers=bearer(ben)).status_code == 201
    assert Tie.objects.visible_to(ben).get(person=kept).touches.count() == 2


def test_what_is_anothers_is_not_there(me: Client, ben: User, ada: User, pair: tuple[Person, Person]) -> None:
    hers, kept = keep(ada, "Bob Hartwell", phone="312 555 0115"), pair[0]
    assert me.post(merges(kept), {"other": hers.uid}).status_code == 404
    assert me.post(merges(hers), {"other": kept.uid}).status_code == 404
    assert me.post(merges(kept), {"other": "nonsense"}).status_code == 404
    assert me.post(f"/people/{kept.uid}/distinct/", {"other": ada.person.uid}).status_code == 404
    assert len(Duplicates.of(ada)) == 0


def test_accounts_are_linked_and_never_made_one(me: Client, ben: User, ada: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    Person.objects.filter(pk=gone.pk).update(account_person=ada.person)
    assert [(two.kept, two.gone) for two in Duplicates.of(ben).twins()] == [(gone, kept)]
    Person.objects.filter(pk=kept.pk).update(account_person=ben.person)
    answer = me.post(merges(kept), {"other": gone.uid}, follow=True)
    assert "linked to two members" in said(answer)
    assert not Merge.objects.exists()


def test_by_hand_from_the_page_of_a_person(me: Client, ben: User) -> None:
    one, other = keep(ben, "Margaret Doyle"), keep(ben, "Peg Byrne")
    assert len(Duplicates.of(ben)) == 0
    assert f"?other={other.uid}" in said(me.get(f"{merges(one)}?q=peg"))
    assert "Nobody else like that" in said(me.get(f"{merges(one)}?q=margaret"))
    assert "Are they one person?" in said(me.get(f"{merges(one)}?other={other.uid}"))
    assert me.get(f"{merges(one)}?other={one.uid}").status_code == 302
    me.post(merges(one), {"other": other.uid})
    assert set(Person.objects.kept_by(ben)) == {one}


def test_programs_ask_answer_and_take_apart(client: Client, ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    keep(ben, "Carla Nguyen")
    header = bearer(ben)
    asked = client.get("/api/v1/duplicates", headers=header).json()
    assert (asked["count"], asked["items"][0]["kept"]["name"]) == (1, "Robert Hartwell")
    assert asked["items"][0]["differs"][0]["name"] == "name"
    path = f"/api/v1/people/{kept.uid}/merges"
    body = {"gone": str(gone.uid), "take": ["name"]}
    made = [client.post(path, body, "application/json", headers=header) for _twice in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["merge"] == made[1].json()["merge"]
    told = client.get(path, headers=header).json()
    assert [one["gone"]["uid"] for one in told] == [str(gone.uid)]
    wrong = {"gone": str(gone.uid), "take": ["shoes"]}
    client.post(f"/api/v1/merges/{told[0]['uid']}/end", headers=header)
    answer = client.post(path, wrong, "application/json", headers=header)
    assert answer.status_code == 409
    assert "shoes" in answer.json()["detail"]
    client.post(f"/api/v1/people/{kept.uid}/distinct", {"other": str(gone.uid)}, "application/json", headers=header)
    assert client.get("/api/v1/duplicates", headers=header).json()["count"] == 0


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("duplicates", *words, stdout=out)
    return out.getvalue()


def test_the_command_lists_and_answers(ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    keep(ben, "Carla Nguyen")
    assert "1 pairs" not in run()
    assert str(gone.uid) in run()
    assert json.loads(run("--json"))[0]["kept"]["name"] == "Robert Hartwell"
    assert "are one person now" in run("--same", "Robert Hartwell", str(gone.uid), "--take", "name")
    assert "are two again" in run("--apart", str(gone.uid))
    assert "not asked again" in run("--two", "Robert Hartwell", "Bob Hartwell")
    assert run() == "Nobody seems to be in your book twice.\n"
    with pytest.raises(CommandError, match="not made one with anybody"):
        run("--apart", "Carla Nguyen")
    with pytest.raises(CommandError, match="Nobody in your book"):
        run("--same", "Robert Hartwell", "Zoe")
    with pytest.raises(CommandError, match="Several are called"):
        run("--same", "Hartwell", "Carla Nguyen")


def test_a_large_book_is_looked_through_only_when_asked(
    me: Client, ben: User, pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cookout.people.models.duplicates.FEW", 1)
    assert len(Duplicates.at_hand(ben)) == 0
    assert "See whether somebody is in your book twice" in said(me.get("/people/"))
    assert len(Duplicates.of(ben)) == 1
    assert len(Duplicates.at_hand(ben)) == 1
    pair[1].rename(by=ben, full_name="Yusuf Okafor")
    assert len(Duplicates.at_hand(ben)) == 1  # what was found last
    looked = len(Duplicates.of(ben))
    assert len(Duplicates.at_hand(ben)) == looked


def test_an_import_leads_to_the_question(me: Client, ben: User, pair: tuple[Person, Person]) -> None:
    run = bring(ben, vcard("Carla Nguyen", EMAIL="carla@example.org"))
    assert "may be in your book twice" in said(me.get(f"/people/imports/{run.uid}/"))


def test_the_archive_has_who_was_made_one_and_who_are_two(ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    other = keep(ben, "Carla Nguyen")
    Merge.make(kept, gone, by=ben)
    Distinct.say(kept, other, by=ben)
    whole = io.BytesIO()
    exports.write_archive(ben, whole)
    with zipfile.ZipFile(whole) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith("json")}
    one, two = (next(text for name, text in told.items() if part in name) for part in ("made_one", "two_people"))
    assert "Bob Hartwell" in one
    assert str(gone.uid) in one
    assert str(other.uid) in two


def test_whoever_is_removed_goes_with_all_cards_after_thirty_days(ben: User, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    Merge.make(kept, gone, by=ben)
    long_ago = timezone.now() - dt.timedelta(days=40)
    Person.objects.filter(pk=gone.pk).update(deleted_at=long_ago)
    sweep()
    assert Merge.objects.count() == 1  # the other card waits as long as the one who stays
    kept.remove(by=ben)
    Person.objects.filter(pk=kept.pk).update(deleted_at=long_ago)
    sweep()
    assert not Person.objects.filter(keeper=ben).exists()
    assert not Merge.objects.exists()
