"""My record: what is counted, that open cases count, and that nothing but counts leaves the house."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, query_count
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import (
    Experience,
    ExperienceLink,
    RecordLink,
    Referral,
    State,
    Step,
    Update,
)
from cookout.referrals.models.record import Record, record_of
from cookout.referrals.models.record_link import LASTS, MOST_LINKS
from cookout.referrals.models.record_words import lines_of
from cookout.referrals.testing import aged, passed, received
from cookout.ties.models import local_today
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

PAGE = reverse("referrals:record_detail")


def days(n: float) -> dt.timedelta:
    return dt.timedelta(days=n)


def counted(user: User) -> Record:
    return record_of(user, local_today(user))


def long_ago(one: Referral, back: float) -> Referral:
    """As if it had been noted and taken on so many days earlier."""
    one.given_on -= days(back)
    Referral.objects.filter(pk=one.pk).update(given_on=one.given_on)
    Step.objects.filter(referral=one).update(created_at=timezone.now() - days(back))
    return aged(one, created_at=days(back), accepted_at=days(back))


def old(user: User, who: str, back: float = 100, *, called: float | None = None, state: str = "") -> Referral:
    """One of so many days ago, called after so many hours, and how it stands."""
    one = received(user, keep(user, f"{who} Marsh"), f"{who} Hale")
    if state:
        one.move(by=user, state=state)
    long_ago(one, back)
    if called is not None:
        one.contacted_at = timezone.now() - days(back) + dt.timedelta(hours=called)
        Referral.objects.filter(pk=one.pk).update(contacted_at=one.contacted_at)
        Step.objects.filter(referral=one, state=state).update(on=one.contacted_at.astimezone(user.tzinfo).date())
    return one


def test_of_nothing_nothing_is_known(ada: User) -> None:
    record = counted(ada)
    assert (record.many, record.is_known) == (0, False)
    assert {line.answer for line in lines_of(record)} == {"Not yet known."}


def test_who_was_never_called_counts_as_not_called_within_48_hours(ada: User) -> None:
    for number in range(4):
        old(ada, f"A{number}", called=2, state=State.REACHED)
    old(ada, "Late", called=90, state=State.REACHED)
    old(ada, "Silent")
    old(ada, "Lost", state=State.LOST)
    record = counted(ada)
    assert (record.called.k, record.called.n) == (4, 7)
    assert record.wait.value is not None
    assert (round(record.wait.value), record.wait.n, record.wait.served) == (2, 7, 5)


def test_one_that_was_taken_on_just_now_is_not_asked_about_48_hours(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    one.move(by=ada, state=State.REACHED)
    assert counted(ada).called.n == 0


def test_a_call_noted_later_counts_until_the_midnight_of_its_day(ada: User) -> None:
    one = old(ada, "Noted", back=10)
    day = (timezone.now() - days(10)).astimezone(ada.tzinfo).date()
    one.move(by=ada, state=State.REACHED, on=day)
    found = counted(ada).wait
    assert found.value is not None
    assert found.value <= 24


def test_a_call_is_never_earlier_than_noted_days_say(ada: User) -> None:
    one = old(ada, "Before", back=10)
    one.move(by=ada, state=State.REACHED, on=one.given_on)
    assert counted(ada).wait.value is not None


def test_news_within_the_promised_days_is_kept_and_a_silence_is_not_while_it_lasts(ada: User) -> None:
    one = old(ada, "Told", back=10)
    Update.tell(referral=one, by=ada, text="He is glad.", channel="text")
    Update.objects.filter(referral=one).update(created_at=timezone.now() - days(6))
    silent = old(ada, "Silent", back=10)
    record = counted(ada)
    assert (record.news.k, record.news.n) == (1, 2)
    Update.tell(referral=silent, by=ada, text="At last.", channel="text")
    assert (counted(ada).news.k, counted(ada).news.n) == (1, 2)


def test_news_that_came_back_tells_nothing(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker", email="odile@example.org"))
    long_ago(one, 10)
    update = Update.tell(referral=one, by=ada, text="He is glad.", channel="mail")
    Update.objects.filter(pk=update.pk).update(created_at=timezone.now() - days(6))
    assert counted(ada).news.k == 1
    update.come_back()
    assert (counted(ada).news.k, counted(ada).news.n) == (0, 1)


def test_the_end_is_owed_too(ada: User) -> None:
    one = old(ada, "Ended", back=20, state=State.LOST)
    aged(one, decided_at=days(18))
    assert (counted(ada).news.k, counted(ada).news.n) == (0, 1)


def test_a_meeting_that_was_corrected_away_is_none_and_one_before_the_end_is_one(ada: User) -> None:
    wrong = old(ada, "Wrong", state=State.MEETING)
    wrong.correct(by=ada, state=State.REACHED)
    met = old(ada, "Met", state=State.MEETING)
    met.move(by=ada, state=State.LOST)
    met.correct(by=ada, state=State.NOT_A_FIT)
    slip = old(ada, "Slip", state=State.WON)
    slip.correct(by=ada, state=State.LOST)
    record = counted(ada)
    assert (record.met.k, record.met.n) == (1, 3)
    assert (record.won.k, record.won.n) == (0, 3)


def test_a_yes_counts_only_where_a_member_waited_for_it(ada: User, ben: User) -> None:
    fellows(ada, ben)
    old(ada, "Own")
    waits = passed(ben, ada, "Ines Lund")
    Referral.objects.filter(pk=waits.pk).update(created_at=timezone.now() - days(8))
    young = passed(ben, ada, "Noor Haddad")
    young.accept(by=ada)
    record = counted(ada)
    assert (record.accepted.k, record.accepted.n) == (0, 1)
    assert (record.many, record.by_members) == (3, 2)


def test_names_withdrawn_and_disowned_ones_count_for_nobody(ada: User, ben: User) -> None:
    fellows(ada, ben)
    received(ada, keep(ada, "Odile Bakker"), may_contact=None)
    passed(ben, ada, "Ines Lund").withdraw(by=ben)
    received(ada, ben.person, "Noor Haddad").disown(by=ben)
    assert counted(ada).many == 0
    assert counted(ben).many == 0


def test_what_is_older_than_two_years_counts_no_more(ada: User) -> None:
    old(ada, "Ancient", back=731)
    assert counted(ada).many == 0


def answered(user: User, who: str, rating: str) -> None:
    one = old(user, who, state=State.REACHED)
    Experience.say(link=ExperienceLink.ask(referral=one, by=user), rating=rating)


def test_answers_of_prospects_are_counted_of_all_that_were_asked(ada: User) -> None:
    for number, rating in enumerate(["well", "well", "well", "well", "so_so", "not_well"]):
        answered(ada, f"P{number}", rating)
    ExperienceLink.ask(referral=old(ada, "Quiet", state=State.REACHED), by=ada)
    found = counted(ada).experience
    assert (found.well.k, found.well.n, found.so_so, found.not_well, found.asked) == (4, 6, 1, 1, 7)
    line = {line.key: line for line in lines_of(counted(ada))}["well"]
    assert line.answer == "4 of 6 answers say that it went well."
    assert "6 of 7" in line.more
    assert (line.low, line.high) == (29, 91)  # 29.999 is not 30


def test_counting_costs_the_same_for_few_and_many(ada: User) -> None:
    old(ada, "One", state=State.REACHED)
    with query_count() as few:
        counted(ada)
    for number in range(6):
        old(ada, f"More{number}", state=State.REACHED)
    with query_count() as many:
        counted(ada)
    assert many == few


# The links


def test_a_link_opens_the_record_to_who_has_no_account_and_is_counted(client: Client, ada: User) -> None:
    for number in range(5):
        answered(ada, f"Quentin{number}", "well")
    link = RecordLink.make(by=ada, name="Rui Sousa")
    page = client.get(link.path)
    assert page.status_code == 200
    text = page.content.decode()
    assert "5 of 5 answers say that it went well." in text
    for secret in ("Quentin", "Marsh", "Hale", "Rui"):
        assert secret not in text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    client.head(link.path)
    client.force_login(ada)
    client.get(link.path)
    link.refresh_from_db()
    assert link.opened == 1


def test_below_five_the_page_says_not_yet_known_and_shows_no_counts(client: Client, ada: User) -> None:
    for number in range(4):
        answered(ada, f"P{number}", "not_well")
    text = client.get(RecordLink.make(by=ada).path).content.decode()
    assert "Not yet known" in text
    assert "so far" not in text
    assert "of 4" not in text


def test_an_ended_a_past_and_a_guessed_address_open_nothing(client: Client, ada: User) -> None:
    ended, past = RecordLink.make(by=ada), RecordLink.make(by=ada)
    ended.revoke(by=ada)
    ended.revoke(by=ada)
    RecordLink.objects.filter(pk=past.pk).update(expires_at=timezone.now() - days(1))
    for path in (ended.path, past.path, reverse("referrals:record_card", args=["guessed"])):
        assert client.get(path).status_code == 404
    assert client.post(RecordLink.make(by=ada).path).status_code == 405


def test_a_link_lasts_30_90_or_365_days_and_there_are_not_too_many(ada: User) -> None:
    link = RecordLink.make(by=ada, days=LASTS[0])
    assert link.expires_at is not None
    assert dt.timedelta(days=29) < link.expires_at - timezone.now() <= dt.timedelta(days=30)
    with pytest.raises(Refusal):
        RecordLink.make(by=ada, days=4000)
    for _ in range(MOST_LINKS - 1):
        RecordLink.make(by=ada)
    with pytest.raises(Refusal):
        RecordLink.make(by=ada)


def test_my_page_makes_a_link_for_a_person_and_ends_it(client: Client, ada: User, ben: User) -> None:
    client.force_login(ada)
    rui = keep(ada, "Rui Sousa")
    assert f"{PAGE}?for={rui.uid}" in client.get(rui.get_absolute_url()).content.decode()
    assert 'value="Rui Sousa"' in client.get(PAGE, {"for": str(rui.uid)}).content.decode()
    assert client.get(PAGE, {"for": "nonsense"}).status_code == 200
    assert client.post(reverse("referrals:record_link_create"), {"name": "Rui Sousa", "days": "30"}).status_code == 302
    link = RecordLink.objects.get()
    page = client.get(PAGE).content.decode()
    assert (
        f"Rui: You wanted to know how I treat the people who are sent to me. This page counts it: http://testserver{link.path}"
        in page
    )  # noqa: E501  the sentence is what is sent
    end = reverse("referrals:record_link_revoke", args=[link.uid])
    assert client.get(end).status_code == 405
    client.force_login(ben)
    assert client.post(end).status_code == 404
    client.force_login(ada)
    assert client.post(end).status_code == 302
    assert client.get(link.path).status_code == 404


def test_a_wrong_length_is_refused_and_what_was_typed_stays(client: Client, ada: User) -> None:
    client.force_login(ada)
    page = client.post(reverse("referrals:record_link_create"), {"name": "Rui", "days": "31"})
    assert page.status_code == 422
    assert 'value="Rui"' in page.content.decode()
    assert client.get(reverse("referrals:record_link_create")).status_code == 405
    assert not RecordLink.objects.exists()


def test_nobody_reads_the_record_of_another_by_being_a_fellow(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    old(ada, "One", state=State.REACHED)
    client.force_login(ben)
    assert "No referral yet" in client.get(PAGE).content.decode()


def test_programs_read_the_record_and_hand_out_links(client: Client, ada: User, ben: User) -> None:
    old(ada, "One", state=State.REACHED)
    reads, writes = bearer(ada, "referrals:read"), bearer(ada, "referrals:read", "referrals:write")
    told = client.get("/api/v1/record", headers=reads).json()
    assert (told["referrals"], told["lines"][0]["n"], told["lines"][0]["share"]) == (1, 1, None)
    send = {"data": {"name": "Rui"}, "content_type": "application/json"}
    assert client.post("/api/v1/record-links", headers=reads, **send).status_code == 403
    made = client.post("/api/v1/record-links", headers=writes, **send).json()
    assert made["address"] in made["words"]
    assert [one["uid"] for one in client.get("/api/v1/record-links", headers=reads).json()] == [made["uid"]]
    path = f"/api/v1/record-links/{made['uid']}"
    assert client.delete(path, headers=bearer(ben, "referrals:write")).status_code == 404
    assert client.delete(path, headers=writes).status_code == 204
    wrong = client.post("/api/v1/record-links", {"days": 3}, "application/json", headers=writes)
    assert wrong.status_code == 409
    assert client.get("/api/v1/record").status_code == 401


def test_the_command_tells_it_and_makes_a_link(ada: User, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        answered(ada, f"P{number}", "well")
    call_command("record", "--for", "Rui")
    said = capsys.readouterr().out
    assert "How it was: 5 of 5 answers say that it went well. 100%; with 95% certainty between 56% and 100%." in said
    assert RecordLink.objects.get().path in said
    call_command("record", "--json")
    assert json.loads(capsys.readouterr().out)["experience"]["well"] == 5
