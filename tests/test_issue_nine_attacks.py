"""What somebody might try with two cards, introductions, files, the ledger and the search of others."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Merge, Person, now_known_as
from cookout.people.testing import bring, take_back, vcard
from cookout.referrals.testing import received
from cookout.ties.models import Introduction, SharedTie, Target, Tie, introduction
from cookout.ties.testing import keep


@pytest.fixture(autouse=True)
def _a_new_day() -> None:
    """Each test has its own questions and findings."""
    cache.clear()


def test_questions_are_counted_all_day_and_in_every_zone(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introduction, "MOST_A_DAY", 2)
    monkeypatch.setattr(introduction, "cache", DatabaseCache("cache", {}))
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        User.objects.filter(pk=ben.pk).update(zone=zone)
        ben.refresh_from_db()
        Introduction.to(Target.at("x@quill.example", by=ben), by=ben)
    with pytest.raises(Refusal, match="Go on tomorrow"):
        Introduction.to(Target.at("y@quill.example", by=ben), by=ben)
    with connection.cursor() as rows:
        rows.execute("SELECT expires FROM cache")
        until = rows.fetchone()[0].replace(tzinfo=dt.UTC)  # SQLite tells it without a zone
    assert until > timezone.now() + dt.timedelta(hours=23)


def values(person: Person) -> set[str]:
    """What is known of this person."""
    return set(person.details.applied().values_list("value", flat=True))


def test_an_import_taken_back_leaves_those_who_were_made_one(ben: User) -> None:
    kept = keep(ben, "Robert Hartwell", phone="312 555 0115")
    cards = (vcard("Bob Hartwell", EMAIL="bob@hartwell.example"), vcard("Rob Hartwell", EMAIL="rob@hartwell.example"))
    run = bring(ben, *cards, vcard("Carla Nguyen", EMAIL="carla@example.org"))
    bob, rob, _carla = Person.objects.kept_by(ben).filter(origin__isnull=False).order_by("pk")
    acts = [Merge.make(rob, bob, by=ben), Merge.make(kept, rob, by=ben)]
    take_back(run)
    assert set(Person.objects.kept_by(ben)) == {kept}
    assert now_known_as(ben, bob.uid) == kept
    assert values(kept) == {"312 555 0115", "bob@hartwell.example", "rob@hartwell.example"}
    acts[1].undo(by=ben)
    Merge.objects.standing().get().end(by=ben)
    assert [values(one) for one in (bob, rob)] == [{"bob@hartwell.example"}, {"rob@hartwell.example"}]
    assert values(kept) == {"312 555 0115"}


def asked(user: User, *addresses: str) -> list[str]:
    """Whom each answer names, or nothing."""
    answers = [Introduction.to(Target.at(address, by=user), by=user) for address in addresses]
    return [answer.ask.full_name if answer.ask else "" for answer in answers]


def test_who_is_shared_no_more_stays_so_when_taken_apart(ben: User, cleo: User) -> None:
    group = fellows(ben, cleo)
    mails = [f"xenia@{house}.example" for house in ("one", "two", "three")]
    cards = [keep(cleo, f"Xenia {number}", email=mail) for number, mail in enumerate(mails)]
    for card in cards:
        SharedTie.share(Tie.objects.between(cleo, card), group, by=cleo)
    Merge.make(cards[1], cards[0], by=cleo)
    Merge.make(cards[2], cards[1], by=cleo)
    assert asked(ben, *mails) == ["Cleo Castillo"] * 3
    act = SharedTie.objects.visible_to(cleo).get().unshare(by=cleo)
    for merge in Merge.objects.standing():
        merge.end(by=cleo)
    assert asked(ben, *mails) == [""] * 3
    act.undo(by=cleo)
    assert asked(ben, *mails) == ["Cleo Castillo"] * 3


def test_what_a_program_says_of_an_old_id_is_of_whom_they_are_now(ben: User, ada: User, client: Client) -> None:
    kept, gone, other = (keep(ben, name, email=f"{name}@example.org") for name in ("Robert", "Bob", "Carla"))
    Merge.make(kept, gone, by=ben)
    bodies: dict[str, dict[str, object]] = {
        "touches": {"kind": "call", "on": "2026-11-20"},
        "notes": {"text": "Likes pianos"},
        "facts": {"facet": "goals", "text": "A larger shop"},
        "promises": {"text": "A report", "due_on": "2026-12-24"},
        "relations": {"other": str(other.uid), "kind": "knows"},
        "asks": {"text": "Plumbers"},
        "thinking-slots": {},
        "introductions": {},
    }
    for noun, body in bodies.items():
        said = {"person": str(gone.uid), **body}
        for user, expected in ((ben, {200, 201}), (ada, {404})):
            answer = client.post(f"/api/v1/{noun}", said, "application/json", headers=bearer(user))
            assert answer.status_code in expected, (noun, answer.content)
    heard = {"referrer": str(gone.uid), "prospect": {"name": "Hector"}, "may_contact": True}
    assert client.post("/api/v1/referrals", heard, "application/json", headers=bearer(ben)).status_code == 201
    asked_for = client.get(f"/api/v1/referrals?person={gone.uid}", headers=bearer(ben)).json()
    assert asked_for["count"] == 1
    assert Tie.objects.visible_to(ben).get(person=kept).touches.count() == 1


def test_an_old_page_takes_nobody_away_whom_it_does_not_show(ben: User, ada: User, client: Client) -> None:
    kept, gone = keep(ben, "Robert Hartwell", phone="312 555 0115"), keep(ben, "Bob Hartwell")
    Merge.make(kept, gone, by=ben)
    old = f"/people/{gone.uid}/"
    assert client.get(f"/nothing/{gone.uid}/").status_code == 404
    client.force_login(ada)
    assert client.get(old).status_code == 404
    client.force_login(ben)
    assert client.get(f"{old}edit/?next=//evil.example")["Location"] == f"/people/{kept.uid}/edit/?next=//evil.example"
    assert client.get(f"/x//evil.example/{gone.uid}/")["Location"].startswith("/x//evil.example/")
    assert client.post(f"{old}removal/").status_code == 404
    assert client.delete(f"/api/v1/people/{gone.uid}", headers=bearer(ben)).status_code == 404
    assert set(Person.objects.kept_by(ben)) == {kept}


def test_a_program_finds_nothing_in_rooms_that_it_may_not_read(ben: User, client: Client) -> None:
    tie = Tie.objects.between(ben, keep(ben, "Marta Quill"))
    tie.write("Quill pens, she says", by=ben)
    received(ben, tie.person, "Hector Quill")

    def kinds(*scopes: str) -> set[str]:
        answer = client.get("/api/v1/search?q=quill", headers=bearer(ben, *scopes))
        return {hit["kind"] for hit in answer.json()}

    assert kinds("people:read") == {"People"}
    assert kinds("people:read", "ties:read") == kinds("people:write", "ties:write") == {"People", "Your notes"}
    assert kinds() == {"People", "Your notes", "Referrals"}


def test_a_program_that_reads_people_reads_no_ties_in_pairs(ben: User, client: Client) -> None:
    for name, how in (("Robert Hartwell", "At a fair"), ("Bob Hartwell", "At school")):
        Tie.objects.between(ben, keep(ben, name, phone="312 555 0115")).describe(by=ben, how_met=how)

    def told(*scopes: str) -> set[str]:
        pair = client.get("/api/v1/duplicates", headers=bearer(ben, *scopes)).json()["items"][0]
        return {one["name"] for one in pair["differs"]}

    assert told("people:read") == {"name"}
    assert told("people:read", "ties:read") == {"name", "how_met"}


def test_taking_apart_after_an_undo_says_so_and_a_refusal_echoes_little(ben: User) -> None:
    kept, gone = keep(ben, "Robert Hartwell"), keep(ben, "Bob Hartwell")
    act = Merge.make(kept, gone, by=ben)
    merge = Merge.objects.get()
    act.undo(by=ben)  # pressed on another page, while this one waits in line
    with pytest.raises(Refusal, match="two again by now"):
        merge.end(by=ben)
    with pytest.raises(Refusal) as refused:
        Merge.make(kept, gone, by=ben, take=frozenset({"x" * 100_000}))
    assert len(str(refused.value)) < 300
