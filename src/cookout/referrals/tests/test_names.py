"""What one calls a party: people by the first word, firms and families by the whole name."""

import pytest

from cookout.core.models import User
from cookout.one_to_ones.testing import fellows
from cookout.referrals.forms.changing import ChangeForm
from cookout.referrals.models import Party
from cookout.referrals.testing import passed


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Hector Delgado", "Hector"),
        ("Mary Ann O’Brien", "Mary"),
        ("Cher", "Cher"),
        ("Novak Vet", "Novak Vet"),
        ("Brill & Sons", "Brill & Sons"),
        ("St. Brendan’s", "St. Brendan’s"),
        ("Rosa Diaz’s", "Rosa Diaz’s"),
        ("Sable Roasters", "Sable Roasters"),
        ("Hale Partners, Inc.", "Hale Partners, Inc."),
        ("The Ahlgren heirs", "The Ahlgren heirs"),
        ("Still Water Yoga", "Still Water Yoga"),
        ("  Gus  ", "Gus"),
    ],
)
def test_a_firm_is_called_by_its_whole_name_and_a_person_by_the_first(name: str, called: str) -> None:
    assert Party(name=name).first_name == called


def test_who_left_is_called_so() -> None:
    assert Party(name="").first_name == "somebody who left"


@pytest.mark.django_db
def test_how_much_may_be_told_is_no_longer_asked_of_the_referrer_once_it_is_taken_on(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    assert "may_tell" in ChangeForm(ada, one).fields
    one.accept(by=ben)
    one.refresh_from_db()
    assert "may_tell" not in ChangeForm(ada, one).fields
    assert "may_tell" in ChangeForm(ben, one).fields
