"""What is told of a referrer bears what is odd: a thousand by one person, one voice alone, and words at odds."""

import datetime as dt
import json
import re
import time
from io import StringIO
from typing import TypeVar

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.utils.html import strip_tags

from cookout.core.models import User
from cookout.core.testing import bearer, make_user, query_count
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Person
from cookout.referrals.models import Experience, ExperienceLink, Party, Referral, Step
from cookout.referrals.models.insight_of import insight_of
from cookout.referrals.models.party import Known, Side
from cookout.referrals.models.settling import settle_old
from cookout.referrals.models.standing import reputation_of, standing_of
from cookout.referrals.testing import passed, received
from cookout.ties.models import Tie, Touch
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

UNKIND = re.compile(r"\b(unwilling|rarely|seldom|only|hardly|never|does not refer|will not refer|lazy|poor|little)\b")

Row = TypeVar("Row", bound=Model)


@pytest.fixture
def odile(ada: User) -> Person:
    return keep(ada, "Odile Bakker")


def again(row: Row, **values: object) -> Row:
    """The same once more, not yet written."""
    names = [field.attname for field in row._meta.concrete_fields if field.name not in ("id", "uid")]
    return type(row)(**{name: getattr(row, name) for name in names} | values)


def many_more(one: Referral, many: int, user: User) -> None:
    """As many further referrals like this one, a day apart."""
    ones = Referral.objects.bulk_create(again(one, given_on=ago(user, 1 + n)) for n in range(many))
    for party in Party.objects.filter(referral=one):
        parties = Party.objects.bulk_create(again(party, referral_id=new.pk) for new in ones)
        for known in Known.objects.filter(party=party):
            Known.objects.bulk_create(again(known, party_id=new.pk) for new in parties)
        for step in Step.objects.filter(referral=one, party=party):
            Step.objects.bulk_create(
                again(step, referral_id=new.pk, party_id=side.pk) for new, side in zip(ones, parties, strict=True)
            )
    for side in Side.objects.filter(referral=one):
        Side.objects.bulk_create(again(side, referral_id=new.pk) for new in ones)


def insight_section(page: str) -> str:
    """What the person's page says of her as a referrer, without marks."""
    found = re.search(r'<section class="card" id="insight".*?</section>', page, re.DOTALL)
    assert found is not None
    return " ".join(strip_tags(found[0]).split())


def test_a_thousand_referrals_by_one_person_are_as_many_queries_as_two_and_take_no_time(
    client: Client, ada: User, odile: Person
) -> None:
    tie = Tie.objects.between(ada, odile)
    first = received(ada, odile, given_on=ago(ada, 3))
    many_more(first, 1, ada)
    with query_count() as few:
        insight_of(ada, tie)
    many_more(first, 998, ada)
    with query_count() as counted:
        began = time.process_time()
        found = insight_of(ada, tie)
        took = time.process_time() - began
    assert counted[0] == few[0]
    assert took < 2
    refers = found.answer("refers")
    assert refers.fact.startswith("Has referred: 1000 since ")
    assert refers.estimate.word == "gives"
    assert found.expected < 1e6
    client.force_login(ada)
    page = client.get(odile.get_absolute_url())
    assert "Has referred: 1000 since " in insight_section(page.content.decode())


def test_one_voice_a_thousand_times_says_nothing_of_how_somebody_stands(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ben, ada)
    one.accept(by=ada)
    one.move(by=ada, state="meeting")
    one.refresh_from_db()
    many_more(one, 999, ada)
    assert settle_old() == 999
    found = standing_of(ben, dt.date.today())
    assert (found.repaid, found.cost, found.people) == (1000, 0, 1)
    assert (found.word, found.mean) == ("Not yet known", None)
    # Nor does one who is praised by everybody make all others of the house look worse.
    began = time.process_time()
    assert reputation_of(ben, dt.date.today()).sums.repaid == 1000
    assert time.process_time() - began < 3


def test_provider_and_prospect_who_contradict_each_other_are_both_heard(ada: User, ben: User) -> None:
    """They met, and it went badly: one repays, the other costs, and neither hides the other."""
    for who in (ada, make_user("Dora Diaz")):
        fellows(who, ben)
        for prospect in ("Hal", "Ivo"):
            one = passed(ben, who, prospect)
            one.accept(by=who)
            one.move(by=who, state="meeting")
            Experience.say(link=ExperienceLink.ask(referral=one, by=who), rating="not_well", may_tell=True)
    found = standing_of(ben, dt.date.today())
    assert (found.repaid, found.cost) == (4, 4)
    assert found.evidence.endswith(": 4 repaid, 4 cost.")
    assert found.word == "Much of it did not work out" or (found.low or 0) < 0.6 < (found.high or 1)


def test_a_fifth_unasked_in_three_years_reads_has_referred_through_every_door(
    client: Client, ada: User, odile: Person
) -> None:
    """Rarer than once a quarter, and thanked: nowhere does it read as if she would not."""
    tie = Tie.objects.between(ada, odile)
    ones = [received(ada, odile, f"Prospect {n}", given_on=ago(ada, n), closeness=3) for n in (1000, 760, 520, 260, 9)]
    tie = Tie.objects.between(ada, odile)
    tie = tie if tie.pk else Tie.objects.create(owner=ada, person=odile)
    Touch.objects.bulk_create(Touch(owner=ada, tie=tie, on=ago(ada, days)) for days in range(3, 1080, 30))
    tie.describe(by=ada, client_since=ago(ada, 1500))
    client.force_login(ada)
    page = insight_section(client.get(odile.get_absolute_url()).content.decode())
    beside = strip_tags(client.get(ones[-1].get_absolute_url()).content.decode())
    told = client.get(f"/api/v1/referrers/{odile.uid}", headers=bearer(ada, "referrals:read")).json()
    out = StringIO()
    call_command("referrer", "Odile", "--user", ada.email, stdout=out)
    refers = next(one for one in told["answers"] if one["key"] == "refers")
    assert refers["is_yes"] is True
    assert refers["word"] != "less" or "rare" not in refers["likely"]
    for said in (page, refers["fact"], out.getvalue()):
        assert "Has referred: 5 since " in said
        assert "Unasked, as far as is noted." in said
    assert "Referral 5 since " in beside
    for said in (page, json.dumps(told["answers"]), out.getvalue()):
        assert UNKIND.search(said.lower()) is None, UNKIND.search(said.lower())
