"""Page, API and command bring in the same; a stranger finds nothing."""

import io
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core import work
from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.events.models import CalendarImport, Stage
from cookout.events.testing import bring, calendar, event, look
from cookout.people.models import Person
from cookout.ties.models import Touch
from cookout.ties.testing import ago, keep

pytestmark = pytest.mark.django_db

PAGE, API, MARTA = "/events/calendars/", "/api/v1/calendars", "marta@example.org"


@pytest.fixture
def marta(ben: User) -> Person:
    return keep(ben, "Marta Reyes", email=MARTA)


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("year.ics", data)


def through_the_page(client: Client, user: User, path: Path) -> None:
    """Choose, look, tick, bring in."""
    client.force_login(user)
    answer = client.post(PAGE, {"file": upload(path.read_bytes())})
    assert answer.status_code == 302
    work.work_once()
    page = client.get(answer["location"]).content.decode()
    assert "Marta Reyes" in page
    assert "Bring in 1 contact<" in page
    row = CalendarImport.objects.get().rows.get()
    client.post(f"{answer['location']}choice/", {"row": row.uid, "tick": row.uid, "do": "apply"})
    work.work_once()
    assert "1 contact was brought in." in client.get(answer["location"]).content.decode()


def through_the_api(client: Client, user: User, path: Path) -> None:
    """The same with a token."""
    token = bearer(user, "events:read", "events:write")
    made = client.post(API, {"file": upload(path.read_bytes())}, headers=token)
    assert made.status_code == 201, made.content
    uid = made.json()["uid"]
    work.work_once()
    rows = client.get(f"{API}/{uid}/rows", headers=token).json()
    assert (rows["count"], rows["items"][0]["name"], rows["items"][0]["outcome"]) == (1, "Marta Reyes", "touch")
    assert client.get(f"{API}/{uid}/guests", headers=token).json()["items"][0]["state"] == "known"
    assert client.post(f"{API}/{uid}/apply", headers=token).status_code == 200
    work.work_once()
    done = client.get(f"{API}/{uid}", headers=token).json()
    assert (done["stage"], done["contacts"], done["events"]["found"]) == ("applied", 1, 1)


def through_the_command(client: Client, user: User, path: Path) -> None:
    """The same on the command line."""
    told = command(path, "--user", user.email)
    assert (told["stage"], told["contacts"], told["file"]) == ("applied", 1, path.name)


def command(*words: object) -> dict[str, Any]:
    """`cookout calendar --json`."""
    out = io.StringIO()
    call_command("calendar", *map(str, words), "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def written(folder: Path, *events: str) -> Path:
    """A calendar on the disk."""
    path = folder / "year.ics"
    path.write_bytes(calendar(*events))
    return path


@pytest.mark.parametrize("door", [through_the_page, through_the_api, through_the_command])
def test_three_doors_one_verb(door: Any, client: Client, ben: User, marta: Person, tmp_path: Path) -> None:
    door(client, ben, written(tmp_path, event("a", ago(ben, 9), MARTA)))
    assert [touch.on for touch in Touch.objects.visible_to(ben)] == [ago(ben, 9)]
    assert work.work_once() == 0, "nothing is left for the worker"


def test_the_command_only_looks_when_asked(ben: User, marta: Person, tmp_path: Path) -> None:
    path = written(tmp_path, event("a", ago(ben, 9), MARTA))
    assert command(path, "--preview")["contacts"] == 1
    assert not Touch.objects.exists()
    assert not CalendarImport.objects.visible_to(ben)


def test_the_command_says_what_came_of_it(ben: User, marta: Person, tmp_path: Path) -> None:
    out = io.StringIO()
    path = written(tmp_path, event("a", ago(ben, 9), MARTA), "BEGIN:VEVENT\r\nSUMMARY:Tea\r\nEND:VEVENT")
    call_command("calendar", str(path), stdout=out)
    assert "2 events, 1 contacts brought in" in out.getvalue()
    assert "Event 2, “Tea”: it has no start, so it was left out." in out.getvalue()


def test_the_command_refuses_with_a_sentence(ben: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        command(tmp_path / "nothing.ics")
    (tmp_path / "one.vcf").write_text("BEGIN:VCARD\nFN:Marta\nEND:VCARD\n")
    with pytest.raises(CommandError, match="address book"):
        command(tmp_path / "one.vcf")


def test_ticks_are_kept_as_they_are_set_and_the_button_counts_them(client: Client, ben: User, marta: Person) -> None:
    client.force_login(ben)
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), MARTA))
    first, second = run.rows.order_by("on")
    told = {"row": [first.uid, second.uid], "tick": [second.uid]}
    part = client.post(f"{PAGE}{run.uid}/choice/", told, headers={"HX-Request": "true"}).content.decode()
    assert "Bring in 1 contact<" in part
    assert "<html" not in part
    assert list(run.rows.order_by("on").values_list("is_ticked", flat=True)) == [False, True]


