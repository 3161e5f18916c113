"""What somebody might try with referrals by hand: links, names, letters, other people's acts."""

import pytest

from cookout.core.models import User
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import ExperienceLink, Referral, State, Update
from cookout.referrals.models.experience import leave_alone
from cookout.referrals.testing import passed


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
