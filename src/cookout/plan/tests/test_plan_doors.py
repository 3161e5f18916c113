"""Page, program and command show one plan and call one verb; everything goes into the archive."""

import io
import json
import zipfile
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core import exports
from cookout.core.models import Act, User
from cookout.core.testing import bearer, no_writes
from cookout.plan.models import Plan, PlanPause, WeekReview
from cookout.plan.tests.test_plan_verbs import DAY, aims
from cookout.plan.tests.test_plan_weeks import planned
from cookout.ties.models import local_today

pytestmark = pytest.mark.django_db

API = "/api/v1/plan"


def command(*args: str) -> str:
    """What `cookout plan …` prints."""
    out = StringIO()
    call_command("plan", *args, "--user", "ben", stdout=out)
    return out.getvalue()


def text(client: Client, path: str) -> str:
    with no_writes():
        page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def test_an_empty_page_says_what_to_do_first(bens: Client) -> None:
    shown = text(bens, "/plan/")
    assert "Make your plan" in shown
    assert "no plan yet" in shown
    assert "Pause the plan" not in shown
    assert "/plan/" in text(bens, "/today/aside/")


@pytest.mark.parametrize("door", ["page", "api", "command"])
def test_three_doors_one_plan(door: str, bens: Client, ben: User) -> None:
    if door == "page":
        said = {"events": "1", "events_per": "month", "hours": "2.5", "hours_per": "week"}
        assert bens.post("/plan/change/", said).status_code == 302
    elif door == "api":
        body = {"targets": [{"kind": "events", "number": 1, "per": "month"}, {"kind": "hours", "number": "2.5"}]}
        answer = bens.post(API, body, content_type="application/json", headers=bearer(ben))
        assert answer.status_code == 201
    else:
        assert "1 event a month, 2.5 hours a week" in command("set", "--events", "1/month", "--hours", "2.5")
    assert Plan.objects.get().words == ["1 event a month", "2.5 hours a week"]


def test_the_page_says_no_in_a_sentence_keeps_what_was_typed_and_leaves_no_trace(bens: Client, ben: User) -> None:
    page = bens.post("/plan/change/", {"hours": "200", "hours_per": "week", "reason": "more"})
    assert page.status_code == 422
    assert "Take at most 60" in page.content.decode()
    assert 'value="200"' in page.content.decode()
    assert not Act.objects.filter(by=ben).exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"targets": []}, 409),
        ({"targets": [{"kind": "hours", "number": 0}]}, 409),
        ({"targets": [{"kind": "hours", "number": -3}]}, 409),
        ({"targets": [{"kind": "hours", "number": 1e300}]}, 409),
        ({"targets": [{"kind": "hours", "number": "NaN"}]}, 422),
        ({"targets": [{"kind": "songs", "number": 1}]}, 422),
        ({"targets": [{"kind": "events", "number": 1}] * 2}, 409),
        ({"targets": [{"kind": "events", "number": 1}], "starts_on": "9999-12-31"}, 409),
    ],
)
def test_programs_are_told_no(body: dict[str, object], status: int, client: Client, ben: User) -> None:
    answer = client.post(API, body, content_type="application/json", headers=bearer(ben))
    assert answer.status_code == status
    assert not Plan.objects.exists()


def test_page_api_and_command_tell_the_same(client: Client, ben: User) -> None:
    planned(ben, 3, events="2", people="4/month")
    told = client.get(API, headers=bearer(ben)).json()
    assert told == json.loads(command("show", "--json"))
    assert told["weeks"][-1]["kept"] == [{"kind": "events", "number": 0.0, "planned": 2.0}]
    assert "events 0 of 2" in command("show")


def test_a_week_in_numbers_stands_under_the_picture(bens: Client, ben: User) -> None:
    planned(ben, 3, events="2", one_to_ones="1")
    shown = text(bens, "/plan/")
    assert 'class="chart keptweeks"' in shown
    assert "0 of 2" in shown
    assert "Not yet known." in shown
    assert "overdue" not in shown


def test_smaller_numbers_fill_the_form_and_change_nothing(bens: Client, ben: User) -> None:
    planned(ben, 6, events="5", people="2")
    assert "Smaller numbers may fit" in text(bens, "/plan/")
    shown = text(bens, "/plan/change/?smaller=1")
    assert 'name="events" value="1"' in shown
    assert Plan.objects.get().words == ["5 events a week", "2 new people a week"]


