"""Fit, teaching, what was lent and what it tells: for the provider alone, and only facts."""

import pytest
from django.test import Client
from django.urls import reverse

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.testing import bearer
from cookout.one_to_ones.testing import fellows
from cookout.people.models import ProfileEntry
from cookout.referrals.models import Handoff, Prospect, Referral, Teaching
from cookout.referrals.models.fit import fit_of, rate_fit
from cookout.referrals.models.stake import stake_of, tells_of
from cookout.referrals.models.teaching import good_referral, lesson, teaching_draft
from cookout.referrals.testing import passed, received
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import ago, keep, tie

pytestmark = pytest.mark.django_db


def offers(user: User, text: str = "Life cover for young parents", prompt: str = "skills.help") -> ProfileEntry:
    return ProfileEntry.tell(by=user, text=text, prompt=prompt)


def facts(one: Referral, user: User) -> dict[str, tuple[bool, str]]:
    return {tell.key: (tell.is_yes, tell.fact) for tell in tells_of(one, user)}


# The fit


def test_the_provider_rates_the_fit_once_and_once_more_and_takes_it_back(ada: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    rate_fit(one, by=ada, fit=2, reason=" wants   motor cover ")
    first = one.side(ada)
    assert first is not None
    assert (first.fit, first.fit_reason, first.fit_at is None) == (2, "wants motor cover", False)
    rate_fit(one, by=ada, fit=2, reason="wants motor cover")
    again = one.side(ada)
    assert again is not None
    assert again.fit_at == first.fit_at
    rate_fit(one, by=ada, fit=5).undo(by=ada)
    assert fit_of(one, ada).value == 2
    rate_fit(one, by=ada, fit=None)
    assert (fit_of(one, ada).value, fit_of(one, ada).reason) == (None, "")


@pytest.mark.parametrize("wrong", [0, 6, True])
def test_a_fit_is_one_to_five(ada: User, wrong: int) -> None:
    with pytest.raises(Refusal):
        rate_fit(received(ada, keep(ada, "Odile Bakker")), by=ada, fit=wrong)


def test_the_referrer_neither_rates_nor_reads_the_fit(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ben, ada, closeness=4)
    rate_fit(one, by=ada, fit=1, reason="not my trade at all")
    with pytest.raises(Refusal):
        rate_fit(one, by=ben, fit=5)
    client.force_login(ben)
    page = client.get(one.get_absolute_url()).content.decode()
    for secret in ("not my trade at all", "How well did it fit", "lent you", "What this tells you"):
        assert secret not in page
    assert client.post(reverse("referrals:fit_update", args=[one.uid]), {"fit": "5"}).status_code == 409
    assert client.get(f"/api/v1/referrals/{one.uid}/fit", headers=bearer(ben, "referrals:read")).status_code == 404
    assert fit_of(one, ben).value is None


@pytest.mark.parametrize(
    ("fit", "reason", "teaches"),
    [(1, "", True), (2, "", True), (3, "", False), (3, "half of it", True), (4, "x", False)],
)
def test_a_low_fit_calls_for_teaching(ada: User, fit: int, reason: str, teaches: bool) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    rate_fit(one, by=ada, fit=fit, reason=reason)
    assert fit_of(one, ada).calls_for_teaching is teaches


def test_the_page_rates_and_then_shows_what_to_teach(client: Client, ada: User) -> None:
    offers(ada)
    ProfileEntry.tell(by=ada, text="Couples who expect a child", prompt="good_referral.type", audience="link")
    ProfileEntry.tell(by=ada, text="Only for me to know", prompt="good_referral.place", audience="me")
    one = received(ada, keep(ada, "Odile Bakker"))
    client.force_login(ada)
    path = reverse("referrals:fit_update", args=[one.uid])
    assert client.get(path).status_code == 405
    assert client.post(path, {"fit": "9"}).status_code == 422
    assert "What Odile could know" not in client.get(one.get_absolute_url()).content.decode()
    assert client.post(path, {"fit": "2", "reason": "wants motor cover"}).status_code == 302
    page = client.get(one.get_absolute_url()).content.decode()
    for shown in ("What Odile could know", "Couples who expect a child", "Life cover for young parents", "motor cover"):
        assert shown in page
    assert "Only for me to know" not in page


def test_a_stranger_finds_no_fit_to_rate(client: Client, ada: User, cleo: User) -> None:
    one = received(ada, keep(ada, "Odile Bakker"))
    client.force_login(cleo)
    assert client.post(reverse("referrals:fit_update", args=[one.uid]), {"fit": "1"}).status_code == 404


# Teaching


def test_what_was_told_is_noted_once_and_stands_no_longer_among_what_is_unknown(ada: User, ben: User) -> None:
    entry, free = offers(ada), ProfileEntry.tell(by=ada, text="Speaks Dutch", facet="skills")
    offers(ada, "Couples", "customers.ideal")
    odile = tie(ada)
    assert lesson(ada, odile).unknown == (entry, free)
    made = Teaching.teach(by=ada, tie=odile, entry=entry)
    assert Teaching.teach(by=ada, tie=odile, entry=entry) == made
    assert Teaching.teach(by=ada, tie=odile, text="else", uid=made.uid) == made
    assert (made.text, made.on) == (entry.text, local_today(ada))
    assert lesson(ada, odile).unknown == (free,)
    assert not Teaching.objects.visible_to(ben)
    assert made.act is not None
    made.act.undo(by=ada)
    assert lesson(ada, odile).unknown == (entry, free)


def test_teaching_may_be_the_first_thing_between_two(ada: User) -> None:
    made = Teaching.teach(by=ada, tie=Tie.objects.between(ada, keep(ada, "Rui Sousa")), text="life cover")
    assert made.tie.pk is not None


def test_nothing_that_is_not_mine_is_taught(ada: User, ben: User) -> None:
    odile = tie(ada)
    theirs = received(ben, keep(ben, "Rui Sousa"))
    wrong = [
        {"entry": offers(ben)},
        {"text": " "},
        {"text": "x", "referral": theirs},
        {"text": "x", "on": ago(ada, -1)},
    ]
    for said in wrong:
        with pytest.raises(Refusal):
            Teaching.teach(by=ada, tie=odile, **said)  # type: ignore[arg-type]  # several kinds of wrong
    assert not Teaching.objects.exists()


def test_words_to_send_name_whom_one_can_help_and_blame_nobody(ada: User) -> None:
    assert "Odile, thank you for thinking of me." in teaching_draft(ada, "Odile", low_fit=True)
    assert not good_referral(ada)
    ProfileEntry.tell(by=ada, text="Couples who expect a child.", prompt="good_referral.type", audience="link")
    ProfileEntry.tell(by=ada, text="We need a bigger place", prompt="good_referral.words", audience="link")
    said = teaching_draft(ada, "Odile", low_fit=True)
    assert (
        "The people I can help best: Couples who expect a child. You will hear them say “We need a bigger place”."
        in said
    )


def test_the_page_of_a_client_shows_what_else_i_do_and_of_others_not(client: Client, ada: User) -> None:
    entry, odile = offers(ada), tie(ada)
    client.force_login(ada)
    page = odile.person.get_absolute_url()
    assert entry.text not in client.get(page).content.decode()
    odile.describe(by=ada, client_since=ago(ada, 400))
    assert entry.text in client.get(page).content.decode()
    path = reverse("referrals:teaching_create", args=[odile.person.uid])
    assert client.post(path, {"entry": str(entry.uid)}).status_code == 302
    assert Teaching.objects.get().entry == entry
    assert "has been told all" in client.get(page).content.decode()


def test_the_page_of_teaching_takes_other_words_too_and_says_what_is_missing(
    client: Client, ada: User, cleo: User
) -> None:
    offers(ada)
    odile = tie(ada)
    path = reverse("referrals:teaching_create", args=[odile.person.uid])
    client.force_login(ada)
    assert "Life cover for young parents" in client.get(path).content.decode()
    assert client.post(path, {"text": " "}).status_code == 422
    assert client.post(path, {"text": "x", "on": "2999-01-01"}).status_code == 422
    assert client.post(path, {"entry": str(offers(cleo).uid)}).status_code == 422
    assert client.post(path, {"text": "I also do house cover"}).status_code == 302
    made = Teaching.objects.get()
    assert client.post(reverse("referrals:teaching_remove", args=[made.uid])).status_code == 303
    assert not Teaching.objects.visible_to(ada)
    own = reverse("referrals:teaching_create", args=[ada.person.uid])
    assert client.get(own).status_code == 404
    client.force_login(cleo)
    assert client.get(path).status_code == 404
    assert client.post(reverse("referrals:teaching_remove", args=[made.uid])).status_code == 404


def test_programs_rate_teach_and_take_back(client: Client, ada: User, cleo: User) -> None:
    entry, odile = offers(ada), keep(ada, "Odile Bakker")
    one = received(ada, odile, closeness=4, handoff="together")
    key = bearer(ada, "referrals:read", "referrals:write")
    fit, teachings = f"/api/v1/referrals/{one.uid}/fit", f"/api/v1/people/{odile.uid}/teachings"
    rated = client.put(fit, {"fit": 2, "reason": "motor"}, "application/json", headers=key).json()
    assert (rated["fit"], rated["calls_for_teaching"], rated["stake"]) == (2, True, 5)
    assert client.put(fit, {"fit": 6}, "application/json", headers=key).status_code == 422
    said = {"entry": str(entry.uid), "referral": str(one.uid)}
    made = client.post(teachings, said, "application/json", headers=key).json()
    assert [known["uid"] for known in client.get(teachings, headers=key).json()["known"]] == [made["uid"]]
    stranger = bearer(cleo, "referrals:read", "referrals:write")
    assert client.get(teachings, headers=stranger).status_code == 404
    assert client.delete(f"/api/v1/teachings/{made['uid']}", headers=stranger).status_code == 404
    assert client.delete(f"/api/v1/teachings/{made['uid']}", headers=key).status_code == 200
    assert not Teaching.objects.visible_to(ada)


# What was lent, and what it tells


def test_what_was_lent_has_its_reasons_and_is_not_known_without_closeness(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    lent = stake_of(received(ada, odile, closeness=4, handoff=Handoff.TOGETHER, expects_call=True, temperature=5))
    assert (lent.level, lent.word, lent.bars) == (5, "very high", (True,) * 5)
    assert lent.reasons == (
        "Odile is close to Hector.",
        "Odile made the call together with you.",
        "Hector expects your call.",
    )
    unknown = stake_of(received(ada, odile, "Ines Lund", handoff=Handoff.MAIL))
    assert (unknown.level, unknown.word, any(unknown.bars)) == (None, "not yet known", False)


def test_the_four_answers_are_facts_and_open_ones_come_with_a_question(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    first = received(ada, odile, given_on=ago(ada, 300))
    assert facts(first, ada)["refers"] == (
        True,
        "The first referral from Odile. Nobody asked for it, as far as is noted.",
    )
    second = received(ada, odile, "Ines Lund", was_asked=True, closeness=1, handoff="card")
    told = facts(second, ada)
    since = f"{ago(ada, 300):%B %Y}"
    assert told["refers"] == (True, f"Referral 2 since {since}. You had asked for it.")
    assert facts(first, ada)["refers"][1].startswith("The first referral")
    assert told["understands"][0] is False
    assert told["trusts"] == (False, "Odile knows of Ines. Odile gave Ines your card.")
    assert told["more"] == (False, "No other name so far.")
    rate_fit(second, by=ada, fit=5, reason="New parents.")
    assert facts(second, ada)["understands"] == (True, "You said that it fitted just right (5 of 5). New parents.")
    rate_fit(second, by=ada, fit=2)
    assert facts(second, ada)["understands"][0] is False
    assert [tell.question for tell in tells_of(second, ada)][-1] == "Who else comes to mind?"
    ProfileEntry.tell(by=ada, text="Couples who expect a child.", prompt="good_referral.type")
    assert tells_of(second, ada)[-1].question == "Who else do you know like this: Couples who expect a child?"


def test_who_buys_in_person_trusts_and_a_close_one_too(ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    assert facts(Referral.receive(by=ada, referrer=odile), ada)["trusts"] == (True, "Odile comes to you in person.")
    assert facts(received(ada, odile, closeness=3), ada)["trusts"][0]
    open_one = received(ada, odile, "Noor Haddad")
    assert tells_of(open_one, ada)[2].question == "How do you know Noor?"


def test_between_members_names_and_disowned_ones_do_not_count_as_given(ada: User, ben: User) -> None:
    fellows(ada, ben)
    received(ada, ben.person, "Ines Lund").disown(by=ben)
    passed(ben, ada, "Noor Haddad", may_contact=None)
    one = passed(ben, ada)
    assert facts(one, ada)["refers"][1].startswith("The first referral from Ben.")


def test_the_asides_stand_on_the_page_of_the_provider_and_not_on_a_name(client: Client, ada: User) -> None:
    odile = keep(ada, "Odile Bakker")
    client.force_login(ada)
    page = client.get(received(ada, odile, closeness=4).get_absolute_url()).content.decode()
    assert "What Odile lent you" in page
    assert "What this tells you about Odile" in page
    name = received(ada, odile, "Ines Lund", may_contact=None)
    assert "What Odile lent you" not in client.get(name.get_absolute_url()).content.decode()
    given = Referral.give(by=ada, to=odile, prospect=Prospect("Noor"), may_contact=True)
    assert "lent you" not in client.get(given.get_absolute_url()).content.decode()
