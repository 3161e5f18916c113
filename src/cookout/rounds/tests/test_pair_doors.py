"""The doors to pairs: pages, programs and the terminal; each works, and to strangers there is none."""

import html
import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.testing import bearer, no_writes, query_count
from cookout.groups.models import Leave, Office
from cookout.one_to_ones.testing import in_days, planned, proposed
from cookout.rounds.models import Pairing, PairingReply, Round
from cookout.rounds.testing import announced, chapter, drawn, made_round, monday, paired, strangers

API = "/api/v1"
DEEDS = ("accept", "decline", "swap")


@pytest.fixture
def plan(ada: User, ben: User, cleo: User) -> dict[str, Any]:
    """Ben meets Dora, Finn meets Walter who has no account; Gus and Hal have nobody. Finn leads, Cleo is a stranger."""
    dora, finn = strangers("Dora Duval", "Finn Falk")
    group, (b, d, f, w, g, _h) = chapter(ben, dora, finn, "Walter Wood", "Gus Gray", "Hal Hume")
    f.appoint(Office.Role.VICE_PRESIDENT, by=ada)
    made, (mine, other) = announced(group, [(b, d, 1), (f, w, 1)], weeks=2, most=1)
    return {"group": group, "round": made, "mine": mine, "other": other, "dora": dora, "finn": finn, "b": b, "d": d,
            "w": w, "g": g}  # fmt: skip


def page(name: str, row: Any) -> str:
    return reverse(f"rounds:{name}", args=[row.uid])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_my_pair_has_a_page_with_all_that_i_can_do(client: Client, plan: dict[str, Any], ben: User) -> None:
    drawn(plan["round"], plan["mine"])
    client.force_login(ben)
    client.get("/today/")
    with no_writes():
        shown = text(client, page("pairing_detail", plan["mine"]))
    for words in ("You and Dora Duval", "Never met", "Accept", "Find a time", "Not this month", "Meet in that week",
                  "Prep sheet", "Drawn by lot"):  # fmt: skip
        assert words in shown
    assert f"since={plan['mine'].monday}&amp;first=9" in shown


def test_others_of_the_group_see_the_pair_and_do_nothing_with_it(client: Client, plan: dict[str, Any]) -> None:
    client.force_login(plan["dora"])
    shown = text(client, page("pairing_detail", plan["other"]))
    assert "Finn Falk and Walter Wood" in shown
    assert "has not answered yet" not in shown
    assert "Not this month" not in shown
    for deed in DEEDS:
        assert client.post(page(f"pairing_{deed}", plan["other"]), {"week": 2}).status_code == 404


@pytest.mark.parametrize("name", ["pairing_detail", "pairing_accept", "pairing_decline", "pairing_swap"])
def test_to_a_stranger_there_is_no_pair(client: Client, plan: dict[str, Any], cleo: User, name: str) -> None:
    client.force_login(cleo)
    path = page(name, plan["mine"])
    assert {client.get(path).status_code, client.post(path, {"week": 2}).status_code} <= {404, 405}
    assert not PairingReply.objects.exists()


