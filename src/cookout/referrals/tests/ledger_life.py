"""Members who refer, do business and change their minds, for the state machine of the ledger.

Beside the ledger a list is kept of what happened to each referral, played through from the start each time; it knows
neither a column of a referral nor a line of the ledger.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from cookout.core.models import Act, User
from cookout.core.privacy import erase
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.one_to_ones.testing import fellows
from cookout.people.models import Merge, Person
from cookout.people.models.merge import now_known_as
from cookout.referrals.models import ClosedBusiness, Experience, ExperienceLink, LedgerEntry, Prospect, Referral, State
from cookout.referrals.models.ledger import Sums, at_stake, sums_of
from cookout.referrals.models.settling import settle, settle_old
from cookout.ties.testing import keep

BEGAN = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)
ENDS = {"declined", "withdrawn", "won", "lost", "not_a_fit"}
HOW = ("given", "noted", "card 0", "card 1")
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
    by: User | None
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
        self.cards = [keep(self.ada, "Odile Bakker"), keep(self.ada, "O. Bakker")]
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

    @rule(target=referrals, agreed=st.sampled_from([True, True, None]), how=st.sampled_from(HOW))
    def begin(self, agreed: bool | None, how: str) -> int:
        """One member gives it, or the other notes that a member or somebody without account gave it; or a mere name."""
        self.many += 1
        values: Any = {"prospect": Prospect(f"Person {self.many}"), "may_contact": agreed, "uid": uuid.uuid4()}
        if self.erased is not None:
            return 0
        if how == "given":
            one = Referral.give(by=self.ben, to=self.ada.person, **values)
        else:
            referrer = self.ben.person if how == "noted" else self._card(how)
            one = Referral.receive(by=self.ada, referrer=referrer, **values)
        act = Act.objects.filter(by=one.made_by).latest("pk")
        self.acts.append(act)
        tale = self.tales[one.pk] = Tale(one.uid, self.ben if how in ("given", "noted") else None)
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

    @rule(pk=referrals, amount=st.sampled_from([100, 2500]))
    def sell(self, pk: int, amount: int) -> None:
        """It brought something; what, weighs nothing here."""
        self._aside(lambda: ClosedBusiness.close(by=self.ada, referral=self._at(pk), amount=amount, currency="USD"))

    @rule(remove=st.booleans())
    def sell_otherwise(self, remove: bool) -> None:
        """It was another amount, or nothing at all."""
        sold = ClosedBusiness.objects.filter(deleted_at=None).last()
        if sold is not None:
            self._aside(lambda: sold.remove(by=self.ada) if remove else sold.correct(by=self.ada, amount=77))

    @rule(pk=referrals, above=referrals)
    def hang(self, pk: int, above: int) -> None:
        """It grew out of another one."""
        self._aside(lambda: self._at(pk).change(by=self.ada, parent=self._at(above)))

    @rule()
    def merge(self) -> None:
        """The two cards are of one person."""
        self._aside(lambda: Merge.make(*self.cards, by=self.ada))

    @rule()
    def part(self) -> None:
        """They were of two."""
        merge = Merge.objects.standing().filter(keeper=self.ada).last() if self.ada.pk else None  # she may be erased
        if merge is not None:
            self._aside(lambda: merge.end(by=self.ada)[0])

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

    @rule(sure=st.integers(0, 9), who=st.sampled_from(["ada", "ben"]))
    def erase(self, sure: int, who: str) -> None:
        """One of the two leaves the house for good, once in a while; the sums stay what they are."""
        if sure == 0 and self.erased is None and self.tales:
            self.erased = sums_of(LedgerEntry.objects.all())
            erase(getattr(self, who))

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
        bens = [side for pk, tale in self.tales.items() if tale.by == self.ben for side in tale.sides()]
        assert sums_of(LedgerEntry.objects.about(self.ben)).lent == len(bens)
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

    def _card(self, how: str) -> Person:
        """The card, or the one it became."""
        card = self.cards[int(how[-1])]
        return now_known_as(self.ada, card.uid) or card

    def _at(self, pk: int) -> Referral:
        return Referral.objects.get(pk=pk, deleted_at=None)

    def _aside(self, did: Callable[[], Act | ClosedBusiness]) -> None:
        """Do what says nothing of a referral: it may be refused, and be undone."""
        if self.erased is not None:
            return
        try:
            with transaction.atomic():
                made = did()
        except (Refusal, Referral.DoesNotExist):
            return
        self.acts.append(made if isinstance(made, Act) else Act.objects.filter(by=self.ada).latest("pk"))

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
