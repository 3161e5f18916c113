"""When a member can meet, and private wishes: her own words, heeded by plans and read by nobody else."""

import datetime as dt
import io
import json
import re
import zipfile
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cookout.core.exports import write_archive
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.signals import account_erasing
from cookout.core.testing import bearer
from cookout.groups.models import Office
from cookout.rounds.models import Availability, DoNotPair
from cookout.rounds.models.asked import Asked
from cookout.rounds.receivers.leaving import forget_what_is_over
from cookout.rounds.testing import announced, chapter, made_round, monday, strangers

API = "/api/v1"


@pytest.fixture
def there(ada: User, ben: User, cleo: User) -> dict[str, Any]:
    """Ben, Dora who leads, and Walter without account; Cleo is a stranger."""
    (dora,) = strangers("Dora Duval")
    group, (b, d, w) = chapter(ben, dora, "Walter Wood")
    d.appoint(Office.Role.VICE_PRESIDENT, by=ada)
    return {"group": group, "dora": dora, "b": b, "d": d, "w": w}


def slots(membership: Any, week: int = 0) -> list[bool]:
    """What a plan of the coming weeks would heed."""
    asked = Asked.of(made_round(membership.group, starts_on=monday(1)))
    return [bool(can) for can in asked.rules.by_slot[asked.places[membership.pk], week]]


def test_what_is_said_is_heeded_by_the_next_plan(there: dict[str, Any], ben: User) -> None:
    Availability.say(by=ben, membership=there["b"], slots=["morning", "evening"], most=2)
    Availability.say(by=ben, membership=there["b"], slots=[], week_on=monday(2))
    assert slots(there["b"]) == [True, False, True]
    assert slots(there["b"], 1) == [False] * 3
    asked = Asked.of(made_round(there["group"], starts_on=monday(1)))
    assert asked.rules.capacity[asked.places[there["b"].pk]] == 2


def test_said_twice_is_said_once_and_undone_it_is_as_before(there: dict[str, Any], ben: User) -> None:
    first = Availability.say(by=ben, membership=there["b"], slots=["morning"])
    again = Availability.say(by=ben, membership=there["b"], slots=["morning"])
    assert (Availability.objects.count(), again.changes.count()) == (1, 0)
    Availability.say(by=ben, membership=there["b"], slots=["evening"]).undo(by=ben)
    assert Availability.objects.get().slots == ["morning"]
    first.undo(by=ben)
    assert not Availability.objects.exists()


def test_the_usual_of_everybody_is_not_written_down(there: dict[str, Any], ben: User) -> None:
    Availability.say(by=ben, membership=there["b"], slots=["morning", "midday", "evening"])
    assert not Availability.objects.exists()


def test_a_week_forgotten_is_as_usual_and_undone_it_is_there_again(there: dict[str, Any], ben: User) -> None:
    Availability.say(by=ben, membership=there["b"], slots=[], week_on=monday(2))
    act = Availability.forget(by=ben, membership=there["b"], week_on=monday(2))
    Availability.forget(by=ben, membership=there["b"], week_on=monday(2))
    assert not Availability.objects.exists()
    act.undo(by=ben)
    assert Availability.objects.get().week_on == monday(2)


