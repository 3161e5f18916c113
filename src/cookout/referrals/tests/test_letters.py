"""Letters on their way: caught by a real mail server, with a way out of one press, and back when they are refused."""

import datetime as dt
from email.message import EmailMessage

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from cookout.core.models import Letter, User
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.core.testing import no_writes
from cookout.core.work import work_once
from cookout.one_to_ones.testing import fellows
from cookout.referrals import rules
from cookout.referrals.models import (
    ExperienceLink,
    MailStop,
    Prospect,
    Referral,
    Reminder,
    State,
    Update,
    WindowLink,
)
from cookout.referrals.models.stops import StopToken
from cookout.referrals.testing import aged, passed, received
from cookout.referrals.tests.conftest import Mailbox, free_port
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

ODILE, HECTOR = "odile@example.org", "hector@example.org"


@pytest.fixture
def one(ada: User) -> Referral:
    """Odile, without account, recommended Hector to Ada."""
    prospect = Prospect("Hector Delgado", mail=HECTOR)
    return Referral.receive(
        by=ada, referrer=keep(ada, "Odile Bakker", email=ODILE), prospect=prospect, may_contact=True
    )


def told(one: Referral, by: User, text: str = "Thank you, we spoke today.") -> Update:
    return Update.tell(referral=one, by=by, text=text, channel="mail")


def stop_of(letter: EmailMessage) -> str:
    """The path that the letter's way out leads to."""
    address = str(letter["List-Unsubscribe"]).strip(" <>")
    assert address.startswith("https://cookout.example/referrals/no-more-letters/")
    return address.removeprefix("https://cookout.example")


