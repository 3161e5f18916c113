"""The prep sheet: what stands on it, from where, and what does not."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.one_to_ones.models import Answer, OneToOne, WrapUp
from cookout.one_to_ones.models.prep import Prep, prep_for, upcoming
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, proposed, was_held
from cookout.people.models import PROMPTS, Person, ProfileEntry
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import ago, keep


def sheet(user: User, person: Person, one: OneToOne | None = None) -> Prep:
    """The sheet as the doors read it, without a write."""
    with no_writes():
        return prep_for(user, person, one, today=local_today(user))


def tell(user: User, prompt: str, text: str, audience: str = "groups", *, days: int = 0) -> ProfileEntry:
    """An entry of a profile, so many days old."""
    entry = ProfileEntry.tell(by=user, facet=prompt.partition(".")[0], prompt=prompt, text=text, audience=audience)
    ProfileEntry.objects.filter(pk=entry.pk).update(edited_at=timezone.now() - dt.timedelta(days=days))
    return entry


def learn(user: User, person: Person, prompt: str, text: str, *, days: int = 0, source: str = "") -> None:
    """Something this user noted about a person so many days ago."""
    tie = Tie.objects.between(user, person)
    facet = prompt.partition(".")[0]
    asked = prompt if prompt in PROMPTS else ""
    tie.learn(facet, text, by=user, prompt=asked, source=source, learned_on=ago(user, days))


def test_a_sheet_about_somebody_unknown_asks_five_questions_and_claims_nothing(ben: User) -> None:
    read = sheet(ben, keep(ben, "Marta Reyes"))
    assert read.occasion == "Your first 1-2-1."
    assert [one.number for one in read.questions] == [1, 2, 3, 4, 5]
    assert sum(one.social for one in read.questions) >= 2
    assert sum(not one.social for one in read.questions) >= 2
    assert read.balance == "2 social, 3 business"
    assert [one.social for one in read.questions] == [True, True, False, False, False]
    assert all(not part.known and part.hint.startswith("Not known") for part in read.card)
    assert (read.left, read.last, read.coverage.known, read.coverage.share) == (None, None, 0, 0.0)
    assert read.filled_in == "From what you noted"


def test_each_thing_known_says_from_where_and_how_old_it_is(ben: User, ada: User) -> None:
    fellows(ben, ada)
    tell(ada, "goals.business", "Ten clients on monthly advice", days=500)
    learn(ben, ada.person, "skills.rare", "Explains balance sheets", days=40, source="Gloria")
    learn(ben, ada.person, "skills", "Sings", days=3)
    parts = sheet(ben, ada.person).parts
    goal, (rare, free) = parts["goals"].known[0], parts["skills"].known
    assert (goal.source, goal.age, goal.stale, goal.told) == ("Ada wrote", "16 months ago", True, True)
    assert (rare.source, rare.age, rare.stale) == ("you noted: Gloria", "6 weeks ago", False)
    assert (free.source, free.age, free.short) == ("you noted", "3 days ago", "")


def test_an_answer_names_the_1_2_1_in_which_it_was_written_down(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    one = was_held(ben, marta, days=10)
    fact = Tie.objects.between(ben, marta).learn("goals", "A second site", by=ben, source="1-2-1")
    Answer.objects.create(owner=ben, one_to_one=one, question="Goal?", text="A second site", fact=fact)
    source = sheet(ben, marta).parts["goals"].known[0].source
    assert source == f"you noted after the 1-2-1 on {one.held_on:%B} {one.held_on.day}"


def test_nobody_is_asked_what_they_told_within_a_year_and_what_is_older_is_asked_anew(ben: User, ada: User) -> None:
    fellows(ben, ada)
    for prompt in PROMPTS:
        tell(ada, prompt, f"About {prompt}", days=300)
    assert sheet(ben, ada.person).questions == ()
    ProfileEntry.objects.filter(prompt="passion.why").update(edited_at=timezone.now() - dt.timedelta(days=425))
    (asked,) = sheet(ben, ada.person).questions
    assert (asked.prompt, asked.reason, asked.why) == ("passion.why", "stale", "14 months ago: “About passion.why”")


def test_the_card_points_to_the_question_that_asks_for_the_rest(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    learn(ben, marta, "business.years", "Since 2014")
    read = sheet(ben, marta)
    industry = next(one for one in read.questions if one.prompt == "business.industry")
    assert industry.why == "Business: 1 known, “Industry” is open."
    assert read.parts["business"].hint == f"The rest: question {industry.number}"
    assert read.parts["customers"].hint.startswith("Not known: question")


def test_private_entries_never_stand_there_and_those_for_a_1_2_1_only_when_one_is_planned(ben: User, ada: User) -> None:
    fellows(ben, ada)
    tell(ada, "goals.personal", "SECRET", "me")
    tell(ada, "goals.help", "For a 1-2-1", "one_to_one")
    tell(ada, "goals.business", "For the group")

    def texts() -> set[str]:
        return {one.text for one in sheet(ben, ada.person).parts["goals"].known}

    assert texts() == {"For the group"}
    offered = proposed(ben, ada, in_days(3))
    assert texts() == {"For the group"}
    offered.accept(by=ada, starts_at=offered.times.all()[0].starts_at)
    assert texts() == {"For the group", "For a 1-2-1"}
    offered.cancel(by=ada)
    assert texts() == {"For the group"}


def test_what_others_noted_is_theirs(ben: User, ada: User, cleo: User) -> None:
    fellows(ben, ada)
    learn(cleo, keep(cleo, "Ada Adeyemi"), "goals.business", "CLEO ONLY")
    learn(ada, ben.person, "goals.business", "ADA ONLY")
    assert "ONLY" not in str(sheet(ben, ada.person).as_data())


def test_a_kept_person_who_is_an_account_brings_both_together(ben: User, ada: User) -> None:
    fellows(ben, ada)
    kept = keep(ben, "Ada A.")
    Person.objects.filter(pk=kept.pk).update(account_person=ada.person)
    kept.refresh_from_db()
    tell(ada, "goals.business", "Told")
    learn(ben, kept, "goals.help", "Noted on the kept row")
    learn(ben, ada.person, "goals.enough", "Noted on the account")
    for person in (kept, ada.person):
        assert {one.text for one in sheet(ben, person).parts["goals"].known} == {
            "Told", "Noted on the kept row", "Noted on the account"
        }  # fmt: skip


def test_the_head_says_when_where_and_which_one_it_is(ben: User) -> None:
    marta = keep(ben, "Marta Reyes", title="Mortgage broker", organisation="Reyes Home Lending")
    assert sheet(ben, marta).lede == "Mortgage broker, Reyes Home Lending. Your first 1-2-1."
    days = [90, 60, 30]
    held = [was_held(ben, marta, days=many) for many in days]
    one = noted(ben, marta, in_days(5), place="Kettle & Crumb", agenda="Her second site")
    read = sheet(ben, marta, one)
    last = held[-1].held_on
    assert read.occasion == f"Your fourth 1-2-1, the last on {last:%B} {last.day}."
    assert (read.where, read.agenda) == ("Kettle & Crumb", "Her second site")
    assert read.when.endswith("15:00 to 15:45")
    assert sheet(ben, marta, held[1]).occasion.startswith("Your second 1-2-1")
    assert upcoming(ben, marta) == one


def test_what_was_said_last_time_and_what_is_open_stand_there(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    one = was_held(ben, marta, days=30)
    WrapUp.objects.create(owner=ben, one_to_one=one, line="Warm")
    Answer.objects.create(owner=ben, one_to_one=one, question="Goal?", text="A second site")
    Answer.objects.create(owner=ben, one_to_one=one, question="Empty?", text=" ")
    tie = Tie.objects.between(ben, marta)
    kept = tie.promise("Send the checklist", by=ben, due_on=ago(ben, 20), made_on=ago(ben, 30))
    kept.keep(by=ben)
    tie.promise("Introduce Hannah", by=ben, due_on=ago(ben, -3), made_on=ago(ben, 2))
    read = sheet(ben, marta)
    assert read.last is not None
    assert (read.last.line, [one.text for one in read.last.said]) == ("Warm", ["A second site"])
    assert [(line.text, line.kept) for line in read.last.promises] == [("Send the checklist", True)]
    assert [line.text for line in read.promises] == ["Introduce Hannah"]


def test_the_other_one_s_words_about_a_shared_1_2_1_stay_theirs(ben: User, ada: User) -> None:
    fellows(ben, ada)
    one = planned(ben, ada, in_days(2))
    OneToOne.objects.filter(pk=one.pk).update(state="held", starts_at=in_days(-2), held_on=ago(ben, 2))
    WrapUp.objects.create(owner=ada, one_to_one=one, line="ADA ONLY")
    Answer.objects.create(owner=ada, one_to_one=one, question="Goal?", text="ADA ONLY")
    assert "ADA ONLY" not in str(sheet(ben, ada.person).as_data())


def test_words_to_listen_for_are_quoted_and_customers_name_their_senders(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    learn(ben, marta, "good_referral.words", "“My accountant only calls me in March.”")
    for text in ("Dental, 3 partners (attorney)", "Farm estate, sent by attorney", "Roofer, 22 people"):
        learn(ben, marta, "customers.ten", text)
    read = sheet(ben, marta)
    assert read.referral_says == ("My accountant only calls me in March.",)
    assert {(one.story, one.sent_by) for one in read.customers} == {
        ("Dental, 3 partners", "attorney"), ("Farm estate", "attorney"), ("Roofer, 22 people", "")
    }  # fmt: skip
    assert read.customers_read == "2 came from: attorney."
    assert read.parts["customers"].known == ()


@pytest.mark.parametrize("many", [1, 12])
def test_the_sheet_asks_the_same_few_questions_of_the_database_however_much_is_known(
    ben: User, ada: User, many: int
) -> None:
    fellows(ben, ada)
    for number in range(many):
        tell(ada, "customers.ten", f"Customer {number}")
        learn(ben, ada.person, "interests.hours", f"Thing {number}")
        was_held(ben, ada.person, days=10 + number)
    one = planned(ben, ada, in_days(3))
    person = Person.objects.with_details().get(pk=ada.person.pk)
    with query_count() as counted:
        prep_for(ben, person, one, today=local_today(ben))
    assert counted[0] <= 16
