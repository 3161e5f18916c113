"""The referrer's window: what she sees without account, what she does not, and what she can say."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import no_writes
from cookout.one_to_ones.testing import fellows
from cookout.referrals import rules
from cookout.referrals.models import (
    ClosedBusiness,
    Experience,
    ExperienceLink,
    Referral,
    Reply,
    Role,
    State,
    Update,
    WindowLink,
)
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(ada: User) -> Referral:
    """Odile, who has no account, recommended Hector to Ada."""
    made = received(ada, keep(ada, "Odile Bakker", email="odile@example.org"), may_tell=True, note="Needs a roof")
    made.move(by=ada, state=State.REACHED, note="A good talk")
    return made


def path(one: Referral, by: User) -> str:
    return WindowLink.of(one, by=by).path


def read(client: Client, one: Referral, by: User) -> str:
    answer = client.get(path(one, by))
    assert answer.status_code == 200
    return answer.content.decode()


def test_she_reads_the_story_with_its_dates_and_what_comes_next(client: Client, ada: User, one: Referral) -> None:
    one.change(by=ada, next_step="A look at the roof", next_on=dt.date(2099, 3, 4))
    Update.tell(referral=one, by=ada, text="We spoke, thank you!", channel="copy")
    said = read(client, one, ada)
    for words in (
        "For Odile Bakker", "You recommended Hector to Ada.", "Ada took it on.", "Ada and Hector have spoken.",
        "A good talk", "We spoke, thank you!", "Next, on March 4: A look at the roof.", "<time datetime=",
    ):  # fmt: skip
        assert words in said, words


def test_looking_changes_nothing_sets_no_cookie_and_is_kept_by_nobody(client: Client, ada: User, one: Referral) -> None:
    there = path(one, ada)
    with no_writes():
        answer = client.get(there)
        assert client.head(there).status_code == 200
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b'<meta name="referrer" content="no-referrer">' in answer.content


@pytest.mark.parametrize("closed", [{"may_tell": None}, {"may_tell": False}, {"is_confidential": True}])
def test_where_no_more_may_be_told_she_reads_states_and_dates_alone(
    client: Client, ada: User, one: Referral, closed: dict[str, Any]
) -> None:
    one.change(by=ada, next_step="A look at the roof", **closed)
    asked = ExperienceLink.ask(referral=one, by=ada)
    Experience.say(link=asked, rating="well", line="Kind", may_tell=False)
    said = read(client, one, ada)
    assert "Ada and Hector have spoken." in said
    for hidden in ("A good talk", "A look at the roof", "went well", "Kind"):
        assert hidden not in said, hidden


def test_nothing_private_of_the_provider_and_nothing_of_the_prospect_is_there(
    client: Client, ada: User, one: Referral
) -> None:
    one.keep_side(by=ada, note="careful with her", fit=2, fit_reason="wrong trade")
    one.prospect.mail = "hector@example.org"
    one.prospect.save()
    one.move(by=ada, state=State.WON)
    ClosedBusiness.objects.create(
        owner=ada, referral=one, amount=148000, currency="USD", on=one.given_on, note="Shingles"
    )
    said = read(client, one, ada)
    for hidden in ("careful", "wrong trade", "hector@", "1,480", "Shingles", ada.email, str(one.uid)):
        assert hidden not in said, hidden
    assert "It began with you." in said


def test_about_how_much_came_of_it_is_told_only_where_the_provider_shares_it(
    client: Client, ada: User, one: Referral
) -> None:
    one.move(by=ada, state=State.WON)
    ClosedBusiness.objects.create(
        owner=ada, referral=one, amount=148000, currency="USD", on=one.given_on, shares_band=True
    )
    said = read(client, one, ada)
    assert "1,000" in said
    assert "1,480" not in said


def test_how_it_went_is_told_as_well_or_not_yet_and_only_if_the_prospect_agreed(
    client: Client, ada: User, one: Referral
) -> None:
    link = ExperienceLink.ask(referral=one, by=ada)
    Experience.say(link=link, rating="so_so", line="Came late", may_tell=True)
    said = read(client, one, ada)
    assert "Hector says: not yet." in said
    assert "Came late" not in said
    assert "So-so" not in said


def test_every_address_that_opens_nothing_answers_the_same(client: Client, ada: User, one: Referral) -> None:
    link = WindowLink.of(one, by=ada)
    other = ExperienceLink.ask(referral=one, by=ada)
    past = WindowLink.issue(by=ada, referral=one, expires_at=timezone.now() - dt.timedelta(seconds=1))
    ended = WindowLink.issue(by=ada, referral=one)
    ended.revoke(by=ada)
    secrets = [other.secret, past.secret, ended.secret, link.secret[:-1], link.secret.upper(), "0" * 40]
    answers = {
        client.generic(method, reverse("referrals:window_detail", args=[secret]), "kind=thanks",
                       content_type="application/x-www-form-urlencoded").content
        for secret in secrets for method in ("GET", "POST")
    }  # fmt: skip
    assert len(answers) == 1
    assert client.get(reverse("referrals:window_detail", args=["x"])).status_code == 404
    assert not Reply.objects.exists()


@pytest.mark.parametrize("gone", ["closed", "deleted", "disowned", "asked back"])
def test_the_window_closes_with_what_it_shows(client: Client, ada: User, ben: User, gone: str) -> None:
    fellows(ada, ben)
    one = received(ada, ben.person)
    there = path(one, ada)
    assert client.get(there).status_code == 200
    if gone == "closed":
        User.objects.filter(pk=ada.pk).update(is_active=False)
    elif gone == "deleted":
        Referral.objects.filter(pk=one.pk).update(deleted_at=timezone.now())
    elif gone == "disowned":
        one.disown(by=ben)
    else:
        Referral.objects.filter(pk=one.pk).update(state=State.NAME)
    assert client.get(there).status_code == 404


def test_only_the_provider_opens_it_and_not_for_a_name(ada: User, ben: User) -> None:
    fellows(ada, ben)
    given = passed(ada, ben)
    with pytest.raises(Refusal):
        WindowLink.of(given, by=ada)
    with pytest.raises(Refusal, match="a name"):
        WindowLink.of(received(ada, keep(ada, "Odile Bakker"), may_contact=None), by=ada)
    assert not WindowLink.objects.exists()


def test_the_same_window_is_handed_out_until_it_is_closed(client: Client, ada: User, one: Referral) -> None:
    first = WindowLink.of(one, by=ada)
    assert WindowLink.of(one, by=ada) == first
    with time_machine.travel(timezone.now() + dt.timedelta(days=170)):
        again = WindowLink.of(one, by=ada)
        assert again == first
        assert again.expires_at is not None
        assert again.expires_at > timezone.now() + dt.timedelta(days=179)
    WindowLink.end(one, by=ada)
    WindowLink.end(one, by=ada)
    assert client.get(first.path).status_code == 404
    assert WindowLink.of(one, by=ada) != first


# What she says


def test_thank_you_and_how_is_it_going_reach_the_provider(client: Client, ada: User, one: Referral) -> None:
    there = path(one, ada)
    for kind in ("thanks", "how"):
        answer = client.post(there, {"kind": kind, "line": " So  glad "}, headers={"origin": "null"})
        assert answer.status_code == 302
    assert [(said.kind, said.line, said.user) for said in Reply.objects.all()] == [
        ("thanks", "So glad", None), ("how", "So glad", None)
    ]  # fmt: skip
    assert "You said thank you." in client.get(there).content.decode()


def test_it_works_in_a_browser_that_hides_where_the_form_is_from(ada: User, one: Referral) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(one, ada), {"kind": "thanks"}, headers={"origin": "null"}).status_code == 302
    assert Reply.objects.count() == 1


def test_pressed_twice_is_pressed_once_and_a_line_may_come_after(client: Client, ada: User, one: Referral) -> None:
    there = path(one, ada)
    for line in ("", "", "Lovely", ""):
        assert client.post(there, {"kind": "thanks", "line": line}).status_code == 302
    assert Reply.objects.get().line == "Lovely"
    Reply.see(one, by=ada)
    assert client.post(there, {"kind": "thanks", "line": "Lovely"}).status_code == 302
    answer = client.post(there, {"kind": "thanks", "line": "And more"})
    assert answer.status_code == 409
    assert "has read what you said today" in answer.content.decode()
    assert Reply.objects.get().line == "Lovely"


def test_she_says_each_once_a_day_and_not_without_end(one: Referral) -> None:
    now = timezone.now()
    for day in range(rules.MOST_REPLIES):
        with time_machine.travel(now + dt.timedelta(days=day, minutes=day)):
            Reply.say(referral=one, kind="how")
    with time_machine.travel(now + dt.timedelta(days=60)), pytest.raises(Refusal, match="Call"):
        Reply.say(referral=one, kind="how")
    assert Reply.objects.count() == rules.MOST_REPLIES


@pytest.mark.parametrize("told", [{}, {"kind": "sale"}, {"kind": "thanks", "line": "x" * 301}])
def test_what_is_none_of_it_changes_nothing(client: Client, ada: User, one: Referral, told: dict[str, str]) -> None:
    assert client.post(path(one, ada), told).status_code == 422
    assert not Reply.objects.exists()


def test_only_the_referrer_says_it_and_only_the_provider_sees_it(ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    with pytest.raises(Refusal):
        Reply.say(referral=one, kind="thanks", user=ben)
    Reply.say(referral=one, kind="thanks", user=ada)
    with pytest.raises(Refusal):
        Reply.see(one, by=ada)
    Reply.see(one, by=ben)
    Reply.see(one, by=ben)
    assert ben.acts.filter(verb="reply.see").count() == 1
    assert Reply.objects.visible_to(ada).get().seen_at is not None
    assert not Reply.objects.visible_to(cleo)


def test_an_inside_one_speaks_of_her_own_matter(client: Client, ada: User) -> None:
    own = Referral.receive(by=ada, referrer=keep(ada, "Odile Bakker"))
    assert own.party(Role.PROSPECT).name == "Odile Bakker"
    said = read(client, own, ada)
    assert "You turned to Ada." in said
    assert "recommended" not in said
