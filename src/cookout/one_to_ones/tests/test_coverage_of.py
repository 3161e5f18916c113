"""Coverage: how much of a dance card is known, how it grew, and what the next 1-2-1 is for."""

import datetime as dt

import pytest

from cookout.core.models import User
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.models.coverage import Coverage, coverage_of, next_focus, past_with
from cookout.one_to_ones.testing import fellows, was_held
from cookout.people.models import PROMPTS, Person
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import ago, keep


def covered(user: User, person: Person) -> Coverage:
    return coverage_of(user, person, today=local_today(user))


def learn(user: User, person: Person, prompt: str, text: str = "Something", days: int = 0) -> None:
    facet, dot, _rest = prompt.partition(".")
    tie = Tie.objects.between(user, person)
    tie.learn(facet, text, by=user, prompt=prompt if dot else "", learned_on=ago(user, days))


def test_nothing_known_is_nothing_covered(ben: User) -> None:
    none = covered(ben, keep(ben, "Marta Reyes"))
    assert (none.share, none.known, none.asked, none.gains, none.grown) == (0.0, 0, len(PROMPTS), 0, ())
    assert (none.next.about, none.next.why) == ("both", "It is your first.")


def test_everything_known_is_all_of_it(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    for prompt in PROMPTS.values():
        for number in range(prompt.most):
            learn(ben, marta, prompt.key, f"Thing {number}")
    whole = covered(ben, marta)
    assert whole.share == pytest.approx(1)
    assert (whole.known, whole.gains, whole.next.headings) == (len(PROMPTS), 15, ())


def test_one_answer_is_all_of_a_question_that_has_one_and_a_third_of_one_that_has_ten(ben: User) -> None:
    one, ten = keep(ben, "Uma"), keep(ben, "Theo")
    learn(ben, one, "customers.problem")
    learn(ben, ten, "customers.ten")
    whole = sum(prompt.value for prompt in PROMPTS.values())
    assert covered(ben, one).share == pytest.approx(PROMPTS["customers.problem"].value / whole)
    assert covered(ben, ten).share == pytest.approx(PROMPTS["customers.ten"].value / 3 / whole)


def test_what_stands_free_under_a_heading_counts_for_a_question_that_nothing_answers(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    learn(ben, marta, "goals.business")
    learn(ben, marta, "goals", "A second site")
    learn(ben, marta, "goals", "The state cup")
    known = covered(ben, marta)
    assert known.known == 3
    assert next(heading.known for heading in known.headings if heading.facet == "goals") == 3
    assert known.gains == 3


def test_ten_customers_are_not_all_there_is_to_know_of_whom_they_work_with(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    for number in range(10):
        learn(ben, marta, "customers.ten", f"Customer {number}")
        learn(ben, marta, "interests.hours", f"Thing {number}")
    pips = {heading.facet: heading.known for heading in covered(ben, marta).headings}
    assert (pips["customers"], pips["interests"], pips["passion"]) == (1, 3, 0)


def test_it_grows_from_1_2_1_to_1_2_1_by_the_days_of_the_facts(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    learn(ben, marta, "goals.help", days=100)
    held = [was_held(ben, marta, days=many) for many in (90, 60, 30)]
    learn(ben, marta, "goals.enough", days=90)
    learn(ben, marta, "skills.rare", days=88)
    learn(ben, marta, "passion.why", days=29)
    grown = covered(ben, marta).grown
    assert [step.one_to_one for step in grown] == [str(one.uid) for one in held]
    assert [step.known for step in grown] == [3, 3, 4]
    assert [step.share for step in grown] == sorted(step.share for step in grown)
    assert grown[-1].share == pytest.approx(covered(ben, marta).share)


def test_only_1_2_1s_that_took_place_count(ben: User, ada: User) -> None:
    fellows(ben, ada)
    was_held(ben, ada.person, days=5)
    gone = was_held(ben, ada.person, days=9)
    OneToOne.objects.filter(pk=gone.pk).update(state="cancelled")
    assert len(past_with(ben, ada.person)) == 1
    assert len(past_with(ada, ben.person)) == 1


@pytest.mark.parametrize(("focus", "mine", "theirs"), [("first", "them", "me"), ("second", "me", "them")])
def test_after_one_about_the_one_comes_one_about_the_other(
    ben: User, ada: User, focus: str, mine: str, theirs: str
) -> None:
    fellows(ben, ada)
    was_held(ben, ada.person, days=5, focus=focus)
    assert covered(ben, ada.person).next.about == mine
    assert covered(ada, ben.person).next.about == theirs


def test_the_next_focus_alternates_and_asks_while_the_card_is_thin() -> None:
    assert next_focus(0.0, []) == ("both", "first")
    assert next_focus(0.49, ["both", "both"]) == ("them", "thin")
    assert next_focus(0.5, ["both"]) == ("both", "deep")
    assert next_focus(0.0, ["both", "them", "me"]) == ("me", "my_turn")
    assert next_focus(1.0, ["me"]) == ("them", "their_turn")


def test_the_least_known_headings_come_first_by_what_they_are_worth(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    assert covered(ben, marta).next.headings[0] == "Who they work with"
    for prompt in PROMPTS.values():
        if prompt.facet == "customers":
            for _time in range(prompt.most):
                learn(ben, marta, prompt.key)
    assert "Who they work with" not in covered(ben, marta).next.headings


def test_about_whom_it_was_is_seen_as_the_1_2_1_itself_sees_it(ben: User, ada: User) -> None:
    fellows(ben, ada)
    for number, focus in enumerate(("both", "first", "second")):
        one = was_held(ben, ada.person, days=3 + number, focus=focus)
        for user, person in ((ben, ada.person), (ada, ben.person)):
            (past,) = (row for row in past_with(user, person) if row.pk == one.pk)
            assert past.about == one.about(user)
            assert isinstance(past.on, dt.date)
