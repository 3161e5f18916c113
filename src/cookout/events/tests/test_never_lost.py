"""Nobody met is ever lost, nobody is doubled: no sequence of catching, sending, answering, deciding and undoing does.

Beside the house stands a plain list of what happened. Undoing takes an entry off it, and what must be there is what
the rest of the list says, played through from the start.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from cookout.core import audiences
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.events.models import Encounter, Likeness
from cookout.events.models.capturing import own_uid
from cookout.people.models import Person
from cookout.ties.models import Capacity, Circle, CircleFull, Tie, Touch, Triage, local_today
from cookout.ties.rules import SEATED

pytestmark = pytest.mark.django_db

HUMANS = [("Devon Marsh", "614 555 0142"), ("Marsh, Devon", "devon@example.org"), ("Ada Byron", "")]
BOOK = ["Devon Marsh", "Countess Ada Byron"]
place = st.integers(0, 3)


@dataclass
class Happened:
    """One thing that happened: by which act, and what it did to whom."""

    kind: str
    uid: uuid.UUID
    to: uuid.UUID | None = None
    act: int = 0
    also: frozenset[uuid.UUID] = frozenset()


@dataclass
class Told:
    """What the list says, played through: where each encounter stands, and who is in the book."""

    there: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    gone: set[uuid.UUID] = field(default_factory=set)
    book: set[uuid.UUID] = field(default_factory=set)
    out: set[uuid.UUID] = field(default_factory=set)
    """Whom I took out of the book myself."""

    @classmethod
    def of(cls, book: set[uuid.UUID], events: list[Happened]) -> "Told":
        told = cls(book=set(book))
        for event in events:
            getattr(told, event.kind)(event)
        return told

    def caught(self, event: Happened) -> None:
        self.there[event.uid] = event.to or own_uid(event.uid, "person")
        self.book |= set() if event.to else {self.there[event.uid]}

    def same(self, event: Happened) -> None:
        self.there = {uid: event.to if at == event.uid else at for uid, at in self.there.items()}  # type: ignore[misc]  # it names one
        self.book.discard(event.uid)

    def removed(self, event: Happened) -> None:
        self.gone.add(event.uid)
        self.book -= event.also
        self.out |= event.also

    def left(self, event: Happened) -> None:
        self.book.discard(event.uid)
        self.out.add(event.uid)

    def decided(self, event: Happened) -> None:
        """Who is there stays there."""

    @property
    def shown(self) -> dict[uuid.UUID, uuid.UUID]:
        """Which encounters I see, and with whom."""
        return {uid: at for uid, at in self.there.items() if uid not in self.gone and at in self.book}


class Evenings(RuleBasedStateMachine):
    """Two phones, three humans of whom two names are in the book, one seat on the cookout list."""

    owner: User
    begun: list[Happened]

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.ben = User.objects.get(pk=self.owner.pk)
        self.book = {uuid.UUID(int=at) for at, _name in enumerate(BOOK)}
        self.notes: list[dict[str, Any]] = []
        self.events = list(self.begun)
        self.sent = {event.uid for event in self.begun}
        self.noes: set[tuple[uuid.UUID, uuid.UUID]] = set()

    def teardown(self) -> None:
        """What I see at the end; then as if nothing had been."""
        shown = Encounter.objects.visible_to(self.ben).values_list("uid", "tie__person__uid")
        assert sorted(shown) == sorted(self.told.shown.items())
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @property
    def told(self) -> Told:
        return Told.of(self.book, self.events)

    def did(self, verb: Callable[[], Any], event: Happened) -> None:
        """It happened, and by which act."""
        before = Act.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with transaction.atomic():
            verb()
        event.act = Act.objects.get(pk__gt=before).pk
        self.events.append(event)

    # What phones do

    @rule(human=st.integers(0, 2), has_signal=st.booleans())
    def write_down(self, human: int, has_signal: bool) -> None:
        """Somebody is caught on a phone, which sends it at once or later."""
        self.notes.append(note(len(self.notes), human))
        if has_signal:
            self.send(len(self.notes) - 1)

    @precondition(lambda self: self.notes)
    @rule(at=place)
    def send_any(self, at: int) -> None:
        """A queue is sent in any order; what was answered on a broken line is sent again, undone or not."""
        self.send(at % len(self.notes))

    def send(self, at: int) -> None:
        told = self.notes[at]
        if told["uid"] in self.sent:
            before = self.rows()
            Encounter.capture(by=self.ben, **told | {"name": "Somebody Else"})
            assert self.rows() == before
            return
        self.sent.add(told["uid"])
        self.did(lambda: Encounter.capture(by=self.ben, **told), Happened("caught", told["uid"]))

    @rule(at=place)
    def meet_somebody_known(self, at: int) -> None:
        """Somebody is chosen from the book, who may have left it since the page was opened."""
        people = list(Person.objects.filter(keeper=self.ben).order_by("-pk"))
        person, uid = people[at % len(people)], uuid.uuid5(uuid.NAMESPACE_URL, str(len(self.events)))
        if uid in self.sent:
            return
        try:
            known = Happened("caught", uid, person.uid)
            self.did(lambda: Encounter.capture(by=self.ben, person=person, uid=uid), known)
        except Refusal:
            assert person.uid not in self.told.book
        else:
            self.sent.add(uid)

    # What I do

    @rule(at=place)
    def say_that_two_are_one(self, at: int) -> None:
        """The same person."""
        self.answer(at, same=True)

    @rule(at=place)
    def say_that_two_are_two(self, at: int) -> None:
        """Somebody else."""
        self.answer(at, same=False)

    def answer(self, at: int, *, same: bool) -> None:
        rows = list(Likeness.objects.visible_to(self.ben).open().select_related("encounter__tie__person", "person"))
        if not rows:
            return
        row = rows[at % len(rows)]
        caught, known = row.encounter.tie.person.uid, row.person.uid
        if same:
            self.did(lambda: row.answer(same=True, by=self.ben), Happened("same", caught, known))
        else:
            row.answer(same=False, by=self.ben)
            self.noes.add((row.encounter.uid, known))

    @precondition(lambda self: self.events)
    @rule(at=place, verdict=st.sampled_from(Triage.Verdict.values))
    def decide(self, at: int, verdict: str) -> None:
        """On somebody, who may have left meanwhile; a full list asks who steps back."""
        people = list(Person.objects.filter(keeper=self.ben).order_by("pk"))
        person = people[at % len(people)]
        ask_on = local_today(self.ben) + dt.timedelta(days=90) if verdict == "not_now" else None

        def verb(steps_back: Tie | None = None) -> None:
            tie = Tie.objects.between(self.ben, person)
            Triage.decide(tie, verdict, by=self.ben, ask_on=ask_on, steps_back=steps_back)

        event = Happened("decided", person.uid)
        try:
            self.did(verb, event)
        except CircleFull as full:
            seated = Tie.objects.visible_to(self.ben).filter(circle=full.circle)[0]
            self.did(lambda: verb(seated), event)
        except Refusal:
            assert person.uid not in self.told.book

    @precondition(lambda self: self.told.shown)
    @rule(at=place)
    def remove(self, at: int) -> None:
        """That was nobody; a person goes along where nothing else holds them."""
        uids = sorted(self.told.shown)
        row = Encounter.objects.get(uid=uids[at % len(uids)])
        person = row.tie.person
        self.did(lambda: row.remove(by=self.ben), Happened("removed", row.uid))
        if not Person.objects.kept_by(self.ben).filter(pk=person.pk).exists():
            others = [uid for uid, whose in self.told.shown.items() if whose == person.uid]
            assert not others
            assert person.uid not in self.book
            self.events[-1].also = frozenset({person.uid})

    @precondition(lambda self: self.events)
    @rule(at=place)
    def leave_the_book(self, at: int) -> None:
        """I take somebody out of my book."""
        people = list(Person.objects.kept_by(self.ben).order_by("pk"))
        if people:
            person = people[at % len(people)]
            self.did(lambda: person.remove(by=self.ben), Happened("left", person.uid))

    @precondition(lambda self: self.events)
    @rule()
    def undo_the_last(self) -> None:
        """Take the last thing back: that is never refused."""
        self.undo(0)

    @precondition(lambda self: len(self.events) > 1)
    @rule(back=st.integers(1, 3))
    def undo_an_earlier(self, back: int) -> None:
        """Take something back before what came after it, where that is not refused."""
        self.undo(back % len(self.events))

    def undo(self, back: int) -> None:
        event = self.events[-1 - back]
        act = Act.objects.get(pk=event.act)
        try:
            with transaction.atomic():
                act.undo(by=self.ben)
        except Refusal:
            assert back, "the last thing can always be taken back"
            return
        self.events.remove(event)

    # What always holds

    def rows(self) -> list[Any]:
        mine = Encounter.objects.filter(owner=self.ben).order_by("pk").values_list("uid", "tie", "deleted_at")
        people = Person.objects.filter(keeper=self.ben).order_by("pk").values_list("uid", "deleted_at")
        ties = Tie.objects.filter(owner=self.ben).order_by("pk").values_list("pk", "circle", "sort_on", "deleted_at")
        return [*mine, *people, *ties, Likeness.objects.open().count(), Touch.objects.filter(deleted_at=None).count()]

    @invariant()
    def nobody_is_lost_or_doubled(self) -> None:
        """Every encounter that stands is there once with the right person; everybody is in the book once."""
        told, columns = self.told, ("deleted_at", "tie__deleted_at", "tie__person__deleted_at")
        rows = list(Encounter.objects.order_by().values_list("uid", "tie__person__uid", *columns))
        assert len(rows) == len(self.sent)
        assert all(at in told.book | told.out for uid, at in told.there.items() if uid not in told.gone)
        assert sorted(row[:2] for row in rows if not any(row[2:])) == sorted(told.shown.items())
        people = Person.objects.filter(keeper=self.ben, deleted_at=None).order_by()
        assert sorted(people.values_list("uid", flat=True)) == sorted(told.book)

    @invariant()
    def whoever_i_met_is_decided_on_or_waits(self) -> None:
        """Each has one tie; nobody waits who has a seat, and who is in no circle waits or was decided on."""
        ties = list(Tie.objects.filter(owner=self.ben, deleted_at=None, person__deleted_at=None))
        assert len({tie.person_id for tie in ties}) == len(ties)
        verdicts, touches, met = (_by_tie(noun, what) for noun, what in NOTED)
        for tie in ties:
            assert (tie.sort_on is None) == (tie.waits_since is None)
            assert tie.touch_days == len(set(touches[tie.pk]))
            assert tie.last_touch_on == max(touches[tie.pk], default=None)
            if tie.circle in SEATED and "not_now" not in verdicts[tie.pk]:
                assert tie.sort_on is None
            if met[tie.pk] and tie.circle == Circle.UNSORTED and not verdicts[tie.pk]:
                assert tie.sort_on is not None

    @invariant()
    def no_question_is_asked_in_vain(self) -> None:
        """What is asked can be answered: one came by the encounter, the other is somebody else; a no stays a no."""
        rows = Likeness.objects.open().filter(encounter__deleted_at=None, encounter__tie__person__deleted_at=None)
        rows = rows.filter(person__deleted_at=None).order_by()
        columns = ("encounter__uid", "encounter__brought", "encounter__tie__person__uid", "person__uid")
        for uid, brought, caught, known in rows.values_list(*columns):
            assert brought
            assert caught != known
            assert (uid, known) not in self.noes


def note(number: int, human: int) -> dict[str, Any]:
    """What a phone keeps of somebody."""
    name, contact = HUMANS[human]
    return {"uid": uuid.uuid5(uuid.NAMESPACE_OID, str(number)), "name": name, "contact": contact}


NOTED = ((Triage, "verdict"), (Touch, "on"), (Encounter, "uid"))


def _by_tie(noun: Any, what: str) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for tie, value in noun.objects.filter(deleted_at=None).order_by().values_list("tie", what):
        found[tie].append(value)
    return found


def begun(number: int, human: int) -> Happened:
    """Somebody who was caught before all sequences begin."""
    told = note(number, human)
    Encounter.capture(by=Evenings.owner, **told)
    return Happened("caught", told["uid"], act=Act.objects.latest("pk").pk)


def run(examples: int, steps: int) -> None:
    """So many lives of so many acts, all with the same few people in the book."""
    Evenings.owner = make_user("Ben Brandt")
    Capacity(owner=Evenings.owner, cookout_seats=1).save()
    for at, name in enumerate(BOOK):
        Person.keep(by=Evenings.owner, full_name=name, uid=uuid.UUID(int=at))
    Evenings.begun = [begun(-1, 0), begun(-2, 1)]
    quiet = list(HealthCheck)
    # Nobody here is in a group, and asking each time who is takes half of the time.
    with patch.dict(audiences._audiences, clear=True):
        run_state_machine_as_test(
            Evenings,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=quiet,
                phases=[Phase.generate],
            ),
        )  # type: ignore[no-untyped-call]  # hypothesis does not say


def test_no_short_sequence_loses_or_doubles_anybody() -> None:
    run(examples=30, steps=6)


@pytest.mark.proof
def test_no_sequence_loses_or_doubles_anybody() -> None:
    run(examples=1400, steps=6)