def test_rows_of_another_page_keep_their_ticks(client: Client, ben: User, marta: Person) -> None:
    client.force_login(ben)
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), MARTA))
    client.post(f"{PAGE}{run.uid}/choice/", {"row": [run.rows.get(event_uid="a").uid], "do": "keep"})
    assert list(run.rows.order_by("on").values_list("is_ticked", flat=True)) == [False, True]


def test_an_answer_to_who_is_this_loads_the_page_anew(client: Client, ben: User, marta: Person) -> None:
    keep(ben, "Marta R.", email=MARTA)
    client.force_login(ben)
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), MARTA))
    page = client.get(f"{PAGE}{run.uid}/").content.decode()
    guest = run.guests.get()
    assert page.count(f"who-{guest.uid}") == 1, "one asks once, not at every event"
    told = {f"who-{guest.uid}": marta.uid}
    answer = client.post(f"{PAGE}{run.uid}/choice/", told, headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert client.get(f"{PAGE}{run.uid}/").content.decode().count("Contact <span") == 2


@pytest.mark.parametrize("told", [{"row": "x"}, {"tick": "x"}, {"also": "x:y"}, {"also": "zzz"}, {"who-x": "y"}, {}])
def test_nonsense_in_the_form_changes_nothing(client: Client, ben: User, marta: Person, told: dict[str, str]) -> None:
    client.force_login(ben)
    run = look(ben, event("a", ago(ben, 9), MARTA))
    assert client.post(f"{PAGE}{run.uid}/choice/", told).status_code == 302
    assert run.rows.get().is_ticked


def test_the_api_chooses_row_by_row(client: Client, ben: User, marta: Person) -> None:
    token, run = bearer(ben), look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), "dana@example.org"))
    row, guest = run.rows.get(event_uid="a"), run.guests.get(mail="dana@example.org")
    told = {
        "rows": [{"uid": str(row.uid), "is_ticked": False, "also": "one_to_one"}],
        "guests": [{"uid": str(guest.uid), "is_added": True}],
    }
    answer = client.patch(f"{API}/{run.uid}", told, content_type="application/json", headers=token)
    assert (answer.status_code, answer.json()["contacts"]) == (200, 1)
    row.refresh_from_db()
    assert (row.is_ticked, row.also) == (False, "one_to_one")
    wrong = client.patch(f"{API}/{run.uid}", {"rows": [{"uid": "x"}]}, content_type="application/json", headers=token)
    assert wrong.status_code == 422


def test_the_api_takes_back_and_forgets(client: Client, ben: User, marta: Person) -> None:
    run, token = bring(ben, event("a", ago(ben, 9), MARTA)), bearer(ben)
    assert client.delete(f"{API}/{run.uid}", headers=token).status_code == 409
    assert client.post(f"{API}/{run.uid}/undo", headers=token).json()["stage"] == "undone"
    waiting = look(ben, event("b", ago(ben, 9), MARTA))
    assert client.post(f"{API}/{waiting.uid}/undo", headers=token).status_code == 409
    assert client.delete(f"{API}/{waiting.uid}", headers=token).status_code == 204
    assert client.get(f"{API}/{waiting.uid}", headers=token).status_code == 404


