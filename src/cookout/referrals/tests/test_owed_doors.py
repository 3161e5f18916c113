"""What is owed, on all three doors: the list, telling, asking; the wrong party and bad input are refused."""

import datetime as dt
import json
import uuid
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cookout.core.models import Act, Letter, User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Referral, Reminder, Update
from cookout.referrals.panels.owed import ask, compose, notice
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

EIGHT = dt.timedelta(days=8)
SAID = {"text": "He is well", "channel": "copy", "up_to": 2}


@pytest.fixture
def one(ada: User) -> Referral:
    """Odile, without account, sent Hector to Ada."""
    return received(ada, keep(ada, "Odile Bakker", email="odile@example.org"))


def page_of(client: Client, user: User, name: str, *args: object) -> str:
    """A page, as text."""
    client.force_login(user)
    return client.get(reverse(f"referrals:{name}", args=args)).content.decode()


def test_the_list_shows_each_debt_with_its_draft_and_writes_nothing(client: Client, ada: User, one: Referral) -> None:
    client.force_login(ada)
    client.get("/referrals/owed/")
    with no_writes():
        page = client.get("/referrals/owed/").content.decode()
    assert "Tell Odile about Hector Delgado" in page
    assert "thank you for sending me Hector" in page
    assert "Call Hector Delgado" in page
    assert "odile@example.org" in page


def test_an_empty_list_says_that_everybody_has_heard(client: Client, ada: User) -> None:
    assert "Nothing is owed" in page_of(client, ada, "owed_list")


def test_more_debts_ask_no_more_of_the_database(client: Client, ada: User, one: Referral) -> None:
    odile = one.person_for(ada, "referrer")
    assert odile is not None
    received(ada, odile, "Second One")
    client.force_login(ada)
    client.get("/referrals/owed/")
    with query_count() as before:
        client.get("/referrals/owed/")
    for number in range(5):
        received(ada, odile, f"Person {number}")
    with query_count() as after:
        client.get("/referrals/owed/")
    assert after == before


def test_a_page_tells_and_goes_back_to_the_list(client: Client, ada: User, one: Referral) -> None:
    client.force_login(ada)
    answer = client.post(reverse("referrals:update_create", args=[one.uid]), {**SAID, "then": "owed"})
    assert (answer.status_code, answer["Location"]) == (302, "/referrals/owed/")
    one.refresh_from_db()
    assert (Update.objects.get().text, one.is_owing) == ("He is well", False)


def test_a_mail_is_written_to_the_address_of_my_book(client: Client, ada: User, one: Referral) -> None:
    client.force_login(ada)
    client.post(reverse("referrals:update_create", args=[one.uid]), {**SAID, "channel": "mail"})
    letter = Letter.objects.get()
    assert letter.to == "odile@example.org"
    assert "He is well" in letter.text
    assert Update.objects.get().letter == letter


@pytest.mark.parametrize(
    "wrong", [{"channel": "pigeon"}, {"channel": ""}, {"text": ""}, {"up_to": "-1"}, {"uid": "x"}, {"channel": "here"}]
)
def test_what_makes_no_sense_comes_back_with_the_words(
    client: Client, ada: User, one: Referral, wrong: dict[str, str]
) -> None:
    client.force_login(ada)
    said = {"text": "He is quite well", "channel": "copy", **wrong}
    answer = client.post(reverse("referrals:update_create", args=[one.uid]), said)
    assert answer.status_code == 422
    assert said["text"] in answer.content.decode()
    assert not Update.objects.exists()


@pytest.mark.parametrize("door", ["update_create", "reminder_create"])
def test_a_stranger_finds_nothing_and_reading_is_no_press(
    client: Client, ada: User, cleo: User, one: Referral, door: str
) -> None:
    path = reverse(f"referrals:{door}", args=[one.uid])
    client.force_login(cleo)
    assert client.post(path, SAID).status_code == 404
    client.force_login(ada)
    assert client.get(path).status_code == 405


def test_the_wrong_party_tells_nothing_on_any_door(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    client.force_login(ada)
    assert client.post(reverse("referrals:update_create", args=[one.uid]), SAID).status_code == 422
    api = client.post(f"/api/v1/referrals/{one.uid}/updates", json.dumps(SAID), "application/json", headers=bearer(ada))
    assert api.status_code == 409
    with pytest.raises(CommandError, match="tells how it goes"):
        call_command("owed", user=ada.email, tell=one.uid, text="x", how="copy")
    assert not Update.objects.exists()


def test_the_provider_does_not_ask_himself(client: Client, ada: User, ben: User) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC) - EIGHT):
        fellows(ada, ben)
        one = passed(ada, ben)
    said = {"text": "How is it going?", "channel": "here"}
    client.force_login(ben)
    assert client.post(reverse("referrals:reminder_create", args=[one.uid]), said).status_code == 422
    path, header = f"/api/v1/referrals/{one.uid}/reminders", bearer(ben)
    assert client.post(path, json.dumps(said), "application/json", headers=header).status_code == 409
    client.force_login(ada)
    assert client.post(reverse("referrals:reminder_create", args=[one.uid]), said).status_code == 302
    assert Reminder.objects.get().by == ada


