"""Introductions: whom to ask, by what was shared and by my own book alone; and what nobody can find out by asking."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, make_user, query_count
from cookout.groups.models import Group, Membership
from cookout.people.models import Person
from cookout.ties.models import Introduction, Relation, SharedTie, Target, Tie, introduction
from cookout.ties.testing import keep

MAIL = "x@quill.example"


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> None:
    """Each test has its own day of questions."""
    cache.clear()


@pytest.fixture
def ana() -> User:
    """A member of Ben's chapter."""
    return make_user("Ana Cole")


@pytest.fixture
def chapter(ben: User, ana: User) -> Group:
    """Ben and Ana in one group."""
    group = Group.objects.create(name="Riverside")
    for user in (ben, ana):
        joined = dt.date(2026, 1, 1) - dt.timedelta(days=400)
        Membership.objects.create(group=group, user=user, name=user.name, joined_on=joined)
    return group


def share(user: User, group: Group, name: str = "Xenia Quill", **values: Any) -> SharedTie:
    """This user shares somebody of her book with a group."""
    person = keep(user, name, **(values or {"email": MAIL}))
    return SharedTie.share(Tie.objects.between(user, person), group, by=user)


def asked(user: User, address: str = MAIL) -> str:
    """Whom the answer names, or nothing."""
    answer = Introduction.to(Target.at(address, by=user), by=user)
    return answer.ask.full_name if answer.ask else ""


def test_a_fellow_member_who_shares_is_to_be_asked_and_nothing_is_told_why(
    ben: User, ana: User, chapter: Group
) -> None:
    shared = share(ana, chapter, email=MAIL, phone="(415) 555-2671")
    answer = Introduction.to(Target.at(" X@Quill.example", by=ben), by=ben)
    assert answer.ask == ana.person
    assert answer.said == "Ask Ana Cole."
    assert "Xenia" not in f"{answer.said}{answer.draft}{answer.target}"
    assert asked(ben, "+1 415 555 2671") == "Ana Cole"
    assert asked(ben, "415-555-2671") == "Ana Cole"
    assert asked(ana) == ""  # she is not told to ask herself
    assert not SharedTie.objects.visible_to(ben).exists()
    mine = keep(ben, "Somebody else by name", email=MAIL)
    assert Introduction.to(Target.of(mine, by=ben), by=ben).ask == ana.person
    namesake = keep(ben, "Xenia Quill", email="other@quill.example")
    assert Introduction.to(Target.of(namesake, by=ben), by=ben).ask is None
    act = shared.unshare(by=ana)
    assert asked(ben) == ""
    act.undo(by=ana)
    assert asked(ben) == "Ana Cole"


def test_an_invented_address_and_one_in_somebodys_book_cannot_be_told_apart(
    ben: User, ana: User, chapter: Group
) -> None:
    keep(ana, "Xenia Quill", email=MAIL)
    kept = keep(ana, "Yan Reed", email="y@quill.example")
    elsewhere = Group.objects.create(name="Hillside")
    Membership.objects.create(group=elsewhere, user=ana, name="Ana", joined_on=dt.date(2025, 1, 1))
    SharedTie.share(Tie.objects.between(ana, kept), elsewhere, by=ana)
    Relation.tell(kept, keep(ana, "Zoe Lund", email="z@quill.example"), "knows", by=ana)
    hidden = make_user("Hidden Host", email="hidden@quill.example")
    SharedTie.objects.all().update(closeness=3)
    answers, counts = set(), set()
    for address in (MAIL, "y@quill.example", "z@quill.example", "invented@quill.example", hidden.email):
        with query_count() as queries:
            answer = Introduction.to(Target.at(address, by=ben), by=ben)
        answers.add((answer.ask, answer.draft, answer.said.replace(address, "…")))
        counts.add(queries[0])
    assert len(answers) == 1
    assert answers.pop()[:2] == (None, "")
    assert len(counts) == 1


def test_what_a_share_is_worth_is_asked_each_time(ben: User, ana: User, chapter: Group) -> None:
    shared = share(ana, chapter)
    tie = shared.tie
    assert asked(ben) == "Ana Cole"
    act = tie.move("let_go", by=ana)
    assert asked(ben) == ""
    act.undo(by=ana)
    act = tie.person.remove(by=ana)
    assert asked(ben) == ""
    act.undo(by=ana)
    for row, values in (
        (chapter, {"shares_profiles": False}),
        (ana, {"is_active": False}),
    ):
        type(row).objects.filter(pk=row.pk).update(**values)
        assert asked(ben) == "", values
        type(row).objects.filter(pk=row.pk).update(**{name: not value for name, value in values.items()})
    assert asked(ben) == "Ana Cole"
    seat = Membership.objects.get(user=ana)
    Membership.objects.filter(pk=seat.pk).update(left_on=dt.date(2025, 12, 1))
    assert asked(ben) == ""
    back = Membership.objects.create(group=chapter, user=ana, name="Ana", joined_on=dt.date(2026, 1, 2))
    SharedTie.objects.filter(pk=shared.pk).update(since=dt.date(2025, 6, 1))
    assert asked(ben) == ""  # who comes back begins without shares
    tie.refresh_from_db()
    SharedTie.share(tie, chapter, by=ana)
    assert asked(ben) == "Ana Cole"
    mine = Membership.objects.get(user=ben)
    Membership.objects.filter(pk=mine.pk).update(left_on=dt.date(2025, 12, 1))
    assert asked(ben) == ""
    Membership.objects.filter(pk=mine.pk).update(left_on=None)
    Group.objects.filter(pk=chapter.pk).update(deleted_at=back.created_at)
    assert asked(ben) == ""


