"""No sequence of acts leaves the ledger's sums at odds with its lines, nor its lines at odds with what happened.

Beside it a list is kept of what happened to each referral, played through from the start each time; it knows neither a
column of a referral nor a line of the ledger.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cookout.core.models import Act, User
from cookout.core.privacy import erase
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import Experience, ExperienceLink, LedgerEntry, Prospect, Referral, State
from cookout.referrals.models.ledger import Sums, at_stake, sums_of
from cookout.referrals.models.settling import settle, settle_old

pytestmark = pytest.mark.django_db(transaction=True)

BEGAN = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)
ENDS = {"declined", "withdrawn", "won", "lost", "not_a_fit"}
OPEN = {"given", "accepted", "tried", "reached", "meeting", "proposal"}


@dataclass
class Happened:
    """One thing that happened to a referral."""

    what: str
    act: uuid.UUID | None
    state: str = ""
    is_correction: bool = False
    word: str = ""
    step: int | None = None


@dataclass
class Tale:
    """What happened to one referral, in order."""

    uid: uuid.UUID
    told: list[Happened] = field(default_factory=list)

    def sides(self) -> dict[str, str]:
        """With whom something is lent, and what became of it: "out", "repaid" or "cost"."""
        states = [one for one in self.told if one.what == "moved"]
        if not states or states[-1].state == "name" or any(one.what in ("gone", "disowned") for one in self.told):
            return {}
        if not any(one.state == "given" for one in states):
            return {}
        found = {"provider": self._provider(states), "prospect": self._prospect(states)}
        return {toward: became for toward, became in found.items() if became != "back"}

    def _provider(self, states: list[Happened]) -> str:
        last = states[-1].state
        if last == "not_a_fit":
            return "cost"
        if self._came_to(states, {"meeting", "proposal", "won"}):
            return "repaid"
        spoken = {"reached", "meeting", "proposal", "won"}
        if last == "lost" and self._came_to(states, {"tried"}) and not self._came_to(states, spoken):
            return "cost"
        return "back" if last in ENDS else "out"

    def _prospect(self, states: list[Happened]) -> str:
        standing = {one.step for one in states}
        confidential = [one.word for one in self.told if one.what == "confidential"][-1:] == ["yes"]
        words = [one.word for one in self.told if one.what == "said" and one.step in standing and not confidential]
        if words:
            return "repaid" if words[-1] == "well" else "cost"
        if any(one.what == "peace" for one in self.told):
            return "cost"
        last = states[-1].state
        return "repaid" if last == "won" else "back" if last in ENDS else "out"

    @staticmethod
    def _came_to(states: list[Happened], those: set[str]) -> bool:
        """Whether it was ever there, read backwards: a correction says that the step before it never was."""
        at = len(states) - 1
        while at >= 0:
            one = states[at]
            if one.state in those:
                return True
            at -= 1
            if one.is_correction:
                if one.state in OPEN:
                    return False
                while at >= 0 and states[at].is_correction:
                    at -= 1
                at -= 1  # what it put right
        return False


class Ledgers(RuleBasedStateMachine):
    """A provider, a fellow member who refers, a prospect, and whatever they may do."""

    referrals: Any = Bundle("referrals")

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(BEGAN, tick=False)
        self.now = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.ada, self.ben = make_user("Ada Adeyemi"), make_user("Ben Brandt")
        fellows(self.ada, self.ben)
        self.tales: dict[int, Tale] = {}
        self.acts: list[Act] = []
        self.many = 0
        self.erased: Sums | None = None
        self.seen: dict[int, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        """As if nothing had been."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()

    @rule(days=st.sampled_from([0.01, 1, 8, 31]))
    def time_passes(self, days: float) -> None:
        """Nothing happens."""
        self.now.shift(dt.timedelta(days=days))

    @rule(target=referrals, agreed=st.sampled_from([True, True, None]), mine=st.booleans())
    def begin(self, agreed: bool | None, mine: bool) -> int:
        """One member gives it, or the other notes that it was given; perhaps a mere name."""
        self.many += 1
        values: Any = {"prospect": Prospect(f"Person {self.many}"), "may_contact": agreed, "uid": uuid.uuid4()}
        if self.erased is not None:
            return 0
        if mine:
            one = Referral.receive(by=self.ada, referrer=self.ben.person, **values)
        else:
            one = Referral.give(by=self.ben, to=self.ada.person, **values)
        act = Act.objects.filter(by=one.made_by).latest("pk")
        self.acts.append(act)
        tale = self.tales[one.pk] = Tale(one.uid)
        tale.told += [Happened("moved", act.uid, state=step.state, step=step.pk) for step in one.steps.order_by("pk")]
        return one.pk

    @rule(pk=referrals, who=st.sampled_from(["ada", "ben"]), verb=st.sampled_from(["agree", "accept", "withdraw"]))
    def answer(self, pk: int, who: str, verb: str) -> None:
        """The prospect does not mind a call; it is taken on, or taken back."""
        self._tried(pk, getattr(self, who), verb)

    @rule(pk=referrals)
    def decline(self, pk: int) -> None:
        """Said no to."""
        self._tried(pk, self.ada, "decline", reason="No room this month")

    @rule(pk=referrals, state=st.sampled_from(sorted(State.values)), twice=st.booleans())
    def move(self, pk: int, state: str, twice: bool) -> None:
        """On it goes, or not; perhaps the same post arrives twice."""
        for _post in range(1 + twice):
            self._tried(pk, self.ada, "move", state=state, note="again")

    @rule(pk=referrals, state=st.sampled_from(sorted(State.values)))
    def correct(self, pk: int, state: str) -> None:
        """That was wrong."""
        self._tried(pk, self.ada, "correct", state=state)

    @rule(pk=referrals, is_so=st.booleans())
    def keep_quiet(self, pk: int, is_so: bool) -> None:
        """The referrer hears where it stands and nothing else."""
        self._tried(pk, self.ada, "change", is_confidential=is_so)

    @rule(pk=referrals)
    def disown(self, pk: int) -> None:
        """It is not hers."""
        self._tried(pk, self.ben, "disown")

    @rule(pk=referrals)
    def leave_alone(self, pk: int) -> None:
        """The prospect asks for peace; nobody takes that back."""
        self._tried(pk, self.ada, "leave_alone", undoable=False)

    @rule(pk=referrals, rating=st.sampled_from(["well", "so_so", "not_well"]), may_tell=st.booleans())
    def say(self, pk: int, rating: str, may_tell: bool) -> None:
        """The prospect says how it went."""
        if pk not in self.tales:
            return
        try:
            with transaction.atomic():
                one = Referral.objects.get(pk=pk, deleted_at=None)
                link = ExperienceLink.ask(referral=one, by=self.ada)
                said = Experience.say(link=link, rating=rating, may_tell=may_tell)
        except (Refusal, StopIteration, Referral.DoesNotExist):
            return
        if said.may_tell:
            self.tales[pk].told.append(Happened("said", None, word=rating, step=said.step_id))

    @rule(which=st.integers(0, 20))
    def undo(self, which: int) -> None:
        """One of the latest acts is taken back."""
        if which >= len(self.acts) or self.erased is not None:
            return
        act = self.acts[-1 - which]
        was = Act.objects.get(pk=act.pk).undone_at
        try:
            with transaction.atomic():
                act.undo(by=act.by)
        except Refusal:
            return
        if was is None:
            for pk, tale in self.tales.items():
                tale.told = [one for one in tale.told if one.act != act.uid]
                if Referral.objects.get(pk=pk).deleted_at is not None:
                    tale.told.append(Happened("gone", None))

    @rule()
    def settle_again(self) -> None:
        """What has been settled is settled."""
        before = LedgerEntry.objects.count()
        for one in Referral.objects.all():
            settle(one)
        settle_old()
        assert LedgerEntry.objects.count() == before

    @rule(sure=st.integers(0, 9))
    def erase(self, sure: int) -> None:
        """The referrer leaves the house for good, once in a while; the sums stay what they are."""
        if sure == 0 and self.erased is None and self.tales:
            self.erased = sums_of(LedgerEntry.objects.all())
            erase(self.ben)

    @invariant()
    def the_sums_are_those_of_what_happened(self) -> None:
        """Played through, and read from the lines, whoever looks."""
        entries = list(LedgerEntry.objects.select_related("correction"))
        sums = sums_of(entries)
        assert sums.lent == sums.repaid + sums.cost + sums.at_stake
        assert sums.at_stake == len(at_stake(entries))
        if self.erased is not None:
            assert sums == self.erased
            return
        became = [(pk, *side) for pk, tale in self.tales.items() for side in tale.sides().items()]
        counts = {word: sum(side[2] == word for side in became) for word in ("repaid", "cost", "out")}
        assert sums == Sums(len(became), counts["repaid"], counts["cost"], counts["out"])
        assert sums_of(LedgerEntry.objects.about(self.ben)) == sums
        for pk, tale in self.tales.items():
            mine = [entry for entry in entries if entry.about == tale.uid and entry.stands]
            lent = {entry.toward for entry in mine if entry.kind == "stake"}
            words = {entry.toward: entry.kind for entry in mine if entry.kind != "stake"}
            assert {toward: words.get(toward, "out") for toward in lent} == tale.sides(), (pk, tale.told)
            assert len(mine) == len(lent) + len(words)

    @invariant()
    def nothing_that_was_written_has_changed(self) -> None:
        """Each line is there as it was."""
        columns = ("pk", "uid", "about", "toward", "kind", "cause", "turn", "on", "corrects", "created_at")
        now = {row[0]: row for row in LedgerEntry.objects.values_list(*columns)}
        assert {pk: now.get(pk) for pk in self.seen} == self.seen
        self.seen = now

    def _tried(self, pk: int, by: User, verb: str, *, undoable: bool = True, **how: Any) -> None:
        """Do it; where it is refused, nothing has changed."""
        if pk not in self.tales or self.erased is not None:
            return
        one = Referral.objects.get(pk=pk)
        if one.deleted_at is not None:
            return
        steps, before = set(one.steps.values_list("pk", flat=True)), (one.is_confidential, one.wants_no_contact)
        disowned = one.referrer.says_no_at
        try:
            with transaction.atomic():
                act: Act = getattr(one, verb)(by=by, **how) if undoable else getattr(one, verb)(noted_by=by, **how)
        except Refusal:
            return
        told, uid = self.tales[pk].told, act.uid if undoable else None
        self.acts += [act] if undoable else []
        one = Referral.objects.get(pk=pk)
        for step in one.steps.exclude(pk__in=steps).exclude(kind="changed"):
            is_correction = step.kind == "corrected"
            told.append(Happened("moved", uid, state=step.state, is_correction=is_correction, step=step.pk))
        if one.is_confidential != before[0]:
            told.append(Happened("confidential", uid, word="yes" if one.is_confidential else "no"))
        if one.wants_no_contact and not before[1]:
            told.append(Happened("peace", uid))
        if one.referrer.says_no_at is not None and disowned is None:
            told.append(Happened("disowned", uid))


def run(examples: int, steps: int) -> None:
    """So many lives of so many acts."""
    quiet = list(HealthCheck)
    run_state_machine_as_test(
        Ledgers,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet),
    )  # type: ignore[no-untyped-call]  # hypothesis does not say


def test_no_short_sequence_leaves_sums_at_odds_with_lines() -> None:
    run(examples=8, steps=15)


@pytest.mark.proof
def test_no_sequence_leaves_sums_at_odds_with_lines() -> None:
    run(examples=80, steps=30)
