"""Link, never move: someone I keep turns out to have an account here."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.groups.models import Group
from cookout.people.models import Person, ProfileEntry


def page(user: User) -> Client:
    """This user at the screen."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def fellow(ada: User, ben: User, cleo: User) -> User:
    """Cleo shares a group with Ben, and her address is verified and the one Ben has."""
    group = Group.found(by=ada, name="Dublin Dawn")
    for user in (ben, cleo):
        group.admit(by=ada, name=user.name, user=user)
    EmailAddress.objects.create(user=cleo, email=cleo.email, verified=True, primary=True)
    return cleo


def test_linking_is_offered_for_a_verified_address_and_taken_back_whole(ben: User, fellow: User) -> None:
    kept = Person.keep(by=ben, full_name="Cleo C.", details=[("email", "", fellow.email.upper())])
    ProfileEntry.tell(by=fellow, facet="skills", text="Grafting apple trees")
    client = page(ben)
    assert b"has an account here" in client.get(f"/people/{kept.uid}/").content
    client.post(f"/people/{kept.uid}/link/", {"account": str(fellow.person.uid)})
    kept.refresh_from_db()
    assert kept.account_person == fellow.person
    content = client.get(f"/people/{kept.uid}/").content
    assert b"Grafting apple trees" in content
    assert [person.full_name for person in Person.objects.known_to(ben)] == ["Cleo C."]
    client.post(f"/people/{kept.uid}/link/removal/")
    kept.refresh_from_db()
    assert kept.account_person is None
    assert {person.full_name for person in Person.objects.known_to(ben)} == {"Cleo C.", fellow.name}


def test_an_unverified_address_or_an_unseen_account_is_never_linked(ben: User, ada: User, fellow: User) -> None:
    kept = Person.keep(by=ben, full_name="Cleo C.", details=[("email", "", fellow.email)])
    EmailAddress.objects.update(verified=False)
    with pytest.raises(Refusal, match="No verified address"):
        kept.link(fellow.person, by=ben)
    EmailAddress.objects.update(verified=True)
    stranger = Person.keep(by=ada, full_name="Cleo C.", details=[("email", "", fellow.email)])
    client = page(ada)
    assert b"has an account here" not in client.get(f"/people/{stranger.uid}/").content
    assert client.post(f"/people/{stranger.uid}/link/", {"account": str(fellow.person.uid)}).status_code == 404
