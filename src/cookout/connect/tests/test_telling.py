"""Who is told what: those whom it concerns, and of it what they may read."""

import json
from typing import Any

import pytest

from cookout.connect.models import CHOSEN, Event, Webhook, WebhookDelivery
from cookout.connect.receivers import tell_of_step
from cookout.connect.testing import Receiver
from cookout.core import exports, privacy
from cookout.core.models import Act, User
from cookout.core.testing import query_count
from cookout.core.work import work_once
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Channel, Prospect, Referral, State, Update
from cookout.referrals.signals import moved
from cookout.referrals.testing import passed, received
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db

URL = "https://example.org/hook"


def told(user: User) -> list[dict[str, Any]]:
    """What waits for this user's programs."""
    rows = WebhookDelivery.objects.filter(webhook__owner=user).order_by("pk")
    return [json.loads(row.body) for row in rows]


@pytest.fixture
def hooks(ada: User, ben: User, cleo: User) -> dict[User, Webhook]:
    """Everybody has a program that wants to know everything; Ada and Ben share a group, and so does Cleo."""
    fellows(ada, ben)
    fellows(ada, cleo)
    return {user: Webhook.make(by=user, name="Ledger", url=URL, events=CHOSEN) for user in (ada, ben, cleo)}


def last_act(user: User) -> Act:
    return Act.objects.visible_to(user).latest("pk")


@pytest.mark.usefixtures("hooks")
def test_both_are_told_each_from_their_side_and_nobody_else(ada: User, ben: User, cleo: User) -> None:
    one = passed(ada, ben)
    one.accept(by=ben)
    for user, role in ((ada, "referrer"), (ben, "provider")):
        first, second = told(user)
        assert [first["event"], second["event"]] == ["referral.passed", "referral.moved"]
        assert first["referral"]["my_role"] == role
        assert first["referral"]["prospect"] == "Hector Delgado"
        assert (second["step"]["was"], second["step"]["state"], second["referral"]["number"]) == (
            "given",
            "accepted",
            2,
        )
        assert first["id"] != second["id"]
    assert not told(cleo)


@pytest.mark.usefixtures("hooks")
def test_once_and_twice_is_one_event(ada: User, ben: User) -> None:
    one = passed(ada, ben)
    one.accept(by=ben)
    one.accept(by=ben)
    assert [event["event"] for event in told(ada)] == ["referral.passed", "referral.moved"]


@pytest.mark.usefixtures("hooks")
def test_a_name_is_told_to_nobody_not_even_when_it_is_taken_back(ada: User, ben: User) -> None:
    one = passed(ada, ben, may_contact=None)
    assert not told(ada) + told(ben)
    one.withdraw(by=ada)
    assert not told(ben)
    assert not Referral.objects.visible_to(ben)


@pytest.mark.usefixtures("hooks")
@pytest.mark.parametrize(
    ("may", "reads"),
    [
        ({"may_tell": True}, True),
        ({"may_tell": False}, False),
        ({}, False),
        ({"may_tell": True, "is_confidential": True}, False),
    ],
)
def test_notes_are_told_to_the_referrer_only_with_consent(
    ada: User, ben: User, may: dict[str, bool], reads: bool
) -> None:
    one = passed(ada, ben, **may)
    one.accept(by=ben)
    one.change(by=ben, next_step="Quillfeather offer")
    one.move(by=ben, state=State.TRIED, note="Quillfeather was out")
    assert ("Quillfeather" in json.dumps(told(ada))) is reads
    assert "Quillfeather was out" in json.dumps(told(ben))
    assert told(ada)[-1]["referral"]["state"] == "tried", "she always reads where it stands"


def test_consent_that_ends_while_a_receiver_is_down_ends_there_too(ada: User, ben: User, there: Receiver) -> None:
    fellows(ada, ben)
    Webhook.make(by=ada, name="Ledger", url=there.url, events=CHOSEN)
    one = passed(ada, ben, may_tell=True)
    one.accept(by=ben)
    one.move(by=ben, state=State.REACHED, note="Quillfeather")
    assert "Quillfeather" in json.dumps(told(ada))
    one.change(by=ben, may_tell=False)
    for _turn in range(3):
        work_once()
    assert there.events() == ["referral.passed", "referral.moved", "referral.moved"]
    assert "Quillfeather" not in str(there.got)
    assert "Quillfeather" not in json.dumps(told(ada))


def test_what_can_no_longer_be_seen_is_not_sent(ada: User, ben: User, there: Receiver) -> None:
    fellows(ada, ben)
    Webhook.make(by=ben, name="Ledger", url=there.url, events=CHOSEN)
    one = passed(ada, ben)
    Referral.objects.filter(pk=one.pk).update(may_contact=None, state=State.NAME)
    work_once()
    assert not there.got
    assert "you cannot see this referral any more" in WebhookDelivery.objects.get().words
    assert told(ben) == [{}]


