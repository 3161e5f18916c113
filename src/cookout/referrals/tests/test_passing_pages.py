"""The pages on which a referral begins and is put right: short, without scripts, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import Act, User
from cookout.core.testing import no_writes
from cookout.one_to_ones.testing import fellows, was_held
from cookout.people.models import Person
from cookout.referrals.models import Referral, Role, State
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

NEW = "/referrals/new/"
WHO = {"prospect": "Hector Delgado"}
HECTOR = {"prospect": "Hector Delgado", "may_contact": "yes"}


def sent(client: Client, user: User, way: str, **said: Any) -> Any:
    """A form that is sent."""
    client.force_login(user)
    return client.post(f"{NEW}?{way}=", {**HECTOR, **said})


def test_each_of_the_three_ways_has_its_page_and_reading_it_writes_nothing(client: Client, ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    client.force_login(ada)
    pages = {f"to={odile.uid}": "Pass a referral", f"from={odile.uid}": "Note a referral", "name": "A name for now"}
    for way, title in pages.items():
        with no_writes():
            answer = client.get(f"{NEW}?{way}")
        assert title in answer.content.decode()
        assert answer.status_code == 200
        assert ("Odile Bakker" in answer.content.decode()) == (way != "name")


def test_the_form_asks_what_makes_a_referral_good(client: Client, ada: User) -> None:
    client.force_login(ada)
    text = client.get(f"{NEW}?to=").content.decode()
    for asked in ("closeness", "expects_call", "first_step", "handoff", "temperature", "may_contact", "may_tell"):
        assert f'name="{asked}"' in text


def test_everything_that_is_said_is_kept(client: Client, ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    met = was_held(ada, odile)
    said = {
        "whom": "Odile Bakker", "mail": "hector@example.org", "phone": "555 0100", "note": "A new roof",
        "may_tell": "yes", "closeness": "3", "expects_call": "yes", "first_step": "call on Thursday",
        "handoff": "told", "temperature": "4", "was_asked": "on", "private_note": "careful", "one_to_one": str(met.uid),
    }  # fmt: skip
    answer = sent(client, ada, "from", **said)
    one = Referral.objects.given_to(ada).get()
    assert answer.headers["Location"] == one.get_absolute_url()
    known = (one.note, one.may_tell, one.closeness, one.expects_call, one.first_step, one.handoff, one.temperature)
    assert known == ("A new roof", True, 3, True, "call on Thursday", "told", 4)
    assert (one.prospect.mail, one.prospect.phone, one.was_asked) == ("hector@example.org", "555 0100", True)
    side = one.side(ada)
    assert side is not None
    assert (side.note, side.one_to_one) == ("careful", met)


def test_one_undo_takes_all_of_it_back(client: Client, ada: User) -> None:
    sent(client, ada, "from", whom="Odile Bakker", add_whom="on")
    assert Person.objects.kept_by(ada).get().full_name == "Odile Bakker"
    Act.objects.get(verb="referral.receive").undo(by=ada)
    assert not Referral.objects.visible_to(ada)
    assert not Person.objects.kept_by(ada)


def test_whom_nobody_knows_is_added_only_when_asked(client: Client, ada: User) -> None:
    answer = sent(client, ada, "from", whom="Odile Bakker", note="A new roof")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nobody in your book is called “Odile Bakker”." in text
    assert "Add Odile Bakker to my book" in text
    assert "A new roof" in text
    assert "Hector Delgado" in text
    assert not Person.objects.kept_by(ada)


def test_of_several_who_are_called_so_one_chooses(client: Client, ada: User) -> None:
    first, second = keep(ada, "Odile Bakker", title="Painter"), keep(ada, "Odile Bakker", title="Baker")
    answer = sent(client, ada, "from", whom="Odile Bakker")
    assert answer.status_code == 422
    assert all(f'value="{person.uid}"' in answer.content.decode() for person in (first, second))
    assert sent(client, ada, "from", whom="Odile Bakker", whom_is=str(second.uid)).status_code == 302
    assert Referral.objects.get().person_for(ada, Role.REFERRER) == second


def test_a_prospect_of_my_book_is_known_and_how_to_reach_them_is_passed_on(client: Client, ada: User) -> None:
    rui, hector = keep(ada, "Rui Sousa"), keep(ada, "Hector Delgado", email="hector@example.org")
    sent(client, ada, "to", whom="Rui Sousa")
    one = Referral.objects.get()
    assert one.person_for(ada, Role.PROSPECT) == hector
    assert one.person_for(ada, Role.PROVIDER) == rui
    assert one.prospect.mail == "hector@example.org"


def test_what_i_note_for_myself_passes_nothing_on_from_my_book(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    keep(ada, "Hector Delgado", email="hector@example.org")
    sent(client, ada, "from", whom="Ben Brandt")
    assert Referral.objects.get().prospect.mail == ""


def test_somebody_new_may_have_the_name_of_somebody_known(client: Client, ada: User) -> None:
    keep(ada, "Rui Sousa")
    keep(ada, "Hector Delgado", title="Painter")
    keep(ada, "Hector Delgado", title="Baker")
    assert sent(client, ada, "to", whom="Rui Sousa").status_code == 422
    assert sent(client, ada, "to", whom="Rui Sousa", prospect_is="new").status_code == 302
    assert Referral.objects.get().person_for(ada, Role.PROSPECT) is None


def test_without_a_word_on_consent_it_asks(client: Client, ada: User) -> None:
    keep(ada, "Rui Sousa")
    answer = sent(client, ada, "to", whom="Rui Sousa", may_contact="")
    assert "Say whether they agreed." in answer.content.decode()
    assert answer.context["form"]["may_contact"].value() == ""
    assert sent(client, ada, "to", whom="Rui Sousa", may_contact="unknown").status_code == 302
    assert Referral.objects.get().state == State.NAME


def test_a_name_for_now_is_a_name_and_concerns_nobody_else(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    sent(client, ada, "name", whom="Ben Brandt", direction="give")
    assert Referral.objects.visible_to(ada).get().is_name
    assert not Referral.objects.visible_to(ben)


def test_who_refers_may_buy_herself(client: Client, ada: User) -> None:
    keep(ada, "Odile Bakker")
    answer = sent(client, ada, "from", whom="Odile Bakker", inside="on")
    assert "Take the name away, or the tick" in answer.content.decode()
    sent(client, ada, "from", whom="Odile Bakker", inside="on", prospect="", may_contact="")
    one = Referral.objects.get()
    assert (one.kind, one.prospect.called, one.state) == ("inside", "Odile Bakker", State.ACCEPTED)


def test_nobody_is_two_of_the_three_and_says_so_beside_the_field(client: Client, ada: User) -> None:
    keep(ada, "Rui Sousa")
    answer = sent(client, ada, "to", whom="Rui Sousa", prospect="Rui Sousa")
    assert "Provider and prospect are the same person." in answer.content.decode()
    answer = sent(client, ada, "to", whom=ada.name)
    assert "Choose somebody else" in answer.content.decode()
    assert not Referral.objects.exists()


def test_the_same_again_is_shown_and_noted_all_the_same_when_asked(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    there = passed(ada, ben)
    answer = sent(client, ben, "from", whom="Ada Adeyemi")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert there.get_absolute_url() in text
    assert "Note it all the same" in text
    assert sent(client, ben, "from", whom="Ada Adeyemi", despite="on").status_code == 302
    assert Referral.objects.count() == 2


def test_sending_the_form_twice_is_sending_it_once(client: Client, ada: User) -> None:
    keep(ada, "Rui Sousa")
    for _time in range(2):
        sent(client, ada, "to", whom="Rui Sousa", uid="01900000-0000-7000-8000-00000000abcd")
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"mail": "hector(at)example"}, "Enter a valid email address."),
        ({"given_on": "2999-01-01"}, "This day has not come yet."),
        ({"given_on": "0002-01-01"}, "That is another century."),
        ({"prospect": ""}, "Say whom it is about."),
        ({"closeness": "9"}, "Select a valid choice"),
        ({"parent": "nonsense"}, "nonsense"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, ada: User, wrong: dict[str, str], sentence: str
) -> None:
    keep(ada, "Rui Sousa")
    answer = sent(client, ada, "to", whom="Rui Sousa", note="A new roof", **wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "A new roof" in answer.content.decode()
    assert not Referral.objects.exists()


def test_what_is_known_is_put_right_by_who_may(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    url = reverse("referrals:referral_update", args=[one.uid])
    said = {"note": "A new roof", "may_tell": "yes", "closeness": "4", "private_note": "mine", "next_step": "call"}
    said["prospect"] = one.prospect.name
    client.force_login(ada)
    assert 'name="next_step"' not in client.get(url).content.decode()
    assert client.post(url, said).status_code == 302
    one.refresh_from_db()
    assert (one.note, one.may_tell, one.closeness, one.next_step) == ("A new roof", True, 4, "")
    client.force_login(ben)
    assert not client.get(url).context["form"]["private_note"].value()
    assert client.post(url, {**said, "private_note": "", "update_days": "5"}).status_code == 302
    one.refresh_from_db()
    assert (one.next_step, one.update_days) == ("call", 5)
    assert one.side(ada).note == "mine"  # type: ignore[union-attr]  # she wrote it above


def test_a_name_becomes_a_referral_where_its_facts_are(client: Client, ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"), may_contact=None)
    client.force_login(ada)
    client.post(reverse("referrals:referral_update", args=[one.uid]), {"agreed": "on", "update_days": "7", **WHO})
    one.refresh_from_db()
    assert (one.state, one.may_contact) == (State.ACCEPTED, True)


def test_what_it_grew_out_of_for_the_other_is_not_mine_to_change(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    hidden = received(ada, keep(ada, "Odile Bakker"))
    one = passed(ada, ben, "Ines Lund", parent=hidden)
    client.force_login(ben)
    url = reverse("referrals:referral_update", args=[one.uid])
    assert "Odile Bakker" not in client.get(url).content.decode()
    client.post(url, {"note": "A new roof", "update_days": "7", "prospect": "Ines Lund"})
    one.refresh_from_db()
    assert (one.note, one.parent) == ("A new roof", hidden)


def test_the_prospect_is_added_to_my_book_once_and_for_me_alone(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    url = reverse("referrals:known_create", args=[one.uid, "prospect"])
    client.force_login(ben)
    for _time in range(2):
        assert client.post(url).status_code == 302
    assert one.person_for(ben, Role.PROSPECT) == Person.objects.kept_by(ben).get()
    assert one.person_for(ada, Role.PROSPECT) is None


def test_a_person_of_somebody_else_is_nobody_here(client: Client, ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one, theirs = passed(ada, ben), keep(ada, "Hector Delgado")
    url = reverse("referrals:known_create", args=[one.uid, "prospect"])
    client.force_login(ben)
    assert client.post(url, {"person": str(theirs.uid)}).status_code == 404
    assert client.post(reverse("referrals:known_create", args=[one.uid, "judge"])).status_code == 404
    assert client.get(url).status_code == 405
    client.force_login(cleo)
    assert client.post(url).status_code == 404


def test_persons_and_1_2_1s_lead_there(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    met = was_held(ada, keep(ada, "Odile Bakker"))
    one = received(ada, keep(ada, "Rui Sousa"), one_to_one=met)
    client.force_login(ada)
    text = client.get(met.get_absolute_url()).content.decode()
    assert one.get_absolute_url() in text
    assert f"one_to_one={met.uid}" in text
    assert f"{NEW}?to={ben.person.uid}" in client.get(ben.person.get_absolute_url()).content.decode()
    assert NEW not in client.get(ada.person.get_absolute_url()).content.decode()


def test_how_the_prospect_is_called_and_reached_is_corrected_with_a_trace(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    client.force_login(ada)
    url = reverse("referrals:referral_update", args=[one.uid])
    assert client.post(url, {"prospect": "Héctor Delgado", "mail": "hector@example.org"}).status_code == 302
    one = Referral.objects.given_to(ben).get()
    assert (one.prospect.name, one.prospect.mail) == ("Héctor Delgado", "hector@example.org")
    assert [step.kind for step in one.steps.all()] == ["moved", "changed"]
    answer = client.post(url, {"prospect": "Hector", "mail": ben.email.upper()})
    assert "Provider and prospect are the same person." in answer.content.decode()
    Act.objects.filter(verb="referral.change").latest("pk").undo(by=ada)
    assert Referral.objects.get().prospect.mail == ""
