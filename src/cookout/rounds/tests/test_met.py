"""Who has met whom: bands, fields and gaps from values; the pairs, figures and marks of a group."""

import datetime as dt

import pytest
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import make_user, query_count
from cookout.groups.models import Group, Office, Region
from cookout.one_to_ones.models import State
from cookout.people.models import Classification
from cookout.referrals.models import State as Standing
from cookout.rounds.models.among import days_met, last_met, passed_with
from cookout.rounds.models.met import HasMet
from cookout.rounds.rules import Band, band_of, fields_of, widest_gap
from cookout.rounds.testing import chapter, gave, met, seat, strangers

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("on", "band"),
    [
        (dt.date(2026, 11, 23), Band.MONTH), (dt.date(2026, 10, 23), Band.MONTH), (dt.date(2026, 10, 22), Band.QUARTER),
        (dt.date(2026, 8, 23), Band.QUARTER), (dt.date(2026, 8, 22), Band.HALF), (dt.date(2026, 5, 23), Band.HALF),
        (dt.date(2026, 5, 22), Band.YEAR), (dt.date(2025, 11, 23), Band.YEAR), (dt.date(2025, 11, 22), Band.LONGER),
        (None, Band.NEVER),
    ],
)  # fmt: skip
def test_the_last_day_of_a_band_belongs_to_it(on: dt.date | None, band: Band) -> None:
    assert band_of(on, TODAY) is band


def test_the_warmer_the_more_recent() -> None:
    days = [TODAY - dt.timedelta(days=back) for back in range(0, 800, 7)]
    bands = [band_of(day, TODAY) for day in days]
    assert bands == sorted(bands, reverse=True)
    assert set(bands) == set(Band) - {Band.NEVER}


def test_who_sits_nearly_alone_in_a_field_joins_a_fuller_one_of_hers() -> None:
    three = {key: ["trades"] for key in range(3)}
    assert fields_of({**three, 3: ["later-life", "trades"]})[3] == "trades"
    assert fields_of({**three, 3: ["later-life", "pets"]})[3] == ""
    assert fields_of({**three, 3: ["pets"], 4: ["pets"]})[3] == "pets"


def test_the_widest_gap_is_between_the_two_fields_that_met_least() -> None:
    fields = dict(enumerate("aaaabbbbcccc"))
    met_all = {(one, other) for one in range(12) for other in range(one + 1, 12)}
    but_one = met_all - {(0, 4)}
    assert widest_gap(fields, met_all) is None
    assert widest_gap(fields, but_one) == ("a", "b", 15, 16)
    assert widest_gap({**fields, 12: ""}, but_one) == ("a", "b", 15, 16)


@pytest.fixture
def four(db: None) -> tuple[Group, list[User]]:
    """Dora, Emil, Fay and Gus; Dora and Emil met twice, Dora and Fay long ago, as one of the two says."""
    dora, emil, fay, gus = users = strangers("Dora Diaz", "Emil Egger", "Fay Fuchs", "Gus Green")
    group, _seats = chapter(*users)
    today = timezone.localdate()
    met(dora, emil, today - dt.timedelta(days=100))
    met(emil, dora, today - dt.timedelta(days=10))
    met(fay, dora, today - dt.timedelta(days=500), state=State.HELD)
    met(fay, gus, today - dt.timedelta(days=5), state=State.PLANNED)
    return group, users


def named(found: HasMet) -> dict[tuple[str, str], dt.date]:
    return {(one.short, other.short): on for one, other, on, _band in found.pairs() if on is not None}


def test_the_last_day_counts_whoever_made_it_and_the_word_of_one_is_enough(four: tuple[Group, list[User]]) -> None:
    group, (dora, emil, fay, gus) = four
    today = timezone.localdate()
    days = last_met([dora.pk, emil.pk, fay.pk, gus.pk])
    assert days == {
        (dora.pk, emil.pk): today - dt.timedelta(days=10), (dora.pk, fay.pk): today - dt.timedelta(days=500),
    }  # fmt: skip
    assert last_met([dora.pk, emil.pk], today - dt.timedelta(days=50)) == {
        (dora.pk, emil.pk): today - dt.timedelta(days=100)
    }
    assert last_met([dora.pk, fay.pk], since=today - dt.timedelta(days=400)) == {}
    assert days_met(emil.pk, dora.pk) == [today - dt.timedelta(days=10), today - dt.timedelta(days=100)]
    assert days_met(fay.pk, gus.pk) == []


def test_what_was_removed_has_not_been(four: tuple[Group, list[User]]) -> None:
    group, (dora, emil, *_rest) = four
    gone = met(dora, emil, timezone.localdate())
    gone.deleted_at = timezone.now()
    gone.save()
    assert timezone.localdate() not in days_met(dora.pk, emil.pk)


def test_each_fellow_member_sees_the_same_pairs_and_their_days(four: tuple[Group, list[User]]) -> None:
    group, (dora, emil, _fay, gus) = four
    seen = named(HasMet.of(group, viewer=gus))
    assert set(seen) == {("Dora", "Emil"), ("Dora", "Fay")}
    assert seen == named(HasMet.of(group, viewer=dora))


def test_the_figures_count_pairs_of_members_with_account(four: tuple[Group, list[User]]) -> None:
    group, (dora, *_rest) = four
    seat(group, "Hana Hill")
    told = HasMet.of(group, viewer=dora).figures
    assert (told.pairs, told.in_a_year, told.never, told.without_account) == (6, 1, 4, 1)