def html(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_news_reach_her_in_the_words_of_the_user_with_her_window(
    client: Client, ada: User, one: Referral, mailbox: Mailbox
) -> None:
    update = told(one, ada, "Thank you.\n\n<b>We</b> spoke & he smiled.")
    work_once()
    [letter] = mailbox.to(ODILE)
    window = f"https://cookout.example{WindowLink.of(one, by=ada).path}"
    assert letter["Subject"] == "Ada Adeyemi on Hector Delgado"
    assert letter["From"] == "Ada Adeyemi via Cookout <cookout@localhost>"
    assert ada.email in letter["Reply-To"]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "<b>We</b> spoke & he smiled." in mailbox.text(ODILE)
    assert window in mailbox.text(ODILE)
    assert "&lt;b&gt;We&lt;/b&gt; spoke &amp; he smiled." in html(letter)
    assert window in html(letter)
    for way in ("style=", "<script", "<img"):
        assert way not in html(letter)
    update.refresh_from_db()
    assert update.letter is not None
    assert update.letter.text == "", "a letter that was sent keeps no secret"
    assert client.get(window.removeprefix("https://cookout.example")).status_code == 200


def test_a_member_is_led_to_the_page_and_no_address_is_given_away(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    one = passed(ada, ben, note="Needs a roof")
    work_once()
    [announced] = mailbox.to(ben.email)
    page = f"https://cookout.example/referrals/{one.uid}/"
    assert announced["Subject"] == "Ada Adeyemi refers Hector Delgado to you"
    assert "Needs a roof" in mailbox.text(ben.email)
    assert page in mailbox.text(ben.email)
    one.accept(by=ben)
    told(one, ben)
    aged(one, told_at=dt.timedelta(days=9), created_at=dt.timedelta(days=9))
    Reminder.ask(referral=one, by=ada, text="How is Hector?", channel="mail")
    work_once()
    assert page in mailbox.text(ada.email)
    assert "How is Hector?" in mailbox.text(ben.email)
    for letter in mailbox.letters:
        assert letter["Reply-To"] is None
        other = ada.email if ben.email in letter["To"] else ben.email
        assert other not in letter.as_string()
    assert not WindowLink.objects.exists()


def test_a_referral_noted_in_a_members_name_is_told_to_her(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    received(ben, ada.person)
    work_once()
    assert mailbox.to(ada.email)[0]["Subject"] == "Ben Brandt noted that you referred Hector Delgado"


def test_a_name_and_what_was_taken_back_are_told_to_nobody(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    passed(ada, ben, may_contact=None)
    passed(ada, ben, "Ines Lund")
    ada.acts.get(verb="referral.give", about="Ines Lund").undo(by=ada)
    work_once()
    assert not mailbox.letters


def test_nobody_without_account_gets_a_letter_that_no_user_pressed(ada: User, one: Referral, mailbox: Mailbox) -> None:
    Referral.give(by=ada, to=keep(ada, "Rui Sousa", email="rui@example.org"), prospect=Prospect("H"), may_contact=True)
    one.move(by=ada, state=State.REACHED)
    ExperienceLink.ask(referral=one, by=ada)
    WindowLink.of(one, by=ada)
    work_once()
    assert not mailbox.letters


def test_the_prospect_is_asked_by_mail_once(client: Client, ada: User, one: Referral, mailbox: Mailbox) -> None:
    one.move(by=ada, state=State.REACHED)
    link = ExperienceLink.ask(referral=one, by=ada, by_mail=True)
    with pytest.raises(Refusal, match="written already"):
        ExperienceLink.ask(referral=one, by=ada, by_mail=True)
    work_once()
    [letter] = mailbox.to(HECTOR)
    assert letter["Subject"] == "How did it go with Ada Adeyemi?"
    assert f"https://cookout.example{link.path}" in mailbox.text(HECTOR)
    assert ada.email in letter["Reply-To"]


def test_a_window_that_was_closed_is_not_opened_by_a_letter(ada: User, one: Referral, mailbox: Mailbox) -> None:
    WindowLink.of(one, by=ada)
    WindowLink.end(one, by=ada)
    told(one, ada)
    work_once()
    assert "/for-you/" not in mailbox.text(ODILE)
    assert WindowLink.standing(one, ada) is None


def test_a_name_of_two_lines_makes_no_headers(ada: User, one: Referral, mailbox: Mailbox) -> None:
    User.objects.filter(pk=ada.pk).update(name='Ada\r\nBcc: all@example.org "A" <x@y.z>')
    ada.refresh_from_db()
    told(one, ada)
    work_once()
    [letter] = mailbox.letters
    assert letter["Bcc"] is None
    assert letter["To"] == ODILE
    assert "cookout@localhost" in letter["From"]


# No more letters


def test_one_press_of_a_mail_program_stops_letters_without_cookie(ada: User, one: Referral, mailbox: Mailbox) -> None:
    told(one, ada)
    work_once()
    there, program = stop_of(mailbox.to(ODILE)[0]), Client(enforce_csrf_checks=True)
    with no_writes():
        page = program.get(there)
    assert (page.status_code, MailStop.objects.count(), page.cookies.output()) == (200, 0, "")
    for _ in range(2):
        assert program.post(there, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailStop.objects.count() == 1
    with pytest.raises(Refusal, match="Odile does not want letters"):
        told(one, ada)
    assert one.updates.count() == 1
    assert program.post(there, {"again": "1"}).status_code == 200
    told(one, ada, "Once more.")
    work_once()
    assert len(mailbox.to(ODILE)) == 2


def test_a_stop_holds_for_one_user_and_one_address(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    token = StopToken.read(StopToken.path(ada, ben.email).split("/")[-2])
    assert token is not None
    MailStop.stop(token)
    passed(ada, ben)
    passed(ben, ada)
    work_once()
    assert not mailbox.to(ben.email)
    assert len(mailbox.to(ada.email)) == 1
    assert ben.email not in MailStop.objects.get().digest


@pytest.mark.parametrize("wrong", ["nonsense", "a.b", "", "AAAA.AAAA"])
def test_a_token_that_is_not_ours_stops_nothing(client: Client, ada: User, wrong: str) -> None:
    good = StopToken.path(ada, ODILE)
    for path in (f"/referrals/no-more-letters/{wrong or 'x'}/", good[:-3] + "xy/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert not MailStop.objects.exists()


# Back again


def test_news_refused_by_the_mail_server_is_owed_as_before(ada: User, one: Referral, mailbox: Mailbox) -> None:
    mailbox.refused[ODILE] = "550 5.1.1 No such user"
    heard = one.told_steps
    update = told(one, ada)
    assert (one.is_owing, one.told_steps) == (False, one.steps_many)
    work_once()
    one.refresh_from_db()
    update.refresh_from_db()
    assert (one.is_owing, one.told_steps) == (True, heard)
    assert update.came_back_at is not None
    assert update.letter is not None
    assert (update.letter.work_state, update.letter.attempts) == (WorkState.FAILED, 1)
    work_once()
    assert Update.objects.get().came_back_at == update.came_back_at


def test_a_server_that_is_down_and_comes_back_gets_the_news(ada: User, one: Referral, mailbox: Mailbox) -> None:
    told(one, ada)
    with override_settings(EMAIL_PORT=free_port()):
        work_once()
    one.refresh_from_db()
    assert not one.is_owing
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5)):
        work_once()
    assert len(mailbox.to(ODILE)) == 1


def test_the_page_says_that_it_came_back_and_why(client: Client, ada: User, one: Referral, mailbox: Mailbox) -> None:
    mailbox.refused[ODILE] = mailbox.refused[HECTOR] = "550 5.1.1 No such user"
    told(one, ada)
    one.move(by=ada, state=State.REACHED)
    ExperienceLink.ask(referral=one, by=ada, by_mail=True)
    work_once()
    client.force_login(ada)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "The mail to Odile came back" in page
    assert "The mail to Hector came back" in page
    assert page.count("No such user") == 2


def test_mail_that_came_back_to_the_users_own_box_is_owed_with_a_press(
    client: Client, ada: User, ben: User, one: Referral, mailbox: Mailbox
) -> None:
    update = told(one, ada)
    work_once()
    client.force_login(ada)
    assert "It came back" in client.get(one.get_absolute_url()).content.decode()
    there = f"/referrals/updates/{update.uid}/return/"
    for _ in range(2):
        assert client.post(there).status_code == 302
    one.refresh_from_db()
    assert one.is_owing
    client.force_login(ben)
    assert client.post(there).status_code == 404


# Not without end


def test_what_one_user_can_make_the_house_send_ends(ada: User, one: Referral) -> None:
    for _ in range(rules.MOST_LETTERS):
        told(one, ada)
    with pytest.raises(Refusal, match="Go on tomorrow"):
        told(one, ada)
    assert Letter.objects.count() == one.updates.count() == rules.MOST_LETTERS
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        told(one, ada)


@pytest.mark.parametrize("address", ["n/a", "a@b.org, c@d.org", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused_before_anything_is_told(ada: User, address: str) -> None:
    one = received(ada, keep(ada, "Odile Bakker", email=address))
    with pytest.raises(Refusal):
        told(one, ada)
    assert not Letter.objects.exists()
    assert not one.updates.exists()
