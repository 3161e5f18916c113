"""What I write down while we talk: once, twice, by whom; the fact and the promises that follow."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.side_by_side import Sent
from cookout.one_to_ones.models import Answer, OneToOne
from cookout.one_to_ones.models.written import LONGEST
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, was_held
from cookout.people.models import Person
from cookout.ties.models import Fact, Promise, local_today
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

RUNS = "interests.together"


@pytest.fixture
def one(ada: User) -> OneToOne:
    """Ada met Marta two days ago."""
    return was_held(ada, keep(ada, "Marta Reyes"), days=2)


def write(one: OneToOne, by: User, text: str, key: str = RUNS, **more: str) -> Answer:
    """Write an answer down, as a page without a script does."""
    answer = Answer.to(key, by=by, one_to_one=one, **more)
    answer.write(text, by=by)
    return answer


def facts(user: User) -> list[str]:
    """What was learned."""
    return [fact.text for fact in Fact.objects.visible_to(user)]


def promises(user: User) -> list[str]:
    """What was promised."""
    return sorted(promise.text for promise in Promise.objects.visible_to(user))


def test_an_answer_becomes_a_fact_with_date_and_source(ada: User, one: OneToOne) -> None:
    answer = write(one, ada, "Her father, after his bypass.")
    fact = Fact.objects.visible_to(ada).get()
    day = one.starts_at.astimezone(ada.tzinfo).date() if one.starts_at else None
    assert (fact.facet, fact.prompt, fact.text) == ("interests", RUNS, "Her father, after his bypass.")
    assert (fact.learned_on, fact.tie.person.full_name) == (day, "Marta Reyes")
    assert fact.source.startswith("1-2-1 on ")
    assert answer.fact == fact


def test_writing_twice_is_writing_once(ada: User, one: OneToOne) -> None:
    write(one, ada, "Her father.\n! Join them")
    acts = ada.acts.count()
    again = Answer.to(RUNS, by=ada, one_to_one=one)
    assert again.write("Her father.\r\n! Join them", by=ada) is None
    assert (ada.acts.count(), facts(ada), promises(ada)) == (acts, ["Her father."], ["Join them"])


def test_the_fact_keeps_in_step(ada: User, one: OneToOne) -> None:
    write(one, ada, "Her father.")
    write(one, ada, "Her father, and Lin.")
    assert facts(ada) == ["Her father, and Lin."]
    write(one, ada, "")
    assert facts(ada) == []
    write(one, ada, "Lin alone.")
    assert facts(ada) == ["Lin alone."]
    assert Fact.objects.count() == 1


def test_an_undo_brings_an_emptied_answer_and_its_fact_back(ada: User, one: OneToOne) -> None:
    write(one, ada, "Her father.\n! Join them")
    act = Answer.to(RUNS, by=ada, one_to_one=one).write("", by=ada)
    assert act is not None
    assert (facts(ada), promises(ada)) == ([], [])
    act.undo(by=ada)
    answer = Answer.objects.get()
    assert (answer.text, facts(ada), promises(ada)) == ("Her father.\n! Join them", ["Her father."], ["Join them"])
    assert answer.revision == 3


def test_after_an_undo_a_device_that_saw_nothing_of_it_loses_nothing(ada: User, one: OneToOne) -> None:
    answer = write(one, ada, "Her father, who ran in 1998.")
    act = answer.write("", by=ada)
    assert act is not None
    act.undo(by=ada)
    answer = Answer.objects.get()
    answer.write("Lin", by=ada, sent=Sent("", base=2, writer="phone", n=1))
    assert {answer.text, *(head.text for head in answer.waiting)} == {"Her father, who ran in 1998.", "Lin"}


def test_what_was_corrected_on_the_person_s_page_stands(ada: User, one: OneToOne) -> None:
    write(one, ada, "Her fahter.")
    Fact.objects.get().correct(by=ada, text="Her father.")
    write(one, ada, "Her fahter, and Lin.")
    assert facts(ada) == ["Her father."]


def test_a_question_of_my_own_is_in_its_fact(ada: User, one: OneToOne) -> None:
    uid = "0190a0a0-0000-7000-8000-00000000000a"
    answer = write(one, ada, "A setter.", uid, question="Which dog?", facet="interests")
    assert facts(ada) == ["Which dog?\nA setter."]
    answer.reword("What kind of dog?", "personal", by=ada)
    fact = Fact.objects.get()
    assert (fact.text, fact.facet, fact.prompt) == ("What kind of dog?\nA setter.", "personal", "")
    write(one, ada, "Two setters.", uid)
    assert (Answer.objects.count(), facts(ada)) == (1, ["What kind of dog?\nTwo setters."])


def test_a_question_nobody_has_is_refused(ada: User, one: OneToOne) -> None:
    with pytest.raises(Refusal):
        Answer.to("goals.nonsense", by=ada, one_to_one=one)


def test_fifty_thousand_characters_are_taken_whole_and_one_more_is_not(ada: User, one: OneToOne) -> None:
    long = "ü" * LONGEST
    write(one, ada, long)
    assert facts(ada) == [long]
    with pytest.raises(Refusal, match="50,001"):
        write(one, ada, long + "!")
    assert Answer.objects.get().text == long


def test_what_is_no_character_is_left_out(ada: User, one: OneToOne) -> None:
    assert write(one, ada, "a\x00b\ud800c").text == "abc"


def test_a_line_with_an_exclamation_mark_is_a_promise_for_a_week(ada: User, one: OneToOne) -> None:
    write(one, ada, "Lin and Mo.\n! Join them one Thursday\nTwelve more.\n!Send the list")
    assert facts(ada) == ["Lin and Mo.\nTwelve more."]
    assert promises(ada) == ["Join them one Thursday", "Send the list"]
    promise = Promise.objects.visible_to(ada).first()
    assert promise is not None
    assert (promise.due_on, promise.tie and promise.tie.person.full_name) == (
        local_today(ada) + dt.timedelta(days=7), "Marta Reyes",
    )  # fmt: skip


def test_a_promise_grows_with_its_line(ada: User, one: OneToOne) -> None:
    for typed in ("! Jo", "! Join", "! Join them", "Before it\n! Join them\n! Send"):
        write(one, ada, typed)
    assert promises(ada) == ["Join them", "Send"]
    assert Promise.objects.count() == 2


def test_a_line_that_goes_takes_its_promise_only_if_nobody_touched_it(ada: User, one: OneToOne) -> None:
    write(one, ada, "! One\n! Two\n! Three\n! Four")
    by_text = {promise.text: promise for promise in Promise.objects.all()}
    by_text["Two"].keep(by=ada)
    by_text["Three"].correct(by=ada, text="Three, by mail")
    by_text["Four"].put_off(by=ada, until=local_today(ada) + dt.timedelta(days=30))
    write(one, ada, "")
    assert promises(ada) == ["Four", "Three, by mail", "Two"]


def test_a_promise_that_was_taken_away_elsewhere_does_not_come_back(ada: User, one: OneToOne) -> None:
    write(one, ada, "! Join them")
    Promise.objects.get().remove(by=ada)
    write(one, ada, "! Join them\nAnd Lin.")
    assert promises(ada) == []


def test_a_promise_longer_than_a_promise_is_cut_and_the_answer_is_not(ada: User, one: OneToOne) -> None:
    line = "! " + "very " * 200
    answer = write(one, ada, line)
    assert answer.text == line
    assert [len(text) for text in promises(ada)] == [300]


def test_whoever_is_not_visible_any_more_gets_no_fact_and_the_answer_stays(ada: User, one: OneToOne) -> None:
    Person.objects.filter(full_name="Marta Reyes").update(deleted_at=timezone.now())
    answer = write(one, ada, "Her father.\n! Join them")
    assert (answer.text, answer.fact, facts(ada), promises(ada)) == ("Her father.\n! Join them", None, [], [])


def test_what_one_writes_is_not_the_other_s(ada: User, ben: User) -> None:
    fellows(ada, ben)
    both = planned(ada, ben)
    write(both, ada, "He rows.\n! Call him")
    write(both, ben, "She runs.")
    assert [answer.text for answer in Answer.objects.visible_to(ada)] == ["He rows.\n! Call him"]
    assert [answer.text for answer in Answer.objects.visible_to(ben)] == ["She runs."]
    assert (facts(ada), facts(ben), promises(ben)) == (["He rows."], ["She runs."], [])


def test_what_is_written_before_the_day_was_learned_today(ada: User) -> None:
    write(noted(ada, keep(ada, "Marta Reyes"), in_days(5)), ada, "Already told me.")
    assert Fact.objects.get().learned_on == local_today(ada)


def test_two_devices_lose_nothing_and_one_chooses(ada: User, one: OneToOne) -> None:
    answer = Answer.to(RUNS, by=ada, one_to_one=one)
    answer.write("Her father.", by=ada, sent=Sent("", base=0, writer="phone", n=1))
    answer.write("Lin.", by=ada, sent=Sent("", base=0, writer="desk", n=1))
    assert (answer.text, [head.text for head in answer.waiting], facts(ada)) == (
        "Her father.",
        ["Lin."],
        ["Her father."],
    )
    with pytest.raises(Refusal, match="meanwhile"):
        answer.choose("both", by=ada, writer="desk", n=1, revision=1)
    act = answer.choose("both", by=ada, writer="desk", n=1, revision=2)
    assert act is not None
    answer.refresh_from_db()
    assert (answer.text, answer.waiting, facts(ada)) == ("Her father.\nLin.", (), ["Her father.\nLin."])


def test_a_name_links_where_exactly_one_person_has_it(ada: User, one: OneToOne) -> None:
    mo, _lin = keep(ada, "Mo Farouk"), keep(ada, "Lin Chen")
    keep(ada, "Lin Park"), keep(ada, "Linda Holt")
    answer = write(one, ada, "With @Mo Farouk, @lin and @Nobody Here; me@example.org, @Mo again. @Lind")
    assert answer.people() == [mo]
    assert write(one, ada, "With @Lin Chen.").people() == [_lin]
