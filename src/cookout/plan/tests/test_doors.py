"""Page, program and command show one list and call one verb."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cookout.core.models import Letter, User
from cookout.core.testing import bearer, no_writes
from cookout.plan.mail import open_days, write_morning_mails
from cookout.plan.models import Day
from cookout.plan.tests.test_today import someone
from cookout.ties.models import Context, Tie, TieLife, Touch, local_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(ben: User) -> Tie:
    """A tie of Ben's that is due."""
    return someone(ben, "Marta Reyes", days_ago=56)


def command(*args: str) -> str:
    """What `cookout today …` prints."""
    out = StringIO()
    call_command("today", *args, stdout=out)
    return out.getvalue()


def test_the_page_shows_the_person_the_reason_and_writes_nothing(client: Client, ben: User, due: Tie) -> None:
    client.force_login(ben)
    with no_writes():
        page = client.get("/today/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Marta: 8 weeks quiet" in text
    assert "sms:+14155552671" in text or "tel:+14155552671" in text


def test_an_empty_house_says_what_to_do_first(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert "Bring your address book" in client.get("/today/").content.decode()


@pytest.mark.parametrize("door", ["page", "api", "command"])
def test_three_doors_one_verb(door: str, client: Client, ben: User, due: Tie) -> None:
    key = f"tie:{due.uid}"
    if door == "page":
        client.force_login(ben)
        assert client.post(f"/today/{key}/finish/", {"kind": "call"}).status_code == 302
    elif door == "api":
        answer = client.post(
            f"/api/v1/today/{key}/finish", {"kind": "call"}, content_type="application/json", headers=bearer(ben)
        )
        assert answer.status_code == 200
    else:
        command("--user", "ben", "--done", key)
    due.refresh_from_db()
    assert due.last_touch_on == local_today(ben)


def test_page_api_and_command_tell_the_same(client: Client, ben: User, due: Tie) -> None:
    told = client.get("/api/v1/today", headers=bearer(ben)).json()
    typed = json.loads(command("--user", "ben", "--json"))
    assert told == typed
    assert told["tasks"][0]["what"] == "Marta: 8 weeks quiet"
    assert "Marta: 8 weeks quiet" in command("--user", "ben")


@pytest.mark.parametrize("act", ["finish", "later", "not-now"])
def test_a_stranger_finds_nothing(act: str, client: Client, cleo: User, due: Tie) -> None:
    client.force_login(cleo)
    assert client.post(f"/today/tie:{due.uid}/{act}/").status_code == 404
    answer = client.post(
        f"/api/v1/today/tie:{due.uid}/{act}", {}, content_type="application/json", headers=bearer(cleo)
    )
    assert answer.status_code == 404
    with pytest.raises(CommandError):
        command("--user", "cleo", "--done", f"tie:{due.uid}")
    assert Touch.objects.filter(owner=cleo).count() == 0


def test_getting_a_line_does_nothing(client: Client, ben: User, due: Tie) -> None:
    client.force_login(ben)
    assert client.get(f"/today/tie:{due.uid}/finish/").status_code == 405


def test_only_one_of_my_lives(client: Client, ben: User, due: Tie) -> None:
    other = someone(ben, "Coach Dave", days_ago=60)
    league = Context.objects.create(owner=ben, name="Little League")
    TieLife.objects.create(tie=other, life=league)
    client.force_login(ben)
    text = client.get(f"/today/?life={league.uid}").content.decode()
    assert "Coach" in text
    assert "Marta: 8 weeks quiet" not in text
    assert "Marta: 8 weeks quiet" in client.get("/today/?life=nonsense&fits=77").content.decode()
    assert "Marta:" not in command("--user", "ben", "--life", "little league")
    with pytest.raises(CommandError, match="None of your lives"):
        command("--user", "ben", "--life", "circus")


def test_the_morning_mail_goes_only_to_those_who_asked_and_once(ben: User, cleo: User, due: Tie) -> None:
    ben.morning_mail_at = dt.time(7)
    ben.save()
    early = dt.datetime.combine(local_today(ben), dt.time(6, 59), tzinfo=dt.UTC)
    assert write_morning_mails(early) == 0
    assert write_morning_mails(early + dt.timedelta(minutes=2)) == 1
    assert write_morning_mails(early + dt.timedelta(minutes=3)) == 0
    letter = Letter.objects.get()
    assert letter.to == ben.email
    assert "Marta: 8 weeks quiet" in letter.text
    assert "settings" in letter.text


def test_the_worker_opens_every_day_once(ben: User, cleo: User, due: Tie) -> None:
    assert open_days() == 2
    assert open_days() == 0
    assert Day.objects.filter(owner=ben).get().suggestions.count() == 1


def test_the_table_and_the_month_come_after_the_list_and_alone(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert 'hx-get="/today/aside/"' in client.get("/today/").content.decode()
    part = client.get("/today/aside/", headers={"HX-Request": "true"}).content.decode()
    page = client.get("/today/aside/").content.decode()
    assert ("<main" in part, "<main" in page) == (False, True)
    assert all("Promises kept" in shown for shown in (part, page))