def test_programs_read_what_is_owed_and_tell(client: Client, ada: User, one: Referral) -> None:
    header = bearer(ada, "referrals:read", "referrals:write")
    (debt,) = client.get("/api/v1/owed", headers=header).json()["news"]
    assert (debt["referral"], debt["referrer"], debt["up_to"]) == (str(one.uid), "Odile Bakker", 2)
    draft = client.get(f"/api/v1/referrals/{one.uid}/draft", headers=header).json()
    assert (draft["text"], draft["is_question"]) == (debt["draft"], False)
    path, uid = f"/api/v1/referrals/{one.uid}/updates", str(uuid.uuid4())
    for _twice in range(2):
        told = client.post(path, json.dumps({**SAID, "uid": uid}), "application/json", headers=header).json()
        assert told["uid"] == uid
    assert [row["text"] for row in client.get(path, headers=header).json()] == ["He is well"]
    assert client.get("/api/v1/owed", headers=header).json()["news"] == []


def test_programs_need_the_scope_and_find_only_their_own(client: Client, cleo: User, one: Referral) -> None:
    assert client.get("/api/v1/owed", headers=bearer(cleo, "people:read")).status_code == 403
    header = bearer(cleo)
    assert client.get("/api/v1/owed", headers=header).json()["news"] == []
    for path in ("draft", "updates"):
        assert client.get(f"/api/v1/referrals/{one.uid}/{path}", headers=header).status_code == 404
    for path in ("updates", "reminders"):
        body = json.dumps({"text": "x", "channel": "copy"})
        answer = client.post(f"/api/v1/referrals/{one.uid}/{path}", body, "application/json", headers=header)
        assert answer.status_code == 404
    bad = client.post(f"/api/v1/referrals/{one.uid}/updates", "{}", "application/json", headers=header)
    assert bad.status_code == 422


def run(*args: str, user: User, **options: object) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("owed", *args, user=user.email, stdout=out, **options)
    return out.getvalue()


def test_the_command_lists_and_tells(ada: User, one: Referral) -> None:
    assert "Tell Odile Bakker about Hector Delgado. Accepted today." in run(user=ada)
    said = json.loads(run("--json", "--tell", str(one.uid), "--how", "in_person", user=ada))
    assert (said["told"]["to"], said["told"]["text"], said["news"]) == ("Odile Bakker", "", [])
    assert "No news is owed." in run(user=ada)


def test_the_command_refuses_plainly(ada: User, cleo: User, one: Referral) -> None:
    with pytest.raises(CommandError, match="--how"):
        run("--tell", str(one.uid), user=ada)
    with pytest.raises(CommandError, match="no referral"):
        run("--tell", str(one.uid), "--how", "copy", user=cleo)


def test_the_composer_stands_open_while_news_is_owed_and_folds_away_after(ada: User, one: Referral) -> None:
    panel = compose(ada, one)
    assert panel is not None
    assert panel.data["composer"].is_due
    assert [way.value for way in panel.data["composer"].ways] == ["text", "mail", "in_person", "copy"]
    Update.tell(referral=one, by=ada, channel="in_person")
    again = compose(ada, one)
    assert again is not None
    assert (again.data["composer"].is_due, again.data["composer"].status) == (False, "Told today")


def test_each_party_sees_its_own_panel(ada: User, ben: User, cleo: User) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC) - EIGHT):
        fellows(ada, ben)
        one = passed(ada, ben)
    assert (compose(ada, one), ask(ben, one), compose(cleo, one), ask(cleo, one)) == (None, None, None, None)
    panel = ask(ada, one)
    assert panel is not None
    assert panel.data["composer"].status == "No news for 8 days"
    Reminder.ask(referral=one, by=ada, text="How?", channel="here")
    after = ask(ada, one)
    assert after is not None
    assert "composer" not in after.data


def test_the_person_page_says_who_waits_for_news(client: Client, ada: User, one: Referral) -> None:
    odile = one.person_for(ada, "referrer")
    assert odile is not None
    client.force_login(ada)
    page = client.get(odile.get_absolute_url()).content.decode()
    assert "Odile is waiting for news on Hector Delgado." in page
    assert "Odile referred Hector today." in page
    Update.tell(referral=one, by=ada, channel="in_person")
    assert notice(ada, odile) is None


def test_an_update_on_the_page_can_be_undone(client: Client, ada: User, one: Referral) -> None:
    client.force_login(ada)
    client.post(reverse("referrals:update_create", args=[one.uid]), SAID)
    act = Act.objects.get(verb="update.tell")
    client.post(reverse("core:undo_create", args=[act.uid]))
    one.refresh_from_db()
    assert one.is_owing
