"""The doors to who has met whom: page, panel, pair, table, programs, terminal; what each reader finds there."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from cookout.core.models import User
from cookout.core.testing import bearer, make_user, no_writes
from cookout.groups.models import Group, Membership
from cookout.people.models import ProfileEntry
from cookout.rounds.management.group_met import GroupMet
from cookout.rounds.testing import announced, chapter, gave, made_round, met, monday, paired, seat, strangers

pytestmark = pytest.mark.django_db
CORNERS = re.compile(r"M(\d+) (\d+)h15")


@pytest.fixture
def cast(django_db_blocker: object) -> tuple[Group, dict[str, User], dict[str, Membership]]:
    """Dora met Emil lately and Fay long ago; a referral passed between Dora and Gus; Hana has no account."""
    users = dict(
        zip(["dora", "emil", "fay", "gus"], strangers("Dora Diaz", "Emil Egger", "Fay Fuchs", "Gus Green"), strict=True)
    )
    group, seats = chapter(*users.values(), "Hana Hill")
    today = timezone.localdate()
    met(users["dora"], users["emil"], today)
    met(users["dora"], users["fay"], today.replace(year=today.year - 2, day=1))
    gave(users["gus"], users["dora"], today)
    return group, users, dict(zip([*users, "hana"], seats, strict=True))


Cast = tuple[Group, dict[str, User], dict[str, Membership]]


def read(client: Client, user: User, path: str) -> str:
    client.force_login(user)
    with no_writes():
        answer = client.get(path)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def whole(group: Group) -> str:
    return f"/rounds/met/{group.uid}/"


def told_by_picture(page: str) -> dict[tuple[str, str], str]:
    """The band of each square, by the full names of its row and column, read from the drawing as the script does."""
    svg = page[page.index('<svg class="matrix') :]
    svg = svg[: svg.index("</svg>")]
    across = {
        int(x): unescape(name)
        for x, name in re.findall(
            r'transform="translate\((\d+) \d+\) rotate\(-90\)" data-key="[^"]*" data-name="([^"]*)"', svg
        )
    }
    down = {
        int(y): unescape(name) for y, name in re.findall(r'<text[^>]* y="(\d+)" text-anchor="end"[^>]*>([^<]*)<', svg)
    }
    found = {}
    for css, body in re.findall(r'<path class="cell (w.)" d="([^"]*)"', svg):
        for x, y in CORNERS.findall(body):
            found[down[int(y) + 12], across[int(x) + 12]] = css
    return found


def told_by_list(page: str) -> Iterator[tuple[tuple[str, str], str]]:
    for row in page[page.index('class="met-list"') :].split("<li data-row=")[1:]:
        name = unescape(re.findall(r'#row">([^<]*)</a>', row)[0])
        for css, names in re.findall(r'data-band="(w.)"><b>[^<]*</b>: (.*?)\.</span>', row):
            for other in unescape(names).split(", "):
                yield (name, other), css


def test_the_list_says_what_the_picture_shows(client: Client, cast: Cast) -> None:
    group, users, _seats = cast
    page = read(client, users["emil"], whole(group))
    seen = told_by_picture(page)
    assert dict(told_by_list(page)) == seen
    assert len(seen) == 5 * 4
    assert seen["Dora Diaz", "Emil Egger"] == "w5"
    assert seen["Fay Fuchs", "Dora Diaz"] == "w1"
    assert seen["Emil Egger", "Gus Green"] == "w0"
    assert {css for (one, _other), css in seen.items() if one == "Hana Hill"} == {"wx"}


def test_the_chapter_page_shows_the_picture_and_leads_to_the_whole(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    page = read(client, users["emil"], f"/groups/{group.uid}/")
    assert "Who has met whom" in page
    assert told_by_picture(page)["Dora Diaz", "Emil Egger"] == "w5"
    assert "1 of 6" in page
    assert f"{whole(group)}?member={seats['dora'].uid}#row" in page
    assert "not never" in page


def test_my_own_marks_are_on_my_page_and_on_nobody_elses(client: Client, cast: Cast) -> None:
    group, users, _seats = cast
    for path in (f"/groups/{group.uid}/", whole(group)):
        mine = read(client, users["dora"], path)
        assert "You met these, no referral yet either way:" in mine
        assert "A referral, and no 1-2-1 yet:" in mine
        assert 'class="mark mark--ring"' in mine
        theirs = read(client, users["fay"], path)
        assert 'class="mark mark--ring"' not in theirs
        assert "A referral, and no 1-2-1 yet:" not in theirs


def test_one_row_has_the_days_and_leads_to_the_pairs(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    page = read(client, users["emil"], f"{whole(group)}?member={seats['dora'].uid}")
    row = page[page.index('id="row"') :]
    assert f'/rounds/pairs/{seats["dora"].uid}/?with={seats["fay"].uid}"' in row
    assert row.index(">Emil<") < row.index(">Fay<") < row.index(">Gus<") < row.index("Hana")


@pytest.mark.parametrize("asked", ["?member=nonsense", "?field=nonsense", "?member=&field=", "?field=other"])
def test_what_is_not_there_is_not_chosen(client: Client, cast: Cast, asked: str) -> None:
    group, users, _seats = cast
    assert len(told_by_picture(read(client, users["emil"], whole(group) + asked))) == 20


def test_the_picture_can_be_narrowed_to_my_own_row(client: Client, cast: Cast) -> None:
    group, users, _seats = cast
    page = read(client, users["emil"], whole(group) + "?field=mine")
    assert {one for one, _other in told_by_picture(page)} == {"Emil Egger"}
    assert dict(told_by_list(page)) == told_by_picture(page)


def test_a_stranger_finds_none_of_these_doors(client: Client, cast: Cast, cleo: User) -> None:
    group, _users, seats = cast
    client.force_login(cleo)
    pair = f"/rounds/pairs/{seats['dora'].uid}/"
    for path in (whole(group), f"/rounds/met/{group.uid}.csv", pair, f"{pair}?with={seats['emil'].uid}"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 405
    assert client.get(f"/api/v1/groups/{group.uid}/met", headers=bearer(cleo)).status_code == 404


def test_who_hosts_without_sitting_there_reads_counts_and_no_pair(client: Client, cast: Cast) -> None:
    group, _users, seats = cast
    host = make_user("Iris Ito", is_host=True)
    for path in (f"/groups/{group.uid}/", whole(group)):
        page = read(client, host, path)
        assert "1 of 6" in page
        assert '<svg class="matrix' not in page
        assert "met-list" not in page
    assert client.get(f"/rounds/met/{group.uid}.csv").status_code == 404
    pair = f"/rounds/pairs/{seats['dora'].uid}/?with={seats['emil'].uid}"
    assert client.get(pair).status_code == 404
    told = client.get(f"/api/v1/groups/{group.uid}/met", headers=bearer(host)).json()
    assert (told["in_a_year"], told["met"], told["members"]) == (1, [], [])


def test_a_pair_of_others_shows_when_they_met_and_no_more(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    ProfileEntry.tell(by=users["dora"], facet="interests", text="Sings in a choir")
    ProfileEntry.tell(by=users["gus"], facet="interests", text="Sings in a choir")
    page = read(client, users["emil"], f"/rounds/pairs/{seats['dora'].uid}/?with={seats['gus'].uid}")
    assert "No 1-2-1 of these two is known here." in page
    assert "choir" not in page
    assert "referral was accepted" not in page
    assert "/1-2-1s/with/" not in page


def test_my_own_pair_shows_what_we_share_and_how_to_go_on(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    ProfileEntry.tell(by=users["dora"], facet="interests", text="Sings in a choir")
    ProfileEntry.tell(by=users["gus"], facet="interests", text="Sings in a choir")
    page = read(client, users["dora"], f"/rounds/pairs/{seats['gus'].uid}/")
    assert "You and Gus Green" in page
    assert "choir" in page
    assert "A referral was accepted between you, and you have no 1-2-1 yet." in page
    assert f"/1-2-1s/with/{users['gus'].person.uid}/" in page
    same = read(client, users["dora"], f"/rounds/pairs/{seats['dora'].uid}/?with={seats['gus'].uid}")
    assert "You and Gus Green" in same


def test_a_pair_says_how_often_and_when_the_round_pairs_it(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    made, _rows = announced(group, [(seats["dora"], seats["emil"], 2)])
    page = read(client, users["gus"], f"/rounds/pairs/{seats['dora'].uid}/?with={seats['emil'].uid}")
    assert "1 1-2-1" in page
    assert f"{made.monday_of(2):%B} {made.monday_of(2).day}" in page
    past, _rows = announced(group, [(seats["fay"], seats["gus"], 1)], starts_on=monday(-5))
    page = read(client, users["dora"], f"/rounds/pairs/{seats['fay'].uid}/?with={seats['gus'].uid}")
    assert "In the round" not in page


def test_a_draft_of_a_round_says_nothing_here(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    paired(made_round(group), seats["dora"], seats["emil"], 2)
    page = read(client, users["gus"], f"/rounds/pairs/{seats['dora'].uid}/?with={seats['emil'].uid}")
    assert "In the round" not in page


def test_of_a_member_without_account_nothing_is_known(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    page = read(client, users["dora"], f"/rounds/pairs/{seats['hana'].uid}/")
    assert "Not known: Hana Hill has no account." in page


def test_pairs_that_are_none_are_not_found(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    _other, others = chapter("Ines Ilg", name="Hillside")
    left = seat(group, "Jo Jung", left_on=timezone.localdate())
    client.force_login(users["dora"])
    for uid, asked in (
        (others[0].uid, ""), (seats["emil"].uid, f"?with={others[0].uid}"), (left.uid, ""),
        (seats["emil"].uid, f"?with={left.uid}"), (seats["emil"].uid, "?with=nonsense"),
    ):  # fmt: skip
        assert client.get(f"/rounds/pairs/{uid}/{asked}").status_code == 404
    with_myself = client.get(f"/rounds/pairs/{seats['dora'].uid}/")
    assert with_myself.headers["Location"] == whole(group)


def test_the_table_has_each_pair_once_and_runs_no_formula(client: Client, cast: Cast) -> None:
    group, users, _seats = cast
    seat(group, "=1+1")
    rows = list(csv.reader(io.StringIO(read(client, users["emil"], f"/rounds/met/{group.uid}.csv"))))
    assert rows[0] == ["member", "with", "last_met_on", "how_long_ago"]
    assert len(rows) == 1 + 15
    assert ["Dora Diaz", "Emil Egger", f"{timezone.localdate()}", "within a month"] in rows
    assert ["Dora Diaz", "Gus Green", "", "never met"] in rows
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_a_program_reads_the_pairs_and_ones_own_row(client: Client, cast: Cast) -> None:
    group, users, seats = cast
    path = f"/api/v1/groups/{group.uid}/met"
    told = client.get(path, headers=bearer(users["dora"])).json()
    assert (told["pairs"], told["in_a_year"], told["never"], told["without_account"]) == (6, 1, 4, 1)
    assert {pair["band"] for pair in told["met"]} == {"month", "longer"}
    assert (told["no_referral"], told["no_one_to_one"]) == (
        [str(seats["emil"].uid), str(seats["fay"].uid)], [str(seats["gus"].uid)],
    )  # fmt: skip
    theirs = client.get(path, headers=bearer(users["emil"])).json()
    assert theirs["met"] == told["met"]
    assert theirs["no_one_to_one"] == []
    assert client.get(path, headers=bearer(users["emil"], "people:read")).status_code == 403


def test_the_command_tells_the_same(cast: Cast) -> None:
    _group, users, _seats = cast
    out = io.StringIO()
    call_command("group", "met", "River", user=users["dora"].email, stdout=out)
    assert "1 of 6 pairs met in the last year" in out.getvalue()
    assert "A referral, no 1-2-1 yet: Gus Green" in out.getvalue()
    out = io.StringIO()
    call_command("group", "met", "River", user=users["emil"].email, json=True, stdout=out)
    assert json.loads(out.getvalue())["never"] == 4
    with pytest.raises(CommandError):
        call_command("group", "met", "Hillside", user=users["dora"].email)


def test_the_command_names_fields_in_words() -> None:
    told = {"group": {"name": "Riverside"}, "in_a_year": 0, "pairs": 35, "never": 28, "newest": None, "members": [],
            "without_account": 0, "no_referral": [], "no_one_to_one": [],
            "widest_gap": {"met": 7, "of": 35, "first": "home-trades", "second": "marketing-media"}}  # fmt: skip
    lines: list[str] = []
    GroupMet().show(told, lines.append)
    assert lines[-1] == "  the widest gap: 7 of 35 between home trades and marketing & media"


def test_one_member_alone_is_told_that_it_takes_two(client: Client) -> None:
    (dora,) = strangers("Dora Diaz")
    group, _seats = chapter(dora, "Hana Hill")
    assert "It takes two" in read(client, dora, whole(group))
    assert "Who has met whom" not in read(client, dora, f"/groups/{group.uid}/")


def test_more_members_than_fit_have_their_picture_on_its_own_page(client: Client) -> None:
    users = strangers("Dora Diaz", "Emil Egger")
    group, _seats = chapter(*users, *(f"Number{number} Nobody" for number in range(60)))
    page = read(client, users[0], f"/groups/{group.uid}/")
    assert '<svg class="matrix' not in page
    assert whole(group) in page
    assert '<svg class="matrix' in read(client, users[0], whole(group))