def test_others_say_it_for_members_without_account_alone(there: dict[str, Any], ben: User) -> None:
    Availability.say(by=there["dora"], membership=there["w"], slots=["midday"])
    for by, seat in ((there["dora"], "b"), (ben, "w"), (ben, "d")):
        with pytest.raises(Refusal, match="says this alone"):
            Availability.say(by=by, membership=there[seat], slots=[])
        with pytest.raises(Refusal, match="says this alone"):
            Availability.forget(by=by, membership=there[seat])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"slots": ["night"]}, "times of day"),
        ({"slots": [], "week_on": monday(1) + dt.timedelta(days=1)}, "by its Monday"),
        ({"slots": [], "week_on": monday(14)}, "next 13 weeks"),
        ({"slots": [], "week_on": monday(-1)}, "next 13 weeks"),
        ({"slots": [], "week_on": monday(1), "most": 2}, "not for one week"),
        ({"slots": [], "most": 14}, "0 to 13"),
        ({"slots": [], "most": -1}, "0 to 13"),
    ],
)
def test_what_makes_no_sense_is_refused(there: dict[str, Any], ben: User, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        Availability.say(by=ben, membership=there["b"], **given)


def test_the_page_takes_the_usual_and_single_weeks_in_one_press(
    client: Client, there: dict[str, Any], ben: User
) -> None:
    client.force_login(ben)
    path = f"/rounds/availability/{there['b'].uid}/"
    page = client.get(path).content.decode()
    assert "Nobody reads it" in page
    assert page.count("weeks__one") >= 13
    weeks = {f"week_{monday(ahead)}": ["morning"] for ahead in range(13)}
    weeks[f"week_{monday(1)}"] = []
    client.post(path, {"usual": ["morning"], "most": "0", **weeks})
    rows = {row.week_on: (row.slots, row.most) for row in Availability.objects.all()}
    assert rows == {None: (["morning"], 0), monday(1): ([], None)}
    client.post(path, {"usual": ["morning"], "most": "", **{name: ["morning"] for name in weeks}})
    assert {row.week_on for row in Availability.objects.all()} == {None}
    Act.objects.latest("pk").undo(by=ben)
    assert Availability.objects.filter(week_on=monday(1)).exists()
    assert client.post(path, {"usual": ["night"]}).status_code == 422
    assert client.post(path, {"usual": [], "most": "99"}).status_code == 422


def test_to_others_the_page_does_not_exist(client: Client, there: dict[str, Any], cleo: User) -> None:
    for user in (cleo, there["dora"]):
        client.force_login(user)
        assert client.get(f"/rounds/availability/{there['b'].uid}/").status_code == 404
        assert client.post(f"/rounds/availability/{there['b'].uid}/", {"usual": []}).status_code == 404
    client.force_login(there["dora"])
    assert "Walter Wood" in client.get(f"/rounds/availability/{there['w'].uid}/").content.decode()
    assert "Walter Wood" in client.get(f"/rounds/of/{there['group'].uid}/").content.decode()


def test_a_wish_is_written_down_once_names_nobody_in_the_diary_and_is_undone(there: dict[str, Any], ben: User) -> None:
    wish = DoNotPair.wish(by=ben, membership=there["d"])
    assert DoNotPair.wish(by=ben, membership=there["d"]) == wish
    act = Act.objects.get(verb="do_not_pair.wish")
    assert act.about == ""
    act.undo(by=ben)
    assert not DoNotPair.objects.exists()


def test_a_wish_is_lifted_once_and_by_its_owner_alone(there: dict[str, Any], ben: User) -> None:
    wish = DoNotPair.wish(by=ben, membership=there["d"])
    wish.lift(by=there["dora"])
    assert DoNotPair.objects.exists()
    act = wish.lift(by=ben)
    wish.lift(by=ben)
    assert not DoNotPair.objects.exists()
    act.undo(by=ben)
    assert DoNotPair.objects.get().membership == there["d"]


def test_one_wishes_about_others_of_ones_own_groups(there: dict[str, Any], ben: User, cleo: User) -> None:
    _other, (far,) = chapter("Gus Gray", name="Hillside")
    for by, seat in ((ben, there["b"]), (ben, far), (cleo, there["b"])):
        with pytest.raises(Refusal, match="your own groups"):
            DoNotPair.wish(by=by, membership=seat)


def test_a_wish_keeps_the_two_apart_both_ways_and_says_no_name(there: dict[str, Any], ben: User) -> None:
    DoNotPair.wish(by=ben, membership=there["d"])
    asked = Asked.of(made_round(there["group"], starts_on=monday(1)))
    pairs = {
        (asked.memberships[one].name, asked.memberships[other].name)
        for one, other in zip(asked.candidates.first.tolist(), asked.candidates.second.tolist(), strict=True)
    }
    assert pairs == {("Ben Brandt", "Walter Wood"), ("Dora Duval", "Walter Wood")}


def test_the_page_of_wishes_is_mine_alone(client: Client, there: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    client.post("/rounds/do-not-pair/new/", {"membership": str(there["d"].uid)})
    page = client.get("/rounds/do-not-pair/").content.decode()
    assert "Who will know: nobody." in page
    assert "Take back: Dora Duval" in page
    wish = DoNotPair.objects.get()
    for user in (there["dora"], User.objects.get(email="ada@example.org")):
        client.force_login(user)
        assert "Take back" not in client.get("/rounds/do-not-pair/").content.decode()
        assert client.post(f"/rounds/do-not-pair/{wish.uid}/lifting/").status_code == 404
    client.force_login(ben)
    assert client.post("/rounds/do-not-pair/new/", {"membership": str(there["b"].uid)}).status_code == 404
    client.post(f"/rounds/do-not-pair/{wish.uid}/lifting/")
    assert not DoNotPair.objects.exists()


def test_no_page_or_answer_of_others_tells_of_a_wish(client: Client, there: dict[str, Any], ben: User) -> None:
    made, (row,) = announced(there["group"], [(there["b"], there["w"], 1)])
    paths = [
        there["group"].get_absolute_url(), made.get_absolute_url(), row.get_absolute_url(),
        f"/rounds/of/{there['group'].uid}/", "/today/", "/search/?q=Ben", f"/groups/memberships/{there['b'].uid}/",
    ]  # fmt: skip
    answers = (f"{API}/rounds/{made.uid}", f"{API}/pairings", f"{API}/availability", f"{API}/do-not-pair")

    def told() -> list[str]:
        client.force_login(there["dora"])
        pages = [re.sub(r"[A-Za-z0-9]{32,}", "", client.get(path).content.decode()) for path in paths]
        head = bearer(there["dora"])
        said = [client.get(path, headers=head).content.decode() for path in answers]
        return pages + said

    before = told()
    DoNotPair.wish(by=ben, membership=there["d"])
    Availability.say(by=ben, membership=there["b"], slots=["evening"], most=1)
    assert told() == before


def test_programs_and_the_terminal_say_the_same(client: Client, there: dict[str, Any], ben: User, cleo: User) -> None:
    header, path = bearer(ben), f"{API}/availability/{there['b'].uid}"
    body = {"slots": ["evening"], "most": 3}
    assert client.post(path, body, "application/json", headers=header).status_code == 200
    (row,) = client.get(f"{API}/availability", headers=header).json()
    assert (row["slots"], row["most"], row["week_on"]) == (["evening"], 3, None)
    assert client.post(path, {"slots": ["night"]}, "application/json", headers=header).status_code == 422
    assert client.post(path, body, "application/json", headers=bearer(cleo)).status_code == 404
    assert client.delete(path, headers=header).status_code == 200
    assert not Availability.objects.exists()
    wish = client.post(f"{API}/do-not-pair", {"membership": str(there["d"].uid)}, "application/json", headers=header)
    assert wish.json()["name"] == "Dora Duval"
    assert client.get(f"{API}/do-not-pair", headers=bearer(there["dora"])).json() == []
    there_it_is = f"{API}/do-not-pair/{wish.json()['uid']}"
    assert client.delete(there_it_is, headers=bearer(there["dora"])).status_code == 404
    assert client.delete(there_it_is, headers=header).status_code == 204
    assert "as usual: morning, 2 a month at most" in run("when", "--slots", "morning", "--most", "2")
    assert "as usual: morning, 3 a month at most" in run("when", "--most", "3")
    assert "as usual: evening, 3 a month at most" in run("when", "--slots", "evening")
    with pytest.raises(CommandError, match="“soon” is no day. Write it as 2026-12-07."):
        run("when", "--week", "soon")
    assert f"{monday(1)}: cannot" in run("when", "--week", str(monday(1)), "--slots", "none")
    assert "cannot" not in run("when", "--week", str(monday(1)), "--as-usual")
    assert run("apart", "Walter") == "Walter Wood\n"
    assert "None." in run("apart", "Walter", "--lift")
    with pytest.raises(CommandError, match="Nobody of that name"):
        run("apart", "Cleo")


def run(*words: str) -> str:
    said = StringIO()
    call_command("pairing", *words, "--user", "ben", stdout=said)
    return said.getvalue()


def test_i_take_mine_along_and_nobody_takes_it_along_for_me(there: dict[str, Any], ben: User) -> None:
    announced(there["group"], [(there["b"], there["w"], 1)])
    Availability.say(by=ben, membership=there["b"], slots=["evening"])
    DoNotPair.wish(by=ben, membership=there["d"])

    def archived(user: User, name: str) -> Any:
        out = io.BytesIO()
        write_archive(user, out)
        return json.loads(zipfile.ZipFile(out).read(f"{name}.json"))

    assert archived(ben, "do_not_pairs")[0]["name"] == "Dora Duval"
    assert archived(ben, "availabilities")[0]["slots"] == ["evening"]
    assert archived(ben, "pairings")[0]["with"] == "Walter Wood"
    for name in ("do_not_pairs", "availabilities", "pairings"):
        assert archived(there["dora"], name) == []


def test_with_the_account_all_of_it_is_forgotten(there: dict[str, Any], ben: User) -> None:
    Availability.say(by=ben, membership=there["b"], slots=["evening"])
    DoNotPair.wish(by=ben, membership=there["d"])
    DoNotPair.wish(by=there["dora"], membership=there["b"])
    account_erasing.send(sender=User, user=ben)
    assert not Availability.objects.exists()
    assert not DoNotPair.objects.exists()


def test_what_is_over_is_forgotten_after_a_month(there: dict[str, Any], ben: User) -> None:
    long_ago = timezone.localdate() - dt.timedelta(days=60)
    Availability.objects.create(membership=there["b"], week_on=long_ago, slots=[])
    Availability.objects.create(membership=there["w"], slots=[])
    there["w"].leave(by=there["dora"], on=long_ago)
    Availability.say(by=ben, membership=there["b"], slots=[])
    forget_what_is_over()
    assert [row.membership for row in Availability.objects.all()] == [there["b"]]


def test_a_page_left_open_over_a_sunday_says_nothing_of_the_week_it_did_not_show(
    client: Client, there: dict[str, Any], ben: User
) -> None:
    client.force_login(ben)
    weeks = {f"week_{monday(ahead)}": ["morning"] for ahead in range(12)}
    client.post(f"/rounds/availability/{there['b'].uid}/", {"usual": ["morning"], "since": f"{monday(-1)}", **weeks})
    assert Availability.objects.get().week_on is None


def test_who_gives_a_seat_back_leaves_nothing_to_read(there: dict[str, Any], cleo: User) -> None:
    there["w"].claim(by=cleo)
    Availability.say(by=cleo, membership=there["w"], slots=["evening"])
    Act.objects.get(verb="membership.claim").undo(by=cleo)
    there["w"].refresh_from_db()
    assert there["w"].user is None
    assert not Availability.objects.filter(membership=there["w"]).exists()