def test_a_way_that_ends_at_somebody_who_left_is_none(ben: User, ana: User, chapter: Group) -> None:
    cleo = make_user("Cleo Marsh")
    hill = Group.objects.create(name="Hillside")
    for user in (ana, cleo):
        Membership.objects.create(group=hill, user=user, name=user.name, joined_on=dt.date(2025, 1, 1))
    SharedTie.share(Tie.objects.between(ana, cleo.person), chapter, by=ana)
    dora = make_user("Dora Lake")
    Membership.objects.create(group=chapter, user=dora, name="Dora", joined_on=dt.date(2025, 1, 1))
    seat = Membership.objects.create(group=hill, user=ben, name="Ben", joined_on=dt.date(2025, 1, 1))
    target = Target.of(Person.objects.visible_to(ben).get(account=cleo), by=ben)
    assert Introduction.to(target, by=ben).ask == ana.person
    Membership.objects.filter(user=cleo).update(left_on=dt.date(2025, 12, 1))
    assert Introduction.to(target, by=ben).ask is None
    Membership.objects.filter(user=cleo).update(left_on=None)
    User.objects.filter(pk=cleo.pk).update(is_active=False)
    assert Introduction.to(target, by=ben).ask is None
    assert seat.group == hill


def test_my_own_book_leads_on_and_a_third_step_too(ben: User, ana: User, chapter: Group) -> None:
    xenia, bea = keep(ben, "Xenia Quill"), keep(ben, "Bea Holm", email="bea@holm.example")
    told = Relation.tell(bea, xenia, "friend", by=ben)
    assert Introduction.to(Target.of(xenia, by=ben), by=ben).ask is None  # a friend was not said to introduce
    told.remove(by=ben)
    Relation.tell(xenia, bea, "knows", by=ben)
    assert Introduction.to(Target.of(xenia, by=ben), by=ben).ask == bea
    SharedTie.share(
        Tie.objects.between(ana, keep(ana, "B. H.", email="BEA@holm.example")), chapter, by=ana, closeness=3
    )
    answer = Introduction.to(Target.of(xenia, by=ben), by=ben)
    assert answer.ask == ana.person  # closer to me than Bea, of whom nothing is decided
    assert "Bea" not in answer.draft
    Tie.objects.between(ben, bea).move("cookout", by=ben)
    assert Introduction.to(Target.of(xenia, by=ben), by=ben).ask == bea
    Tie.objects.between(ben, bea).move("let_go", by=ben)
    Tie.objects.between(ben, ana.person).move("let_go", by=ben)
    assert Introduction.to(Target.of(xenia, by=ben), by=ben).ask is None


def test_only_a_member_shares_only_somebody_who_can_be_found_and_twice_is_once(
    ben: User, ana: User, chapter: Group
) -> None:
    nameless = Tie.objects.between(ana, keep(ana, "Only A Name"))
    with pytest.raises(Refusal, match="nobody is found by name"):
        SharedTie.share(nameless, chapter, by=ana)
    assert nameless.pk is None
    with pytest.raises(Refusal, match="a group of yours"):
        SharedTie.share(nameless, Group.objects.create(name="Elsewhere"), by=ana)
    one = share(ana, chapter)
    again = SharedTie.share(one.tie, chapter, by=ana, closeness=3)
    assert (again.pk, again.closeness, SharedTie.objects.count()) == (one.pk, 3, 1)
    Act.objects.filter(by=ana).latest("pk").undo(by=ana)
    one.refresh_from_db()
    assert one.closeness == 2


def test_questions_are_counted_and_need_an_address(ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("Xenia Quill", "", "12", "@", "a@", "a@b.example, c@d.example", "000"):
        with pytest.raises(Refusal, match="Nobody is found by name"):
            Target.at(text, by=ben)
    monkeypatch.setattr(introduction, "MOST_A_DAY", 2)
    assert [asked(ben), asked(ben, "y@quill.example")] == ["", ""]
    with pytest.raises(Refusal, match="Go on tomorrow"):
        asked(ben)


def test_the_doors_answer_alike(ben: User, ana: User, chapter: Group) -> None:
    hers, mine = Client(), Client()
    hers.force_login(ana)
    mine.force_login(ben)
    person = keep(ana, "Xenia Quill", email=MAIL)
    page = hers.get(person.get_absolute_url()).content.decode()
    assert "May be found by Riverside" in page
    hers.post(f"/ties/{person.uid}/sharing/", {"group": str(chapter.uid), "closeness": "3"})
    row = SharedTie.objects.get()
    assert row.closeness == 3
    said = mine.post("/ties/introductions/", {"address": MAIL}).content.decode()
    assert "Ask Ana Cole." in said
    assert "Xenia" not in said
    assert "Nobody to ask yet" in mine.post("/ties/introductions/", {"address": "no@quill.example"}).content.decode()
    assert mine.post("/ties/introductions/", {"address": "Xenia"}).status_code == 422
    assert mine.post(f"/ties/introductions/{person.uid}/").status_code == 404
    kept = keep(ben, "Somebody", email=MAIL)
    assert "Ask Ana Cole." in mine.post(f"/ties/introductions/{kept.uid}/").content.decode()
    head = bearer(ben, "ties:write")
    answer = Client().post("/api/v1/introductions", {"address": MAIL}, content_type="application/json", headers=head)
    assert answer.json()["ask"] == {"uid": str(ana.person.uid), "name": "Ana Cole"}
    out = StringIO()
    call_command("introduce", MAIL, user=ben.email, stdout=out)
    assert "Ask Ana Cole." in out.getvalue()
    assert mine.post(f"/ties/shared/{row.uid}/removal/").status_code == 404
    call_command("introduce", "Xenia", user=ana.email, unshare="Riverside", stdout=out)
    assert not SharedTie.objects.exists()
