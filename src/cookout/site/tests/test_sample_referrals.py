"""The referrals of the sample: invented believably, and written as their verbs would have."""

import datetime as dt
from collections import Counter
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count, F

from cookout.core.models import User
from cookout.referrals import rules
from cookout.referrals.models import ClosedBusiness, Experience, Party, Referral, Review, Side, Step, Update
from cookout.referrals.models.telling_news import set_right
from cookout.site.sample.generator import SEED, make
from cookout.site.sample.hours import ZONE, local_day
from cookout.site.sample.referral_shapes import Referral as Told
from cookout.site.sample.seats import HOME
from cookout.site.tests.conftest import NOW

DAYS = [dt.date(2026, 3, 4), dt.date(2024, 2, 29), dt.date(2026, 11, 2), dt.date(2028, 1, 1)]
anyday = pytest.mark.parametrize("today", DAYS, ids=str)


@cache
def told_on(today: dt.date) -> tuple[Told, ...]:
    return make(SEED, today).passing.referrals


def account(key: str) -> User:
    return User.objects.get(email=f"{key}@sample.example.org")


@anyday
def test_nothing_has_happened_that_is_still_to_come(today: dt.date) -> None:
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=ZoneInfo(ZONE))
    for one in told_on(today):
        moves = [move.at for move in one.moves]
        assert moves == sorted(moves), one.key
        instants = [*moves, *(row.at for row in (*one.told, *one.heard, *one.felt)), one.made_at]
        assert max(instants) < midnight, one.key
        assert min(instants) == one.made_at, one.key
        assert all(closed.on < today for closed in one.closed), one.key


@anyday
def test_every_step_follows_by_the_rules(today: dt.date) -> None:
    for one in told_on(today):
        states = [move.state for move in one.moves]
        assert states[:1] in ([], ["given"]), one.key
        assert states[1:2] in ([], ["accepted"], ["declined"], ["withdrawn"]), one.key
        for move, was in zip(one.moves[2:], states[1:], strict=False):
            may = move.kind == "corrected" or rules.may_follow(was, move.state)
            assert may, (one.key, was, move.state)


@anyday
def test_nobody_plays_two_parts(today: dt.date) -> None:
    for one in told_on(today):
        assert one.referrer.name != one.provider.name != one.prospect.name, one.key
        assert (one.prospect is one.referrer) == one.is_inside
    assert len({one.key for one in told_on(today)}) == len(told_on(today))


@anyday
def test_a_confidential_one_tells_no_more_than_the_state_and_money_comes_only_of_what_was_won(today: dt.date) -> None:
    for one in told_on(today):
        assert not one.closed or "won" in {move.state for move in one.moves}, one.key
        assert not (one.felt and one.state in {"name", "given", "declined"}), one.key


