"""No sequence of acts loses what a referrer is owed, nor counts an amount twice: against a ledger kept beside it.

The ledger knows no column of a referral: it is the list of what happened, played through from the start each time.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.one_to_ones.testing import fellows
from cookout.referrals import rules
from cookout.referrals.models import Channel, ClosedBusiness, Prospect, Referral, State, Update
from cookout.referrals.models.money import brought_by
from cookout.ties.testing import keep

pytestmark = pytest.mark.django_db(transaction=True)

BEGAN = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)


@dataclass
class Event:
    """One thing that happened to a referral."""

    kind: str
    at: dt.datetime
    act: uuid.UUID | None = None
    state: str = ""
    by_referrer: bool = False
    up_to: int = 0
    uid: uuid.UUID | None = None


@dataclass
class Ledger:
    """What happened to one referral, in order."""

    began: dt.datetime
    events: list[Event] = field(default_factory=list)

    def owes(self, now: dt.datetime) -> bool:
        """Play it through: what changed that she has not heard, and since when nobody told her anything."""
        state, changes, heard, told_at, days = State.NAME.value, 0, 0, self.began, rules.NEWS_DAYS
        for event in self.events:
            if event.kind == "days":
                days = event.up_to
            elif event.kind == "told":
                heard, told_at = max(heard, event.up_to), event.at
            elif event.state != state:
                knows = event.by_referrer and heard == changes
                state, changes = event.state, changes + 1
                heard, told_at = (changes, event.at) if knows else (heard, told_at)
        is_silent = state in rules.OPEN and now >= told_at + dt.timedelta(days=days)
        return state != State.NAME and (heard < changes or is_silent)

    def without(self, *, act: uuid.UUID | None = None, uid: uuid.UUID | None = None) -> None:
        """Something was taken back, or a letter came back."""
        self.events = [
            one for one in self.events if (act is None or one.act != act) and (uid is None or one.uid != uid)
        ]


class Debts(RuleBasedStateMachine):
    """A provider, a fellow member and a client without account, and whatever they may do."""

    referrals: Any = Bundle("referrals")
    updates: Any = Bundle("updates")
    sales: Any = Bundle("sales")

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(BEGAN, tick=False)
        self.now = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.ada, self.ben = make_user("Ada Adeyemi"), make_user("Ben Brandt")
        fellows(self.ada, self.ben)
        self.odile = keep(self.ada, "Odile Bakker", email="odile@example.org")
        self.ledgers: dict[int, Ledger] = {}
        self.acts: list[tuple[int, Act]] = []
        self.sold: dict[uuid.UUID, tuple[int, int]] = {}
        self.many = 0

    def teardown(self) -> None:
        """As if nothing had been."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()

    @rule(days=st.sampled_from([0.01, 1, 2.5, 4, 8, 31]))
    def time_passes(self, days: float) -> None:
        """Nothing happens."""
        self.now.shift(dt.timedelta(days=days))

    @rule(target=referrals, whose=st.sampled_from(["odile", "ben"]), agreed=st.sampled_from([True, True, None]))
    def note_one(self, whose: str, agreed: bool | None) -> int:
        """The provider was given one."""
        referrer = self.odile if whose == "odile" else self.ben.person
        return self._begun(
            Referral.receive(by=self.ada, referrer=referrer, prospect=self._prospect(), may_contact=agreed)
        )

    @rule(target=referrals, agreed=st.sampled_from([True, True, None]))
    def pass_one(self, agreed: bool | None) -> int:
        """A member gives one."""
        one = Referral.give(by=self.ben, to=self.ada.person, prospect=self._prospect(), may_contact=agreed)
        return self._begun(one)

    @rule(pk=referrals)
    def agree(self, pk: int) -> None:
        """The prospect does not mind a call."""
        one = Referral.objects.get(pk=pk)
        self._tried(one, one.made_by, "agree")  # type: ignore[arg-type]  # nobody left

    @rule(pk=referrals, who=st.sampled_from(["ada", "ada", "ada", "ben"]), verb=st.sampled_from(["accept", "withdraw"]))
    def answer(self, pk: int, who: str, verb: str) -> None:
        """Taken on, or taken back."""
        self._tried(Referral.objects.get(pk=pk), getattr(self, who), verb)

    @rule(pk=referrals)
    def decline(self, pk: int) -> None:
        """Said no to."""
        self._tried(Referral.objects.get(pk=pk), self.ada, "decline", reason="No room this month")

    @rule(pk=referrals, who=st.sampled_from(["ada", "ada", "ada", "ben"]), state=st.sampled_from(sorted(State.values)))
    def move(self, pk: int, who: str, state: str) -> None:
        """On it goes, or not."""
        self._tried(Referral.objects.get(pk=pk), getattr(self, who), "move", state=state, note="again")

    @rule(pk=referrals, state=st.sampled_from(sorted(State.values)))
    def correct(self, pk: int, state: str) -> None:
        """That was wrong."""
        self._tried(Referral.objects.get(pk=pk), self.ada, "correct", state=state)

    @rule(pk=referrals, days=st.sampled_from([3, 7, 30]))
    def promise_news(self, pk: int, days: int) -> None:
        """News more or less often."""
        self._tried(Referral.objects.get(pk=pk), self.ada, "change", update_days=days)

    @rule(target=updates, pk=referrals, back=st.sampled_from([0, 0, 1, 2]), channel=st.sampled_from(Channel.values))
    def tell(self, pk: int, back: int, channel: str) -> tuple[int, uuid.UUID]:
        """She is told, perhaps not the very latest."""
        one = Referral.objects.get(pk=pk)
        up_to, uid = max(0, one.steps_many - back), uuid.uuid4()
        before = set(Act.objects.values_list("pk", flat=True))
        try:
            with transaction.atomic():
                Update.tell(referral=one, by=self.ada, text="He is well", channel=channel, up_to=up_to, uid=uid)
        except Refusal:
            return pk, uid
        act = Act.objects.exclude(pk__in=before).get()
        self.acts.append((pk, act))
        self.ledgers[pk].events.append(Event("told", timezone.now(), act.uid, up_to=up_to, uid=uid))
        return pk, uid

    @rule(told=updates)
    def tell_once_more(self, told: tuple[int, uuid.UUID]) -> None:
        """The same news arrives twice."""
        pk, uid = told
        if Update.objects.filter(uid=uid, deleted_at=None).exists():
            Update.tell(
                referral=Referral.objects.get(pk=pk), by=self.ada, text="Again", channel="copy", up_to=99, uid=uid
            )

    @rule(told=updates)
    def comes_back(self, told: tuple[int, uuid.UUID]) -> None:
        """The mail could not be delivered."""
        pk, uid = told
        update = Update.objects.filter(uid=uid, deleted_at=None, channel=Channel.MAIL).first()
        if update is not None:
            update.come_back()
            self.ledgers[pk].without(uid=uid)

    @rule(back=st.integers(0, 3))
    def undo(self, back: int) -> None:
        """Take something back, if nothing was done with it since."""
        if back >= len(self.acts):
            return
        pk, act = self.acts[-1 - back]
        act.refresh_from_db()
        was = act.undone_at
        try:
            with transaction.atomic():
                act.undo(by=act.by)
        except Refusal:
            return
        if was is None:
            self.ledgers[pk].without(act=act.uid)
            self.sold = {uid: sale for uid, sale in self.sold.items() if uid in _standing()}

    @rule(target=sales, pk=referrals, amount=st.integers(1, 10**7))
    def sell(self, pk: int, amount: int) -> uuid.UUID:
        """Business comes of it."""
        uid = uuid.uuid4()
        before = set(Act.objects.values_list("pk", flat=True))
        try:
            with transaction.atomic():
                ClosedBusiness.close(
                    referral=Referral.objects.get(pk=pk), by=self.ada, amount=amount, currency="USD", uid=uid
                )
        except Refusal:
            return uid
        self.acts.append((pk, Act.objects.exclude(pk__in=before).get()))
        self.sold[uid] = (pk, amount)
        return uid

    @rule(uid=sales)
    def sell_twice(self, uid: uuid.UUID) -> None:
        """The same business is sent twice."""
        if uid in self.sold:
            pk, amount = self.sold[uid]
            ClosedBusiness.close(
                referral=Referral.objects.get(pk=pk), by=self.ada, amount=amount, currency="USD", uid=uid
            )

    @rule(uid=sales)
    def unsell(self, uid: uuid.UUID) -> None:
        """It was no business."""
        if uid in self.sold:
            pk, _amount = self.sold.pop(uid)
            self.acts.append((pk, ClosedBusiness.objects.get(uid=uid).remove(by=self.ada)))

    @invariant()
    def nothing_owed_is_lost(self) -> None:
        """Each owes exactly what the ledger says, row by row and as a set."""
        now = timezone.now()
        owed = {pk for pk, ledger in self.ledgers.items() if ledger.owes(now)}
        assert {one.pk for one in Referral.objects.all() if one.is_owing} == owed
        assert set(Referral.objects.owed_by(self.ada).values_list("pk", flat=True)) == owed
        for one in Referral.objects.all():
            assert one.news_due_at == one.next_news()

    @invariant()
    def nothing_is_counted_twice(self) -> None:
        """All that the referrers brought, theirs and their trees', is what was sold."""
        self.sold = {uid: sale for uid, sale in self.sold.items() if uid in _standing()}
        assert _standing() == set(self.sold)
        own = sum(paid.amount for whom in (self.odile, self.ben.person) for paid in brought_by(self.ada, whom).own)
        assert own == sum(amount for _pk, amount in self.sold.values())

    def _prospect(self) -> Prospect:
        self.many += 1
        return Prospect(f"Person {self.many}")

    def _begun(self, one: Referral) -> int:
        ledger = self.ledgers[one.pk] = Ledger(timezone.now())
        for step in one.steps.all():
            by_referrer = step.party.role == "referrer"
            ledger.events.append(Event("moved", timezone.now(), state=step.state, by_referrer=by_referrer))
        return one.pk

    def _tried(self, one: Referral, by: User, verb: str, **how: Any) -> None:
        """Do it; where it is refused, nothing has changed."""
        steps, days = set(one.steps.values_list("pk", flat=True)), one.update_days
        try:
            with transaction.atomic():
                act: Act = getattr(one, verb)(by=by, **how)
        except (Refusal, StopIteration):
            return
        self.acts.append((one.pk, act))
        if how.get("update_days", days) != days:  # said once more, it changes nothing and leaves nothing to take back
            self.ledgers[one.pk].events.append(Event("days", timezone.now(), act.uid, up_to=how["update_days"]))
        for step in one.steps.exclude(pk__in=steps):
            by_referrer = step.party.role == "referrer"
            event = Event("moved", timezone.now(), act.uid, state=step.state, by_referrer=by_referrer)
            self.ledgers[one.pk].events.append(event)


def _standing() -> set[uuid.UUID]:
    """The business that is there."""
    return set(ClosedBusiness.objects.filter(deleted_at=None).values_list("uid", flat=True))


def run(examples: int, steps: int) -> None:
    """So many lives of so many acts."""
    quiet = list(HealthCheck)
    run_state_machine_as_test(
        Debts,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet),
    )  # type: ignore[no-untyped-call]  # hypothesis does not say


def test_no_short_sequence_loses_a_debt_or_counts_an_amount_twice() -> None:
    run(examples=10, steps=15)


@pytest.mark.proof
def test_no_sequence_loses_a_debt_or_counts_an_amount_twice() -> None:
    run(examples=80, steps=30)