def test_what_one_does_is_pressed_not_read(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    for deed in DEEDS:
        assert client.get(page(f"pairing_{deed}", plan["mine"])).status_code == 405
    assert client.post(page("pairing_detail", plan["mine"])).status_code == 405


def test_yes_on_the_page(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    answer = client.post(page("pairing_accept", plan["mine"]), follow=True).content.decode()
    assert "You said yes." in answer
    assert "Dora has not answered yet." in answer


def test_no_on_the_page_says_whom_one_meets_now(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    answer = client.post(page("pairing_decline", plan["mine"]), follow=True).content.decode()
    now = Pairing.objects.standing().of(ben).get()
    assert f"You now meet {now.other(plan['b']).name}" in answer
    ended = text(client, page("pairing_detail", plan["mine"]))
    assert "This pair does not stand any more." in ended
    assert now.other(plan["b"]).name in ended
    client.force_login(plan["finn"])
    assert client.get(page("pairing_detail", plan["mine"])).status_code == 404


def test_another_week_on_the_page_and_none_that_is_no_week(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    for week, why in (("x", "Choose one of the weeks."), (9, "Choose one of the 2 weeks of the round.")):
        assert why in client.post(page("pairing_swap", plan["mine"]), {"week": week}, follow=True).content.decode()
    answer = client.post(page("pairing_swap", plan["mine"]), {"week": 2}, follow=True).content.decode()
    assert "You and Dora Duval now meet in the week of" in answer
    assert Pairing.objects.standing().of(ben).get().week == 2


def test_undo_leads_back_to_the_pair_that_stands_again(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    said = client.post(page("pairing_decline", plan["mine"]), follow=True)
    here = said.redirect_chain[-1][0]
    undo = re.search(r'action="(/[^"]*undo/[^"]*)"', said.content.decode())
    assert undo is not None
    assert here != page("pairing_detail", plan["mine"])
    answer = client.post(html.unescape(undo[1]), headers={"referer": f"http://testserver{here}"}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == page("pairing_detail", plan["mine"])
    assert "Undone." in answer.content.decode()


def test_who_leads_answers_for_walter(client: Client, plan: dict[str, Any]) -> None:
    Round.objects.update(group=plan["group"])
    row = paired(plan["round"], plan["g"], plan["w"], 2)
    client.force_login(plan["finn"])
    assert "Walter accepts" in text(client, page("pairing_detail", row))
    for seat in ("w", "g"):
        client.post(page("pairing_accept", row), {"membership": str(plan[seat].uid)})
    assert {reply.membership for reply in PairingReply.objects.all()} == {plan["w"], plan["g"]}
    assert client.post(page("pairing_accept", row), {"membership": str(plan["d"].uid)}).status_code == 404


def test_the_pair_knows_its_1_2_1(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    one = proposed(plan["dora"], ben, in_days(9))
    assert "Times are on offer." in text(client, page("pairing_detail", plan["mine"]))
    one.accept(by=ben, starts_at=one.times.all()[0].starts_at)
    shown = text(client, page("pairing_detail", plan["mine"]))
    assert "Planned:" in shown
    assert one.get_absolute_url() in shown
    assert "Not this month" not in shown
    one.refresh_from_db()
    for user in (ben, plan["dora"]):
        type(one).objects.filter(pk=one.pk).update(starts_at=in_days(-1, hour=9))
        type(one).objects.get(pk=one.pk).hold(by=user)
    assert "You both said that you met on" in text(client, page("pairing_detail", plan["mine"]))
    client.force_login(plan["finn"])
    theirs = text(client, page("pairing_detail", plan["mine"]))
    assert "They met on" in theirs
    assert one.get_absolute_url() not in theirs


def test_finding_a_time_begins_in_the_week_of_the_pair(client: Client, plan: dict[str, Any], ben: User) -> None:
    Round.objects.update(starts_on=monday(3))
    client.force_login(ben)
    row = Pairing.objects.get(pk=plan["mine"].pk)
    there = reverse("one_to_ones:one_to_one_create", args=[plan["dora"].person.uid])
    assert f'value="{row.monday}T09:00"' in text(client, f"{there}?since={row.monday}&first=9")
    assert client.get(f"{there}?since=soon&first=99").status_code == 200


def test_on_her_page_stands_in_which_week_i_meet_her(client: Client, plan: dict[str, Any], ben: User) -> None:
    client.force_login(ben)
    assert "You meet in the week of" in text(client, plan["dora"].person.get_absolute_url())
    planned(ben, plan["dora"], in_days(9))
    assert "You meet in the week of" not in text(client, plan["dora"].person.get_absolute_url())


def test_who_leads_sees_that_the_plan_needs_a_repair_and_mends_it(client: Client, plan: dict[str, Any]) -> None:
    client.force_login(plan["finn"])
    path = plan["round"].get_absolute_url()
    assert "needs a repair" not in text(client, path)
    Leave.take(membership=plan["d"], by=plan["dora"], starts_on=monday(1))
    assert "The plan needs a repair." in text(client, path)
    assert "The plan needs a repair." in text(client, plan["group"].get_absolute_url())
    client.post(page("repair_create", plan["round"]))
    mended = text(client, path)
    assert "needs a repair" not in mended
    assert "1 of 2 pairs kept since it was announced." in mended
    client.force_login(plan["dora"])
    assert client.post(page("repair_create", plan["round"])).status_code == 404


def test_a_draft_has_no_page_for_its_pairs(client: Client, plan: dict[str, Any], ben: User) -> None:
    row = paired(made_round(plan["group"], starts_on=monday(8)), plan["b"], plan["g"])
    client.force_login(ben)
    assert client.get(page("pairing_detail", row)).status_code == 404


def test_programs_read_and_answer(client: Client, plan: dict[str, Any], ben: User) -> None:
    header = bearer(ben)
    (one,) = client.get(f"{API}/pairings", headers=header).json()
    assert (one["other"], one["why"], one["week"], one["state"]) == (
        "Dora Duval", "Never met", 1, "Dora has not answered yet.",
    )  # fmt: skip
    there = f"{API}/pairings/{plan['mine'].uid}"
    assert client.get(there, headers=header).json()["weeks"] == [2]
    assert client.get(there, headers=bearer(plan["finn"])).json()["other"] is None

    def post(deed: str, **body: Any) -> Any:
        return client.post(f"{there}/{deed}", json.dumps(body), "application/json", headers=header)

    assert post("accept").status_code == 200
    assert post("swap", week=0).status_code == 422
    assert post("swap", week=7).status_code == 409
    assert post("swap", week=2).status_code == 200
    moved = Pairing.objects.standing().of(ben).get()
    assert (
        client.post(f"{API}/pairings/{moved.uid}/decline", "{}", "application/json", headers=header).status_code == 200
    )
    assert len(client.get(f"{API}/pairings?past=true", headers=header).json()) == 3


def test_programs_of_others_find_nothing_to_answer(client: Client, plan: dict[str, Any], cleo: User) -> None:
    for user in (cleo, plan["finn"]):
        for deed in DEEDS:
            answer = client.post(f"{API}/pairings/{plan['mine'].uid}/{deed}", '{"week": 2}', "application/json",
                                 headers=bearer(user))  # fmt: skip
            assert answer.status_code == 404
    assert client.get(f"{API}/pairings/{plan['mine'].uid}", headers=bearer(cleo)).status_code == 404
    assert client.post(f"{API}/rounds/{plan['round'].uid}/repair", headers=bearer(plan["dora"])).status_code == 404


def run(*words: str) -> Any:
    said = StringIO()
    call_command("pairing", *words, stdout=said)
    return said.getvalue()


def test_from_the_terminal(plan: dict[str, Any], ben: User) -> None:
    assert "Dora Duval: Never met." in run("list", "--user", "ben")
    assert "Noted." in run("accept", "Dora", "--user", "ben")
    assert "now meet in the week of" in run("swap", "Dora", "--week", "2", "--user", "ben")
    assert "You now meet" in run("decline", "dora", "--user", "ben")
    assert json.loads(run("accept", "Finn", "--for", "Walter", "--user", "finn", "--json"))["act"]
    with pytest.raises(CommandError, match="Nobody of that name"):
        run("accept", "Dora", "--user", "cleo")
    said = StringIO()
    call_command("round", "repair", str(plan["round"].uid), "--user", "finn", stdout=said)
    assert "nothing to mend" in said.getvalue()
    with pytest.raises(CommandError, match="no round"):
        call_command("round", "repair", str(plan["round"].uid), "--user", "dora")


def test_the_terminal_finds_the_pair_to_come_and_none_of_a_round_that_is_over(plan: dict[str, Any], ben: User) -> None:
    announced(plan["group"], [(plan["b"], plan["d"], 1), (plan["b"], plan["g"], 2)], starts_on=monday(-20))
    assert "Noted." in run("accept", "Dora", "--user", "ben")
    with pytest.raises(CommandError, match="Nobody of that name"):
        run("accept", "Gus", "--user", "ben")


def test_a_page_of_pairs_asks_the_same_number_of_questions(client: Client, plan: dict[str, Any], ben: User) -> None:
    paired(plan["round"], plan["b"], plan["g"], 2)
    client.get(f"{API}/pairings", headers=(header := bearer(ben)))
    with query_count() as two:
        assert len(client.get(f"{API}/pairings", headers=header).json()) == 2
    paired(plan["round"], plan["b"], plan["w"], 2)
    with query_count() as three:
        assert len(client.get(f"{API}/pairings", headers=header).json()) == 3
    assert three == two