def test_the_chapter_passes_as_much_as_chapters_do_and_those_who_meet_pass_more() -> None:
    today = DAYS[0]
    made = make(SEED, today)
    since = {
        seat.account: (today - seat.joined_on).days for seat in made.seats if seat.account and seat.chapter == HOME
    }
    many: Counter[str] = Counter()
    for one in made.passing.referrals:
        many.update({one.referrer.account, one.provider.account})
    yearly = {who: many[who] / min(730, days) * 365 for who, days in since.items() if days > 365}
    assert 20 <= sum(yearly.values()) / len(yearly) <= 60
    assert min(yearly.values()) >= 8
    assert max(yearly.values()) <= 75
    met = Counter(who for one in made.diary.one_to_ones if one.says for who in (one.first, one.second) if who)
    given = Counter(one.referrer.account for one in made.passing.referrals)
    members = sorted(yearly, key=lambda who: met[who])
    few, keen = members[: len(members) // 3], members[-len(members) // 3 :]
    assert sum(given[who] for who in keen) > 1.2 * sum(given[who] for who in few)
    after = [side for one in made.passing.referrals for side in one.sides if side.one_to_one]
    assert 100 < len(after) < len(made.passing.referrals) / 2, "not all grow from a 1-2-1"


def test_a_referral_grows_only_from_a_1_2_1_of_the_same_two_before_it() -> None:
    made = make(SEED, DAYS[0])
    ones = {one.key: one for one in made.diary.one_to_ones}
    for one in made.passing.referrals:
        for side in one.sides:
            if side.one_to_one:
                met = ones[side.one_to_one]
                assert {met.first, met.second} == {one.referrer.account, one.provider.account}
                assert met.starts_at is not None
                assert local_day(met.starts_at) <= local_day(one.made_at)


@pytest.mark.django_db
def test_every_referral_has_three_parties_and_its_debt_is_what_the_verbs_would_write(house: dict[str, int]) -> None:
    assert not Referral.objects.annotate(many=Count("parties")).exclude(many=3)
    assert not Referral.objects.filter(told_steps__gt=F("steps_many"))
    numbers = Step.objects.values_list("referral").annotate(many=Count("number", distinct=True))
    assert dict(numbers) == dict(Referral.objects.exclude(state="name").values_list("pk", "steps_many"))
    for one in Referral.objects.with_parties():
        loaded = (one.told_steps, one.told_at, one.news_due_at)
        assert one.next_news() == one.news_due_at, one
        set_right(one)
        assert (one.told_steps, one.told_at, one.news_due_at) == loaded, one


@pytest.mark.django_db
def test_states_milestones_and_instants_agree_with_the_steps(house: dict[str, int]) -> None:
    for one in Referral.objects.with_parties().prefetch_related("steps"):
        steps = list(one.steps.all())
        assert one.state == (steps[-1].state if steps else "name")
        assert all(step.created_at <= NOW for step in steps)
        assert [step.created_at for step in steps] == sorted(step.created_at for step in steps)
        assert (one.decided_at is not None) == (one.state in rules.DECIDED)
        worked = one.state in rules.TOLD_BY_PROVIDER
        assert (one.accepted_at is not None) == worked, one
        assert (one.kind == "inside") == (one.referrer.name == one.prospect.name)
        assert one.given_on == local_day(one.created_at)


@pytest.mark.django_db
def test_side_money_and_experience_belong_to_who_may_have_them(house: dict[str, int]) -> None:
    for side in Side.objects.select_related("referral").prefetch_related("referral__parties"):
        assert side.owner_id in {side.referral.referrer.user_id, side.referral.provider.user_id}
        assert side.fit is None or side.owner_id == side.referral.provider.user_id
    for closed in ClosedBusiness.objects.select_related("referral").prefetch_related("referral__parties"):
        assert closed.owner_id == closed.referral.provider.user_id
        assert closed.referral.state == "won"
        assert closed.currency == "USD"
    for felt in Experience.objects.select_related("step"):
        assert felt.step.referral_id == felt.referral_id
        assert felt.created_at > felt.step.created_at
    for update in Update.objects.select_related("referral").prefetch_related("referral__parties"):
        assert update.by_id == update.referral.provider.user_id
        assert update.told_steps <= update.referral.steps_many
    assert all(review.promise and review.promise.due_on > NOW.date() for review in Review.objects.all())


@pytest.mark.django_db
def test_sams_debts_and_open_referrals_are_those_of_the_design(house: dict[str, int]) -> None:
    sam = account("sam")
    owed = [one.referrer.name for one in Referral.objects.owed_by(sam, now=NOW).with_parties()]
    assert sorted(owed) == ["Gloria Huang", "Marta Reyes", "Odile Laurent"]
    received = {one.prospect.name for one in Referral.objects.given_to(sam).open().with_parties()}
    assert {"Sable Roasters", "Adjoa Mensah", "Brill & Sons", "Ruth Abel"} <= received
    given = {one.prospect.name for one in Referral.objects.given_by(sam).open().with_parties()}
    assert {"Diane Hale", "St. Brendan’s", "Novak Vet", "Lou Webb"} <= given
    assert len(received) + len(given) < 18, "a board, not a wall"
    waiting = Referral.objects.given_by(sam).owing(NOW).with_parties()
    assert [one.prospect.name for one in waiting] == ["Novak Vet"]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["renee", "gloria", "naomi"])
def test_the_other_doors_owe_news_too(house: dict[str, int], key: str) -> None:
    assert 1 <= Referral.objects.owed_by(account(key), now=NOW).count() <= 4


@pytest.mark.django_db
def test_there_is_one_of_every_kind(house: dict[str, int]) -> None:
    sam = account("sam")
    mine = Referral.objects.visible_to(sam).with_parties()
    chained = mine.get(parent__isnull=False)
    assert chained.parent is not None
    assert chained.prospect.name == chained.parent.prospect.name == "Theo Lutz"
    assert mine.filter(kind="inside").exists()
    assert mine.filter(is_confidential=True, news_due_at__gt=NOW).exists()
    assert mine.filter(state="declined").count() >= 2
    (name,) = mine.filter(state="name")
    assert (name.prospect.name, name.may_contact, name.news_due_at) == ("Yolanda Gaines", None, None)
    assert not Referral.objects.visible_to(User.objects.get(person__full_name="Grace Lindqvist")).filter(pk=name.pk)
    without = Party.objects.filter(referral__in=mine, user=None).exclude(role="prospect")
    assert {"Odile Laurent", "Kofi Mensah", "Coach Ames", "Dev Patel"} == {party.name for party in without}
    promised = Side.objects.get(owner=sam, promise__isnull=False)
    assert promised.referral.prospect.name == "Bram Visser"
    assert Referral.objects.of(sam, sam.kept_people.get(full_name="Marta Reyes")).count() == 9
