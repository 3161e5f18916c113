"""What somebody might try with referrals by hand: links, names, letters, other people's acts."""

import pytest
from django.test import Client

from cookout.core.models import Act, Letter, User
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person
from cookout.referrals.models import ExperienceLink, MailStop, Referral, State, Update, WindowLink
from cookout.referrals.models.experience import leave_alone
from cookout.referrals.models.stops import StopToken
from cookout.referrals.testing import passed, received


@pytest.fixture
def group(ben: User, cleo: User) -> None:
    """Ben refers, Cleo does the work."""
    fellows(ben, cleo)


def test_who_wants_no_contact_takes_the_record_from_neither(group: None, ben: User, cleo: User) -> None:
    one = passed(ben, cleo)
    one.accept(by=cleo)
    one.move(by=cleo, state=State.REACHED)
    leave_alone(ExperienceLink.ask(referral=one, by=cleo))
    assert all(Referral.objects.visible_to(user).filter(pk=one.pk).exists() for user in (ben, cleo))
    assert Referral.objects.owed_by(cleo).get() == one
    Update.tell(referral=one, by=cleo, text="They ask not to be called.", channel="here")
    assert not Referral.objects.owed_by(cleo).exists()


def test_a_name_that_was_taken_back_concerns_its_maker_alone(group: None, ben: User, cleo: User) -> None:
    one = passed(ben, cleo, may_contact=None)
    one.withdraw(by=ben)
    assert Referral.objects.visible_to(ben).filter(pk=one.pk).exists()
    assert not Referral.objects.visible_to(cleo).exists()


LINES = "Hector\r\nBcc: x@example.org\n\n<img src=x onerror=alert(1)>"


def test_a_name_adds_neither_a_header_nor_a_tag_to_a_letter(group: None, ben: User, cleo: User) -> None:
    passed(ben, cleo, LINES, note=LINES)
    odile = Person.keep(by=cleo, full_name="Odile Bakker", details=[("email", "", "odile@example.org")])
    one = received(cleo, odile, LINES)
    Update.tell(referral=one, by=cleo, text=LINES, channel="mail")
    letters = list(Letter.objects.all())
    assert len(letters) == 2
    for letter in letters:
        assert not {"\n", "\r"} & set(letter.subject + "".join(letter.headers.values()))
        assert "<img" not in letter.html
        letter.carry_out()
    window = Client().get(WindowLink.of(one, by=cleo).path).content.decode()
    assert "<img src=x" not in window


def test_a_way_out_of_letters_is_not_forged(client: Client, ben: User) -> None:
    path = StopToken.path(ben, "odile@example.org")
    said, _dot, mac = path.rstrip("/").rpartition(".")
    other = StopToken.path(ben, "marta@example.org").rstrip("/").rpartition(".")[0]
    for forged in (f"{other}.{mac}/", f"{said}.{mac[:-1]}/", f"{said}/", f"{said}.{mac.swapcase()}/"):
        assert client.post(forged).status_code == 404, forged
    assert not MailStop.objects.exists()


def test_nobody_takes_back_the_acts_of_another(group: None, ben: User, cleo: User) -> None:
    one = passed(ben, cleo)
    accepted = one.accept(by=cleo)
    with pytest.raises(Act.DoesNotExist):
        accepted.undo(by=ben)
    client = Client()
    client.force_login(ben)
    assert client.post(f"/acts/{accepted.uid}/undo/").status_code in {403, 404, 409}
    one.refresh_from_db()
    assert one.state == State.ACCEPTED
