"""The pages of rounds: each works, a stranger finds nothing, members see no draft, bad input gets a sentence."""

import datetime as dt

import pytest
from django.test import Client

from cookout.core.asked import asked_once
from cookout.core.models import User
from cookout.core.testing import no_writes, query_count
from cookout.groups.models import Group, Membership, Office
from cookout.groups.models.roster import leaves_in, members_ever
from cookout.rounds.forms.rounds import RoundForm
from cookout.rounds.models import Round
from cookout.rounds.models.who_meets import short_names
from cookout.rounds.panels.who_meets import who_meets
from cookout.rounds.testing import announced, chapter, made_round, monday, paired

TERMS = {"weeks": 4, "most": 4, "hat": 1, "months_apart": 3}


@pytest.fixture
def led(ada: User, ben: User) -> tuple[Group, list[Membership]]:
    """Ben presides over a chapter of nine; Ada hosts the house and sits elsewhere."""
    group, seats = chapter(ben, *(f"Nora {letter}" for letter in "ABCDEFGH"))
    seats[0].appoint(Office.Role.PRESIDENT, by=ada)
    return group, seats


def test_a_leader_plans_looks_and_announces(client: Client, ben: User, led: tuple[Group, list[Membership]]) -> None:
    client.force_login(ben)
    group = led[0]
    here = f"/rounds/of/{group.uid}/new/"
    assert b"Plan it" in client.get(here).content
    answer = client.post(here, {**TERMS, "starts_on": monday().isoformat()}, follow=True)
    made = Round.objects.get()
    assert answer.redirect_chain[-1][0] == made.get_absolute_url()
    text = answer.content.decode()
    assert "those who lead see it, nobody else" in text
    assert "No plan is worth more: that is proved." in text
    assert "Never met" in text
    answer = client.post(f"/rounds/{made.uid}/announcement/", follow=True)
    assert "The members see it from now on" in answer.content.decode()
    assert "Nora A" in client.get(group.get_absolute_url()).content.decode()


def test_the_form_says_which_weeks_it_proposes_and_that_many_are_away_at_christmas() -> None:
    christmas = {"starts_on": dt.date(2026, 12, 21), "weeks": 4}
    form = RoundForm(initial=christmas)
    assert form.fields["starts_on"].help_text == "Any day of it. Proposed: Dec 21 to Jan 17."
    assert form.holidays == "The weeks of Dec 21 and Dec 28 are holidays for many."
    assert RoundForm(initial={**christmas, "weeks": 1}).holidays == "The week of Dec 21 is a holiday for many."
    february = {**TERMS, "starts_on": "2027-02-03"}
    assert RoundForm(february, initial=christmas).holidays == ""
    assert [field.name for field in form.more] == ["seed"]
    assert (form.opens_more, RoundForm({**february, "seed": 0}, initial=christmas).opens_more) == (False, True)


def test_looking_at_what_stands_in_the_way_makes_nothing(
    client: Client, ben: User, led: tuple[Group, list[Membership]]
) -> None:
    client.force_login(ben)
    with no_writes():
        answer = client.post(f"/rounds/of/{led[0].uid}/new/", {**TERMS, "starts_on": monday().isoformat(), "look": "1"})
    assert "an odd number can meet" in answer.content.decode()
    assert not Round.objects.exists()


def test_looking_says_that_a_round_has_these_weeks(
    client: Client, ben: User, led: tuple[Group, list[Membership]]
) -> None:
    group, seats = led
    announced(group, [(seats[0], seats[1], 1)])
    client.force_login(ben)
    answer = client.post(f"/rounds/of/{group.uid}/new/", {**TERMS, "starts_on": monday(2).isoformat(), "look": "1"})
    assert answer.status_code == 422
    assert "Riverside has a round from" in answer.content.decode()


def test_first_names_do_where_one_alone_has_it_and_an_erased_member_has_none(
    led: tuple[Group, list[Membership]],
) -> None:
    group, seats = led
    Membership.objects.filter(pk=seats[1].pk).update(name="Dora Vale")
    Membership.objects.filter(pk=seats[2].pk).update(name="")
    told = short_names(list(group.memberships.order_by("pk")))
    assert told[seats[0].pk] == "Ben"
    assert told[seats[1].pk] == "Dora"
    assert told[seats[2].pk] == "A former member"
    assert told[seats[3].pk] == "Nora C"


def test_the_week_is_chosen_by_itself_or_by_its_number(
    client: Client, ben: User, led: tuple[Group, list[Membership]]
) -> None:
    group, seats = led
    pairs = [(seats[1], seats[2], 1), (seats[3], seats[4], 2), (seats[5], seats[6], 3)]
    announced(group, pairs, starts_on=monday(-1), weeks=3)
    client.force_login(ben)
    here = group.get_absolute_url()
    second = "Nora C &amp; Nora D"
    told = {"": second, "?week=1": "Nora A &amp; Nora B", "?week=3": "Nora E &amp; Nora F", "?week=9": second}
    for asked, names in {**told, "?week=x": second}.items():
        assert names in client.get(here + asked).content.decode(), asked


def test_members_see_no_draft_and_no_button(
    client: Client, ben: User, cleo: User, led: tuple[Group, list[Membership]]
) -> None:
    group, seats = led
    made = made_round(group)
    paired(made, seats[1], seats[2])
    group.admit(by=ben, name=cleo.name, user=cleo)
    client.force_login(cleo)
    assert "Who meets whom" not in client.get(group.get_absolute_url()).content.decode()
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(f"/rounds/of/{group.uid}/new/").status_code == 404
    assert client.post(f"/rounds/of/{group.uid}/new/", TERMS).status_code == 404
    assert "draft" not in client.get(f"/rounds/of/{group.uid}/").content.decode()
    client.force_login(ben)
    text = client.get(group.get_absolute_url()).content.decode()
    assert "Look at the draft of" in text


def test_the_panel_asks_two_questions_however_many_pairs(ben: User, led: tuple[Group, list[Membership]]) -> None:
    group, seats = led
    announced(group, [(seats[at], seats[at + week], week) for week in (1, 2) for at in (0, 3, 6)])
    with asked_once():
        members_ever(group)
        leaves_in(group)
        group.is_led_by(ben)
        group.is_visible_to(ben)
        with query_count() as counted:
            panel = who_meets(ben, group)
            assert panel is not None
            assert [len(week.pairs) for week in panel.data["shown"].weeks] == [3, 3, 0, 0]
    assert counted == [2]
