"""What referrals tell of who gives them: facts first, estimates past their thresholds alone, for me alone."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, query_count
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person, ProfileEntry
from cookout.referrals.models import Ask, Favor, Prospect, Referral, Update
from cookout.referrals.models.earned import earned
from cookout.referrals.models.fit import rate_fit
from cookout.referrals.models.giving import ask_draft
from cookout.referrals.models.insight_of import Answer, Insight, insight_of
from cookout.referrals.testing import aged, received
from cookout.ties.models import Tie, Touch
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile(ada: User) -> Person:
    return keep(ada, "Odile Bakker")


def insight(user: User, person: Person) -> Insight:
    return insight_of(user, Tie.objects.between(user, person))


def answer(user: User, person: Person, key: str) -> Answer:
    return insight(user, person).answer(key)


def gave(user: User, person: Person, days: int, **values: Any) -> Referral:
    return received(user, person, f"Prospect {days}", given_on=ago(user, days), **values)


def touched(user: User, person: Person, every: int = 30, since: int = 1080) -> None:
    tie = Tie.objects.between(user, person)
    tie = tie if tie.pk else Tie.objects.create(owner=user, person=person)
    Touch.objects.bulk_create(Touch(owner=user, tie=tie, on=ago(user, days)) for days in range(3, since, every))


def test_the_fifth_in_three_years_unasked_has_referred_and_is_never_called_unwilling(ada: User, odile: Person) -> None:
    """PRODUCT B2 and §5.8: rarer than once a quarter, and still the fact speaks first."""
    for days in (1000, 760, 520, 260, 9):
        gave(ada, odile, days, closeness=3)
    touched(ada, odile)
    Tie.objects.between(ada, odile).describe(by=ada, client_since=ago(ada, 1500))
    found = answer(ada, odile, "refers")
    assert found.is_yes
    assert found.fact.startswith("Has referred: 5 since ")
    assert found.fact.endswith("Unasked, as far as is noted.")
    said = json.dumps([(one.fact, one.likely, one.evidence, one.next) for one in insight(ada, odile).answers]).lower()
    assert not any(word in said for word in ("unwilling", "rarely", "seldom", "only", "not refer", "hardly", "never"))
    assert insight(ada, odile).expected > 0.5


def test_one_is_enough_to_have_referred_and_nothing_is_estimated_from_it(ada: User, odile: Person) -> None:
    one = gave(ada, odile, 40, was_asked=True)
    rate_fit(one, by=ada, fit=5)
    found = insight(ada, odile)
    assert found.answer("refers").fact.endswith("You had asked for it.")
    assert [each.estimate.is_known for each in found.answers[:3]] == [False] * 3
    assert found.answer("understands").likely == "Not yet known."
    assert not found.answer("understands").is_yes


def test_who_gave_nothing_is_a_fact_with_what_to_do(ada: User, odile: Person) -> None:
    found = answer(ada, odile, "refers")
    assert (found.is_yes, found.fact) == (False, "No referral from Odile so far. You have not asked.")
    assert found.next == "Tell Odile whom you look for. Nobody can refer who does not know."
    Ask.note(by=ada, tie=Tie.objects.between(ada, odile), on=ago(ada, 10))
    assert answer(ada, odile, "refers").fact.endswith("You asked 10 days ago.")


def test_ratings_speak_past_the_threshold_and_contradicting_ones_do_not(ada: User, odile: Person) -> None:
    ones = [gave(ada, odile, days) for days in (30, 20, 10)]
    for one, fit in zip(ones, (5, 4, 5), strict=True):
        rate_fit(one, by=ada, fit=fit)
    found = answer(ada, odile, "understands")
    assert (found.is_yes, found.likely) == (True, "Understands what you do.")
    assert found.fact == "You rated 3 of 3: 5, 4, 5 of 5."
    assert "80% sure" in found.evidence
    rate_fit(ones[1], by=ada, fit=1)
    found = answer(ada, odile, "understands")
    assert (found.is_yes, found.likely) == (False, "Not yet known.")
    assert found.fact.endswith("They differ; look at which ones.")
    for one in ones:
        rate_fit(one, by=ada, fit=1)
    found = answer(ada, odile, "understands")
    assert found.next == "Show Odile an example client."
    assert found.url.endswith("/teaching/")


def test_the_next_thing_is_to_rate_what_was_not_rated(ada: User, odile: Person) -> None:
    one = gave(ada, odile, 30)
    found = answer(ada, odile, "understands")
    assert (found.next, found.url) == ("Say how well Prospect 30 fitted.", f"{one.get_absolute_url()}#fit")


def test_trust_is_read_first_from_how_close_she_is_and_then_from_who_came(ada: User, odile: Person) -> None:
    ones = [gave(ada, odile, 20 + day, closeness=3 if day else None, handoff="told") for day in range(8)]
    for one in ones:
        one.accept(by=ada)
        one.move(by=ada, state="meeting")
    found = answer(ada, odile, "trusts")
    assert found.is_yes
    assert found.fact == "Odile knows 7 of the 8 well. Odile spoke with 8 of the 8 before you did."
    assert found.likely == "Most of those whom Odile sends come."
    assert found.evidence.startswith("8 of 8 met you.")


def test_closeness_that_is_not_noted_is_asked_for(ada: User, odile: Person) -> None:
    one = gave(ada, odile, 20)
    found = answer(ada, odile, "trusts")
    assert (found.is_yes, found.fact) == (False, "Not yet known how close they are.")
    assert found.next == "Ask how close Odile is to Prospect."
    assert found.url.endswith(f"{one.uid}/details/")


def test_silence_and_my_own_no_are_not_held_against_her(ada: User, odile: Person) -> None:
    gave(ada, odile, 20)
    Referral.objects.filter(pk=gave(ada, odile, 400).pk).update(state="declined")
    assert answer(ada, odile, "trusts").evidence == "Nobody had the time to come yet."
    gave(ada, odile, 200)
    assert answer(ada, odile, "trusts").evidence == "0 of 1 met you."


def test_it_is_time_to_ask_after_eight_weeks_with_nothing_owed_and_enough_to_expect(ada: User, odile: Person) -> None:
    for days in (300, 200, 100):
        gave(ada, odile, days)
    touched(ada, odile, since=400)
    tie = Tie.objects.between(ada, odile)
    Favor.note(by=ada, tie=tie, text="Found her a roofer")
    first = earned(ada, tie)
    assert first.answer == "owes"
    assert [one.text for one in first.owed] == [f"News on Prospect {days}." for days in (300, 200, 100)]
    Referral.objects.update(news_due_at=None)
    assert earned(ada, tie).answer == "time"
    ask = Ask.note(by=ada, tie=tie, on=ago(ada, 30))
    assert earned(ada, tie).answer == "rest"
    ask.correct(by=ada, on=ago(ada, 60))
    assert earned(ada, tie).answer == "time"
    Referral.objects.update(given_on=ago(ada, 1500))
    Touch.objects.update(deleted_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert earned(ada, tie).answer == "little"


def test_the_words_to_ask_with_name_one_kind_of_person_closeness_and_a_reason(ada: User, odile: Person) -> None:
    tie = Tie.objects.between(ada, odile)
    assert ask_draft(ada, tie).startswith("Odile, is there somebody whom you know well yourself")
    ProfileEntry.tell(by=ada, text="Couples who expect a child.", prompt="good_referral.type")
    ProfileEntry.tell(by=ada, text="they moved", prompt="good_referral.trigger")
    words = ask_draft(ada, tie)
    assert words.startswith("Odile, I look for one kind of person: Couples who expect a child. Often this has just")
    assert "whom you know well yourself?" in words
    assert words.endswith("If nobody comes to mind, that is fine.")


def test_as_many_queries_for_twenty_as_for_two(ada: User, odile: Person) -> None:
    def asked() -> int:
        with query_count() as counted:
            insight(ada, odile)
        return counted[0]

    gave(ada, odile, 10)
    gave(ada, odile, 12)
    few = asked()
    for days in range(20, 38):
        gave(ada, odile, days)
    assert asked() == few
    assert answer(ada, odile, "refers").estimate.word == "gives"


def test_what_she_says_is_not_hers_and_mere_names_count_for_nothing(ada: User, ben: User) -> None:
    fellows(ada, ben)
    gave(ada, ben.person, 30).disown(by=ben)
    received(ada, ben.person, "Ines Lund", may_contact=None)
    assert answer(ada, ben.person, "refers").fact.startswith("No referral from Ben")


def test_the_person_page_says_it_to_me_and_the_referral_links_to_it(client: Client, ada: User, odile: Person) -> None:
    one = gave(ada, odile, 30, closeness=4)
    client.force_login(ada)
    page = client.get(odile.get_absolute_url()).content.decode()
    assert "Odile as your referrer" in page
    assert "Owed first" not in page or "News on Prospect 30." in page
    assert f"{odile.get_absolute_url()}#insight" in client.get(one.get_absolute_url()).content.decode()


def test_nobody_else_sees_any_of_it(client: Client, ada: User, ben: User, odile: Person) -> None:
    gave(ada, odile, 30)
    asked = client.get(f"/api/v1/referrers/{odile.uid}", headers=bearer(ben, "referrals:read"))
    assert asked.status_code == 404
    client.force_login(ben)
    assert client.get(odile.get_absolute_url()).status_code == 404


def test_programs_and_operators_read_the_same(client: Client, ada: User, odile: Person) -> None:
    gave(ada, odile, 30)
    said = client.get(f"/api/v1/referrers/{odile.uid}", headers=bearer(ada, "referrals:read")).json()
    assert [one["key"] for one in said["answers"]] == ["refers", "understands", "trusts", "more"]
    assert [one["value"] for one in said["answers"]][:3] == [None] * 3
    out = StringIO()
    call_command("referrer", "Odile", "--user", ada.email, "--json", stdout=out)
    assert json.loads(out.getvalue())["answers"] == said["answers"]
    shown = StringIO()
    call_command("referrer", "Odile", "--user", ada.email, stdout=shown)
    assert "Will refer: Has referred: once" in shown.getvalue()


def test_news_that_was_told_raises_what_may_come(ada: User, odile: Person) -> None:
    one = gave(ada, odile, 60)
    before = insight(ada, odile).expected
    Update.objects.create(referral=one, by=ada, kind=Update.Kind.NEWS, channel="in_person", text="She called.")
    assert insight(ada, odile).expected > before
    assert "You told news once." in answer(ada, odile, "more").fact


def test_prospects_are_not_needed_in_the_book(ada: User, odile: Person) -> None:
    aged(Referral.receive(by=ada, referrer=odile, prospect=Prospect("Bram Visser"), may_contact=True))
    assert answer(ada, odile, "refers").is_yes