def test_no_file_is_a_sentence(client: Client, ben: User) -> None:
    client.force_login(ben)
    answer = client.post(PAGE, {}, follow=True, headers={"referer": "http://testserver" + PAGE})
    assert "Choose a calendar file" in answer.content.decode()
    assert client.post(API, {}, headers=bearer(ben)).status_code == 409
    assert not CalendarImport.objects.exists()


def test_undo_and_removal_through_the_page(client: Client, ben: User, marta: Person) -> None:
    client.force_login(ben)
    run = bring(ben, event("a", ago(ben, 9), MARTA))
    client.post(f"{PAGE}{run.uid}/undo/")
    work.work_once()
    assert "Everything is as it was" in client.get(f"{PAGE}{run.uid}/").content.decode()
    waiting = look(ben, event("b", ago(ben, 9), MARTA))
    client.post(f"{PAGE}{waiting.uid}/removal/")
    assert client.get(f"{PAGE}{waiting.uid}/").status_code == 404


@pytest.mark.parametrize("path", ["", "choice/", "undo/", "removal/"])
def test_a_stranger_finds_no_calendar(client: Client, ben: User, cleo: User, marta: Person, path: str) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA))
    client.force_login(cleo)
    answer = client.post(f"{PAGE}{run.uid}/{path}", {"do": "apply"}) if path else client.get(f"{PAGE}{run.uid}/")
    assert answer.status_code == 404
    run.refresh_from_db()
    assert run.stage == Stage.PREVIEW


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("get", "/rows"), ("post", "/apply"), ("post", "/undo")])
def test_a_stranger_with_a_token_finds_no_calendar(
    client: Client, ben: User, cleo: User, marta: Person, method: str, path: str
) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA))
    assert getattr(client, method)(f"{API}/{run.uid}{path}", headers=bearer(cleo)).status_code == 404
    assert client.get(API, headers=bearer(cleo)).json() == []


@pytest.mark.parametrize("path", ["choice/", "undo/", "removal/"])
def test_what_writes_is_posted(client: Client, ben: User, path: str) -> None:
    client.force_login(ben)
    assert client.get(f"{PAGE}{uuid.uuid4()}/{path}").status_code == 405


def test_looking_writes_nothing(client: Client, ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA), event("b", ago(ben, 3), "dana@example.org"))
    client.force_login(ben)
    client.get(PAGE)
    with no_writes():
        for path in ("", f"{run.uid}/", f"{run.uid}/?show=strangers", f"{run.uid}/?show=nonsense&page=99"):
            assert client.get(PAGE + path).status_code == 200
        assert client.get(f"{PAGE}{run.uid}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_waiting_is_told_by_a_part_that_asks_again(client: Client, ben: User, marta: Person) -> None:
    run = look(ben, event("a", ago(ben, 9), MARTA))
    run.apply(by=ben)
    client.force_login(ben)
    part = client.get(f"{PAGE}{run.uid}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part


def test_the_way_here_is_shown_where_people_come_in(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert f'href="{PAGE}"' in client.get("/people/imports/").content.decode()


def test_the_rows_cost_the_same_for_ten_and_twenty(client: Client, ben: User) -> None:
    client.force_login(ben)
    for n in range(20):
        keep(ben, f"Person {n}", email=f"p{n}@example.org")
    counted = []
    for many in (10, 20):
        run = look(ben, *(event(f"{many}-{n}", ago(ben, n + 1), f"p{n}@example.org") for n in range(many)))
        client.get(f"{PAGE}{run.uid}/")
        with query_count() as count:
            client.get(f"{PAGE}{run.uid}/")
        counted.append(count[0])
    assert counted[0] == counted[1]
