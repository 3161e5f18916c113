"""What the referrer reads beside a state, and who may say that she hears more."""

import pytest

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Referral
from cookout.referrals.testing import passed

pytestmark = pytest.mark.django_db


def read_by(one: Referral, user: User) -> list[str]:
    """The lines that somebody reads."""
    return [said for step in one.steps.select_related("party") if (said := one.note_of(step, user))]


def test_a_no_and_its_reason_reach_the_referrer(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.decline(by=ben, reason="Not my trade")
    assert read_by(one, ada) == ["Not my trade"]


def test_of_a_confidential_one_the_referrer_reads_no_line_at_all(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.change(by=ben, is_confidential=True)
    one.decline(by=ben, reason="Not my trade")
    assert read_by(one, ada) == []
    assert read_by(one, ben) == ["Not my trade"]


def test_lines_about_the_prospect_stay_with_the_provider(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben, note="I call on Monday")
    one.move(by=ben, state="reached", note="Two children")
    assert read_by(one, ada) == ["I call on Monday"]


def test_the_referrer_does_not_grant_herself_to_hear_more(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    one.accept(by=ben)
    with pytest.raises(Refusal, match="Ben Brandt"):
        one.change(by=ada, may_tell=True)
    one.change(by=ben, may_tell=True)
    one.change(by=ada, may_tell=False)
    assert Referral.objects.get().may_tell is False
