"""The 1-2-1s of the sample in the house: as the verbs would have written them, and private where they must be."""

import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.one_to_ones.models import (
    Answer,
    OneToOne,
    ProposedTime,
    Seat,
    Step,
    ThinkingSlot,
    WrapUp,
    as_kept,
    touch_uid,
    whom_for,
)
from cookout.people.models import Person, ProfileEntry
from cookout.site.tests.conftest import NOW
from cookout.ties.models import Fact, Tie, Touch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def account(key: str) -> User:
    return User.objects.get(email=f"{key}@sample.example.org")


def between(first: User, name: str, state: str) -> OneToOne:
    found: list[OneToOne] = list(OneToOne.objects.visible_to(first).filter(state=state).with_seats())
    return next(one for one in found if one.other(first).name == name)


def test_whoever_says_that_it_took_place_has_it_as_one_contact() -> None:
    seats = Seat.objects.exclude(says_at=None).select_related("one_to_one", "user", "knows")
    expected = {(seat.user.pk, touch_uid(seat.one_to_one, seat.user)): seat for seat in seats if seat.user}
    found = {(touch.owner_id, touch.uid): touch for touch in Touch.objects.select_related("tie")}
    assert len(expected) > 600
    assert set(expected) <= set(found)
    for key, seat in expected.items():
        assert (found[key].tie.person_id, found[key].on) == (seat.knows_id, seat.one_to_one.held_on)
    ties = Counter((row.owner_id, row.person_id) for row in Tie.objects.all())
    assert max(ties.values()) == 1


def test_every_seat_knows_the_other_as_the_verbs_would() -> None:
    some = list(OneToOne.objects.order_by("pk").values_list("pk", flat=True))[::7]
    for one in OneToOne.objects.filter(pk__in=some).with_seats():
        for seat in one.seats.all():
            if seat.user is not None:
                other = one.other(seat.user)
                person = other.user.person if other.user else seat.knows
                assert person is not None
                assert seat.knows == as_kept(seat.user, person)


def test_a_confirmed_one_has_both_words_and_every_step_its_instant() -> None:
    assert not Seat.objects.filter(one_to_one__state="confirmed", says_at=None).exists()
    assert not Seat.objects.filter(says_at=None).exclude(confirmed_at=None).exists()
    assert not Step.objects.filter(at__date__gte=NOW.date()).exclude(at__lt=NOW).exists()
    for one in OneToOne.objects.all():
        assert one.sequence == one.steps.count()
        assert (one.held_on is None) == (one.state not in {"held", "confirmed"})


def test_saying_once_more_what_was_said_doubles_nothing() -> None:
    sam = account("sam")
    one = between(sam, "Hannah Weiss", "confirmed")
    before = Touch.objects.count()
    one.hold(by=sam)
    assert Touch.objects.count() == before


def test_sam_agrees_that_he_met_ana_and_it_is_confirmed() -> None:
    sam = account("sam")
    one = between(sam, "Ana Sousa", "held")
    one.hold(by=sam)
    assert one.state == "confirmed"
    assert Touch.objects.filter(owner=sam, uid=touch_uid(one, sam)).count() == 1


def test_proposals_wait_for_sam_and_for_mei(monkeypatch: pytest.MonkeyPatch) -> None:
    sam = account("sam")
    waiting = [one for one in OneToOne.objects.visible_to(sam).with_seats() if one.waits_for(sam)]
    assert [one.other(sam).name for one in waiting] == ["Joel Friedman"]
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    time = ProposedTime.objects.filter(one_to_one=waiting[0]).order_by("starts_at")[0]
    waiting[0].accept(by=sam, starts_at=time.starts_at)
    assert waiting[0].state == "planned"


def test_others_read_neither_my_1_2_1s_nor_what_i_wrote_down() -> None:
    sam, renee = account("sam"), account("renee")
    shared = {seat.one_to_one_id for seat in Seat.objects.filter(user=renee)}
    mine = set(OneToOne.objects.visible_to(sam).values_list("pk", flat=True))
    assert {one.pk for one in OneToOne.objects.visible_to(renee)} == shared
    assert mine - shared
    assert set(WrapUp.objects.visible_to(renee).values_list("owner__name", flat=True)) == {"Renee Castillo"}
    assert set(Answer.objects.visible_to(renee).values_list("owner", flat=True)) == {renee.pk}
    assert not ThinkingSlot.objects.visible_to(renee).exists()


def test_ambitions_open_with_a_planned_1_2_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    priya = Person.objects.get(account__isnull=False, full_name="Priya Raman")
    told = ProfileEntry.objects.filter(person=priya, facet="ambitions")
    assert ProfileEntry.objects.visible_to(account("sam")).filter(pk__in=told).count() == 2
    assert not ProfileEntry.objects.visible_to(account("renee")).filter(pk__in=told)
    assert not ProfileEntry.objects.visible_to(account("sam")).filter(person=priya, audience="me")
    assert told[0].edited_at.astimezone(NOW.tzinfo).date() == NOW.date() - dt.timedelta(days=14)


def test_answers_have_become_facts_with_date_and_source() -> None:
    answers: list[Any] = list(Answer.objects.select_related("fact", "one_to_one", "owner"))
    assert Counter(answer.owner.name for answer in answers)["Sam Whitfield"] >= 12
    for answer in answers:
        fact = answer.fact
        assert fact is not None
        assert (fact.prompt, fact.text, fact.owner_id) == (answer.prompt, answer.text, answer.owner_id)
        assert (fact.learned_on, fact.source) == (answer.one_to_one.held_on, answer.source)
    sources = Fact.objects.filter(source__startswith="1-2-1").values_list("source", flat=True)
    assert all(re.fullmatch(r"1-2-1 on [A-Z][a-z]+ \d+(, \d{4})?", source) for source in sources)


def test_the_thinking_slot_for_ify_finds_people_with_reasons() -> None:
    sam = account("sam")
    slot = ThinkingSlot.objects.get(owner=sam)
    assert slot.name == "Ify Okonkwo"
    assert slot.starts_at == NOW.replace(hour=16, minute=10)
    assert slot.person is not None
    fits = whom_for(sam, slot.person, slot=slot).fits
    names = [fit.person.full_name for fit in fits]
    assert {"Odile Laurent", "Arturo Ibarra"} <= set(names)
