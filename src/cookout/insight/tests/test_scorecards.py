"""Scorecards of a region: versions with dates, what they say of a chapter without naming anybody, what if."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer, no_writes
from cookout.groups.models import Group, Region
from cookout.insight.models import Scorecard
from cookout.insight.models.scoring import Scoring, moved
from cookout.insight.testing import member, met
from cookout.science.scorecard import read_rules

pytestmark = pytest.mark.django_db
RULES: dict[str, Any] = {
    "weeks": 4,
    "lines": [{"count": "one_to_ones", "each": 5.0, "most": 10.0}],
    "bands": [{"name": "green", "from": 10.0}, {"name": "amber", "from": 5.0}],
}
START = dt.date(2025, 1, 1)


@pytest.fixture
def chapter(ada: User, ben: User) -> Group:
    """Four members: Ina met two, Jon and Kim one each, Lea none. Ben directs the region."""
    region = Region.objects.create(name="Ohio")
    region.appoint(ben, by=ada)
    group = Group.objects.create(name="Riverside", region=region)
    ina, jon, kim, _lea = (member(name, group) for name in ("Ina Ito", "Jon Jay", "Kim Kerr", "Lea Lund"))
    week = timezone.localdate() - dt.timedelta(days=7)
    met(ina, jon, week)
    met(ina, kim, week)
    return group


def written(by: User, *, rules: dict[str, Any] = RULES, starts_on: dt.date = START) -> Scorecard:
    return Scorecard.write(by=by, region=Region.objects.get(), name="Habits", rules=rules, starts_on=starts_on)


def test_three_examples_are_there_and_make_sense(db: None) -> None:
    examples = Scorecard.objects.filter(region=None)
    assert examples.count() == 3
    assert [card.as_rules.best for card in examples] == [100, 4, 44]


def test_a_new_version_ends_the_one_before_and_can_be_undone(chapter: Group, ben: User) -> None:
    first = written(ben)
    assert written(ben) == first
    later = written(ben, rules={**RULES, "weeks": 8}, starts_on=dt.date(2025, 7, 1))
    first.refresh_from_db()
    assert (first.ends_on, later.version, later.made_by) == (later.starts_on, 2, ben)
    assert list(Scorecard.objects.exclude(region=None).holding(dt.date(2025, 6, 30))) == [first]
    assert list(Scorecard.objects.exclude(region=None).holding(dt.date(2025, 7, 1))) == [later]
    Act.objects.filter(verb="scorecard.write").latest("pk").undo(by=ben)
    first.refresh_from_db()
    assert first.ends_on is None
    assert not Scorecard.objects.filter(version=2).exists()


def test_a_version_does_not_begin_before_the_last_one_nor_say_nonsense(chapter: Group, ben: User) -> None:
    written(ben)
    with pytest.raises(Refusal, match="begin later"):
        written(ben, rules={**RULES, "weeks": 8})
    with pytest.raises(Refusal, match="nothing that is counted"):
        written(ben, rules={"weeks": 4, "lines": [{"count": "trust", "each": 1, "most": 2}]})


def test_a_chapter_is_scored_without_names_and_what_if_compares(chapter: Group) -> None:
    ina, today = User.objects.get(name="Ina Ito"), timezone.localdate()
    before = Scoring.of(chapter, read_rules(RULES), ina, today=today)
    assert before.spread == {"green": 1, "amber": 2, "": 1, "?": 0}
    assert before.mine is not None
    assert before.mine.low == 10
    after = before.under(read_rules({**RULES, "lines": [{"count": "one_to_ones", "steps": [[2, 10]]}]}))
    assert (moved(before, after).more, moved(before, after).fewer, moved(before, after).same) == (0, 2, 2)


def test_a_chapter_that_keeps_counts_to_itself_shows_each_her_own(chapter: Group) -> None:
    Group.objects.update(shares_counts=False)
    chapter.refresh_from_db()
    scoring = Scoring.of(chapter, read_rules(RULES), User.objects.get(name="Ina Ito"), today=timezone.localdate())
    assert scoring.spread == {}
    assert scoring.mine is not None


def test_the_pages_show_rules_mine_and_the_spread_and_change_nothing(client: Client, chapter: Group, ben: User) -> None:
    card = written(ben)
    client.force_login(User.objects.get(name="Ina Ito"))
    with no_writes():
        pages = [client.get(path).content.decode() for path in ("/reports/scorecards/", card.get_absolute_url())]
        what_if = client.get(f"{card.get_absolute_url()}simulation/", {"line_0": "2 = 10"}).content.decode()
    assert "Habits" in pages[0]
    assert "5 each, 10 at most" in pages[1]
    assert "10 points, green" in pages[1]
    assert "0 with more points, 2 with fewer, 2 with as many" in what_if
    assert not any(name in page for page in (*pages, what_if) for name in ("Jon Jay", "Kim Kerr"))


def test_a_director_begins_where_most_are_counted_and_chooses_another(
    client: Client, chapter: Group, ben: User
) -> None:
    other = Group.objects.create(name="Anvil", region=chapter.region)
    page = written(ben).get_absolute_url()
    client.force_login(ben)
    first = client.get(page).content.decode()
    assert f'value="{chapter.uid}" selected' in first
    assert "Members in each band" in first
    assert f'value="{other.uid}" selected' in client.get(page, {"group": str(other.uid)}).content.decode()
    client.force_login(User.objects.get(name="Ina Ito"))
    assert "Anvil" not in client.get(page).content.decode()


def test_a_line_that_cannot_be_read_says_so_beside_it(client: Client, chapter: Group, ben: User) -> None:
    client.force_login(User.objects.get(name="Ina Ito"))
    page = client.get(f"{written(ben).get_absolute_url()}simulation/", {"line_0": "lots"}).content.decode()
    assert "Write steps as" in page
    assert "With this rule" not in page


def test_who_directs_the_region_writes_its_rules_from_an_example(client: Client, chapter: Group, ben: User) -> None:
    base, region = Scorecard.objects.filter(region=None)[0], Region.objects.get()
    path = f"/reports/scorecards/new/?region={region.uid}&base={base.uid}"
    client.force_login(User.objects.get(name="Ina Ito"))
    assert client.get(path).status_code == 404
    client.force_login(ben)
    assert client.get(path).status_code == 200
    assert client.post(path, {"name": "", "starts_on": ""}).status_code == 422
    answer = client.post(path, {"name": "Our light", "starts_on": "2026-01-01"}, follow=True)
    card = Scorecard.objects.get(name="Our light")
    assert (card.region, card.rules["weeks"], card.made_by) == (region, base.rules["weeks"], ben)
    assert "Our light" in answer.content.decode()


def test_a_card_of_another_region_does_not_exist(client: Client, chapter: Group, ben: User, cleo: User) -> None:
    card = written(ben)
    client.force_login(cleo)
    for path in ("", "simulation/"):
        assert client.get(f"{card.get_absolute_url()}{path}").status_code == 404
    assert client.get(f"/api/v1/scorecards/{card.uid}", headers=bearer(cleo)).status_code == 404
    assert "Habits" not in client.get("/reports/scorecards/").content.decode()
    example = Scorecard.objects.filter(region=None)[0]
    assert client.get(f"{example.get_absolute_url()}?group={chapter.uid}").status_code == 404


def test_programs_write_read_and_try_rules(client: Client, chapter: Group, ben: User) -> None:
    head, region = bearer(ben), Region.objects.get()
    asked = {"region": str(region.uid), "name": "Habits", "rules": RULES, "starts_on": "2025-01-01"}

    def post(path: str, body: dict[str, Any], header: dict[str, str]) -> Any:
        return client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=header)

    made = post("scorecards", asked, head).json()
    assert client.get(f"/api/v1/scorecards/{made['uid']}", headers=head).json() == made
    assert made["uid"] in [card["uid"] for card in client.get("/api/v1/scorecards", headers=head).json()]
    other = {"group": str(chapter.uid), "rules": {**RULES, "lines": [{"count": "one_to_ones", "steps": [[2, 10]]}]}}
    told = post(f"scorecards/{made['uid']}/what-if", other, head).json()
    assert (told["before"]["green"], told["after"]["amber"], told["fewer"]) == (1, 0, 2)
    assert post("scorecards", {**asked, "rules": {}}, head).status_code == 409
    ina = bearer(User.objects.get(name="Ina Ito"))
    assert post("scorecards", asked, ina).status_code == 409
