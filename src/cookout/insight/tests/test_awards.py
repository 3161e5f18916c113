"""Recognition: whoever did most of what counts is named, ties share it, and who opted out is not."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Region
from cookout.insight.models import Award
from cookout.insight.models.award import awards_of
from cookout.insight.models.standings import standings
from cookout.insight.testing import gave, member, met
from cookout.one_to_ones.models import State

pytestmark = pytest.mark.django_db
MAY = dt.date(2025, 5, 1), dt.date(2025, 5, 31)


@pytest.fixture
def chapter(ada: User) -> Group:
    """Three members: Ina met twice, Jon and Kim once each; one more waits for a yes."""
    group = Group.objects.create(name="Riverside", region=Region.objects.create(name="Ohio"))
    ina, jon, kim = (member(name, group) for name in ("Ina Ito", "Jon Jay", "Kim Kerr"))
    met(ina, jon, dt.date(2025, 5, 1))
    met(ina, kim, dt.date(2025, 5, 31))
    met(jon, kim, dt.date(2025, 5, 9), state=State.HELD)
    met(jon, kim, dt.date(2025, 6, 1))
    gave(jon, kim, dt.date(2025, 5, 4))
    gave(kim, ina, dt.date(2025, 5, 5))
    gave(ina, kim, dt.date(2025, 5, 6), state="given")
    return group


def told(scope: Group | Region, kind: str) -> list[tuple[int, str, int]]:
    return [(one.place, one.name, one.count) for one in standings(scope, kind, *MAY)]


def give(scope: Group | Region, by: User, kind: str = "one_to_ones") -> Award:
    return Award.give(by=by, scope=scope, kind=kind, starts_on=MAY[0], ends_on=MAY[1])


def test_only_confirmed_1_2_1s_and_accepted_referrals_count(chapter: Group) -> None:
    assert told(chapter, "one_to_ones") == [(1, "Ina Ito", 2), (2, "Jon Jay", 1), (2, "Kim Kerr", 1)]
    assert told(chapter, "given") == [(1, "Jon Jay", 1), (1, "Kim Kerr", 1)]
    assert told(chapter, "thanked") == []


def test_who_opted_out_is_not_named_and_moves_nobody(chapter: Group) -> None:
    chapter.memberships.filter(name="Ina Ito").update(is_ranked=False)
    assert told(chapter, "one_to_ones") == [(1, "Jon Jay", 1), (1, "Kim Kerr", 1)]


def test_a_chapter_that_keeps_counts_to_itself_names_nobody(chapter: Group) -> None:
    Group.objects.update(shares_counts=False)
    assert told(chapter, "one_to_ones") == []
    assert told(Region.objects.get(), "one_to_ones") == []


def test_in_the_region_what_was_done_across_chapters_counts_and_each_stands_once(chapter: Group) -> None:
    other = Group.objects.create(name="Hilltop", region=chapter.region)
    jon = User.objects.get(name="Jon Jay")
    lea = member("Lea Lund", other)
    other.memberships.create(user=jon, name=jon.name, joined_on=dt.date(2024, 1, 1))
    met(jon, lea, dt.date(2025, 5, 11))
    met(User.objects.get(name="Kim Kerr"), lea, dt.date(2025, 5, 12))
    region = Region.objects.get()
    two = {(1, name, 2) for name in ("Ina Ito", "Jon Jay", "Kim Kerr", "Lea Lund")}
    assert set(told(region, "one_to_ones")) == two
    other.memberships.filter(user=jon).update(is_ranked=False)
    assert "Jon Jay" not in [name for _place, name, _count in told(region, "one_to_ones")]


def test_an_award_is_given_once_to_all_who_tie_and_undone_whole(chapter: Group, ada: User) -> None:
    first = give(chapter, ada, "given")
    assert (first.names, first.count, first.given_by) == (["Jon Jay", "Kim Kerr"], 1, ada)
    assert give(chapter, ada, "given") == first
    act = Act.objects.get(verb="award.give")
    assert (act.by, act.about) == (ada, "Riverside")
    act.undo(by=ada)
    assert not Award.objects.exists()


def test_a_withdrawn_award_stays_as_a_trace_and_can_be_given_anew(chapter: Group, ada: User) -> None:
    award = give(chapter, ada)
    award.withdraw(by=ada)
    when = award.withdrawn_at
    award.withdraw(by=ada)
    assert award.withdrawn_at == when
    assert awards_of(chapter, *MAY) == []
    assert give(chapter, ada) != award
    assert len(awards_of(chapter, *MAY)) == 1


def test_who_opts_out_later_is_named_in_no_award_any_more(chapter: Group, ada: User) -> None:
    award = give(chapter, ada)
    chapter.memberships.update(is_ranked=False)
    assert Award.objects.with_holders().get(pk=award.pk).names == []


def test_no_award_before_the_period_is_over_nor_where_nothing_was_done(chapter: Group, ada: User) -> None:
    today = dt.date.today()
    with pytest.raises(Refusal, match="not over"):
        Award.give(by=ada, scope=chapter, kind="given", starts_on=today, ends_on=today + dt.timedelta(days=3))
    with pytest.raises(Refusal, match="Nobody can be named"):
        give(chapter, ada, "thanked")
    assert not Award.objects.exists()


def test_who_no_longer_leads_takes_nothing_back(chapter: Group, ada: User) -> None:
    give(chapter, ada)
    User.objects.filter(pk=ada.pk).update(is_host=False)
    ada.refresh_from_db()
    assert Act.objects.get(verb="award.give").undo(by=ada).skipped
    assert Award.objects.get().holders.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (dt.date(2024, 5, 1), dt.date(2024, 5, 31), "May 2024"),
        (dt.date(2024, 4, 1), dt.date(2024, 6, 30), "Quarter 2 of 2024"),
        (dt.date(2024, 5, 1), dt.date(2024, 7, 31), "May 1, 2024 – Jul 31, 2024"),
        (dt.date(2024, 5, 2), dt.date(2024, 5, 31), "May 2, 2024 – May 31, 2024"),
    ],
)
def test_an_award_says_for_which_time_it_is(start: dt.date, end: dt.date, said: str) -> None:
    assert Award(starts_on=start, ends_on=end).when == said


def test_a_region_tells_awards_of_two_times_apart(client: Client, chapter: Group, ada: User) -> None:
    assert chapter.region is not None
    client.force_login(ada)
    at = dt.datetime(2025, 7, 2, tzinfo=dt.UTC)
    for start in (dt.date(2025, 4, 1), dt.date(2025, 6, 1)):
        row = Award.objects.create(
            region=chapter.region, kind="given", starts_on=start, ends_on=dt.date(2025, 6, 30), given_at=at
        )
        row.holders.create(membership=chapter.memberships.get(name="Jon Jay"), count=3)
    page = client.get(chapter.region.get_absolute_url()).content.decode()
    card = page[page.index('id="recognized"') :]
    assert card.index("June 2025") < card.index("Jon Jay") < card.index("Quarter 2 of 2025") < card.rindex("Jon Jay")