@pytest.mark.usefixtures("hooks")
def test_of_one_that_she_disowned_she_is_told_nothing_more(ada: User, ben: User) -> None:
    one = received(ben, ada.person)
    one.disown(by=ada)
    many = len(told(ada))
    one.move(by=ben, state=State.REACHED)
    assert (len(told(ada)), told(ben)[-1]["step"]["state"]) == (many, "reached")


@pytest.mark.usefixtures("hooks")
def test_without_a_second_account_the_one_is_told(ada: User) -> None:
    received(ada, keep(ada, "Odile Bakker"))
    one = Referral.give(by=ada, to=keep(ada, "Rui Sousa"), prospect=Prospect("Ines"), may_contact=True)
    one.accept(by=ada, note="Quillfeather")
    assert [event["event"] for event in told(ada)] == [
        "referral.passed", "referral.moved", "referral.passed", "referral.moved"]  # fmt: skip
    assert told(ada)[-1]["step"]["note"] == "Quillfeather", "who keeps the record reads it"


@pytest.mark.usefixtures("hooks")
def test_what_was_not_chosen_is_not_told(ada: User, ben: User, hooks: dict[User, Webhook]) -> None:
    hooks[ada].change(by=ada, events=[Event.MOVED])
    passed(ada, ben).accept(by=ben)
    assert [event["event"] for event in told(ada)] == ["referral.moved"]


@pytest.mark.usefixtures("hooks")
def test_undone_before_it_left_it_never_leaves(ada: User, ben: User) -> None:
    one = passed(ada, ben)
    act = one.accept(by=ben)
    act.undo(by=ben)
    assert [event["event"] for event in told(ada)] == ["referral.passed"]
    assert [event["event"] for event in told(ben)] == ["referral.passed"]


def test_undone_after_it_left_its_undoing_is_told(ada: User, ben: User, there: Receiver) -> None:
    fellows(ada, ben)
    Webhook.make(by=ada, name="Ledger", url=there.url, events=CHOSEN)
    one = passed(ada, ben)
    act = one.accept(by=ben)
    work_once()
    work_once()
    accepted = json.loads(there.got[-1][1])["id"]
    act.undo(by=ben)
    act.undo(by=ben)
    work_once()
    assert there.events() == ["referral.passed", "referral.moved", "referral.undone"]
    said = json.loads(there.got[-1][1])
    assert (said["undoes"], said["referral"]) == ([accepted], {"uid": str(one.uid), "state": "given"})


def test_undone_as_a_whole_the_other_learns_that_it_is_gone_and_no_more(ada: User, ben: User, there: Receiver) -> None:
    fellows(ada, ben)
    Webhook.make(by=ben, name="Ledger", url=there.url, events=CHOSEN)
    one = passed(ada, ben)
    work_once()
    last_act(ada).undo(by=ada)
    work_once()
    said = json.loads(there.got[-1][1])
    assert (said["event"], said["referral"]) == ("referral.undone", {"uid": str(one.uid), "state": None})
    assert "Hector" not in there.got[-1][1].decode() + json.dumps(told(ben))


@pytest.mark.usefixtures("hooks")
def test_what_fails_takes_its_events_with_it(ada: User, ben: User) -> None:
    one = passed(ada, ben)
    many = len(told(ada))

    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    moved.connect(fail, weak=False, dispatch_uid="test.fail")
    try:
        with pytest.raises(RuntimeError):
            one.accept(by=ben)
    finally:
        moved.disconnect(dispatch_uid="test.fail")
    assert (len(told(ada)), Referral.objects.get().state) == (many, State.GIVEN)


@pytest.mark.usefixtures("hooks")
def test_who_is_erased_is_named_in_no_delivery(ada: User, ben: User) -> None:
    passed(ada, ben).accept(by=ben)
    assert "Ben Brandt" in json.dumps(told(ada))
    privacy.erase(ben)
    assert not told(ada)
    assert not Webhook.objects.filter(owner=ben.pk)


def test_without_webhooks_a_step_costs_one_query_more(ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = passed(ada, ben)
    with query_count() as with_us:
        tell_of_step(sender=Referral, referral=one, by=ada, step=one.last_step())
    assert with_us[0] <= 2


def test_one_takes_them_along(ada: User, hooks: dict[User, Webhook]) -> None:
    rows = list(exports._rows["webhooks"](ada))
    assert [row["uid"] for row in rows] == [hooks[ada].uid]
    assert "secret" not in rows[0]


@pytest.mark.usefixtures("hooks")
def test_news_is_told_in_the_words_in_which_it_was_told(ada: User, ben: User) -> None:
    one = passed(ada, ben)
    one.accept(by=ben)
    Update.tell(referral=one, by=ben, text="Hector smiled", channel=Channel.HERE, up_to=one.steps_many)
    for user in (ada, ben):
        said = told(user)[-1]
        assert (said["event"], said["update"]["text"], said["update"]["channel"]) == (
            "referral.told", "Hector smiled", "here")  # fmt: skip