@pytest.mark.parametrize("door", ["page", "api", "command"])
def test_three_doors_pause_and_go_on(door: str, bens: Client, ben: User) -> None:
    planned(ben, 3, events="2")
    first = local_today(ben) - 3 * DAY
    if door == "page":
        bens.post("/plan/pauses/", {"starts_on": first, "reason": "a child"})
        assert "Nothing is missed" in text(bens, "/plan/")
        bens.post(f"/plan/pauses/{PlanPause.objects.get().uid}/end/")
    elif door == "api":
        made = bens.post(
            f"{API}/pauses", {"starts_on": str(first)}, content_type="application/json", headers=bearer(ben)
        ).json()
        assert bens.get(API, headers=bearer(ben)).json()["is_paused"]
        assert bens.post(f"{API}/pauses/{made['uid']}/end", headers=bearer(ben)).status_code == 200
    else:
        assert "until you go on" in command("pause", "--from", str(first))
        assert "Paused" in command("show")
        assert "goes on" in command("resume")
        with pytest.raises(CommandError, match="not paused"):
            command("resume")
    assert PlanPause.objects.get().ends_on == local_today(ben) - DAY


def test_a_pause_that_ends_before_it_begins_is_said_on_the_page(bens: Client, ben: User) -> None:
    planned(ben, 1, events="2")
    page = bens.post("/plan/pauses/", {"starts_on": "2026-11-20", "ends_on": "2026-11-10"})
    assert page.status_code == 422
    assert "A pause ends on the day it begins, or later." in page.content.decode()


@pytest.mark.parametrize("door", ["page", "api", "command"])
def test_three_doors_look_back_on_a_week(door: str, bens: Client, ben: User) -> None:
    today = local_today(ben)
    if door == "page":
        assert bens.post(f"/plan/weeks/{today}/", {"went_well": "Good talks"}).status_code == 302
        assert "Good talks" in text(bens, "/plan/weeks/")
        assert "Good talks" in text(bens, f"/plan/weeks/{today}/")
    elif door == "api":
        body = {"monday": str(today), "went_well": "Good talks"}
        bens.post(f"{API}/reviews", body, content_type="application/json", headers=bearer(ben))
        told = bens.get(f"{API}/reviews", headers=bearer(ben)).json()
        assert [one["went_well"] for one in told] == ["Good talks"]
    else:
        command("review", "--well", "Good talks")
        assert "Good talks" in command("review")
    assert WeekReview.objects.get().went_well == "Good talks"


@pytest.mark.parametrize("week", ["nonsense", "2199-01-05", "0001-01-01x"])
def test_a_week_that_is_none_or_to_come_is_not_there(week: str, bens: Client) -> None:
    assert bens.get(f"/plan/weeks/{week}/").status_code == 404


def test_the_first_week_of_the_calendar_is_a_week_too(bens: Client) -> None:
    assert bens.get("/plan/weeks/0001-01-01/").status_code == 200


def test_nothing_of_it_is_anybody_elses(client: Client, ben: User, cleo: User) -> None:
    pause = PlanPause.begin(by=ben, starts_on=local_today(ben))
    review = WeekReview.write(by=ben, monday=local_today(ben), went_well="Mine alone")
    client.force_login(cleo)
    assert client.post(f"/plan/pauses/{pause.uid}/end/").status_code == 404
    assert client.post(f"/plan/reviews/{review.uid}/remove/").status_code == 404
    assert "Mine alone" not in text(client, "/plan/weeks/")


def test_undo_on_the_page_leads_back_to_the_plan(bens: Client, ben: User) -> None:
    shown = bens.post("/plan/change/", {"events": "1", "events_per": "week"}, follow=True).content.decode()
    assert "Your plan holds from the week of" in shown
    undone = bens.post(f"/acts/{Act.objects.filter(by=ben).latest('pk').uid}/undo/?to=/plan/")
    assert undone.status_code in (302, 303)
    assert not Plan.objects.visible_to(ben).exists()


def test_everything_of_it_goes_into_the_archive(ben: User) -> None:
    Plan.make(aims(events="1"), by=ben, reason="spring")
    PlanPause.begin(by=ben, starts_on=local_today(ben), reason="a child")
    WeekReview.write(by=ben, monday=local_today(ben), went_well="Good talks")
    out = io.BytesIO()
    exports.write_archive(ben, out)
    with zipfile.ZipFile(out) as archive:
        told = [json.loads(archive.read(f"{name}.json")) for name in ("plans", "plan_pauses", "week_reviews")]
    assert told[0][0]["targets"] == [{"kind": "events", "number": 1.0, "per": "week"}]
    assert [told[1][0]["reason"], told[2][0]["went_well"]] == ["a child", "Good talks"]
