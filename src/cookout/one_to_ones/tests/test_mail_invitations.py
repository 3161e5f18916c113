"""Invitations on their way: caught by a real SMTP server, read by two calendars that are not ours."""

import datetime as dt
import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import vobject
from aiosmtpd.controller import Controller
from django.test import override_settings
from icalendar import Calendar

from cookout.core.models import Closing, Letter, User
from cookout.core.refusal import Refusal
from cookout.core.work import work_once
from cookout.one_to_ones.models import OneToOne, State
from cookout.one_to_ones.testing import fellows, in_days, planned, proposed
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


class Mailbox:
    """What arrived, by address."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  the server calls it so
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 kept"

    def to(self, user: User | str) -> list[EmailMessage]:
        address = user if isinstance(user, str) else user.email
        return [letter for letter in self.letters if address in letter["To"]]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    caught = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(caught, hostname="127.0.0.1", port=port)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(
        EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, BASE_URL="https://cookout.example"
    ):
        yield caught
    controller.stop()


def calendar_of(letter: EmailMessage) -> str:
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1
    text = parts[0].get_content()
    method = parts[0]["Content-Type"].params["method"]
    assert f"METHOD:{method}" in text
    return str(text)


def read_twice(text: str) -> dict[str, Any]:
    """What both readers say, and that they say the same."""
    theirs = vobject.readOne(text)
    event = theirs.vevent
    ours = Calendar.from_ical(text).walk("VEVENT")[0]
    assert event.uid.value == str(ours["UID"])
    assert event.dtstart.value == ours.decoded("DTSTART")
    assert event.dtend.value == ours.decoded("DTEND")
    assert event.summary.value == str(ours["SUMMARY"])
    return {
        "method": theirs.method.value, "uid": event.uid.value, "start": event.dtstart.value, "end": event.dtend.value,
        "sequence": int(event.sequence.value), "status": event.status.value, "to": event.attendee.value,
        "from": event.organizer.value, "summary": event.summary.value,
        "zone": ours["DTSTART"].params.get("TZID"), "text": str(ours.get("DESCRIPTION", "")),
    }  # fmt: skip


def test_both_get_the_invitation_and_two_calendars_read_it(ada: User, ben: User, mailbox: Mailbox) -> None:
    User.objects.update(zone="America/New_York")
    ada.refresh_from_db()
    fellows(ada, ben)
    one = planned(ada, ben, in_days(3), place="Cafe Luna; the back room", agenda="Bring your card")
    work_once()
    for user, other in ((ada, ben), (ben, ada)):
        said = read_twice(calendar_of(mailbox.to(user)[-1]))
        assert (said["method"], said["uid"], said["zone"]) == ("REQUEST", f"{one.uid}@cookout", "America/New_York")
        assert said["start"] == one.starts_at
        assert said["end"] - said["start"] == dt.timedelta(minutes=45)
        assert said["to"] == f"mailto:{user.email}"
        assert other.email not in calendar_of(mailbox.to(user)[-1])
        assert said["summary"] == f"1-2-1 with {other.name}"
        assert f"https://cookout.example/1-2-1s/{one.uid}/" in said["text"]
    assert "Ben Brandt accepted." in mailbox.to(ada)[-1].get_body(("plain",)).get_content()


def test_times_stand_in_the_zone_of_whoever_reads(ada: User, ben: User, mailbox: Mailbox) -> None:
    User.objects.filter(pk=ben.pk).update(zone="Europe/Berlin")
    fellows(ada, ben)
    proposed(ada, ben, dt.datetime(2099, 1, 5, 15, tzinfo=dt.UTC))
    work_once()
    letter = mailbox.to(ben)[0]
    text = letter.get_body(("plain",)).get_content()
    assert "January 5, 2099, 16:00" in text
    assert letter["Subject"] == "Ada Adeyemi proposes a 1-2-1"
    assert not mailbox.to(ada)


def test_a_move_takes_it_out_of_both_calendars_and_the_next_is_newer(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    work_once()
    one.move(by=ben, times=[in_days(5)])
    work_once()
    off = [read_twice(calendar_of(mailbox.to(user)[-1])) for user in (ada, ben)]
    assert {(said["method"], said["status"], said["start"]) for said in off} == {("CANCEL", "CANCELLED", in_days(3))}
    one.accept(by=ada, starts_at=in_days(5))
    work_once()
    again = read_twice(calendar_of(mailbox.to(ada)[-1]))
    assert again["start"] == in_days(5)
    assert again["sequence"] > off[0]["sequence"] > 0


def test_an_undo_holds_back_what_waits_and_puts_right_what_went(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    ben.acts.get(verb="one_to_one.accept").undo(by=ben)
    work_once()
    assert not mailbox.to(ada)
    one.refresh_from_db()
    one.accept(by=ben, starts_at=in_days(3))
    work_once()
    ben.acts.filter(verb="one_to_one.accept", undone_at=None).get().undo(by=ben)
    work_once()
    first, second = (read_twice(calendar_of(letter)) for letter in mailbox.to(ada))
    assert (first["method"], second["method"]) == ("REQUEST", "CANCEL")
    assert second["sequence"] > first["sequence"]
    one.refresh_from_db()
    assert one.state == State.PROPOSED


def test_a_proposal_taken_back_after_its_letter_went_is_told(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    proposed(ada, ben)
    work_once()
    ada.acts.get(verb="one_to_one.propose").undo(by=ada)
    work_once()
    assert "took the 1-2-1 back" in mailbox.to(ben)[-1]["Subject"]
    assert not OneToOne.objects.visible_to(ben)


def test_somebody_without_account_is_written_to_only_on_request(ada: User, mailbox: Mailbox) -> None:
    marta = keep(ada, "Marta Reyes", email="marta@example.org")
    OneToOne.note(by=ada, person=marta, starts_at=in_days(3))
    work_once()
    assert not mailbox.letters
    one = OneToOne.note(by=ada, person=marta, starts_at=in_days(4), invite=True)
    work_once()
    letter = mailbox.to("marta@example.org")[0]
    said = read_twice(calendar_of(letter))
    assert (said["from"], said["to"]) == (f"mailto:{ada.email}", "mailto:marta@example.org")
    assert ada.email in letter["Reply-To"]
    assert "cookout.example" not in letter.as_string()
    one.move(by=ada, times=[in_days(6)])
    one.cancel(by=ada)
    work_once()
    assert read_twice(calendar_of(mailbox.to("marta@example.org")[-1]))["method"] == "CANCEL"


def test_no_address_no_invitation(ada: User) -> None:
    with pytest.raises(Refusal, match="No mail address of Marta"):
        OneToOne.note(by=ada, person=keep(ada, "Marta Reyes"), starts_at=in_days(3), invite=True)
    with pytest.raises(Refusal, match="No mail address of Bo"):
        OneToOne.note(by=ada, person=keep(ada, "Bo Berg", email="n/a"), starts_at=in_days(3), invite=True)
    assert not OneToOne.objects.exists()


def test_declining_and_calling_off_are_told_with_their_line(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    proposed(ada, ben).decline(by=ben, note="In May, please")
    work_once()
    letter = mailbox.to(ada)[-1]
    assert "In May, please" in letter.get_body(("plain",)).get_content()
    assert not [part for part in letter.walk() if part.get_content_type() == "text/calendar"]


def test_a_later_letter_replaces_one_that_waits(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    one.change(by=ada, place="Elsewhere")
    one.change(by=ada, place="Elsewhere")
    assert Letter.objects.filter(user=ben).count() == Letter.objects.filter(user=ada).count() == 1
    assert "Elsewhere" in Letter.objects.get(user=ben).calendar


def test_a_closed_account_calls_off_and_coming_back_puts_it_right(ada: User, ben: User, mailbox: Mailbox) -> None:
    fellows(ada, ben)
    one = planned(ada, ben)
    work_once()
    closing = Closing.begin(by=ben)
    work_once()
    assert read_twice(calendar_of(mailbox.to(ada)[-1]))["method"] == "CANCEL"
    closing.take_back()
    one.refresh_from_db()
    assert one.state == State.PLANNED
    work_once()
    assert read_twice(calendar_of(mailbox.to(ada)[-1]))["method"] == "REQUEST"


def test_what_is_private_stays_out_of_letters(ada: User, ben: User) -> None:
    fellows(ada, ben)
    mine = keep(ada, "Ben The Slow", email="secret@example.org")
    mine.account_person = ben.person
    mine.save()
    OneToOne.propose(by=ada, person=mine, times=[in_days(3)]).accept(by=ben, starts_at=in_days(3))
    for letter in Letter.objects.all():
        said = letter.subject + letter.text + letter.calendar
        assert "The Slow" not in said
        assert "secret@" not in said
        assert str(mine.uid) not in said
