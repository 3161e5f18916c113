"""What is told of the hat: on the page, to programs, by command; counts, and never who."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.core.testing import bearer
from cookout.groups.models import Group, Region
from cookout.insight.models import StudyRun, Subject
from cookout.insight.models.from_hat import FromHat
from cookout.insight.models.hat_card import HatCard
from cookout.insight.testing import busy_chapter, hat_drew
from cookout.rounds.models import Draw
from cookout.science.study.results import Estimate, Facts, Study

pytestmark = pytest.mark.django_db
PAGE, API = "/what-works/", "/api/v1/insight/study"


def month_ago(months: int) -> dt.date:
    today = timezone.localdate().replace(day=1)
    at = 12 * today.year + today.month - 1 - months
    return dt.date(at // 12, at % 12 + 1, 1)


@pytest.fixture
def drawn() -> tuple[Group, list[User]]:
    """Ten members, eight months; a hat drew five months ago and this month."""
    group, users = busy_chapter(members=10)
    hat_drew(group, month_ago(5))
    hat_drew(group, month_ago(0))
    return group, users


def test_the_page_counts_what_the_hat_suggested_and_names_nobody(
    client: Client, drawn: tuple[Group, list[User]]
) -> None:  # fmt: skip
    _group, users = drawn
    client.force_login(users[0])
    page = client.get(PAGE).content.decode()
    card = page[page.index('id="hat"') :]
    assert '<dd class="figure">10</dd>' in card
    assert "pairs, by 2 draws, each for one month" in card
    assert "of 5 whose month is over and who both record" in card
    assert "between 5 pairs in that month and the two after" in card
    assert "Of 5 pairs the month is not over." in card
    assert "Not yet known. One chapter alone cannot tell what a draw brings." in card
    assert "One chapter alone cannot settle it" in card
    assert not any(user.name in page for user in users[1:])
    assert "probability" not in page


def test_a_chapter_without_a_hat_learns_what_one_would_tell(client: Client) -> None:
    _group, users = busy_chapter()
    client.force_login(users[0])
    assert "Nothing is drawn here yet." in client.get(PAGE).content.decode()


def test_programs_get_the_counts(client: Client, drawn: tuple[Group, list[User]]) -> None:
    _group, users = drawn
    told = client.get(API, headers=bearer(users[0], "insight:read")).json()
    assert told["hat"]["suggested"] == 10
    assert told["hat"]["counted"] == told["hat"]["settled"] == 5
    assert told["study"]["estimates"]["lot.uptake"]["n"] == 5
    assert told["study"]["estimates"]["lot.effect"]["silence"] == "too_few_clusters"
    assert "candidates" not in str(told)
    assert "seed" not in told["hat"]


def test_the_command_tells_it(drawn: tuple[Group, list[User]]) -> None:
    _group, users = drawn
    out = io.StringIO()
    call_command("study", group="Riverside", user=users[0].email, stdout=out)
    told = out.getvalue()
    assert "From the hat" in told
    assert " 10 suggested: pairs, by 2 draws, each for one month" in told
    assert "Not yet known. One chapter alone" in told


def test_two_chapters_that_draw_tell_more_than_one(client: Client, drawn: tuple[Group, list[User]]) -> None:
    group, users = drawn
    other, _others = busy_chapter("Hillside", members=10)
    for back in (6, 5, 4):
        hat_drew(other, month_ago(back), seed=back)
    region = Region.objects.create(name="Ohio")
    Group.objects.update(region=region)
    client.force_login(users[0])
    page = client.get(f"{PAGE}?region={region.uid}").content.decode()
    assert "pairs, by 5 draws, each for one month" in page
    told = client.get(f"{API}?region={region.uid}", headers=bearer(users[0], "insight:read")).json()
    assert told["study"]["estimates"]["lot.intent"]["silence"] != "too_few_clusters"


def test_another_draw_is_another_study(drawn: tuple[Group, list[User]]) -> None:
    group, _users = drawn
    digests = []
    for _time in range(2):
        run = StudyRun.ask(by=None, subject=Subject(group=group))
        assert run.claim()
        run.work()
        run.refresh_from_db()
        assert run.work_state == WorkState.DONE, run.failure
        assert run.made.hat.months == 2
        digests.append(run.digest)
        row = Draw.objects.earliest("round__starts_on")
        row.pairs = [[0, 9], [1, 8], [2, 7], [3, 6], [4, 5]] if row.pairs[0] != [0, 9] else [[0, 1], *row.pairs[2:]]
        row.save()
    assert digests[0] != digests[1]


def study(**known: Estimate) -> Study:
    facts = Facts(rows=1, members=1, chapters=2, first=0, last=0)
    return Study(facts, {one.key: one for one in known.values()})


def known(key: str, low: float) -> Estimate:
    return Estimate(key, "referrals", 0.3, low=low, high=0.5, p=0.01, clusters="draw")


def test_the_card_says_leads_to_where_the_hat_has_spoken_and_not_before() -> None:
    drew = FromHat(months=3, suggested=30)
    sure = HatCard(drew, study(intent=known("lot.intent", 0.1), effect=known("lot.effect", 0.1)))
    assert "lead to referrals" in str(sure.brings)
    unsure = HatCard(drew, study(intent=known("lot.intent", -0.1), effect=known("lot.effect", -0.1)))
    assert unsure.is_known
    assert "lead to" not in str(unsure.brings)
    weak = HatCard(drew, study(intent=known("lot.intent", -0.1)))
    assert weak.effect.key == "lot.intent"
    nothing = HatCard(drew, study(intent=Estimate("lot.intent", "referrals", silence="no_draw")))
    assert not nothing.is_known
    assert "No pair whom the hat chose" in str(nothing.brings)
