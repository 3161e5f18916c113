"""Why a contact fits is said as one would say it."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.one_to_ones.models.whom_for import in_words, whom_for
from cookout.people.models import Person
from cookout.science import Contact, Entry, matching_people
from cookout.ties.models import Tie

IDEAL = Entry("customers", "Bakeries that rent", prompt="customers.ideal")
MOMENT = Entry("good_referral", "A divorce", prompt="good_referral.trigger")


@pytest.mark.parametrize(
    ("wanted", "contact", "sentence", "looks"),
    [
        (IDEAL, Contact("1", "Baker"), "Baker.", "Ify looks for bakeries that rent."),
        (IDEAL, Contact("1", company="Voss Bakery"), "At Voss Bakery.", "Ify looks for bakeries that rent."),
        (MOMENT, Contact("1", "Divorce lawyer"), "Divorce lawyer: Nora meets people in that moment, a divorce.", ""),
        (
            MOMENT,
            Contact("1", texts=("Going through a divorce",)),
            "You noted in March: Going through a divorce.",
            "Ify helps in that moment: a divorce.",
        ),
    ],
)
def test_each_kind_of_reason_is_a_sentence(wanted: Entry, contact: Contact, sentence: str, looks: str) -> None:
    [match] = matching_people([wanted], [contact])
    noted = dt.date(timezone.localdate().year, 3, 2)
    assert in_words(match.reasons[0], "Ify", "Nora", noted, is_mine=True) == (sentence, looks)


def test_a_note_of_another_year_says_the_year_and_a_tag_says_no_day() -> None:
    [match] = matching_people([MOMENT], [Contact("1", texts=("A divorce",))])
    old, tag = dt.date(2019, 3, 2), None
    assert in_words(match.reasons[0], "Ify", "Nora", old, is_mine=True)[0] == "You noted in March 2019: A divorce."
    assert in_words(match.reasons[0], "Ify", "Nora", tag, is_mine=True)[0] == "You noted: A divorce."
    assert in_words(match.reasons[0], "Ify", "Nora", tag, is_mine=False)[0] == "Nora tells: A divorce."


@pytest.mark.django_db
def test_what_is_looked_for_is_said_once_and_at_most_three_reasons_stand(ben: User) -> None:
    ify, nora = (Person.objects.create(keeper=ben, given=name, full_name=name) for name in ("Ify", "Nora"))
    tie = Tie.objects.between(ben, ify)
    for facet, prompt, text in (
        ("customers", "customers.ideal", "People who go through a divorce"),
        ("good_referral", "good_referral.trigger", "A separation"),
        ("good_referral", "good_referral.trigger", "A baby on the way"),
        ("good_referral", "good_referral.trigger", "A new job in town"),
        ("good_referral", "good_referral.trigger", "A death in the family"),
    ):
        tie.learn(facet, text, prompt=prompt, by=ben)
    for text in ("Separation since May", "Twins on the way", "New job in town", "Her mother died in June"):
        Tie.objects.between(ben, nora).learn("personal", text, by=ben)
    [fit] = whom_for(ben, ify).fits
    assert fit.person == nora
    assert len(fit.reasons) == 3
    assert len(set(fit.reasons)) == 3


@pytest.mark.django_db
def test_of_those_who_fit_alike_the_closest_comes_first(ben: User) -> None:
    ify, far, near = (Person.objects.create(keeper=ben, given=name, full_name=name) for name in ("Ify", "Far", "Near"))
    Tie.objects.between(ben, ify).learn("customers", "Women who separate", prompt="customers.ideal", by=ben)
    Tie.objects.between(ben, ify).learn("good_referral", "A divorce", prompt="good_referral.trigger", by=ben)
    for person, circle in ((far, "unsorted"), (near, "active")):
        tie = Tie.objects.between(ben, person)
        tie.learn("personal", "Going through a divorce", by=ben)
        Tie.objects.filter(pk=tie.pk).update(circle=circle)
    assert [fit.person for fit in whom_for(ben, ify).fits] == [near, far]
