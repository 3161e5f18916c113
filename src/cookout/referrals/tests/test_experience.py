"""The prospect's page: one answer for each step, their own part, and the way to be left alone."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.refusal import Refusal
from cookout.core.testing import no_writes
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import (
    Experience,
    ExperienceLink,
    MailStop,
    Prospect,
    Referral,
    State,
    Step,
    WindowLink,
)
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

HECTOR = Prospect("Hector Delgado", mail="hector@example.org", phone="+1 614 555 0142")


@pytest.fixture
def one(ada: User) -> Referral:
    """Odile recommended Hector to Ada, and the two have spoken."""
    made = Referral.receive(
        by=ada, referrer=keep(ada, "Odile Bakker"), prospect=HECTOR, may_contact=True, note="Needs a roof"
    )
    made.move(by=ada, state=State.REACHED, note="Haggles")
    return made


def asked(one: Referral, by: User) -> ExperienceLink:
    return ExperienceLink.ask(referral=one, by=by)


def test_one_tap_answers_once(client: Client, ada: User, one: Referral) -> None:
    there = asked(one, ada).path
    answer = client.post(there, {"rating": "well", "line": "Kind", "may_tell": "on"}, headers={"origin": "null"})
    assert answer.status_code == 302
    said = Experience.objects.get()
    assert (said.rating, said.line, said.may_tell, said.step.state) == ("well", "Kind", True, State.REACHED)
    again = client.post(there, {"rating": "not_well"})
    assert again.status_code == 409
    assert "What was said stands." in again.content.decode()
    assert Experience.objects.get().rating == "well"
    page = client.get(there)
    assert "Thank you for your answer" in page.content.decode()
    assert b'name="rating"' not in page.content


def test_programs_that_scan_mail_change_nothing(client: Client, ada: User, one: Referral) -> None:
    there = asked(one, ada).path
    with no_writes():
        for method in ("get", "head"):
            answer = getattr(client, method)(there, {"rating": "well", "contact": "no"})
            assert answer.status_code == 200
    assert client.options(there).status_code == 405
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not Experience.objects.exists()


@pytest.mark.parametrize("told", [{}, {"rating": "superb"}, {"rating": "well", "line": "x" * 301}])
def test_what_is_no_answer_changes_nothing(client: Client, ada: User, one: Referral, told: dict[str, str]) -> None:
    assert client.post(asked(one, ada).path, told).status_code == 422
    assert not Experience.objects.exists()


def test_they_read_their_own_part_and_nothing_of_the_others(client: Client, ada: User, one: Referral) -> None:
    one.keep_side(by=ada, note="careful", fit=2)
    page = client.get(asked(one, ada).path).content.decode()
    for words in ("Odile Bakker recommended Ada Adeyemi to you", "your name, your mail address, your phone number"):
        assert words in page
    for hidden in ("Needs a roof", "Haggles", "careful", "hector@", "555", ada.email, str(one.uid)):
        assert hidden not in page, hidden


def test_every_address_that_opens_nothing_answers_the_same(client: Client, ada: User, one: Referral) -> None:
    link = asked(one, ada)
    window = WindowLink.of(one, by=ada)
    secrets = [window.secret, link.secret[:-1], "0" * 40]
    answers = {
        getattr(client, method)(reverse("referrals:experience_detail", args=[secret]), {"rating": "well"}).content
        for secret in secrets for method in ("get", "post")
    }  # fmt: skip
    assert len(answers) == 1
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        late = client.post(link.path, {"rating": "well"})
        assert (late.status_code, late.content) == (404, answers.pop())
    link.revoke(by=ada)
    assert client.post(link.path, {"rating": "well"}).status_code == 404
    assert not Experience.objects.exists()


def test_a_step_that_was_undone_is_asked_about_no_more(client: Client, ada: User, one: Referral) -> None:
    act = one.move(by=ada, state=State.MEETING)
    there = asked(one, ada).path
    act.undo(by=ada)
    assert client.get(there).status_code == 404


def test_it_is_asked_once_for_each_step_and_once_a_week(ada: User, one: Referral) -> None:
    first = asked(one, ada)
    assert asked(one, ada) == first
    one.move(by=ada, state=State.MEETING)
    with pytest.raises(Refusal, match="within a week"):
        asked(one, ada)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        second = asked(one, ada)
        assert second.step != first.step
        Experience.say(link=second, rating="so_so")
        with pytest.raises(Refusal, match="after the next"):
            asked(one, ada)
    assert ExperienceLink.objects.count() == 2


def test_the_same_person_under_another_referral_is_not_asked_twice_a_week(ada: User, one: Referral) -> None:
    asked(one, ada)
    other = Referral.receive(
        by=ada, referrer=keep(ada, "Rui Sousa"), prospect=Prospect("H. Delgado", mail="Hector@example.org"),
        may_contact=True,
    )  # fmt: skip
    other.move(by=ada, state=State.REACHED)
    with pytest.raises(Refusal, match="within a week"):
        asked(other, ada)


def test_it_is_asked_by_the_provider_and_after_they_have_spoken(ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    given.accept(by=ben)
    given.move(by=ben, state=State.TRIED)
    with pytest.raises(Refusal, match="once you have spoken"):
        asked(given, ben)
    given.move(by=ben, state=State.WON)
    with pytest.raises(Refusal, match="Only Ben Brandt"):
        asked(given, ada)
    assert asked(given, ben).step.state == State.WON


def test_the_answer_is_the_providers_alone(ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    given.accept(by=ben)
    given.move(by=ben, state=State.REACHED)
    Experience.say(link=asked(given, ben), rating="not_well", line="Late", may_tell=True)
    assert Experience.objects.visible_to(ben).get().line == "Late"
    assert not Experience.objects.visible_to(ada)


def test_where_it_is_confidential_nobody_is_asked_whether_to_tell(client: Client, ada: User, one: Referral) -> None:
    one.change(by=ada, is_confidential=True)
    there = asked(one, ada).path
    assert b"may_tell" not in client.get(there).content
    client.post(there, {"rating": "well", "may_tell": "on"})
    assert not Experience.objects.get().may_tell


# Please do not contact me


def test_who_wants_no_contact_is_left_alone_and_the_referrer_is_owed_that_word(
    client: Client, ada: User, one: Referral
) -> None:
    there = asked(one, ada).path
    before = one.accepted_at
    for _ in range(2):
        assert client.post(there, {"contact": "no"}).status_code == 302
    one.refresh_from_db()
    last = one.last_step()
    assert last is not None
    assert (one.state, one.may_contact, one.is_owing, one.accepted_at) == (State.WITHDRAWN, False, True, before)
    assert (last.party, last.was) == (one.prospect, State.REACHED)
    assert Step.objects.filter(party=one.prospect).count() == 1
    assert MailStop.objects.against(ada, "HECTOR@example.org").exists()
    letter = Letter.objects.get(to=ada.email)
    assert letter.subject == "Hector Delgado asks not to be contacted"
    assert "You asked not to be contacted" in client.get(there).content.decode()
    with pytest.raises(Refusal):
        one.move(by=ada, state=State.MEETING)
    with pytest.raises(Refusal, match="asked not to be contacted"):
        asked(one, ada)


def test_the_provider_cannot_take_it_back(ada: User, one: Referral) -> None:
    one.leave_alone(noted_by=ada)
    one.change(by=ada, update_days=5)
    for act in ada.acts.filter(verb__startswith="referral."):
        try:
            act.undo(by=ada)
        except Refusal:
            continue
    one.refresh_from_db()
    assert (one.state, one.may_contact, one.wants_no_contact) == (State.WITHDRAWN, False, True)


def test_what_was_decided_stays_so_and_is_not_opened_again(ada: User, one: Referral) -> None:
    one.move(by=ada, state=State.WON)
    one.leave_alone(noted_by=ada)
    assert (one.state, one.may_contact) == (State.WON, True)
    assert Letter.objects.filter(to=ada.email).count() == 1
    with pytest.raises(Refusal, match="only be closed"):
        one.correct(by=ada, state=State.MEETING)
    one.correct(by=ada, state=State.LOST)
    assert one.state == State.LOST


def test_the_referrer_reads_in_her_window_that_they_want_no_contact(client: Client, ada: User, one: Referral) -> None:
    one.leave_alone(noted_by=ada)
    assert "Hector asked not to be contacted." in client.get(WindowLink.of(one, by=ada).path).content.decode()


def test_an_inside_one_asks_about_the_matter_itself(client: Client, ada: User) -> None:
    own = Referral.receive(by=ada, referrer=keep(ada, "Odile Bakker", email="odile@example.org"))
    own.move(by=ada, state=State.MEETING)
    page = client.get(asked(own, ada).path).content.decode()
    assert "You turned to Ada Adeyemi" in page
    assert "may_tell" not in page


def test_a_name_is_asked_nothing(ada: User) -> None:
    with pytest.raises(Refusal):
        asked(received(ada, keep(ada, "Odile Bakker"), may_contact=None), ada)