def test_without_account_is_not_known_which_is_not_never(four: tuple[Group, list[User]]) -> None:
    group, (dora, *_rest) = four
    seat(group, "Hana Hill")
    found = HasMet.of(group, viewer=dora)
    hana = next(one for one in found.members if one.user is None)
    assert {one.band for one in found.row(hana).pairs} == {None}
    assert found.row(hana).known == 0
    assert [str(part.words) for part in found.row(hana).parts] == ["not known"]


def test_who_left_and_whose_account_is_erased_do_not_show(four: tuple[Group, list[User]]) -> None:
    group, (dora, emil, fay, _gus) = four
    group.memberships.filter(user=emil).update(left_on=timezone.localdate() - dt.timedelta(days=1))
    group.memberships.filter(user=fay).update(user=None, name="")
    found = HasMet.of(group, viewer=dora)
    assert [one.short for one in found.members] == ["Dora", "Gus"]
    assert named(found) == {}
    assert found.figures.pairs == 1


def test_marks_stand_in_my_own_row_alone(four: tuple[Group, list[User]]) -> None:
    group, (dora, emil, fay, gus) = four
    gave(dora, emil, timezone.localdate())
    gave(gus, dora, timezone.localdate())
    gave(dora, fay, timezone.localdate(), state=Standing.GIVEN)
    mine = HasMet.of(group, viewer=dora)
    assert [one.short for one in mine.no_referral] == ["Fay"]
    assert [one.short for one in mine.no_one_to_one] == ["Gus"]
    other = HasMet.of(group, viewer=emil)
    assert [one.short for one in other.no_referral] == []
    assert other.passed == {dora.pk}
    assert [one.short for one in HasMet.of(group, viewer=fay).no_referral] == ["Dora"]
    assert passed_with(dora.pk, [emil.pk, fay.pk, gus.pk, dora.pk]) == {emil.pk, gus.pk}


def test_who_leads_sees_no_more_than_others(four: tuple[Group, list[User]]) -> None:
    group, (dora, emil, fay, gus) = four
    gave(dora, emil, timezone.localdate())
    group.memberships.get(user=gus).appoint(Office.Role.PRESIDENT, by=dora)
    found = HasMet.of(group, viewer=gus)
    assert (found.no_referral, found.no_one_to_one, found.passed) == ((), (), frozenset())


def test_who_hosts_or_directs_without_sitting_there_reads_counts(four: tuple[Group, list[User]]) -> None:
    group, _users = four
    found = HasMet.of(group, viewer=make_user("Iris Ito", is_host=True))
    assert not found.shows_pairs
    assert list(found.pairs()) == []
    told = found.as_data()
    assert (told["pairs"], told["members"], told["met"], told["no_referral"]) == (6, [], [], [])


def test_the_newest_is_who_came_within_half_a_year(four: tuple[Group, list[User]]) -> None:
    group, (dora, *_rest) = four
    assert HasMet.of(group, viewer=dora).newest is None
    new = make_user("Ines Ilg")
    seat(group, new, joined_on=timezone.localdate() - dt.timedelta(days=30))
    met(new, dora, timezone.localdate())
    newest = HasMet.of(group, viewer=dora).figures.newest
    assert newest is not None
    assert (newest.member.short, newest.ever, newest.known) == ("Ines", 1, 4)


def test_where_all_began_at_once_nobody_is_the_new_one(db: None) -> None:
    users = strangers("Dora Diaz", "Emil Egger")
    group = Group.objects.create(name="Riverside", region=Region.objects.create(name="Ohio"))
    for user in users:
        seat(group, user, joined_on=timezone.localdate())
    assert HasMet.of(group, viewer=users[0]).newest is None


def test_members_stand_by_field_and_in_it_by_name(db: None) -> None:
    trades = {"Dora Diaz": "roofer", "Emil Egger": "plumber", "Fay Fuchs": "electrician", "Gus Green": ""}
    users = strangers(*reversed(trades))
    group, _seats = chapter()
    for user in users:
        seat(group, user, classification=Classification.objects.filter(slug=trades[user.name]).first())
    found = HasMet.of(group, viewer=users[0])
    assert [one.short for one in found.members] == ["Dora", "Emil", "Fay", "Gus"]
    assert [one.field for one in found.members] == ["home-trades"] * 3 + [""]


def test_two_of_one_first_name_are_told_apart(db: None) -> None:
    users = [
        make_user(name, email=f"{n}@example.org") for n, name in enumerate(("Ben Adeyemi", "Ben Ito", "Ana Sousa"))
    ]
    group, _seats = chapter(*users)
    assert [one.short for one in HasMet.of(group, viewer=users[0]).members] == ["Ana", "Ben A.", "Ben I."]


def test_thirty_members_take_as_many_queries_as_three(db: None) -> None:
    few, many = strangers("Dora Diaz", "Emil Egger", "Fay Fuchs"), strangers(*(f"Member{n}" for n in range(30)))
    small, _seats = chapter(*few)
    large, _more = chapter(*many, name="Hillside")
    for user in many[1:]:
        met(many[0], user, timezone.localdate())

    counts = []
    for group, user in ((small, few[0]), (large, many[0])):
        with query_count() as queries:
            found = HasMet.of(group, viewer=user)
            assert found.figures.pairs == len(list(found.pairs()))
            assert found.row(found.members[0]).known == len(found.members) - 1
        counts += queries
    assert counts == [3, 3]
